/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: messages about several cars of a customer (domain.md 3d-4). The request's row is
 * about its first car, rows of `intent_car` are the others; no policy here.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_HOUSEHOLD_H
#define BEURT_NOTIFICATION_STORE_HOUSEHOLD_H

#include "gen/notification_requested.h"
#include "gen/notification_withdraw.h"
#include "pg/pg.h"

/* Before the requests are rows themselves; of one that is there already nothing is kept.
 */
MUST_CHECK int store_household_add(struct tx *tx,
				   const struct notification_requested *request,
				   struct err *err);

/* Columns of store_household_cars. */
enum household_column {
	HOUSEHOLD_INTENT,
	HOUSEHOLD_PLACE, /* 0 = the first, which is the request's own */
	HOUSEHOLD_PROPOSAL,
	HOUSEHOLD_VEHICLE,
	HOUSEHOLD_GROUP,
	HOUSEHOLD_HELD,   /* code of why it is not written about any more, or null */
	HOUSEHOLD_LADDER, /* contacts about this reason of this car before */
};
/* All cars of those of these requests that are about several and have not left, the first
 * one first. */
MUST_CHECK int store_household_cars(struct tx *tx, const char *const *intents,
				    size_t count, struct rows **ret_rows,
				    struct err *err);

/* Take this car out. The first one's place is taken by `next`. */
struct household_drop {
	const char *intent;
	int64_t place;
	int64_t next; /* with place 0 */
};
MUST_CHECK int store_household_drop(struct tx *tx, const struct household_drop *drop,
				    struct err *err);
/* One more outcome of the request: the row it is said of. Columns: sequence, dealer,
 * customer, purpose, channel, template, programme. */
MUST_CHECK int store_household_outcome(struct tx *tx, const char *intent,
				       struct rows **ret_rows, struct err *err);

MUST_CHECK int store_household_withdraw(struct tx *tx,
					const struct notification_withdraw *withdraw,
					struct err *err);
MUST_CHECK int store_household_tidy(struct tx *tx, struct instant before,
				    struct err *err);

#endif
