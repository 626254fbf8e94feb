/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the order in which the parts of a flow start and stop.
 *
 * Stopping: no more polling, the batch in hand is finished, the group is left, timers and
 * chores end, and last the relay publishes what was committed, if the broker takes it.
 */
#include "flow/engine.h"

#include <stdio.h>

#include "flow/chores.h"
#include "flow/commit.h"
#include "flow/inbox.h"
#include "flow/intake.h"
#include "flow/relay.h"
#include "flow/timers.h"
#include "sys/log.h"

/* Two threads run timers: a garage's page is computed while another's is written. */
enum part {
	PART_INTAKE,
	PART_INBOX,
	PART_TIMERS,
	PART_MORE_TIMERS,
	PART_CHORES,
	PART_RELAY, /* the last to end */
};

#define ALIVE_MICROS INT64_C(60000000)

static void count_all(struct flow_metrics *count, struct metrics *m)
{
#define COUNTER(field, name, help) count->field = metrics_counter(m, name, help, NULL)
#define GAUGE(field, name, help)   count->field = metrics_gauge(m, name, help, NULL)
	COUNTER(records, "beurt_records_total", "records handled");
	COUNTER(skipped, "beurt_duplicates_dropped_total",
		"records heard before, dropped");
	COUNTER(batches, "beurt_batches_total", "transactions of records committed");
	COUNTER(conflicts, "beurt_offset_cas_conflicts_total",
		"batches another instance had already handled");
	COUNTER(parked, "beurt_dead_letter_total", "records parked");
	COUNTER(retries, "beurt_batch_retries_total",
		"batches run again after a failure");
	COUNTER(published, "beurt_published_total", "outbox records acknowledged");
	COUNTER(timers, "beurt_timers_total", "timers run");
	COUNTER(timer_failures, "beurt_timer_failures_total", "timers that failed");
	GAUGE(batch_rows, "beurt_batch_rows", "records of the last transaction");
	GAUGE(lag_records, "beurt_lag_records", "records published and not read yet");
	GAUGE(lag_seconds, "beurt_lag_seconds",
	      "age of the last record read while behind");
	GAUGE(halted, "beurt_partitions_halted", "partitions stopped with an alarm");
	GAUGE(outbox_pending, "beurt_outbox_pending", "rows to publish, at most 100000");
	GAUGE(outbox_oldest, "beurt_outbox_oldest_seconds",
	      "age of the first row to publish");
	GAUGE(dead_parked, "beurt_quarantined_keys", "records parked now");
	GAUGE(dead_waiting, "beurt_dead_letter_waiting",
	      "records waiting behind parked ones");
	GAUGE(relay_active, "beurt_relay_active", "1 when this process publishes");
#undef COUNTER
#undef GAUGE
	count->commit_seconds =
		metrics_histogram(m, "beurt_commit_seconds",
				  "transaction of a batch, begin to commit", NULL);
	count->publish_seconds = metrics_histogram(
		m, "beurt_publish_seconds", "page of the outbox, read to deleted", NULL);
}

void flow_note_lag(struct flow *flow, int64_t records, int64_t micros)
{
	gauge_set(flow->count.lag_records, records);
	gauge_set(flow->count.lag_seconds, micros / MICROS_PER_SECOND);
	atomic_store(&flow->behind, micros);
}

bool flow_is_stopping(struct flow *flow)
{
	MUTEX_HOLD(&flow->pause_lock);
	return flow->stopping;
}

bool flow_pause(struct flow *flow, int64_t micros)
{
	int64_t deadline = clock_monotonic() + micros;
	MUTEX_HOLD(&flow->pause_lock);
	while (!flow->stopping)
		if (!cond_wait_until(&flow->pause_changed, &flow->pause_lock, deadline))
			return true;
	return false;
}

void flow_await_drained(struct flow *flow)
{
	MUTEX_HOLD(&flow->pause_lock);
	while (!flow->drained)
		cond_wait(&flow->pause_changed, &flow->pause_lock);
}

void flow_fail(struct flow *flow, const char *where, const struct err *err)
{
	if (atomic_exchange(&flow->failed, true))
		return;
	log_event(LOG_ERROR, "flow_failed", F_TEXT("where", where),
		  F_TEXT("kind", err_kind_name(err->kind)), F_TEXT("reason", err->text));
	signals_ask_stop(flow->request.signals);
}

