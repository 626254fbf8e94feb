/* SPDX-License-Identifier: Apache-2.0 */
/* The hours in which marketing mail may arrive: 07:00 to 21:00 on the garage's clock, any
 * day (domain.md 3d-7). Thread: any. */
#ifndef BEURT_NOTIFICATION_WINDOW_H
#define BEURT_NOTIFICATION_WINDOW_H

#include "base/zone.h"

/* `now` itself inside the window, else the next opening. */
struct instant window_next_mail(const struct zone *zone, struct instant now);

#endif
