/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: the intervals a garage gives for some of its cars, in its order. Thread: that of
 * the tx.
 */
#ifndef BEURT_REMINDER_STORE_INTERVAL_H
#define BEURT_REMINDER_STORE_INTERVAL_H

#include "pg/pg.h"
#include "reminder/domain/interval.h"

/* ret_changed: they are not what they were. */
MUST_CHECK int store_intervals_save(struct tx *tx, const char *dealer,
				    const struct interval_rule *rules, size_t count,
				    bool *ret_changed, struct err *err);

struct interval_list {
	size_t count;
	struct interval_rule *rules;
	struct rows *rows; /* their texts */
};
MUST_CHECK int store_intervals_load(struct tx *tx, const char *dealer,
				    struct interval_list *ret_list, struct err *err);
void interval_list_done(struct interval_list *list);
#define INTERVALS_AUTO __attribute__((cleanup(interval_list_done))) struct interval_list

#endif
