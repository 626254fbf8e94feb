/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-notification: writes to customers, when they may be written to, once.
 */

#include "base/mem.h"
#include "notification/channel/senders.h"
#include "notification/notification.h"
#include "notification/push/vapid.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

/* Consumer, relay, timers, and three connections a sender at most. */
#define CONNECTIONS 56

static void stop(void *state)
{
	struct notification *svc = state;

	if (!svc)
		return;
	templates_close(svc->templates);
	letter_keys_close(svc->keys);
	vapid_close(svc->vapid);
	mem_free(svc);
}

static int open_push(struct notification *svc, struct err *err)
{
	const struct notification_knobs *knobs = svc->knobs;

	if (!knobs->push_key[0])
		return 0;
	if (vapid_open(knobs->push_key, knobs->push_subject, &svc->vapid, err) == 0)
		return 0;
	err->kind = ERR_BROKEN;
	return err_prefix(err, "BEURT_PUSH_KEY, BEURT_PUSH_SUBJECT: ");
}

static int start(const struct app *app, struct pool *pool, const struct clock *clock,
		 void **ret_state, struct err *err)
{
	struct notification *svc = mem_alloc(sizeof(*svc));

	(void)clock;
	svc->knobs = app->knobs_into;
	svc->pool = pool;
	if (templates_open(&svc->templates, err) < 0 ||
	    letter_keys_open(svc->knobs->token_keys, svc->knobs->address_key, &svc->keys,
			     err) < 0 ||
	    open_push(svc, err) < 0) {
		stop(svc);
		return -1;
	}
	svc->writer = (struct letter_writer){ .templates = svc->templates,
					      .keys = svc->keys,
					      .public_url = svc->knobs->public_url };
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
	struct notification *svc = state;

	if (flow_do(with->flow, "tidy", set_tidy, NULL, err) < 0)
		return -1;
	return senders_start(svc, with, &svc->senders, err);
}

static void quiet(void *state)
{
	struct notification *svc = state;

	senders_stop(TAKE(svc->senders));
}

int main(int argc, char **argv)
{
	struct notification_knobs knobs = { .senders = 0 };
	struct app app = {
		.service = "notification",
		.purpose = "writes to customers, when they may be written to, once",
		.knobs = notification_knobs_table,
		.knobs_count = notification_knobs_count,
		.knobs_into = &knobs,
		.connections = CONNECTIONS,
		.migrations = notification_migrations,
		.migrations_count = notification_migrations_count,
		.messages = notification_messages,
		.messages_count = notification_messages_count,
		.timers = notification_timers,
		.timers_count = notification_timers_count,
		.start = start,
		.stop = stop,
		.run = run,
		.quiet = quiet,
	};

	return app_run(&app, argc, argv);
}
