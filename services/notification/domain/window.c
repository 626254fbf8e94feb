/* SPDX-License-Identifier: Apache-2.0 */
/* Opening hours by calendar fields, so that the days of clock change come out right. */
#include "notification/domain/window.h"

#include "notification/domain/holiday.h"

#define HOUR     3600
#define SATURDAY 6
#define SUNDAY   7
#define MONDAY   1
/* Christmas, New Year and weekends together close less than this. */
#define DAYS_AHEAD 14

struct hours {
	int opens, closes; /* hours of the day; both 0 = closed */
};

struct week_hours {
	struct hours working_day, saturday, sunday;
	bool on_holidays;
};

static const struct week_hours table[CHANNELS] = {
	[CHANNEL_EMAIL] = { { 7, 21 }, { 7, 21 }, { 7, 21 }, true },
	[CHANNEL_SMS] = { { 9, 20 }, { 9, 20 }, { 0, 0 }, false },
	[CHANNEL_PUSH] = { { 9, 20 }, { 9, 20 }, { 0, 0 }, false },
	[CHANNEL_LETTER] = { { 0, 24 }, { 0, 24 }, { 0, 0 }, false },
	[CHANNEL_CARD] = { { 0, 24 }, { 0, 24 }, { 0, 0 }, false },
	[CHANNEL_PHONE] = { { 9, 21 }, { 10, 16 }, { 0, 0 }, false },
};

static struct hours hours_of(enum channel channel, struct civil_date date)
{
	const struct week_hours *week = &table[channel];
	int weekday = civil_weekday(date);

	if (!week->on_holidays && holiday_name(date))
		return (struct hours){ 0, 0 };
	if (weekday == SUNDAY)
		return week->sunday;
	return weekday == SATURDAY ? week->saturday : week->working_day;
}

struct instant window_next(enum channel channel, const struct zone *zone,
			   struct instant now)
{
	struct local_time local = zone_local(zone, now);

	for (int day = 0; day < DAYS_AHEAD; day++) {
		struct civil_date date = civil_add_days(local.date, day);
		struct hours hours = hours_of(channel, date);
		int opens = hours.opens * HOUR, closes = hours.closes * HOUR;

		if (hours.closes == 0 || (day == 0 && local.second_of_day >= closes))
			continue;
		if (day == 0 && local.second_of_day >= opens)
			return now;
		return zone_instant(zone, date, opens);
	}
	return now;
}

struct instant window_next_batch(const struct zone *zone, struct instant now)
{
	const int opens = 9 * HOUR;
	struct local_time local = zone_local(zone, now);
	int past = (civil_weekday(local.date) - MONDAY);
	struct civil_date monday = civil_add_days(local.date, -past);

	for (;; monday = civil_add_days(monday, 7)) {
		struct civil_date day = monday;

		while (holiday_name(day) || civil_weekday(day) == SUNDAY)
			day = civil_add_days(day, 1);
		struct instant batch = zone_instant(zone, day, opens);

		if (instant_compare(batch, now) >= 0)
			return batch;
	}
}
