/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A broker in this process, a schema, and a small service that flow runs.
 *
 * The service hears week.closed: it writes a row into `seen` and says week.state of the
 * same week. `no` of the message says how it behaves: see enum behaviour. It hears
 * proposal.decide: a row into `decided`, refused when the decision is "never" after the
 * row was written; "no" says fleet.state of WORLD_FLEET at 3 and 4. It hears
 * invoice.published with an `unreadable`. Its timers "count" write into `fired`. In
 * batches it hears its own week.state beside week.closed.
 */
#ifndef BEURT_TESTS_WORLD_H
#define BEURT_TESTS_WORLD_H

#include <stdatomic.h>

#include "../store/scratch.h"
#include "bus/producer.h"
#include "bus/reader.h"
#include "flow/engine.h"

/* Microseconds until a wait is a failure; machines that run tests are busy. */
#define WORLD_PATIENCE INT64_C(60000000)

#define WORLD_FLEET "0190a000-0000-7000-8000-00000000f1ee"

enum behaviour {
	BEHAVE,              /* no = 0 */
	REFUSE_WHILE_STRICT, /* ERR_INVALID while world.strict, after writing a row */
	LATER_WHILE_AWAY,    /* ERR_LATER while world.away */
	IGNORE_A_FAILURE,    /* a statement fails, the handler calls it success */
};

struct world {
	struct scratch scratch;
	struct broker *broker;
	char *brokers;
	struct producer *producer;
	struct signals *signals;
	struct metrics *metrics;
	atomic_bool strict;
	atomic_bool away;
	atomic_int in_batches;  /* records that came through the batch handler */
	atomic_int mixed;       /* … together with one of another type */
	atomic_int told;        /* records told of as committed */
	atomic_bool told_early; /* … while the first of them was not to be seen yet */
	bool batched;           /* week.closed is taken in batches */
};

/* Topics have 3 partitions. */
void world_open(struct world *world, const char *name);
void world_close(struct world *world);

/* One instance of the service; several share schema and group. */
struct flow *world_start(struct world *world, const char *instance);
void world_await_ready(struct flow *flow);

/* Publish week.closed of a dealer (the key) with a number and a behaviour. */
void world_publish(struct world *world, const char *dealer, int64_t number,
		   enum behaviour behaviour);
/* Publish bytes with an optional ce_type (and then id and source). */
void world_publish_raw(struct world *world, const char *topic, const char *key,
		       struct slice value, const char *type);
/* Wait until a number in the database is as wanted; fails the test when patience ends. */
void world_await(struct world *world, const char *sql, int64_t wanted);
/* What stands on week.state's topic, read until `count` different versions were seen:
 * each key's in rising order, or the test fails. Keys are X0 to X7. */
struct weeks_said {
	int64_t distinct;
	int64_t again; /* repeats on the way */
	bool more;     /* something stands after the last */
};
struct weeks_said world_weeks_said(struct world *world, int64_t count);
/* Every value on a topic from its beginning: offsets in order per partition. */
struct reader *world_read(struct world *world, const char *topic);

#endif