static struct flow *flow_new(const struct flow_request *request)
{
	struct flow *flow = mem_alloc(sizeof(*flow));
	flow->request = *request;
	flow->handoff = handoff_new();
	mutex_init(&flow->pause_lock);
	cond_init(&flow->pause_changed);
	count_all(&flow->count, request->metrics);
	atomic_store(&flow->intake_tick, clock_monotonic());
	return flow;
}

static void flow_free(struct flow *flow)
{
	relay_free(flow->relay);
	routes_free(flow->routes);
	handoff_free(flow->handoff);
	cond_done(&flow->pause_changed);
	mutex_done(&flow->pause_lock);
	mem_free(flow);
}

static int start_intake(struct flow *flow, struct err *err)
{
	if (flow->request.messages_count == 0)
		return 0;
	if (intake_new(flow, &flow->intake, err) < 0)
		return -1;
	if (thread_start(&flow->threads[PART_INBOX], "inbox", inbox_run, flow, err) < 0)
		return -1;
	return thread_start(&flow->threads[PART_INTAKE], "intake", intake_run, flow, err);
}

static int start_parts(struct flow *flow, struct err *err)
{
	if (routes_new(flow->request.messages, flow->request.messages_count,
		       &flow->routes, err) < 0)
		return -1;
	if (relay_new(flow, &flow->relay, err) < 0)
		return -1;
	if (thread_start(&flow->threads[PART_RELAY], "relay", relay_run, flow, err) < 0)
		return -1;
	if (start_intake(flow, err) < 0)
		return -1;
	for (enum part part = PART_TIMERS; part <= PART_MORE_TIMERS; part++)
		if (thread_start(&flow->threads[part], "timers", timers_run, flow, err) <
		    0)
			return -1;
	return thread_start(&flow->threads[PART_CHORES], "chores", chores_run, flow, err);
}

int flow_start(const struct flow_request *request, struct flow **ret_flow,
	       struct err *err)
{
	struct flow *flow = flow_new(request);
	if (start_parts(flow, err) < 0) {
		flow_stop(flow);
		return -1;
	}
	*ret_flow = flow;
	return 0;
}

static void raise_flag(struct flow *flow, bool *flag)
{
	MUTEX_HOLD(&flow->pause_lock);
	*flag = true;
	cond_wake_all(&flow->pause_changed);
}

void flow_stop(struct flow *flow)
{
	if (!flow)
		return;
	raise_flag(flow, &flow->stopping);
	handoff_stop(flow->handoff);
	for (size_t i = 0; i < PART_RELAY; i++)
		thread_join(&flow->threads[i]);
	intake_free(TAKE(flow->intake));
	raise_flag(flow, &flow->drained);
	thread_join(&flow->threads[PART_RELAY]);
	flow_free(flow);
}

static const struct commit_points POINTS = { "do.before_commit", "do.after_commit" };

int flow_do(struct flow *flow, const char *cause, flow_do_fn fn, void *context,
	    struct err *err)
{
	struct tx *tx = NULL;
	AUTO(outbox) *say = outbox_new(flow->request.service);
	outbox_because_of(say, cause, NULL);
	if (tx_begin(flow->request.pool, &tx, err) < 0)
		return -1;
	if (fn(context, tx, say, err) < 0) {
		tx_rollback(tx);
		return -1;
	}
	return commit_said(flow, tx, say, POINTS, err);
}

static int64_t behind(struct flow *flow)
{
	int64_t unread = atomic_load(&flow->behind);
	int64_t since = atomic_load(&flow->in_hand);
	int64_t unapplied = since ? clock_now(flow->request.clock).micros - since : 0;
	return unread > unapplied ? unread : unapplied;
}

struct flow_health flow_health(struct flow *flow)
{
	struct flow_health health = { .halted = atomic_load(&flow->halted),
				      .failed = atomic_load(&flow->failed) };
	health.behind_micros = behind(flow);
	bool hears = flow->request.messages_count > 0;
	int64_t silent = clock_monotonic() - atomic_load(&flow->intake_tick);
	health.alive = !hears || silent < ALIVE_MICROS;
	bool assigned = !hears || atomic_load(&flow->assigned);
	health.ready = assigned && health.halted == 0 && !health.failed;
	const char *detail = "ready";
	if (health.failed)
		detail = "broken: stopping";
	else if (health.halted > 0)
		detail = "partitions are halted: see the log for partition_halted";
	else if (!assigned)
		detail = "waiting for partitions";
	snprintf(health.detail, sizeof(health.detail), "%s", detail);
	return health;
}
