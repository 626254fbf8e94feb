/* SPDX-License-Identifier: Apache-2.0 */
/* Mondays at eight, also in the weeks the clocks change. */
#include "fleet/domain/monday.h"

#define EIGHT (8 * 3600)

struct instant monday_after(const struct zone *zone, struct instant at)
{
	struct civil_date today = zone_local(zone, at).date;
	struct civil_date monday = civil_add_days(today, 1 - civil_weekday(today));
	struct instant eight = zone_instant(zone, monday, EIGHT);

	if (instant_compare(eight, at) > 0)
		return eight;
	return zone_instant(zone, civil_add_days(monday, 7), EIGHT);
}
