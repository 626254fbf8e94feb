/* SPDX-License-Identifier: Apache-2.0 */
/* Counts bounces: how many, how close together, and what follows. */
#include "notification/domain/address_health.h"

#define SOFT_LIMIT          3
#define SOFT_WINDOW_SECONDS (INT64_C(14) * 86400)
#define PAUSE_SECONDS       (INT64_C(30) * 86400)

static struct address_health after_soft(struct address_health health, struct instant now)
{
	struct instant forgotten =
		instant_add_seconds(health.soft_since, SOFT_WINDOW_SECONDS);

	if (health.soft_count == 0 || instant_compare(now, forgotten) > 0) {
		health.soft_count = 0;
		health.soft_since = now;
	}
	health.soft_count++;
	if (health.soft_count >= SOFT_LIMIT) {
		health.paused_until = instant_add_seconds(now, PAUSE_SECONDS);
		health.soft_count = 0;
		health.soft_since = NO_INSTANT;
	}
	return health;
}

struct address_health address_health_after(struct address_health before,
					   enum address_news news, struct instant now)
{
	switch (news) {
	case ADDRESS_TOOK_IT:
		return (struct address_health){ .hard = false };
	case ADDRESS_SOFT:
		return after_soft(before, now);
	case ADDRESS_HARD:
		before.hard = true;
		return before;
	case ADDRESS_NO_NEWS:
		break;
	}
	return before;
}

bool address_is_healthy(const struct address_health *health, struct instant now)
{
	if (health->hard)
		return false;
	return !instant_is_set(health->paused_until) ||
	       instant_compare(now, health->paused_until) >= 0;
}

const char *address_health_name(const struct address_health *health, struct instant now)
{
	if (health->hard)
		return "hard";
	return address_is_healthy(health, now) ? "ok" : "soft";
}
