/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of who agreed to what, and of wishes: part of store.h. Thread: the transaction's.
 */
#ifndef BEURT_NOTIFICATION_STORE_CONSENT_H
#define BEURT_NOTIFICATION_STORE_CONSENT_H

#include "gen/passport_state.h"
#include "notification/domain/consent.h"
#include "notification/mail/letter_keys.h"
#include "pg/pg.h"

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
	const char *source; /* LINK DESK PREFERENCES ACTIVATION STOP IMPORT */
	const char *basis;  /* on what ground it was, or is from now on */
	const char *wording_print; /* may be NULL */
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
/* What was said of an address, and when. PURPOSE_NONE means all of them. */
struct address_word {
	const char *dealer;
	const char *print;
	enum purpose purpose;
	struct instant at;
};
MUST_CHECK int store_address_suppress(struct tx *tx, const struct address_word *no,
				      struct err *err);
/* Only from what was said before: a "no" after it stays. */
MUST_CHECK int store_address_release(struct tx *tx, const struct address_word *yes,
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

/* --- store_preference.c --------------------------------------------------------------
 */
/* A customer's, or a holder's, driver's or manager's. */
struct preference {
	const char *dealer;
	struct uuid person;
	enum channel preferred; /* CHANNEL_NONE: no wish */
	char language[3];       /* "": as it was */
	bool less_often;
};
MUST_CHECK int store_preference_keep(struct tx *tx, const struct preference *wish,
				     struct err *err);
/* Fills in what was asked; nothing when nothing was. */
MUST_CHECK int store_preference_load(struct tx *tx, struct preference *wish,
				     struct err *err);
/* Elements of a JSON array, newest first, at most 500: the ledger with its evidence, and
 * the messages that were asked for. */
MUST_CHECK int store_ledger_write(struct tx *tx, const struct preference *of,
				  struct strbuf *out, struct err *err);
MUST_CHECK int store_messages_write(struct tx *tx, const struct preference *of,
				    struct strbuf *out, struct err *err);

#endif
