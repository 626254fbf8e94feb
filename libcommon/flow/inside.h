/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the threads of one flow share. Inside flow/ only.
 *
 * Each part is made before the threads start and freed after they ended; what changes in
 * between is atomic or has a lock of its own.
 */
#ifndef BEURT_FLOW_INSIDE_H
#define BEURT_FLOW_INSIDE_H

#include <stdatomic.h>

#include "flow/engine.h"
#include "flow/handoff.h"
#include "flow/outbox.h"
#include "sys/thread.h"

struct consumer;
struct intake;
struct relay;

struct flow_metrics {
	struct counter *records;
	struct counter *skipped;
	struct counter *batches;
	struct counter *conflicts;
	struct counter *parked;
	struct counter *retries;
	struct counter *published;
	struct counter *timers;
	struct counter *timer_failures;
	struct histogram *commit_seconds;
	struct histogram *publish_seconds;
	struct gauge *batch_rows;
	struct gauge *lag_records;
	struct gauge *lag_seconds;
	struct gauge *halted;
	struct gauge *outbox_pending;
	struct gauge *outbox_oldest;
	struct gauge *dead_parked;
	struct gauge *dead_waiting;
	struct gauge *relay_active;
};

struct flow {
	struct flow_request request;
	struct flow_metrics count;
	struct routes *routes;
	struct handoff *handoff;
	struct intake *intake;
	struct relay *relay;
	struct thread threads[6];
	struct mutex pause_lock;
	struct cond pause_changed;
	bool stopping; /* under pause_lock */
	bool drained;  /* under pause_lock: all but the relay have ended */
	atomic_bool failed;
	atomic_bool assigned;
	atomic_int halted;
	_Atomic int64_t intake_tick; /* clock_monotonic() */
	_Atomic int64_t behind;      /* micros, of what is not read yet */
	_Atomic int64_t in_hand; /* time of the first record being applied; 0 = none */
};

/* Records that are published and not applied, and how old what was applied is. */
void flow_note_lag(struct flow *flow, int64_t records, int64_t micros);
/* Wait, but not past a stop; false when stopping. */
bool flow_pause(struct flow *flow, int64_t micros);
bool flow_is_stopping(struct flow *flow);
void flow_await_drained(struct flow *flow);
/* ERR_BROKEN somewhere: say so once and ask the process to stop. */
void flow_fail(struct flow *flow, const char *where, const struct err *err);

/* Back-off that doubles: 100 ms .. 5 s. */
#define BACKOFF_LEAST INT64_C(100000)
#define BACKOFF_MOST  INT64_C(5000000)
static inline int64_t backoff_next(int64_t micros)
{
	int64_t next = micros ? micros * 2 : BACKOFF_LEAST;
	return next < BACKOFF_MOST ? next : BACKOFF_MOST;
}

#endif
