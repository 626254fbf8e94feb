/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Driven days: a plain share for every day, and something on top for each summer day.
 *
 * Summer days are counted since year nought, so that any stretch is one subtraction.
 */
#include "reminder/domain/season.h"

#define PLAIN_DAY   INT64_C(975)
#define SUMMER_MORE INT64_C(147) /* 365 plain days and 62 of these are a year */
#define JULY        7
#define JULY_DAYS   31
#define SUMMER_DAYS 62

static int64_t summer_days_until(struct civil_date date)
{
	int64_t days = (int64_t)date.year * SUMMER_DAYS;

	if (date.month < JULY)
		return days;
	if (date.month == JULY)
		return days + date.day - 1;
	if (date.month == JULY + 1)
		return days + JULY_DAYS + date.day - 1;
	return days + SUMMER_DAYS;
}

int64_t season_days(struct civil_date from, struct civil_date to, bool seasons)
{
	int64_t days = civil_days_between(from, to);

	if (!seasons)
		return days * 1000;
	return days * PLAIN_DAY +
	       (summer_days_until(to) - summer_days_until(from)) * SUMMER_MORE;
}
