/* SPDX-License-Identifier: Apache-2.0 */
/* Counts on the calendar; holiday.c knows its days off. */
#include "notification/domain/workday.h"

#include "notification/domain/holiday.h"

bool workday_is(struct civil_date date)
{
	return civil_weekday(date) <= 5 && !holiday_name(date);
}

struct civil_date workday_after(struct civil_date date, int days)
{
	while (days > 0) {
		date = civil_add_days(date, 1);
		days -= workday_is(date);
	}
	return date;
}
