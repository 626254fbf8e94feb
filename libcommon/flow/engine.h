/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The running flow of one service: consumer, inbox, relay, timers, chores.
 *
 * app/ starts and stops it; the service's own threads (HTTP, mail) use flow_do() to
 * change rows and say messages in one transaction. Thread: start and stop main, the rest
 * any.
 */
#ifndef BEURT_FLOW_ENGINE_H
#define BEURT_FLOW_ENGINE_H

#include "flow/flow.h"
#include "sys/metrics.h"
#include "sys/signals.h"

struct flow_request {
	const char *service; /* schema, consumer group, ce_source */
	void *state;         /* handed to every handler */
	const struct message_route *messages;
	size_t messages_count;
	/* Optional: told of each record whose effects were committed. Thread: inbox. */
	void (*committed)(void *state, const struct heard *in);
	const struct timer_route *timers;
	size_t timers_count;
	struct pool *pool;
	const char *conninfo; /* for the relay's own session */
	const char *brokers;
	const char *kafka_options;
	const char *kafka_admin; /* who is asked to delete records; empty: brokers */
	const char *instance;
	int64_t batch_records;
	int64_t batch_millis;
	int linger_millis;
	const struct clock *clock;
	struct signals *signals; /* asked to stop when something is broken */
	struct metrics *metrics;
};

struct flow;

/* Keeps everything the request points to. */
MUST_CHECK int flow_start(const struct flow_request *request, struct flow **ret_flow,
			  struct err *err);
/* Stops polling, finishes or rolls back the batch, leaves the group, flushes the relay.
 */
void flow_stop(struct flow *flow);

/* Rows and messages of the service's own accord, in one transaction. `cause` names it
 * ("upload/<receipt id>"): the same cause says the same ids. */
typedef int (*flow_do_fn)(void *context, struct tx *tx, struct outbox *say,
			  struct err *err);
MUST_CHECK int flow_do(struct flow *flow, const char *cause, flow_do_fn fn, void *context,
		       struct err *err);

struct flow_health {
	bool alive;  /* the loops turn */
	bool ready;  /* partitions are held (or nothing is heard) and none is halted */
	int halted;  /* partitions that stopped with an alarm */
	bool failed; /* broken: the process is about to stop */
	int64_t behind_micros; /* age of the oldest that is not applied; 0 = all is */
	char detail[300];      /* one line for people */
};
struct flow_health flow_health(struct flow *flow);

#endif
