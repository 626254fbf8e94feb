/* SPDX-License-Identifier: Apache-2.0 */
/* Opening hours by calendar fields, so that the days of clock change come out right. */
#include "notification/domain/window.h"

#define OPENS  (7 * 3600)
#define CLOSES (21 * 3600)

struct instant window_next_mail(const struct zone *zone, struct instant now)
{
	struct local_time local = zone_local(zone, now);

	if (local.second_of_day < OPENS)
		return zone_instant(zone, local.date, OPENS);
	if (local.second_of_day < CLOSES)
		return now;
	return zone_instant(zone, civil_add_days(local.date, 1), OPENS);
}
