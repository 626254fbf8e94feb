/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether an address still takes mail, learned from what servers answered
 * (domain.md 3d-7): a hard bounce is final for that address; three soft ones within 14
 * days pause it for 30 days; a delivered letter forgets the soft ones. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_ADDRESS_HEALTH_H
#define BEURT_NOTIFICATION_ADDRESS_HEALTH_H

#include <stdbool.h>

#include "base/instant.h"

struct address_health {
	bool hard;
	int soft_count;              /* since soft_since */
	struct instant soft_since;   /* first soft bounce that still counts */
	struct instant paused_until; /* not set = not paused */
};

enum address_news { ADDRESS_NO_NEWS, ADDRESS_TOOK_IT, ADDRESS_SOFT, ADDRESS_HARD };

struct address_health address_health_after(struct address_health before,
					   enum address_news news, struct instant now);
bool address_is_healthy(const struct address_health *health, struct instant now);
/* "ok", "soft" (paused) or "hard", as consent.state has it. */
const char *address_health_name(const struct address_health *health, struct instant now);

#endif
