/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a batch becomes rows: one transaction that moves the offsets, runs the
 * handlers, writes what they said, and commits.
 *
 * First in one go. When a record is refused, all is rolled back and run again one record
 * at a time, each under a savepoint, so that only the refused one is parked. When an
 * offset is not where this process left it, another instance has the partition: nothing
 * may be written, and positions are read anew.
 */
#include "flow/inbox.h"

#include "flow/commit.h"
#include "flow/dead.h"
#include "flow/dispatch.h"
#include "flow/forget.h"
#include "flow/intake.h"
#include "flow/offsets.h"
#include "flow/quarantine.h"
#include "sys/log.h"

/* One attempt at a batch. */
struct attempt {
	struct flow *flow;
	const struct record_batch *batch;
	struct tx *tx;
	struct outbox *say;
	struct quarantine *held;
	bool one_by_one;
};

static int park(struct attempt *at, const struct item *item, const struct err *why,
		struct err *err)
{
	bool open = false;
	if (dead_park(at->tx, &item->heard, item->said_type, why, &open, err) < 0)
		return -1;
	if (!open)
		return 0;
	log_event(LOG_WARNING, "record_parked", F_TEXT("topic", item->heard.topic),
		  F_INT("partition", item->heard.partition),
		  F_INT("offset", item->heard.offset), F_TEXT("id", item->heard.id),
		  F_TEXT("kind", err_kind_name(why->kind)), F_TEXT("code", why->code),
		  F_TEXT("reason", why->text));
	counter_add(at->flow->count.parked, 1);
	quarantine_add(at->held, item->heard.topic, item->heard.key, item->heard.offset);
	return 0;
}

static int wait_behind(struct attempt *at, const struct item *item, struct err *err)
{
	static const struct err WAITS = { ERR_CONFLICT, "KEY_WAITS",
					  "an earlier record of this key is parked" };
	bool open;
	return dead_park(at->tx, &item->heard, item->said_type, &WAITS, &open, err);
}

/* A refusal parks the record and leaves no other trace. */
static int run_guarded(struct attempt *at, const struct item *item, struct err *err)
{
	struct err why = { 0 };
	if (dispatch_guarded(at->flow->request.state, at->tx, item, at->say, &why, err) <
	    0)
		return -1;
	return why.kind == ERR_NONE ? 0 : park(at, item, &why, err);
}

/* What empties a copy finds it as the records before it left it. */
static bool goes_alone(const struct item *item)
{
	return !item->heard.msg || (item->route->forgets && forget_empties(&item->heard));
}

/* How many items from here, the first of which is not held, go to a handler together. */
static size_t run_length(const struct attempt *at, size_t from)
{
	const struct item *first = &at->batch->items[from];
	size_t count = 1;
	if (at->one_by_one || !first->route || !first->route->batch || goes_alone(first))
		return 1;
	while (from + count < at->batch->count) {
		const struct item *next = &at->batch->items[from + count];
		if (!next->route || next->route->batch != first->route->batch ||
		    goes_alone(next) || quarantine_holds(at->held, &next->heard))
			break;
		count++;
	}
	return count;
}

static int run_items(struct attempt *at, size_t from, size_t count, struct err *err)
{
	const struct item *item = &at->batch->items[from];
	void *state = at->flow->request.state;
	if (count > 1)
		return dispatch_many(state, at->tx, item, count, at->say, err);
	if (at->one_by_one || (item->fate == ITEM_UNREADABLE && !item->route))
		return run_guarded(at, item, err);
	return dispatch_one(state, at->tx, item, at->say, err);
}

static int run_all(struct attempt *at, struct err *err)
{
	size_t count;
	for (size_t i = 0; i < at->batch->count; i += count) {
		const struct item *item = &at->batch->items[i];
		bool held = quarantine_holds(at->held, &item->heard);
		count = held ? 1 : run_length(at, i);
		if ((held ? wait_behind(at, item, err) : run_items(at, i, count, err)) <
		    0)
			return -1;
	}
	return 0;
}

/* Move the offsets and load the quarantine. */
static enum verdict claim(struct attempt *at, struct err *err)
{
	bool moved = false;
	bool any_parked = false;
	if (offset_move(at->tx, at->batch, &moved, &any_parked, err) < 0)
		return verdict_of(err->kind);
	if (!moved)
		return VERDICT_LOST;
	if (any_parked && quarantine_load(at->held, at->tx, at->batch, err) < 0)
		return verdict_of(err->kind);
	return VERDICT_DONE;
}

