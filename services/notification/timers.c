/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens by itself: old letters forget what they were about, once a day; what a
 * bounce changed about an address is said.
 */
#include "base/mem.h"
#include <stdio.h>
#include <string.h>

#include "notification/events.h"

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
	if (store_intents_tidy(tx, blank, forget, err) < 0)
		return -1;
	return timer_set(tx, "tidy", key, instant_add_seconds(now, TIDY_EVERY_SECONDS),
			 err);
}

/* Key: dealer/customer. */
static int notification_at_standing(void *service, struct tx *tx, const char *key,
				    struct instant due, struct outbox *say,
				    struct err *err)
{
	const char *slash = strchr(key, '/');
	char dealer[LINK_DEALER_TEXT];
	struct uuid customer = uuid_from(slash ? slash + 1 : NULL);
	int64_t version = 0;

	(void)service;
	(void)due;
	if (!uuid_is_set(&customer))
		return err_set(err, ERR_INVALID, "key is not dealer/customer");
	snprintf(dealer, sizeof(dealer), "%.*s", (int)(slash - key), key);
	return consent_say(tx, dealer, &customer, say, &version, err);
}

const struct timer_route notification_timers[] = {
	{ "tidy", notification_at_tidy },
	{ "standing", notification_at_standing },
};
const size_t notification_timers_count = COUNT_OF(notification_timers);
