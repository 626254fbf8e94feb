/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-invoice: takes in what workshops invoice, in whatever form it comes, and tells
 * the others which customer and vehicle it was about, and which visit it belongs to.
 */
#include "base/mem.h"
#include "invoice/service.h"

extern const struct migration invoice_migrations[];
extern const size_t invoice_migrations_count;

static int start(const struct app *app, struct pool *pool, const struct clock *clock,
		 void **ret_state, struct err *err)
{
	struct invoice_service *svc = mem_alloc(sizeof(*svc));

	(void)pool;
	(void)clock;
	(void)err;
	svc->knobs = app->knobs_into;
	*ret_state = svc;
	return 0;
}

static int set_tidy(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	(void)context;
	(void)say;
	return timer_set(tx, "tidy", "all", tx_now(tx), err);
}

static int run(void *state, const struct app_running *with, struct err *err)
{
	(void)state;
	return flow_do(with->flow, "tidy", set_tidy, NULL, err);
}

static void stop(void *state)
{
	mem_free(state);
}

int main(int argc, char **argv)
{
	struct invoice_knobs knobs = { .retry_page = 0 };
	struct app app = {
		.service = "invoice",
		.purpose =
			"takes in invoices: who, which vehicle, which visit, worth what",
		.knobs = invoice_knobs_table,
		.knobs_count = invoice_knobs_count,
		.knobs_into = &knobs,
		.migrations = invoice_migrations,
		.migrations_count = invoice_migrations_count,
		.messages = invoice_messages,
		.messages_count = invoice_messages_count,
		.timers = invoice_timers,
		.timers_count = invoice_timers_count,
		.start = start,
		.stop = stop,
		.run = run,
	};

	return app_run(&app, argc, argv);
}
