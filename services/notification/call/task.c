/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a task by itself, and how it ends. */
#include <string.h>

#include "notification/call/call.h"
#include "notification/channel/round.h"
#include "notification/print/print.h"

int call_zone(struct tx *tx, const struct uuid *task, const struct zone **ret_zone,
	      struct err *err)
{
	const char *id = task->text;
	AUTO(rows) *rows = NULL;

	if (store_round_facts(tx, &id, 1, &rows, err) < 0)
		return -1;
	struct contact contact = { .timezone = NULL };

	if (rows_count(rows) > 0)
		contact = store_contact_read(rows, 0);
	return print_zone(contact.timezone, ret_zone, err);
}

int call_close(const struct notification *svc, struct tx *tx, struct call_task *task,
	       const struct hand_result *result, struct outbox *say, struct err *err)
{
	task->status = "closed";
	task->reason = result->reason;
	task->claimed_by = NULL;
	task->claimed_until = NO_INSTANT;
	if (store_call_save(tx, task, err) < 0)
		return -1;
	int failed =
		result->what == HANDED_NOT_TRIED
			? print_give_back(svc, tx, &task->id, result->reason, say, err)
			: contact_settle(svc, tx, &task->id, result, say, err);

	return failed < 0 && err->kind != ERR_ABSENT ? -1 : 0;
}

/* A claim that ran out: somebody else may call. */
static int release(struct tx *tx, struct call_task *task, struct err *err)
{
	task->status = task->attempts ? "later" : "open";
	task->claimed_by = NULL;
	task->claimed_until = NO_INSTANT;
	return store_call_save(tx, task, err);
}

int call_look(const struct notification *svc, struct tx *tx, const struct uuid *id,
	      struct outbox *say, bool *ret_open, struct err *err)
{
	struct call_task task;
	AUTO(rows) *rows = NULL;
	const char *changed = NULL;
	struct instant now = tx_now(tx);
	struct hand_result result = { .reason = NULL };

	*ret_open = false;
	if (store_call_load(tx, id, &rows, &task, err) < 0)
		return -1;
	if (strcmp(task.status, "closed") == 0)
		return 0;
	bool claimed = strcmp(task.status, "claimed") == 0;
	bool lapsed = claimed && instant_compare(now, task.claimed_until) > 0;

	if (contact_changed(svc, tx, id, say, &changed, err) < 0) {
		if (err->kind != ERR_ABSENT)
			return -1;
		changed = "ERASED";
	}
	/* Who is on the telephone now finishes the call. */
	if (changed && (!claimed || lapsed))
		result = (struct hand_result){ .what = HANDED_NOT_TRIED,
					       .reason = changed };
	else if (!claimed && instant_compare(now, task.not_after) > 0)
		result = (struct hand_result){ .what = HANDED_REFUSED,
					       .reason = "NOT_REACHED" };
	if (result.reason)
		return call_close(svc, tx, &task, &result, say, err) < 0
			       ? -1
			       : call_say(svc, tx, id, say, NULL, err);
	*ret_open = true;
	if (!lapsed)
		return 0;
	return release(tx, &task, err) < 0 ? -1 : call_say(svc, tx, id, say, NULL, err);
}

static int close_erased(const struct notification *svc, struct tx *tx,
			const struct uuid *id, struct outbox *say, struct err *err)
{
	const struct hand_result result = { .what = HANDED_NOT_TRIED,
					    .reason = "ERASED" };
	struct call_task task;
	AUTO(rows) *rows = NULL;

	if (store_call_load(tx, id, &rows, &task, err) < 0 ||
	    call_close(svc, tx, &task, &result, say, err) < 0)
		return -1;
	return call_say(svc, tx, id, say, NULL, err);
}

int call_forget(const struct notification *svc, struct tx *tx, const char *dealer,
		const char *customer, struct outbox *say, struct err *err)
{
	AUTO(rows) *open = NULL;

	if (store_calls_open_of(tx, dealer, customer, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(open); i++) {
		struct uuid id = row_uuid(open, i, 0);

		if (close_erased(svc, tx, &id, say, err) < 0)
			return -1;
	}
	return 0;
}
