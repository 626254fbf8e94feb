/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: vehicles by name: noted, found by their owner, held. Facts of one vehicle come on
 * several topics, so at several instances at a time: whoever predicts holds it until its
 * transaction ends, and sees what the others committed. Always in the order of the ids.
 * No policy here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_HOLD_H
#define BEURT_REMINDER_STORE_HOLD_H

#include "pg/pg.h"

/* What a batch of messages speaks of: cars with their owners (NULL = unknown), and
 * customers. */
struct named_rows {
	const char *const *car_dealers;
	const char *const *cars;
	const char *const *owners;
	size_t cars_count;
	const char *const *people_dealers;
	const char *const *people;
	size_t people_count;
};
/* Vehicles known by name alone, until their state comes. */
MUST_CHECK int store_vehicles_note(struct tx *tx, const struct named_rows *named,
				   struct err *err);
/* Hold the cars, and those of the customers, in the order of their ids. */
MUST_CHECK int store_vehicles_hold(struct tx *tx, const struct named_rows *named,
				   struct err *err);

MUST_CHECK int store_vehicles_lock(struct tx *tx, const char *dealer,
				   const char *const *ids, size_t count, struct err *err);
/* The cars of the customers whom a "never", said now or taken back, is about. */
struct asked {
	const char *const *proposals;
	size_t count;
	bool says_never;
};
MUST_CHECK int store_vehicles_hold_asked(struct tx *tx, const char *dealer,
					 const struct asked *asked, struct err *err);

struct owners_page {
	const char *const *customers;
	size_t count;
	struct uuid after; /* none: from the first */
	int64_t limit;
};
/* Their vehicles and whose each is, in the order of the vehicles' ids. */
MUST_CHECK int store_vehicles_of(struct tx *tx, const char *dealer,
				 const struct owners_page *page, struct rows **ret_rows,
				 struct err *err);
MUST_CHECK int store_vehicles_after(struct tx *tx, const char *dealer,
				    const struct uuid *after, int64_t limit,
				    struct rows **ret_rows, struct err *err);

#endif
