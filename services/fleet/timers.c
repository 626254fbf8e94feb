/* SPDX-License-Identifier: Apache-2.0 */
/* What happens by itself. */
#include "fleet/events.h"

#include "base/mem.h"

const struct timer_route fleet_timers[] = {};
const size_t fleet_timers_count = COUNT_OF(fleet_timers);
