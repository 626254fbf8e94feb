/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-reminder: predicts when each car is due, keeps the weekly lists and their
 * answers, asks for the invitations and tells which visits they brought.
 */
#include "base/mem.h"
#include "reminder/list/measure.h"
#include "reminder/reminder.h"

extern const struct migration reminder_migrations[];
extern const size_t reminder_migrations_count;

static int start(const struct app *app, struct pool *pool, const struct clock *clock,
		 void **ret_state, struct err *err)
{
	struct reminder *svc = mem_alloc(sizeof(*svc));

	(void)clock;
	svc->knobs = app->knobs_into;
	if (measure_daily(pool, err) < 0) {
		mem_free(svc);
		return -1;
	}
	*ret_state = svc;
	return 0;
}

static void stop(void *state)
{
	mem_free(state);
}

int main(int argc, char **argv)
{
	struct reminder_knobs knobs = { .list_page = 0 };
	struct app app = {
		.service = "reminder",
		.purpose = "predicts visits, keeps weekly lists and their answers",
		.knobs = reminder_knobs_table,
		.knobs_count = reminder_knobs_count,
		.knobs_into = &knobs,
		.migrations = reminder_migrations,
		.migrations_count = reminder_migrations_count,
		.messages = reminder_messages,
		.messages_count = reminder_messages_count,
		.timers = reminder_timers,
		.timers_count = reminder_timers_count,
		.start = start,
		.stop = stop,
	};

	return app_run(&app, argc, argv);
}
