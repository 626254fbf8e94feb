/* SPDX-License-Identifier: Apache-2.0 */
/* What happens by itself. */
#include "fleet/events.h"

#include "base/mem.h"
#include "fleet/appointment/book.h"
#include "fleet/appointment/calendar.h"

const struct timer_route fleet_timers[] = {
	{ TIMER_CALENDAR, calendar_extends },
	{ TIMER_APPOINTMENT_REMINDER, appointment_reminds },
	{ TIMER_APPOINTMENT_LINK, appointment_link_ends },
};
const size_t fleet_timers_count = COUNT_OF(fleet_timers);
