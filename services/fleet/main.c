/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-fleet: who owns and drives which car, fleets of cars, their passing to others;
 * appointments with garages; what the vehicle register and comparable cars say.
 */
#include "base/mem.h"
#include "fleet/cost/cost.h"
#include "fleet/fleet.h"
#include "sys/link.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

static void stop(void *state)
{
	struct fleet *svc = state;

	if (!svc)
		return;
	link_keys_close(svc->keys);
	mem_free(svc);
}

static int start(const struct app *app, struct pool *pool, const struct clock *clock,
		 void **ret_state, struct err *err)
{
	struct fleet *svc = mem_alloc(sizeof(*svc));

	(void)pool;
	(void)clock;
	svc->knobs = app->knobs_into;
	if (link_keys_open(svc->knobs->link_keys, &svc->keys, err) < 0) {
		stop(svc);
		return -1;
	}
	*ret_state = svc;
	return 0;
}

static int run(void *state, const struct app_running *with, struct err *err)
{
	struct fleet *svc = state;

	if (cost_start(with->flow, err) < 0)
		return -1;
	return register_start(&svc->knobs->vehicle_register, with, &svc->refresh, err);
}

static void quiet(void *state)
{
	struct fleet *svc = state;

	register_stop(TAKE(svc->refresh));
}

int main(int argc, char **argv)
{
	struct fleet_knobs knobs = { .passport_days = 0 };
	struct app app = {
		.service = "fleet",
		.purpose = "keeps car passports, fleets, transfers and appointments",
		.knobs = fleet_knobs_table,
		.knobs_count = fleet_knobs_count,
		.knobs_into = &knobs,
		.migrations = fleet_migrations,
		.migrations_count = fleet_migrations_count,
		.messages = fleet_messages,
		.messages_count = fleet_messages_count,
		.timers = fleet_timers,
		.timers_count = fleet_timers_count,
		.start = start,
		.stop = stop,
		.run = run,
		.quiet = quiet,
	};

	return app_run(&app, argc, argv);
}
