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

#include "pg/pg.h"

struct garage_row {
	int64_t version;
	bool active;
	const char *timezone;
	const char *default_periodic;
	const char *default_followup;
	int64_t interval_months; /* 0 = none */
	int64_t interval_km;
	int64_t attribution_days;
	const char *untouched_policy;
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
};
MUST_CHECK int store_consent_save(struct tx *tx, const char *dealer,
				  const struct consent_row *row, bool *ret_changed,
				  struct err *err);

#endif
