/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reminder service without a broker: messages go straight into its handlers, timers
 * are run by hand, what it says is read from the outbox. One garage, "NL-1", in
 * Amsterdam; the clock is the test's own.
 */
#ifndef BEURT_TESTS_GARAGE_WORLD_H
#define BEURT_TESTS_GARAGE_WORLD_H

#include "../store/scratch.h"
#include "reminder/reminder.h"

struct garage_world {
	struct scratch scratch;
	char clock_path[64];
	struct clock *clock;
	struct pool *pool;
	struct reminder_knobs knobs;
	struct reminder svc;
	int commands;
};

#define GARAGE "NL-1"

/* now: "2026-11-23T09:00:00Z". */
void garage_world_open(struct garage_world *world, const char *name, const char *now);
void garage_world_close(struct garage_world *world);
void garage_world_at(struct garage_world *world, const char *now);

/* Hear a message of this type; 0, or the error that parks it. */
int garage_world_try(struct garage_world *world, const char *type, const char *json,
		     struct err *err);
/* … which must succeed. */
void garage_world_hear(struct garage_world *world, const char *type, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* Hear these messages as one batch: they must succeed together. */
struct world_message {
	const char *type;
	const char *json;
};
void garage_world_hear_together(struct garage_world *world,
				const struct world_message *messages, size_t count);
/* Give a command (json without command_id, dealer, actor, received_at, which is now);
 * the refusal's code, or "ok". Lends until the next call. */
const char *garage_world_command(struct garage_world *world, const char *type,
				 const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Run every timer that is due, and those they set, until none is due. */
void garage_world_run_timers(struct garage_world *world);

/* A garage that proposes yes, its customer number n and their car; ids by number. */
void garage_world_has_garage(struct garage_world *world);
void garage_world_has_customer(struct garage_world *world, int n, const char *more);
void garage_world_has_car(struct garage_world *world, int n, const char *admitted,
			  const char *more);
struct world_visit {
	int car; /* and customer */
	int nth; /* visit of the car */
	int version;
	const char *date;
	int64_t km;
	const char *classes; /* "\"periodic_small\"" */
	int64_t cents;
	bool voided;
};
void garage_world_visit(struct garage_world *world, const struct world_visit *visit);
const char *car_id(int n);
const char *customer_id(int n);
const char *visit_id(int car, int nth);

#define SERVICE_AND_TEST "\"periodic_small\",\"apk\""
/* Customer and car n that come every year on 14 December, last in 2025. */
void garage_world_has_regular(struct garage_world *world, int n);
/* A Tuesday in November: a garage with so many regulars, whose lines are made. */
void garage_world_open_regulars(struct garage_world *world, const char *name, int count);
/* The car's only proposal: "status decision status_reason", "-" for no reason. */
void garage_world_expect_line(struct garage_world *world, const char *sentence, int n,
			      const char *wanted);
/* Its id; "" when there is none. */
const char *garage_world_proposal(struct garage_world *world, int n);

/* SQL helpers of scratch.h in this world's schema. */
int64_t garage_world_number(struct garage_world *world, const char *sql);
void garage_world_expect(struct garage_world *world, const char *sentence,
			 const char *sql, const char *wanted);

#endif
