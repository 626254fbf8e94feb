/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendar fields to moments. The clock change falls on a Sunday at 01:00 UTC, so a list
 * is 158, 159 or 160 hours old at its deadline; nothing here adds hours to find out.
 */
#include "reminder/domain/week.h"

#include "base/text.h"

#define MINUTE       60
#define HOUR         3600

#define GENERATED_AT (5 * MINUTE)
#define NOON         (12 * HOUR)
#define THURSDAY     3 /* days after Monday */
#define DAY_OPENS    (8 * HOUR)
#define DAY_SLOTS    24 /* half hours from 08:00 to 20:00 */
#define SLOT_SECONDS (30 * MINUTE)

struct week_times week_times_of(struct iso_week list_week, const struct zone *zone)
{
	struct civil_date monday = week_monday(list_week);
	struct iso_week send_week = week_add(list_week, 1);

	return (struct week_times){
		.list_week = list_week,
		.send_week = send_week,
		.opens = week_opens(list_week, zone),
		.generated = zone_instant(zone, monday, GENERATED_AT),
		.additions = zone_instant(zone, civil_add_days(monday, THURSDAY), NOON),
		.deadline = week_deadline(list_week, zone),
		.send_from = week_opens(send_week, zone),
		.send_until = week_opens(week_add(list_week, 2), zone),
	};
}

struct iso_week week_at(struct instant now, const struct zone *zone)
{
	return week_of(zone_local(zone, now).date);
}

bool week_takes_additions(const struct week_times *times, enum list_kind kind,
			  struct instant now)
{
	struct instant end = kind == LIST_FIRST ? times->deadline : times->additions;

	return instant_compare(now, times->opens) >= 0 && instant_compare(now, end) < 0;
}

bool week_takes_answers(const struct week_times *times, struct instant received)
{
	return instant_compare(received, times->deadline) < 0;
}

int week_release_slot(const struct uuid *customer)
{
	return (int)(text_hash(customer->text) % RELEASE_SLOTS);
}

struct instant week_release_at(struct iso_week send_week, int slot,
			       const struct zone *zone)
{
	struct civil_date day = civil_add_days(week_monday(send_week), slot / DAY_SLOTS);

	return zone_instant(zone, day, DAY_OPENS + slot % DAY_SLOTS * SLOT_SECONDS);
}
