/* SPDX-License-Identifier: Apache-2.0 */
/* When the week's letter to a fleet's manager is written. Thread: any. */
#ifndef BEURT_FLEET_DOMAIN_MONDAY_H
#define BEURT_FLEET_DOMAIN_MONDAY_H

#include "base/zone.h"

/* The first Monday 08:00 on this clock after a moment. */
struct instant monday_after(const struct zone *zone, struct instant at);

#endif
