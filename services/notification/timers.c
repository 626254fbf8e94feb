/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens by itself: old letters forget what they were about, once a day; what a
 * bounce changed about an address is said.
 */
#include "base/mem.h"
#include "flow/timer_key.h"
#include "notification/events_carried.h"
#include "notification/print/print.h"

#define TIDY_EVERY_SECONDS (INT64_C(24) * 3600)

static int notification_at_tidy(void *service, struct tx *tx, const char *key,
				struct instant due, struct outbox *say, struct err *err)
{
	const struct notification *svc = service;
	struct instant now = tx_now(tx);
	struct instant blank =
		instant_add_seconds(now, -svc->knobs->keep_plates_days * 86400);
	struct instant forget =
		instant_add_seconds(now, -svc->knobs->keep_letters_months * 31 * 86400);

	(void)due;
	(void)say;
	if (store_intents_tidy(tx, blank, forget, err) < 0 || print_tidy(tx, err) < 0)
		return -1;
	if (store_channels_learn(tx, err) < 0)
		return -1;
	return timer_set(tx, "tidy", key, instant_add_seconds(now, TIDY_EVERY_SECONDS),
			 err);
}

/* Key: dealer/customer. */
static int notification_at_standing(void *service, struct tx *tx, const char *key,
				    struct instant due, struct outbox *say,
				    struct err *err)
{
	struct timer_key whose;
	int64_t version = 0;

	(void)due;
	if (timer_key_read(key, &whose, err) < 0)
		return -1;
	return consent_say(service, tx, &(struct consent_of){ whose.dealer, whose.id },
			   say, &version, err);
}

const struct timer_route notification_timers[] = {
	{ "tidy", notification_at_tidy },
	{ "standing", notification_at_standing },
	{ "print_tell", notification_at_print_tell },
	{ "print_close", notification_at_print_close },
	{ "print_hand_over", notification_at_print_hand_over },
	{ "print_posted", notification_at_print_posted },
	{ "print_look", notification_at_print_look },
	{ "print_settle", notification_at_print_settle },
	{ "call_tell", notification_at_call_tell },
	{ "call_look", notification_at_call_look },
	{ "carried_end", notification_at_carried_end },
};
const size_t notification_timers_count = COUNT_OF(notification_timers);