static const struct commit_points POINTS = { "flow.before_commit", "flow.after_commit" };

static enum verdict run_in_tx(struct attempt *at, struct err *err)
{
	enum verdict claimed = claim(at, err);
	if (claimed != VERDICT_DONE)
		return claimed;
	if (run_all(at, err) < 0)
		return verdict_of(err->kind);
	if (commit_said(at->flow, TAKE(at->tx), at->say, POINTS, err) < 0)
		return verdict_of(err->kind);
	return VERDICT_DONE;
}

static enum verdict try_batch(struct flow *flow, const struct record_batch *batch,
			      bool one_by_one, struct err *err)
{
	AUTO(outbox) *say = outbox_new(flow->request.service);
	AUTO(quarantine) *held = quarantine_new();
	struct attempt at = { flow, batch, NULL, say, held, one_by_one };
	if (tx_begin(flow->request.pool, &at.tx, err) < 0)
		return verdict_of(err->kind);
	enum verdict verdict = run_in_tx(&at, err);
	tx_rollback(at.tx); /* NULL after a commit */
	return verdict;
}

/* One by one is the last resort: what is refused there (a commit) is nobody's record. */
static enum verdict apply(struct flow *flow, const struct record_batch *batch,
			  bool *one_by_one, struct err *err)
{
	enum verdict verdict = try_batch(flow, batch, *one_by_one, err);
	if (verdict != VERDICT_PARK)
		return verdict;
	if (*one_by_one)
		return VERDICT_LATER;
	log_event(LOG_INFO, "batch_one_by_one", F_INT("records", batch->count),
		  F_TEXT("reason", err->text));
	*one_by_one = true;
	return try_batch(flow, batch, /* one_by_one= */ true, err);
}

static void note_committed(struct flow *flow, const struct record_batch *batch,
			   int64_t micros)
{
	for (size_t i = 0; flow->request.committed && i < batch->count; i++)
		flow->request.committed(flow->request.state, &batch->items[i].heard);
	counter_add(flow->count.batches, 1);
	counter_add(flow->count.records, (int64_t)batch->count);
	histogram_observe(flow->count.commit_seconds, micros);
	gauge_set(flow->count.batch_rows, (int64_t)batch->count);
	intake_mirror(flow->intake, batch);
}

static void note_lost(struct flow *flow, const struct record_batch *batch)
{
	counter_add(flow->count.conflicts, 1);
	log_event(LOG_WARNING, "batch_lost", F_TEXT("topic", batch->steps[0].topic),
		  F_INT("partition", batch->steps[0].partition),
		  F_INT("expected", batch->steps[0].expected));
	handoff_ask_reposition(flow->handoff);
}

static bool retry_later(struct flow *flow, const struct record_batch *batch,
			int64_t *backoff, const struct err *err)
{
	counter_add(flow->count.retries, 1);
	*backoff = backoff_next(*backoff);
	log_event(LOG_WARNING, "batch_retried", F_INT("records", batch->count),
		  F_INT("wait_ms", *backoff / 1000), F_TEXT("reason", err->text));
	return handoff_pause(flow->handoff, batch, *backoff);
}

static void handle(struct flow *flow, const struct record_batch *batch)
{
	bool one_by_one = false;
	int64_t backoff = 0;
	while (handoff_is_current(flow->handoff, batch)) {
		struct err err = { 0 };
		int64_t started = clock_monotonic();
		switch (apply(flow, batch, &one_by_one, &err)) {
		case VERDICT_DONE:
			note_committed(flow, batch, clock_monotonic() - started);
			return;
		case VERDICT_LOST:
			note_lost(flow, batch);
			return;
		case VERDICT_LATER:
		case VERDICT_PARK:
			if (!retry_later(flow, batch, &backoff, &err))
				return;
			break;
		case VERDICT_STOP:
			flow_fail(flow, "inbox", &err);
			return;
		}
	}
}

void inbox_run(void *context)
{
	struct flow *flow = context;
	struct record_batch *batch;
	while ((batch = handoff_take(flow->handoff))) {
		atomic_store(&flow->in_hand,
			     batch->count > 0 ? batch->items[0].heard.time.micros : 0);
		handle(flow, batch);
		atomic_store(&flow->in_hand, 0);
		record_batch_free(batch);
		handoff_done(flow->handoff);
	}
}
