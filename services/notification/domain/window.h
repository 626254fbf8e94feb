/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hours in which marketing may reach people, on the garage's clock (domain.md 3d-7):
 * mail 07:00 to 21:00 on any day; SMS and push Monday to Saturday 09:00 to 20:00;
 * telephone Monday to Friday 09:00 to 21:00, Saturday 10:00 to 16:00; letters and cards
 * are taken Monday to Saturday and leave with the batch of Monday 09:00. On Sundays and
 * public holidays nothing but mail. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_WINDOW_H
#define BEURT_NOTIFICATION_WINDOW_H

#include "base/zone.h"
#include "notification/domain/consent.h"

/* `now` itself inside the window, else the next opening. */
struct instant window_next(enum channel channel, const struct zone *zone,
			   struct instant now);
/* When the next batch of letters and cards leaves: Monday 09:00, or the first working day
 * after a Monday that is a holiday. At the very moment it is that one. */
struct instant window_next_batch(const struct zone *zone, struct instant now);

#endif
