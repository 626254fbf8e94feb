/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who runs a timer, and what happens when it fails.
 *
 * Claiming is deleting: whoever deletes the row runs it, in the same transaction, so two
 * instances racing do the work once and a crash gives it back. Due times are compared
 * with the business clock five times a second, so a stepped clock fires what it stepped
 * over.
 */
#include "flow/timers.h"

#include <string.h>

#include "flow/commit.h"
#include "pg/fault.h"
#include "sys/log.h"
#include "sys/uuid_new.h"

#define LOOK_MICROS        INT64_C(200000)
#define RETRY_MOST_SECONDS 300

/* $1 kind, $2 key, $3 due */
static const char SQL_SET[] =
	"INSERT INTO timer (kind, key, due, retry_at) VALUES ($1, $2, $3, $3)"
	" ON CONFLICT (kind, key) DO UPDATE"
	" SET due = excluded.due, retry_at = excluded.due, attempts = 0";
/* $1 kind, $2 key, $3 due */
static const char SQL_BEGIN[] =
	"INSERT INTO timer (kind, key, due, retry_at) VALUES ($1, $2, $3, $3)"
	" ON CONFLICT (kind, key) DO NOTHING";
/* $1 kind, $2 key */
static const char SQL_CLEAR[] = "DELETE FROM timer WHERE kind = $1 AND key = $2";

int timer_set(struct tx *tx, const char *kind, const char *key, struct instant due,
	      struct err *err)
{
	return tx_run(tx, SQL_SET, ARGS(arg_text(kind), arg_text(key), arg_instant(due)),
		      NULL, err);
}

int timer_begin(struct tx *tx, const char *kind, const char *key, struct instant due,
		struct err *err)
{
	return tx_run(tx, SQL_BEGIN,
		      ARGS(arg_text(kind), arg_text(key), arg_instant(due)), NULL, err);
}

int timer_clear(struct tx *tx, const char *kind, const char *key, struct err *err)
{
	return tx_run(tx, SQL_CLEAR, ARGS(arg_text(kind), arg_text(key)), NULL, err);
}

/* $1 now, $2 kinds this service runs */
static const char SQL_CLAIM[] =
	"DELETE FROM timer WHERE (kind, key) = ("
	" SELECT kind, key FROM timer WHERE retry_at <= $1 AND kind = ANY($2::text[])"
	" ORDER BY retry_at, kind, key LIMIT 1 FOR UPDATE SKIP LOCKED)"
	" RETURNING kind, key, due, attempts";
/* $1 kind, $2 key, $3 due, $4 retry at, $5 attempts. Unless somebody has set it anew
 * meanwhile, or tried it too and put it off already. */
static const char SQL_PUT_OFF[] =
	"UPDATE timer SET retry_at = $4, attempts = attempts + 1"
	" WHERE kind = $1 AND key = $2 AND due = $3 AND attempts = $5";

struct claimed {
	const struct timer_route *route;
	char *key;
	struct instant due;
	int64_t attempts;
};

static const struct timer_route *find_route(const struct flow *flow, const char *kind)
{
	for (size_t i = 0; i < flow->request.timers_count; i++)
		if (strcmp(flow->request.timers[i].kind, kind) == 0)
			return &flow->request.timers[i];
	return NULL;
}

