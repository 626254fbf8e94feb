/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how often the slow things are done, and how long memories are kept.
 *
 * Command outcomes outlive every repeat of their command (the topic keeps commands 7
 * days); settled dead letters stay as long as a topic could be heard again.
 */
#include "flow/chores.h"

#include "flow/replay.h"
#include "flow/trim.h"
#include "sys/log.h"

#define LOOK_MICROS   INT64_C(250000)
#define GAUGES_MICROS INT64_C(5000000)
#define FORGET_MICROS INT64_C(3600000000)
#define TRIM_MICROS   INT64_C(500000)
#define OUTCOME_DAYS  30
#define LETTER_DAYS   400

static const char SQL_GAUGES[] =
	"SELECT (SELECT count(*) FROM (SELECT FROM outbox LIMIT 100000) o),"
	" (SELECT min(said_at) FROM (SELECT said_at FROM outbox ORDER BY id LIMIT 1) o),"
	" (SELECT count(*) FROM dead_letter WHERE state = 'parked'),"
	" (SELECT count(*) FROM dead_letter WHERE state = 'waiting')";
/* $1 before */
static const char SQL_FORGET_OUTCOMES[] =
	"DELETE FROM command_outcome WHERE command_id IN (SELECT command_id"
	" FROM command_outcome WHERE answered_at < $1 ORDER BY answered_at LIMIT 10000)";
static const char SQL_FORGET_LETTERS[] =
	"DELETE FROM dead_letter WHERE state IN ('replayed', 'discarded')"
	" AND settled_at < $1";
static const char SQL_FORGET_TRIMS[] =
	"DELETE FROM erasure_trim WHERE state = 'trimmed' AND changed_at < $1";

static int read_gauges(struct flow *flow, struct tx *tx, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_GAUGES, NO_ARGS, &rows, err) < 0)
		return -1;
	struct instant oldest = row_instant(rows, 0, 1);
	int64_t age = instant_is_set(oldest) ? tx_now(tx).micros - oldest.micros : 0;
	gauge_set(flow->count.outbox_pending, row_int(rows, 0, 0));
	gauge_set(flow->count.outbox_oldest, age > 0 ? age / MICROS_PER_SECOND : 0);
	gauge_set(flow->count.dead_parked, row_int(rows, 0, 2));
	gauge_set(flow->count.dead_waiting, row_int(rows, 0, 3));
	return 0;
}

static int forget(struct flow *flow, struct tx *tx, struct err *err)
{
	(void)flow;
	struct instant outcomes = instant_add_seconds(tx_now(tx), -OUTCOME_DAYS * 86400);
	struct instant letters = instant_add_seconds(tx_now(tx), -LETTER_DAYS * 86400);
	if (tx_run(tx, SQL_FORGET_OUTCOMES, ARGS(arg_instant(outcomes)), NULL, err) < 0)
		return -1;
	if (tx_run(tx, SQL_FORGET_LETTERS, ARGS(arg_instant(letters)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_FORGET_TRIMS, ARGS(arg_instant(letters)), NULL, err);
}

/* One chore in its own transaction; a failure is tried again the next time. */
static void do_chore(struct flow *flow,
		     int (*chore)(struct flow *flow, struct tx *tx, struct err *err))
{
	AUTO(tx) *tx = NULL;
	struct err err = { 0 };
	if (tx_begin(flow->request.pool, &tx, &err) < 0 || chore(flow, tx, &err) < 0 ||
	    tx_commit(TAKE(tx), &err) < 0)
		log_event(LOG_INFO, "chore_put_off", F_TEXT("reason", err.text));
}

static bool is_due(int64_t *last, int64_t every)
{
	int64_t now = clock_monotonic();
	if (*last && now - *last < every)
		return false;
	*last = now;
	return true;
}

/* Pause until the next look; longer while the database is away. */
static int64_t answer_letters(struct flow *flow, int64_t backoff)
{
	struct err err = { 0 };
	bool any = false;
	if (replay_next(flow, &any, &err) == 0)
		return any ? 0 : LOOK_MICROS;
	if (err.kind == ERR_BROKEN)
		flow_fail(flow, "replay", &err);
	log_event(LOG_WARNING, "replay_put_off", F_TEXT("reason", err.text));
	return backoff_next(backoff > LOOK_MICROS ? backoff : LOOK_MICROS);
}

void chores_run(void *context)
{
	struct flow *flow = context;
	int64_t gauges = 0;
	int64_t forgot = 0;
	int64_t trimmed = 0;
	int64_t pause = 0;
	struct trimming *trimming = trimming_new(flow);
	while (!flow_is_stopping(flow)) {
		pause = answer_letters(flow, pause);
		if (is_due(&gauges, GAUGES_MICROS))
			do_chore(flow, read_gauges);
		if (is_due(&forgot, FORGET_MICROS))
			do_chore(flow, forget);
		if (is_due(&trimmed, TRIM_MICROS))
			trimming_step(trimming);
		flow_pause(flow, pause);
	}
	trimming_free(trimming);
}
