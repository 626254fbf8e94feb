/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: garages, customers, consent.
 *
 * Functions that load say ERR_ABSENT when there is nothing; those that take a state row
 * answer through ret_changed whether its version was news. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_GARAGE_H
#define BEURT_REMINDER_STORE_GARAGE_H

#include "flow/forget.h"
#include "pg/pg.h"

struct garage_row {
	int64_t version;
	bool active;
	const char *timezone;
	const char *default_periodic;
	const char *default_followup;
	int64_t interval_months; /* 0 = none */
	int64_t interval_km;
	int64_t mobility_months; /* 0 = none */
	bool one_message; /* for a customer's cars that are due together */
	int64_t attribution_days;
	const char *untouched_policy;
	const char *network; /* code of its formula, NULL; not loaded */
};

MUST_CHECK int store_garage_save(struct tx *tx, const char *dealer,
				 const struct garage_row *row, bool *ret_changed,
				 struct err *err);
/* Texts lend until rows_free(*ret_rows). */
MUST_CHECK int store_garage_load(struct tx *tx, const char *dealer,
				 struct garage_row *ret_row, struct rows **ret_rows,
				 struct err *err);

struct person_row {
	struct uuid customer;
	int64_t version;
	bool has_email;
	bool no_email;
	bool erased;
	bool is_prospect; /* no invoice yet */
	bool is_company;
	bool reads_english;
	bool has_post;        /* an address a letter arrives at */
	int64_t refused_mask; /* channels refused at the desk, as bits */
	const char *postcode_area;
};
/* ret_changed, here and below: something that proposals rest on is different now. */
MUST_CHECK int store_person_save(struct tx *tx, const char *dealer,
				 const struct person_row *row, bool *ret_changed,
				 struct err *err);
MUST_CHECK int store_person_erase(struct tx *tx, const char *dealer,
				  const struct uuid *customer, struct err *err);

struct consent_row {
	struct uuid customer;
	int64_t version;
	bool withdrawn; /* reminders by e-mail: withdrawn or objected to */
	bool bounces;
	int64_t reach_mask; /* channels a message would leave by; -1: not told */
	int64_t refused_mask;
	const char *reach_other; /* the first usable channel, when not e-mail; or NULL */
	const char *reach_besides; /* … the first that is not e-mail; or NULL */
};
MUST_CHECK int store_consent_save(struct tx *tx, const char *dealer,
				  const struct consent_row *row, bool *ret_changed,
				  struct err *err);

/* What is kept of people (store_forget.c). */
extern const struct forget_service reminder_forgets;

#endif
