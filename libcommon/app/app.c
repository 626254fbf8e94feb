/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides in which order a service comes up and goes down.
 *
 * What may be away for a while (the database, migrations that an operator still has to
 * run) is waited for; what no waiting cures (a wrong setting, a changed migration) ends
 * the process with one line that says so.
 */
#include "app/app.h"

#include <stdio.h>
#include <unistd.h>

#include "app/admin.h"
#include "app/options.h"
#include "sys/log.h"

#define CONNECTIONS   8
#define LINGER_MILLIS 0
#define WAIT_MICROS   INT64_C(500000)
#define WAITS_PER_LOG 20

/* Everything that has to be taken down again; NULL = not up. */
struct life {
	const struct app *app;
	const struct app_knobs *knobs;
	struct signals *signals;
	struct clock *clock;
	struct pool *pool;
	struct metrics *metrics;
	struct admin_view view;
	struct admin *admin;
	void *state;
	struct flow *flow;
	bool running; /* app->run was called */
	char instance[80];
};

static void name_instance(struct life *life)
{
	char host[40] = "";
	if (!*life->knobs->instance)
		gethostname(host, sizeof(host) - 1);
	snprintf(life->instance, sizeof(life->instance), "%s-%s", life->app->service,
		 *life->knobs->instance ? life->knobs->instance : host);
}

static void warn_unknown(const struct app *app)
{
	STRBUF_AUTO names = strbuf_new(2000);
	if (knobs_find_unknown(app->knobs, app->knobs_count, &names) > 0)
		log_event(LOG_WARNING, "settings_not_known", F_TEXT("names", names.text));
}

static int open_base(struct life *life, struct err *err)
{
	const struct app *app = life->app;
	if (signals_open(&life->signals, err) < 0)
		return -1;
	if (clock_open(life->knobs->clock, &life->clock, err) < 0)
		return -1;
	struct pool_request request = { .conninfo = life->knobs->database,
					.schema = app->service,
					.application = life->instance,
					.size = app->connections ? app->connections
								 : CONNECTIONS,
					.clock = life->clock };
	if (pool_open(&request, &life->pool, err) < 0)
		return -1;
	life->metrics = metrics_new();
	life->view.app = app;
	life->view.metrics = life->metrics;
	life->view.clock = life->clock;
	return admin_start(&life->view, (int)life->knobs->admin_port, &life->admin, err);
}

/* Something is away: wait a moment for it. False: asked to stop meanwhile. */
static bool wait_on(struct life *life, const char *event, int waits,
		    const struct err *why)
{
	if (waits % WAITS_PER_LOG == 0)
		log_event(LOG_WARNING, event, F_TEXT("reason", why->text));
	return !signals_wait_stop(life->signals, WAIT_MICROS);
}

/* Until the schema is as this programme needs it. ERR_LATER: asked to stop meanwhile. */
static int wait_for_schema(struct life *life, struct err *err)
{
	for (int waits = 0;; waits++) {
		if (migrate_check(life->pool, life->app->migrations,
				  life->app->migrations_count, err) == 0)
			return 0;
		if (err->kind != ERR_LATER ||
		    !wait_on(life, "waiting_for_database", waits, err))
			return -1;
	}
}

static int start_state(struct life *life, struct err *err)
{
	if (!life->app->start)
		return 0;
	if (life->app->start(life->app, life->pool, life->clock, &life->state, err) < 0)
		return -1;
	atomic_store(&life->view.state, life->state);
	return 0;
}

static int start_flow(struct life *life, struct err *err)
{
	const struct app *app = life->app;
	struct flow_request request = {
		.service = app->service,
		.state = life->state,
		.messages = app->messages,
		.messages_count = app->messages_count,
		.committed = app->committed,
		.timers = app->timers,
		.timers_count = app->timers_count,
		.pool = life->pool,
		.conninfo = life->knobs->database,
		.brokers = life->knobs->brokers,
		.kafka_options = life->knobs->kafka_options,
		.kafka_admin = life->knobs->kafka_admin,
		.instance = life->instance,
		.batch_records = life->knobs->batch_records,
		.batch_millis = life->knobs->batch_millis,
		.linger_millis = LINGER_MILLIS,
		.clock = life->clock,
		.signals = life->signals,
		.metrics = life->metrics,
	};
	if (flow_start(&request, &life->flow, err) < 0)
		return -1;
	atomic_store(&life->view.flow, life->flow);
	return 0;
}

static int start_own(struct life *life, struct err *err)
{
	if (!life->app->run)
		return 0;
	struct app_running with = { .knobs = life->knobs,
				    .pool = life->pool,
				    .clock = life->clock,
				    .flow = life->flow,
				    .metrics = life->metrics,
				    .signals = life->signals };
	life->running = true;
	for (int waits = 0; life->app->run(life->state, &with, err) < 0; waits++) {
		if (err->kind != ERR_LATER ||
		    !wait_on(life, "waiting_to_run", waits, err))
			return -1;
	}
	return 0;
}

static int bring_up(struct life *life, struct err *err)
{
	if (open_base(life, err) < 0 || wait_for_schema(life, err) < 0)
		return -1;
	if (start_state(life, err) < 0 || start_flow(life, err) < 0)
		return -1;
	return start_own(life, err);
}

static void take_down(struct life *life)
{
	if (life->running && life->app->quiet)
		life->app->quiet(life->state);
	atomic_store(&life->view.flow, NULL);
	atomic_store(&life->view.state, NULL);
	admin_stop(life->admin);
	flow_stop(life->flow);
	if (life->app->stop && life->state)
		life->app->stop(life->state);
	pool_close(life->pool);
	metrics_free(life->metrics);
	clock_close(life->clock);
	signals_close(life->signals);
}

static int live(struct life *life)
{
	struct err err = { 0 };
	int code = 0;
	if (bring_up(life, &err) == 0) {
		log_event(LOG_INFO, "service_started", F_TEXT("version", BEURT_VERSION),
			  F_TEXT("instance", life->instance));
		signals_wait_stop(life->signals, -1);
		code = flow_health(life->flow).failed ? 1 : 0;
	} else if (!life->signals || !signals_stop_asked(life->signals)) {
		log_event(LOG_ERROR, "service_not_started",
			  F_TEXT("kind", err_kind_name(err.kind)),
			  F_TEXT("reason", err.text));
		code = 1;
	}
	take_down(life);
	log_event(LOG_INFO, "service_stopped", F_INT("code", code));
	return code;
}

int app_run(const struct app *app, int argc, char **argv)
{
	struct life life = { .app = app, .knobs = app->knobs_into };
	enum log_level least = LOG_INFO;
	struct err err = { 0 };
	int code = 0;
	if (options_handle(app, argc, argv, &code))
		return code;
	if (!options_read_knobs(app))
		return 2;
	int level = log_level_parse(life.knobs->log_level, &least, &err);
	log_start(app->service, least);
	if (level < 0)
		log_event(LOG_WARNING, "log_level_not_known", F_TEXT("reason", err.text));
	warn_unknown(app);
	name_instance(&life);
	code = live(&life);
	knobs_done(app->knobs, app->knobs_count, app->knobs_into);
	return code;
}
