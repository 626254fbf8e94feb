/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ISO 8601 weeks: a week belongs to the year its Thursday lies in, so 4 January is always
 * in week 1 and a year has 52 or 53 of them.
 */
#include "base/iso_week.h"

#include <stdio.h>
#include <string.h>

enum { DAYS_PER_WEEK = 7, DEADLINE_SECOND = 15 * 3600 };

struct iso_week week_of(struct civil_date date)
{
	struct civil_date thursday = civil_add_days(date, 4 - civil_weekday(date));
	struct civil_date new_year = { thursday.year, 1, 1 };

	return (struct iso_week){
		.year = thursday.year,
		.week = civil_days_between(new_year, thursday) / DAYS_PER_WEEK + 1,
	};
}

struct civil_date week_monday(struct iso_week week)
{
	struct civil_date in_first = { week.year, 1, 4 };
	int32_t from_first = (week.week - 1) * DAYS_PER_WEEK;

	return civil_add_days(in_first, 1 - civil_weekday(in_first) + from_first);
}

struct iso_week week_add(struct iso_week week, int weeks)
{
	return week_of(civil_add_days(week_monday(week), weeks * DAYS_PER_WEEK));
}

int week_compare(struct iso_week a, struct iso_week b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	return (a.week > b.week) - (a.week < b.week);
}

bool week_is_valid(struct iso_week week)
{
	if (week.year < 1 || week.year > 9999 || week.week < 1 || week.week > 53)
		return false;
	return week_compare(week_of(week_monday(week)), week) == 0;
}

static bool is_digits(const char *text, int count)
{
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return true;
}

int week_parse(const char *text, struct iso_week *ret_week, struct err *err)
{
	struct iso_week week;

	if (text == NULL || strlen(text) != WEEK_TEXT - 1 || !is_digits(text, 4) ||
	    text[4] != '-' || text[5] != 'W' || !is_digits(text + 6, 2))
		return err_set(err, ERR_INVALID, "a week must look like 2026-W53");
	week.year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
		    (text[2] - '0') * 10 + (text[3] - '0');
	week.week = (text[6] - '0') * 10 + (text[7] - '0');
	if (!week_is_valid(week))
		return err_set(err, ERR_INVALID, "no such week: %s", text);
	*ret_week = week;
	return 0;
}

const char *week_format(struct iso_week week, char ret_text[WEEK_TEXT])
{
	if (!week_is_valid(week)) {
		ret_text[0] = '\0';
		return ret_text;
	}
	(void)snprintf(ret_text, WEEK_TEXT, "%04u-W%02u", (unsigned)week.year % 10000U,
		       (unsigned)week.week % 100U);
	return ret_text;
}

struct instant week_opens(struct iso_week week, const struct zone *zone)
{
	return zone_instant(zone, week_monday(week), 0);
}

struct instant week_deadline(struct iso_week week, const struct zone *zone)
{
	struct civil_date sunday = civil_add_days(week_monday(week), DAYS_PER_WEEK - 1);

	/* ITK 3.0 manual, "Frequentie": until Sunday 15:00. */
	return zone_instant(zone, sunday, DEADLINE_SECOND);
}
