/* SPDX-License-Identifier: Apache-2.0 */
/* Hours of the night that the clock's change may skip or tell twice: zone.h decides. */
#include "fleet/register/night.h"

#include "sys/zone_file.h"

#define ZONE "Europe/Amsterdam"

int night_next(struct instant now, int64_t hour, struct instant *ret_at, struct err *err)
{
	const struct zone *zone;

	if (zone_find(ZONE, &zone, err) < 0)
		return -1;
	struct civil_date today = zone_local(zone, now).date;

	*ret_at = zone_instant(zone, today, (int)hour * 3600);
	if (instant_compare(*ret_at, now) <= 0)
		*ret_at = zone_instant(zone, civil_add_days(today, 1), (int)hour * 3600);
	return 0;
}
