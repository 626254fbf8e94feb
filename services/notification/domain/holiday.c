/* SPDX-License-Identifier: Apache-2.0 */
/* Fixed days, days that hang on Easter, and the sovereign's birthday. */
#include "notification/domain/holiday.h"

#include <stddef.h>

#include "base/mem.h"

#define KINGS_SINCE 2014
#define SUNDAY      7

/* Meeus/Jones/Butcher. */
struct civil_date holiday_easter(int year)
{
	int golden = year % 19, century = year / 100, rest = year % 100;
	int epact = (19 * golden + century - century / 4 -
		     (century - (century + 8) / 25 + 1) / 3 + 15) %
		    30;
	int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
	int shift = (golden + 11 * epact + 22 * weekday) / 451;
	int day = epact + weekday - 7 * shift + 114;

	return (struct civil_date){ year, day / 31, day % 31 + 1 };
}

static bool is_birthday(struct civil_date date)
{
	bool king = date.year >= KINGS_SINCE;
	struct civil_date day = { date.year, 4, king ? 27 : 30 };

	if (civil_weekday(day) == SUNDAY)
		day.day--;
	return civil_compare(date, day) == 0;
}

const char *holiday_name(struct civil_date date)
{
	static const struct {
		int month, day;
		const char *name;
	} fixed[] = {
		{ 1, 1, "Nieuwjaarsdag" },
		{ 5, 5, "Bevrijdingsdag" },
		{ 12, 25, "Eerste kerstdag" },
		{ 12, 26, "Tweede kerstdag" },
	};
	static const struct {
		int after;
		const char *name;
	} moving[] = {
		{ -2, "Goede Vrijdag" },      { 0, "Eerste paasdag" },
		{ 1, "Tweede paasdag" },      { 39, "Hemelvaartsdag" },
		{ 49, "Eerste pinksterdag" }, { 50, "Tweede pinksterdag" },
	};
	int32_t after = civil_days_between(holiday_easter(date.year), date);

	for (size_t i = 0; i < COUNT_OF(fixed); i++) {
		if (date.month == fixed[i].month && date.day == fixed[i].day)
			return fixed[i].name;
	}
	for (size_t i = 0; i < COUNT_OF(moving); i++) {
		if (after == moving[i].after)
			return moving[i].name;
	}
	if (is_birthday(date))
		return date.year >= KINGS_SINCE ? "Koningsdag" : "Koninginnedag";
	return NULL;
}
