/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cars, customers or visits that messages touch: gathered in any order, then put in the
 * order of garage and id, each once. Everything that holds rows goes in that order.
 * Thread: any.
 */
#ifndef BEURT_REMINDER_LIST_TOUCHED_H
#define BEURT_REMINDER_LIST_TOUCHED_H

#include "base/mem.h"
#include "flow/flow.h"

#define TOUCHED_MOST 100000 /* more is refused: flow then takes records one by one */

struct touched {
	const char *dealer; /* lent by the message */
	struct uuid id;
	struct uuid owner;         /* of a car that is named; none = unknown */
	const struct heard *cause; /* the record that touched it first; NULL: no record */
	size_t order;              /* among those that were added */
};

struct touched_list {
	struct touched *items;
	size_t count;
	size_t room;
};

void touched_done(struct touched_list *list);
#define TOUCHED_AUTO __attribute__((cleanup(touched_done))) struct touched_list
MUST_CHECK int touched_add(struct touched_list *list, const struct touched *item,
			   struct err *err);
/* In order, each once: as it was added first. */
void touched_put_in_order(struct touched_list *list);
/* In an ordered list: how many from `from` on are of one garage. */
size_t touched_group(const struct touched_list *list, size_t from);
/* Among `count` ordered items of one garage; NULL. */
const struct touched *touched_find(const struct touched *items, size_t count,
				   const char *id);

/* The items as columns, for statements. */
struct touched_columns {
	const char **dealers;
	const char **ids;
	const char **owners;
};
struct touched_columns touched_columns(const struct touched *items, size_t count);
void touched_columns_done(struct touched_columns *columns);
#define COLUMNS_AUTO __attribute__((cleanup(touched_columns_done))) struct touched_columns

#endif
