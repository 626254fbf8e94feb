/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody may read of a car's history. Everybody sees dates, odometer, kinds of
 * work and reports of all of it; prices, and texts that name people, only of their own
 * days: since they came to own or drive it, or since it joined their fleet. Who drives
 * somebody else's car sees no prices but of what is advised now.
 *
 * What has a moment is held against the very moment the car changed hands. An invoice has
 * a day only: on the day of the change it belongs to who had the car before; on the day a
 * passport was made nobody had it before, and it belongs to its first holder.
 * Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_OWN_DAYS_H
#define BEURT_GATEWAY_DOMAIN_OWN_DAYS_H

#include <stdbool.h>

#include "base/civil_date.h"
#include "base/instant.h"

enum passport_role {
	PASSPORT_NOBODY,
	PASSPORT_GARAGE,
	PASSPORT_DRIVER, /* of a car that is somebody else's */
	PASSPORT_OWNER,
	PASSPORT_MANAGER, /* of the fleet that owns it */
};

struct own_days {
	enum passport_role role;
	struct civil_date since; /* the day it came to them, on the garage's calendar */
	struct instant at;       /* the moment it did */
	bool is_first;           /* nobody of the passport had it before */
};

enum passport_role passport_role_of(const char *word);
/* What is known to have happened that day, not when. */
bool own_days_hold(struct own_days days, struct civil_date date);
/* What bears that day and was begun at that moment: both are to be their own. */
bool own_days_hold_at(struct own_days days, struct civil_date date, struct instant at);
/* May read what was paid for it. */
bool own_days_show_price(struct own_days days, struct civil_date date);
/* May approve an advice of that price; a limit below 0 is none. What is above the fleet's
 * limit is its manager's to approve. */
bool own_days_may_approve(enum passport_role role, int64_t limit_cents,
			  int64_t line_cents);

#endif
