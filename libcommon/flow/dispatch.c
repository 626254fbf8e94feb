/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which of a route's functions a record goes to, and what its error means.
 *
 * The one table from err kind to consequence; http/problem.c has its sibling.
 */
#include "flow/dispatch.h"

#include "flow/command.h"
#include "flow/forget.h"

enum verdict verdict_of(enum err_kind kind)
{
	switch (kind) {
	case ERR_INVALID:
	case ERR_DENIED:
	case ERR_ABSENT:
	case ERR_CONFLICT:
		return VERDICT_PARK;
	case ERR_LATER:
		return VERDICT_LATER;
	case ERR_NONE: /* an error that forgot its kind is a bug */
	case ERR_BROKEN:
		break;
	}
	return VERDICT_STOP;
}

static int unreadable(void *state, struct tx *tx, const struct item *item,
		      struct outbox *say, struct err *err)
{
	if (item->route && item->route->unreadable)
		return item->route->unreadable(state, tx, &item->heard, say, err);
	if (err)
		*err = item->why;
	return -1;
}

int dispatch_one(void *state, struct tx *tx, const struct item *item, struct outbox *say,
		 struct err *err)
{
	const struct message_route *route = item->route;
	const struct heard *in = &item->heard;
	outbox_because(say, in);
	if (item->fate == ITEM_UNREADABLE)
		return unreadable(state, tx, item, say, err);
	if (route->forgets && forget_copy(tx, route->forgets, in, err) < 0)
		return -1;
	if (!in->msg)
		return route->gone(state, tx, in, say, err);
	if (route->command)
		return command_run(&(struct stage){ state, tx, say }, route, in, err);
	if (route->one)
		return route->one(state, tx, in, say, err);
	return route->batch(state, tx, &in, 1, say, err);
}

int dispatch_guarded(void *state, struct tx *tx, const struct item *item,
		     struct outbox *say, struct err *ret_why, struct err *err)
{
	struct err why = { 0 };
	/* What a handler streams takes with it what is kept, and goes with the savepoint:
	 * what the records before it said is written before that. */
	if (outbox_write(say, tx, err) < 0)
		return -1;
	size_t mark = outbox_mark(say);
	if (tx_save(tx, err) < 0)
		return -1;
	if (dispatch_one(state, tx, item, say, &why) == 0 && tx_release(tx, &why) == 0)
		return 0;
	if (verdict_of(why.kind) != VERDICT_PARK) {
		*err = why;
		return -1;
	}
	outbox_undo(say, mark);
	*ret_why = why;
	return tx_undo(tx, err);
}

int dispatch_many(void *state, struct tx *tx, const struct item *items, size_t count,
		  struct outbox *say, struct err *err)
{
	const struct heard **list = mem_grow(NULL, sizeof(*list) * count);
	for (size_t i = 0; i < count; i++)
		list[i] = &items[i].heard;
	outbox_because(say, list[0]);
	int answer = items[0].route->batch(state, tx, list, count, say, err);
	mem_free(list);
	return answer;
}
