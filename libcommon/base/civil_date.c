/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendar arithmetic by counting days, after Howard Hinnant's "chrono-compatible
 * low-level date algorithms": years begin in March, so that the leap day is the last.
 */
#include "base/civil_date.h"

#include <string.h>

#include "base/text.h"

enum {
	DAYS_PER_ERA = 146097,  /* 400 years */
	DAYS_TO_EPOCH = 719468, /* 0000-03-01 … 1970-01-01 */
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool civil_is_set(struct civil_date date)
{
	return date.year != 0;
}

bool civil_is_valid(struct civil_date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 1 &&
	       date.month <= 12 && date.day >= 1 &&
	       date.day <= days_in_month(date.year, date.month);
}

int32_t civil_to_days(struct civil_date date)
{
	int year = date.month <= 2 ? date.year - 1 : date.year;
	int era = (year >= 0 ? year : year - 399) / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
	int day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

struct civil_date civil_from_days(int32_t days)
{
	int64_t shifted = (int64_t)days + DAYS_TO_EPOCH;
	int64_t era =
		(shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int day_of_era = (int)(shifted - era * DAYS_PER_ERA);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / (DAYS_PER_ERA - 1)) /
			  365;
	int day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month_from_march = (5 * day_of_year + 2) / 153;
	int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

	return (struct civil_date){
		.year = (int)(era * 400) + year_of_era + (month <= 2 ? 1 : 0),
		.month = month,
		.day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
	};
}

struct civil_date civil_add_days(struct civil_date date, int32_t days)
{
	return civil_from_days(civil_to_days(date) + days);
}

struct civil_date civil_add_months(struct civil_date date, int months)
{
	int count = date.year * 12 + (date.month - 1) + months;
	int year = (count >= 0 ? count : count - 11) / 12;
	int month = count - year * 12 + 1;
	int last = days_in_month(year, month);

	return (struct civil_date){ year, month, date.day < last ? date.day : last };
}

int civil_compare(struct civil_date a, struct civil_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

int32_t civil_days_between(struct civil_date from, struct civil_date to)
{
	return civil_to_days(to) - civil_to_days(from);
}

int civil_weekday(struct civil_date date)
{
	/* 1970-01-01 was a Thursday. */
	int from_monday = (civil_to_days(date) + 3) % 7;

	return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

/* The number that `count` digits show, -1 when one of them is none. */
static int digits_value(const char *digits, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return -1;
		value = value * 10 + (digits[i] - '0');
	}
	return value;
}

int civil_parse(const char *text, struct civil_date *ret_date, struct err *err)
{
	struct civil_date date;

	if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return err_set(err, ERR_INVALID, "a date must look like 2026-11-22");
	date.year = digits_value(text, 4);
	date.month = digits_value(text + 5, 2);
	date.day = digits_value(text + 8, 2);
	if (!civil_is_valid(date))
		return err_set(err, ERR_INVALID, "no such date: %s", text);
	*ret_date = date;
	return 0;
}

const char *civil_format(struct civil_date date, char ret_text[CIVIL_TEXT])
{
	if (!civil_is_valid(date)) {
		ret_text[0] = '\0';
		return ret_text;
	}
	text_put_digits(ret_text, 4, (unsigned)date.year);
	ret_text[4] = '-';
	text_put_digits(ret_text + 5, 2, (unsigned)date.month);
	ret_text[7] = '-';
	text_put_digits(ret_text + 8, 2, (unsigned)date.day);
	ret_text[10] = '\0';
	return ret_text;
}
