/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All SQL of the service but the sender's: struct in, struct out, no policy.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_H
#define BEURT_NOTIFICATION_STORE_H

#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/notification_requested.h"
#include "gen/passport_state.h"
#include "notification/domain/address_health.h"
#include "notification/domain/consent.h"
#include "notification/mail/letter_keys.h"
#include "pg/pg.h"

/* --- store_customer.c ----------------------------------------------------------------
 */
MUST_CHECK int store_garage_keep(struct tx *tx, const struct dealer_state *garage,
				 struct err *err);
/* address_print NULL = no address. ret_changed: the version was news. */
MUST_CHECK int store_customer_save(struct tx *tx, const struct customer_state *customer,
				   const char *address_print, bool *ret_changed,
				   struct err *err);
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

/* --- store_consent.c -----------------------------------------------------------------
 */
/* The lock that a send holds from the gate to the recorded result, and an opt-out while
 * it is recorded: one waits for the other. */
int64_t store_person_key(const char *dealer, const char *customer);
MUST_CHECK int store_person_lock(struct tx *tx, const char *dealer,
				 const struct uuid *customer, struct err *err);

struct ledger_row {
	const char *dealer;
	struct uuid customer;
	struct consent_event event;
	const char *source; /* "LINK", "DESK" */
	const char *actor;
	const char *wording; /* may be NULL */
	const char *evidence;
	const char *command_id;
};
MUST_CHECK int store_ledger_add(struct tx *tx, const struct ledger_row *row,
				struct err *err);
/* Caller frees *ret_events with mem_free. */
MUST_CHECK int store_ledger_load(struct tx *tx, const char *dealer,
				 const struct uuid *customer,
				 struct consent_event **ret_events, size_t *ret_count,
				 struct err *err);
MUST_CHECK int store_address_suppress(struct tx *tx, const char *dealer,
				      const char *address_print, enum purpose purpose,
				      struct err *err);
/* PURPOSE_NONE releases the address for all of them. */
MUST_CHECK int store_address_release(struct tx *tx, const char *dealer,
				     const char *address_print, enum purpose purpose,
				     struct err *err);
MUST_CHECK int store_vehicle_disown(struct tx *tx, const struct link_token *link,
				    struct err *err);
MUST_CHECK int store_vehicle_own(struct tx *tx, const struct link_token *link,
				 struct err *err);
/* The car came into other hands at that moment; an older version changes nothing. */
MUST_CHECK int store_holder_changed(struct tx *tx, const struct passport_state *passport,
				    struct err *err);
MUST_CHECK int store_holder_forget(struct tx *tx, const struct uuid *passport,
				   struct err *err);
/* The garage's name, "" when it is not known; caller frees with mem_free. */
MUST_CHECK int store_garage_name(struct tx *tx, const char *dealer, char **ret_name,
				 struct err *err);

/* --- store_intent.c ------------------------------------------------------------------
 */
/* A request, and what is worked out of it before it is a row. */
struct intent_new {
	const struct notification_requested *request;
	char to_print[ADDRESS_PRINT_TEXT]; /* of its recipient; "" = none */
	char *form; /* JSON as in mail/letter_form.h; NULL = none */
};

/* Requests that are there already are left as they are. */
MUST_CHECK int store_intents_add(struct tx *tx, const struct intent_new *intents,
				 size_t count, struct err *err);
/* The customer is known now: judge at once what waited for that. */
MUST_CHECK int store_intents_wake(struct tx *tx, const char *dealer,
				  const struct uuid *customer, struct err *err);
/* Settled letters: blank what they were about, and forget the old ones. */
MUST_CHECK int store_intents_tidy(struct tx *tx, struct instant blank_before,
				  struct instant forget_before, struct err *err);

#endif
