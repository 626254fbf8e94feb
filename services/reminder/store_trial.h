/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: who was drawn by lot, which messages reached people, and the sums over both.
 *
 * Nothing of a person leaves here but into attribution: sums are per garage. No policy
 * here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_TRIAL_H
#define BEURT_REMINDER_STORE_TRIAL_H

#include "pg/pg.h"
#include "reminder/domain/effect.h"

struct trial_row {
	struct uuid customer;
	const char *programme;
	const char *quarter; /* "2026-Q4" */
	const char *arm;     /* "treated", "held_out" */
	struct instant drawn_at;
	struct civil_date drawn_on;
};
/* The earliest draw of a quarter stands. */
MUST_CHECK int store_trial_add(struct tx *tx, const char *dealer,
			       const struct trial_row *row, struct err *err);
/* Marketing reached this person: draws that left them out are flagged. */
MUST_CHECK int store_trial_reached(struct tx *tx, const char *dealer,
				   const struct uuid *customer, struct instant at,
				   struct err *err);

struct touch_row {
	struct uuid intent;
	struct uuid customer;
	struct uuid vehicle;  /* perhaps none */
	struct uuid proposal; /* none of a campaign */
	struct uuid campaign; /* none of a proposal */
	const char *variant;
	const char *channel;
	const char *group; /* reason group, NULL */
	bool is_heard;
	struct instant sent_at;
};
MUST_CHECK int store_touch_save(struct tx *tx, const char *dealer,
				const struct touch_row *row, struct err *err);
/* What a campaign sent to a customer, newest first. Columns: intent, vehicle, campaign,
 * variant, channel, reason group, sent at. */
MUST_CHECK int store_touches_of_campaigns(struct tx *tx, const char *dealer,
					  const struct uuid *customer,
					  struct rows **ret_rows, struct err *err);

/* The same columns and the customer, of one message; ERR_ABSENT. */
MUST_CHECK int store_touch_load(struct tx *tx, const char *dealer,
				const struct uuid *intent, struct rows **ret_rows,
				struct err *err);

/* Sums of a programme and quarter. Columns as enum effect_column. */
enum effect_column {
	EFFECT_PROGRAMME,
	EFFECT_QUARTER,
	EFFECT_WAITING,
	EFFECT_CONTAMINATED,
	EFFECT_TREATED, /* persons, visited, cents, squares, elsewhere, sold */
	EFFECT_HELD_OUT = EFFECT_TREATED + 6,
	EFFECT_VERSION = EFFECT_HELD_OUT + 6, /* 0: never told */
	EFFECT_SAID,
};
MUST_CHECK int store_effect_count(struct tx *tx, const char *dealer,
				  struct civil_date today, struct rows **ret_rows,
				  struct err *err);
struct effect_key {
	const char *dealer;
	const char *programme;
	const char *quarter;
};
MUST_CHECK int store_effect_save(struct tx *tx, const struct effect_key *key,
				 const struct effect_group *group, int64_t version,
				 const char *said, struct err *err);
/* The groups of the garages of its formula, its own among them. */
MUST_CHECK int store_effect_network(struct tx *tx, const struct effect_key *key,
				    struct effect_group *ret_groups, size_t room,
				    size_t *ret_count, struct err *err);

#endif