/* Sets ret_claimed->route to NULL when nothing is due. */
static int claim(struct flow *flow, struct tx *tx, struct claimed *ret_claimed,
		 struct err *err)
{
	AUTO(rows) *rows = NULL;
	const char **kinds = mem_alloc(sizeof(*kinds) * (flow->request.timers_count + 1));
	for (size_t i = 0; i < flow->request.timers_count; i++)
		kinds[i] = flow->request.timers[i].kind;
	int found = tx_rows(tx, SQL_CLAIM,
			    ARGS(arg_instant(tx_now(tx)),
				 arg_texts(kinds, flow->request.timers_count)),
			    &rows, err);
	mem_free(kinds);
	if (found < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	ret_claimed->route = find_route(flow, row_text(rows, 0, 0));
	ret_claimed->key = mem_text(row_text(rows, 0, 1));
	ret_claimed->due = row_instant(rows, 0, 2);
	ret_claimed->attempts = row_int(rows, 0, 3);
	return 0;
}

static int run_claimed(struct flow *flow, struct tx *tx, const struct claimed *claimed,
		       struct outbox *say, struct err *err)
{
	/* A timer may be set again for the moment it ran at, and nothing of a failed
	 * attempt is kept: so each run says under ids of its own. */
	struct uuid run = uuid_new(claimed->due);
	outbox_because_of(say, run.text, NULL);
	return claimed->route->run(flow->request.state, tx, claimed->key, claimed->due,
				   say, err);
}

/* Who lost to another transaction needs not wait: that one is done. */
static int64_t wait_seconds(const struct claimed *claimed, const struct err *why)
{
	if (strcmp(why->code, FAULT_LOST_RACE) == 0)
		return 0;
	return claimed->attempts < 8 ? INT64_C(1) << claimed->attempts
				     : RETRY_MOST_SECONDS;
}

/* In a transaction of its own, because the failed one has put the row back. */
static int put_off(struct flow *flow, const struct claimed *claimed, int64_t wait,
		   struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(flow->request.pool, &tx, err) < 0)
		return -1;
	struct instant at = instant_add_seconds(tx_now(tx), wait);
	if (tx_run(tx, SQL_PUT_OFF,
		   ARGS(arg_text(claimed->route->kind), arg_text(claimed->key),
			arg_instant(claimed->due), arg_instant(at),
			arg_int(claimed->attempts)),
		   NULL, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static const struct commit_points POINTS = { "timer.before_commit",
					     "timer.after_commit" };

/* Claim and run one; the claim is undone with the rest when it fails. */
static int run_one(struct flow *flow, struct claimed *claimed, struct err *err)
{
	struct tx *tx = NULL;
	AUTO(outbox) *say = outbox_new(flow->request.service);
	if (tx_begin(flow->request.pool, &tx, err) < 0)
		return -1;
	if (claim(flow, tx, claimed, err) < 0 ||
	    (claimed->route && run_claimed(flow, tx, claimed, say, err) < 0)) {
		tx_rollback(tx);
		return -1;
	}
	if (!claimed->route) {
		tx_rollback(tx);
		return 0;
	}
	return commit_said(flow, tx, say, POINTS, err);
}

static void on_failure(struct flow *flow, const struct claimed *claimed,
		       const struct err *why)
{
	struct err err = { 0 };
	log_event(why->kind == ERR_LATER ? LOG_WARNING : LOG_ERROR, "timer_failed",
		  F_TEXT("kind", claimed->route ? claimed->route->kind : ""),
		  F_TEXT("key", claimed->key), F_INT("attempts", claimed->attempts + 1),
		  F_TEXT("error", err_kind_name(why->kind)), F_TEXT("reason", why->text));
	counter_add(flow->count.timer_failures, 1);
	if (why->kind == ERR_BROKEN)
		flow_fail(flow, "timers", why);
	else if (claimed->route &&
		 put_off(flow, claimed, wait_seconds(claimed, why), &err) < 0)
		log_event(LOG_WARNING, "timer_not_put_off", F_TEXT("reason", err.text));
}

/* True when one was run: there may be more. */
static bool look(struct flow *flow, int64_t *backoff)
{
	struct claimed claimed = { 0 };
	struct err err = { 0 };
	int answer = run_one(flow, &claimed, &err);
	if (answer < 0)
		on_failure(flow, &claimed, &err);
	else if (claimed.route)
		counter_add(flow->count.timers, 1);
	*backoff = answer < 0 && !claimed.route ? backoff_next(*backoff) : 0;
	bool ran = claimed.route != NULL;
	mem_free(claimed.key);
	return ran;
}

void timers_run(void *context)
{
	struct flow *flow = context;
	int64_t backoff = 0;
	while (flow->request.timers_count > 0 && !flow_is_stopping(flow)) {
		if (!look(flow, &backoff))
			flow_pause(flow, backoff ? backoff : LOOK_MICROS);
	}
}
