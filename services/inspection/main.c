/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-inspection: the forms of vehicle inspections: their drafts, what was saved of
 * them, what the customer is told and says.
 */
#include "base/mem.h"
#include "inspection/form/keep.h"
#include "inspection/form/link.h"
#include "inspection/form/preset.h"
#include "inspection/inspection.h"

extern const struct migration inspection_migrations[];
extern const size_t inspection_migrations_count;

static void stop(void *state)
{
	struct inspection *svc = state;

	if (!svc)
		return;
	link_keys_close(svc->keys);
	if (svc->preset)
		msg_free(&checklist_state_type, svc->preset);
	mem_free(svc);
}

static int start(const struct app *app, struct pool *pool, const struct clock *clock,
		 void **ret_state, struct err *err)
{
	struct inspection *svc = mem_alloc(sizeof(*svc));

	(void)pool;
	(void)clock;
	svc->knobs = app->knobs_into;
	if (link_keys_open(svc->knobs->link_keys, &svc->keys, err) < 0 ||
	    preset_open(&svc->preset, err) < 0) {
		stop(svc);
		return -1;
	}
	*ret_state = svc;
	return 0;
}

static int run(void *state, const struct app_running *with, struct err *err)
{
	(void)state;
	return flow_do(with->flow, "keep", keep_begin, NULL, err);
}

int main(int argc, char **argv)
{
	struct inspection_knobs knobs = { .link_days = 0 };
	struct app app = {
		.service = "inspection",
		.purpose = "keeps inspection forms and what was said of them",
		.knobs = inspection_knobs_table,
		.knobs_count = inspection_knobs_count,
		.knobs_into = &knobs,
		.migrations = inspection_migrations,
		.migrations_count = inspection_migrations_count,
		.messages = inspection_messages,
		.messages_count = inspection_messages_count,
		.timers = inspection_timers,
		.timers_count = inspection_timers_count,
		.start = start,
		.stop = stop,
		.run = run,
	};

	return app_run(&app, argc, argv);
}
