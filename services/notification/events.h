/* SPDX-License-Identifier: Apache-2.0 */
/* What the events' files share. Thread: that of the transaction. */
#ifndef BEURT_NOTIFICATION_EVENTS_H
#define BEURT_NOTIFICATION_EVENTS_H

#include "notification/notification.h"
#include "notification/store.h"

struct consent_change;

/* Say consent.state when it differs from what was said last. *ret_version is the version
 * that stands now; 0 for a customer that is not known. */
struct consent_of {
	const char *dealer;
	struct uuid customer;
};
MUST_CHECK int consent_say(const struct notification *svc, struct tx *tx,
			   const struct consent_of *whose, struct outbox *say,
			   int64_t *ret_version, struct err *err);

MUST_CHECK int notification_on_consent_change(struct notification *svc, struct tx *tx,
					      const struct consent_change *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);

struct person_erased;

MUST_CHECK int notification_on_person_erased(struct notification *svc, struct tx *tx,
					     const struct person_erased *msg,
					     struct outbox *say, struct err *err);

struct sms_test;

/* ERR_CONFLICT, SMS_OFF, when none are sent from here; ERR_INVALID, PHONE_INVALID. */
MUST_CHECK int notification_on_sms_test(struct notification *svc, struct tx *tx,
					const struct sms_test *msg, struct outbox *say,
					struct answer *ret_answer, struct err *err);

struct sms_report;
struct sms_incoming;

/* ERR_ABSENT when there was no such request. */
MUST_CHECK int notification_on_sms_report(struct notification *svc, struct tx *tx,
					  const struct sms_report *msg,
					  struct outbox *say, struct answer *ret_answer,
					  struct err *err);
MUST_CHECK int notification_on_sms_incoming(struct notification *svc, struct tx *tx,
					    const struct sms_incoming *msg,
					    struct outbox *say, struct answer *ret_answer,
					    struct err *err);

struct push_subscribe;
struct push_unsubscribe;

/* ERR_INVALID, PUSH_SERVICE_UNKNOWN or PUSH_KEY_INVALID. */
MUST_CHECK int notification_on_push_subscribe(struct notification *svc, struct tx *tx,
					      const struct push_subscribe *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);
MUST_CHECK int notification_on_push_unsubscribe(struct notification *svc, struct tx *tx,
						const struct push_unsubscribe *msg,
						struct outbox *say,
						struct answer *ret_answer,
						struct err *err);

struct notification_withdraw;

/* What was asked for is not wanted any more, also when it was not asked for yet. Waits
 * for a round that has it; what left before stays so. */
MUST_CHECK int notification_on_withdraw(struct notification *svc, struct tx *tx,
					const struct notification_withdraw *msg,
					struct outbox *say, struct answer *ret_answer,
					struct err *err);
struct consent_prefer;
struct consent_show;
struct invitation_open;

/* Chosen on a page or at the desk; in force when it is answered. */
MUST_CHECK int notification_on_consent_prefer(struct notification *svc, struct tx *tx,
					      const struct consent_prefer *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);
/* Writes nothing. */
MUST_CHECK int notification_on_invitation_open(struct notification *svc, struct tx *tx,
					       const struct invitation_open *msg,
					       struct outbox *say,
					       struct answer *ret_answer,
					       struct err *err);
MUST_CHECK int notification_on_consent_show(struct notification *svc, struct tx *tx,
					    const struct consent_show *msg,
					    struct outbox *say, struct answer *ret_answer,
					    struct err *err);

struct letter_preview;

/* Shows a letter and judges it as if it were due; writes nothing. ERR_ABSENT when garage
 * or customer are not known. */
MUST_CHECK int notification_on_letter_preview(struct notification *svc, struct tx *tx,
					      const struct letter_preview *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);

struct print_batch_post;
struct print_batch_read;

/* --- events_print.c ------------------------------------------------------------------
 */
MUST_CHECK int notification_on_print_batch_post(struct notification *svc, struct tx *tx,
						const struct print_batch_post *msg,
						struct outbox *say,
						struct answer *ret_answer,
						struct err *err);
MUST_CHECK int notification_on_print_batch_read(struct notification *svc, struct tx *tx,
						const struct print_batch_read *msg,
						struct outbox *say,
						struct answer *ret_answer,
						struct err *err);

struct call_claim;
struct call_record;

/* --- events_call.c -------------------------------------------------------------------
 */
MUST_CHECK int notification_on_call_claim(struct notification *svc, struct tx *tx,
					  const struct call_claim *msg,
					  struct outbox *say, struct answer *ret_answer,
					  struct err *err);
MUST_CHECK int notification_on_call_record(struct notification *svc, struct tx *tx,
					   const struct call_record *msg,
					   struct outbox *say, struct answer *ret_answer,
					   struct err *err);

/* --- timers_print.c ------------------------------------------------------------------
 */
#define TIMER(name)                                                                      \
	int name(void *service, struct tx *tx, const char *key, struct instant due,      \
		 struct outbox *say, struct err *err)
TIMER(notification_at_print_tell);
TIMER(notification_at_print_close);
TIMER(notification_at_print_hand_over);
TIMER(notification_at_print_posted);
TIMER(notification_at_print_look);
TIMER(notification_at_print_settle);
/* events_call.c */
TIMER(notification_at_call_tell);
TIMER(notification_at_call_look);

#endif
