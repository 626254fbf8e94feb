/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All SQL of the service but the sender's: struct in, struct out, no policy.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_H
#define BEURT_NOTIFICATION_STORE_H

#include "flow/forget.h"
#include "gen/conversion_recorded.h"
#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/notification_requested.h"
#include "gen/notification_withdraw.h"
#include "gen/passport_state.h"
#include "notification/domain/address_health.h"
#include "notification/domain/consent.h"
#include "notification/domain/rank.h"
#include "notification/mail/letter_keys.h"
#include "notification/store_consent.h"
#include "pg/pg.h"

/* --- store_customer.c ----------------------------------------------------------------
 */
MUST_CHECK int store_garage_keep(struct tx *tx, const struct dealer_state *garage,
				 struct err *err);
/* Keyed hashes of a customer's addresses; "" = has none. */
struct customer_prints {
	char email[ADDRESS_PRINT_TEXT];
	char phone[ADDRESS_PRINT_TEXT];
	char mobile[ADDRESS_PRINT_TEXT];
};
/* ret_changed: the version was news. */
MUST_CHECK int store_customer_save(struct tx *tx, const struct customer_state *customer,
				   const struct customer_prints *prints,
				   bool *ret_changed, struct err *err);
/* Forget the person: fields gone, address on the suppression list, letters blanked. */
MUST_CHECK int store_customer_erase(struct tx *tx, const char *dealer,
				    const struct uuid *customer, struct err *err);

/* Forget a holder or manager: letters to them are blanked, those that wait never leave.
 */
MUST_CHECK int store_holder_erase(struct tx *tx, const struct uuid *party,
				  struct err *err);

/* What a person's standing depends on, beside the ledger. */
struct customer_standing {
	bool known;
	bool erased;
	struct consent_person person;
	char refuses[64]; /* "email,phone" */
	char address_print[ADDRESS_PRINT_TEXT];
	struct address_health health;
	char said[20]; /* what consent.state said last, as a hash */
};
MUST_CHECK int store_customer_standing(struct tx *tx, const char *dealer,
				       const struct uuid *customer,
				       struct customer_standing *ret_standing,
				       struct err *err);
/* The next version of consent.state, which says what `said` stands for. */
MUST_CHECK int store_consent_said(struct tx *tx, const char *dealer,
				  const struct uuid *customer, const char *said,
				  int64_t *ret_version, struct err *err);
MUST_CHECK int store_consent_version(struct tx *tx, const char *dealer,
				     const struct uuid *customer, int64_t *ret_version,
				     struct err *err);

/* --- store_intent.c ------------------------------------------------------------------
 */
/* A request, and what is worked out of it before it is a row. */
struct intent_new {
	const struct notification_requested *request;
	char to_print[ADDRESS_PRINT_TEXT]; /* of its recipient; "" = none */
	char to_phone_print[ADDRESS_PRINT_TEXT];
	char *form;    /* JSON as in mail/letter_form.h; NULL = none */
	char *reasons; /* "apk,periodic"; NULL = none */
	enum rank rank;
};

/* Requests that are there already are left as they are. */
MUST_CHECK int store_intents_add(struct tx *tx, const struct intent_new *intents,
				 size_t count, struct err *err);
/* The customer is known now: judge at once what waited for that. */
MUST_CHECK int store_intents_wake(struct tx *tx, const char *dealer,
				  const struct uuid *customer, struct err *err);
/* Remember the first reason, of the whole message or of one of its cars; what waits is
 * judged at once. */
MUST_CHECK int store_intent_withdraw(struct tx *tx,
				     const struct notification_withdraw *withdraw,
				     struct err *err);
/* --- store_learn.c -------------------------------------------------------------------
 */
/* A visit followed a contact; an older version changes nothing. */
MUST_CHECK int store_visit_keep(struct tx *tx,
				const struct conversion_recorded *conversion,
				struct err *err);
/* Count anew what each garage's channels brought. */
MUST_CHECK int store_channels_learn(struct tx *tx, struct err *err);

/* Settled letters: blank what they were about, and forget the old ones. */
MUST_CHECK int store_intents_tidy(struct tx *tx, struct instant blank_before,
				  struct instant forget_before, struct err *err);

/* --- store_forget.c: what is kept of people ------------------------------------------
 */
extern const struct forget_service notification_forgets;

#endif
