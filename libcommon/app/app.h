/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a service: knobs, dependencies, consumer, relay, timers, admin port, stop.
 *
 * main() fills one struct app and calls app_run(). Start order: log, clock, pool, admin
 * HTTP (/livez /readyz /metrics), wait for the database and its migrations, the service's
 * state, relay, consumer, timers, the service's own threads and servers. SIGTERM unwinds
 * in reverse: no new work from outside, stop polling, finish or roll back the batch,
 * leave the group, publish what was committed, exit 0; 1 when something was broken.
 * Thread: main.
 */
#ifndef BEURT_APP_APP_H
#define BEURT_APP_APP_H

#include "flow/engine.h"
#include "pg/migrate.h"
#include "sys/knobs.h"

/* Knobs every service has; the first member of each service's struct knobs. */
struct app_knobs {
	const char *database;      /* BEURT_DATABASE: libpq conninfo, the app role */
	const char *brokers;       /* BEURT_BROKERS */
	const char *kafka_options; /* BEURT_KAFKA: "key=value;…" handed to librdkafka */
	const char *kafka_admin;   /* BEURT_KAFKA_ADMIN; empty: brokers */
	const char *clock;         /* BEURT_CLOCK */
	const char
		*instance; /* BEURT_INSTANCE: static member name, host name by default */
	const char *log_level; /* BEURT_LOG_LEVEL */
	int64_t admin_port;    /* BEURT_ADMIN_PORT; 0 = none */
	int64_t batch_records; /* BEURT_BATCH_RECORDS */
	int64_t batch_millis;  /* BEURT_BATCH_MILLIS */
};

#define APP_KNOBS                                                                        \
	{ "DATABASE", KNOB_SECRET, offsetof(struct app_knobs, database), NULL,           \
	  "Postgres connection of the service's role" },                                 \
		{ "BROKERS", KNOB_TEXT, offsetof(struct app_knobs, brokers),             \
		  "127.0.0.1:9092", "Kafka bootstrap servers" },                         \
		{ "KAFKA", KNOB_SECRET, offsetof(struct app_knobs, kafka_options), "",   \
		  "more librdkafka settings, k=v;k=v; k= unsets one of ours" },          \
		{ "KAFKA_ADMIN", KNOB_TEXT, offsetof(struct app_knobs, kafka_admin), "", \
		  "who is asked to delete records; empty: BROKERS" },                    \
		{ "CLOCK", KNOB_TEXT, offsetof(struct app_knobs, clock), "",             \
		  "file with a shared clock offset, for tests and the demo" },           \
		{ "INSTANCE", KNOB_TEXT, offsetof(struct app_knobs, instance), "",       \
		  "name of this instance; host name when empty" },                       \
		{ "LOG_LEVEL", KNOB_TEXT, offsetof(struct app_knobs, log_level), "info", \
		  "debug, info, warning or error" },                                     \
		{ "ADMIN_PORT",                                                          \
		  KNOB_INT,                                                              \
		  offsetof(struct app_knobs, admin_port),                                \
		  "0",                                                                   \
		  "port of /livez /readyz /metrics; 0 = none",                           \
		  .min = 0,                                                              \
		  .max = 65535 },                                                        \
		{ "BATCH_RECORDS",                                                       \
		  KNOB_INT,                                                              \
		  offsetof(struct app_knobs, batch_records),                             \
		  "5000",                                                                \
		  "most records in one transaction",                                     \
		  .min = 1,                                                              \
		  .max = 20000 },                                                        \
	{                                                                                \
		"BATCH_MILLIS", KNOB_INT, offsetof(struct app_knobs, batch_millis),      \
			"20", "longest wait for a batch to fill", .min = 1, .max = 1000  \
	}

/* What the service's own threads and servers may use, for as long as they run. */
struct app_running {
	const struct app_knobs *knobs;
	struct pool *pool;
	const struct clock *clock;
	struct flow *flow; /* flow_do(): rows and messages in one transaction */
	struct metrics *metrics;
	struct signals *signals;
};

struct app {
	const char *service; /* "reminder": schema, consumer group, command topic */
	const char *purpose; /* one line for --help */
	const struct knob *knobs;
	size_t knobs_count;
	void *knobs_into; /* struct whose first member is struct app_knobs */
	int connections;  /* of the pool; 0 = 8 */
	const struct migration *migrations;
	size_t migrations_count;
	const struct message_route *messages; /* none: no consumer */
	size_t messages_count;
	/* Optional: told of each record whose effects were committed. Thread: inbox. */
	void (*committed)(void *state, const struct heard *in);
	const struct timer_route *timers;
	size_t timers_count;
	/* Called once the pool is open; *ret_state is handed to every handler. */
	int (*start)(const struct app *app, struct pool *pool, const struct clock *clock,
		     void **ret_state, struct err *err);
	void (*stop)(void *state);
	/* Optional, when all else runs: start servers and threads of the service's own.
	 * ERR_LATER, with nothing started: called again until it can. */
	int (*run)(void *state, const struct app_running *with, struct err *err);
	/* Optional, first of all when stopping, if `run` was called: end them. */
	void (*quiet)(void *state);
	/* Optional: more lines for /metrics. Thread: admin's. */
	void (*metrics)(void *state, struct strbuf *out);
};

/* Handles --help, --version, --check-config; returns the process's exit code. */
int app_run(const struct app *app, int argc, char **argv);

#endif
