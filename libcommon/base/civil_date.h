/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendar dates without time or zone (proleptic Gregorian).
 *
 * year 0 means "no date": optional dates need no flag beside them. Thread: any.
 */
#ifndef BEURT_BASE_CIVIL_DATE_H
#define BEURT_BASE_CIVIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct civil_date {
	int year; /* 1..9999; 0 = no date */
	int month;
	int day;
};

#define NO_DATE    ((struct civil_date){ 0, 0, 0 })
#define CIVIL_TEXT 11 /* "2026-11-22" and its NUL */

bool civil_is_set(struct civil_date date);
bool civil_is_valid(struct civil_date date);
int32_t civil_to_days(struct civil_date date); /* days since 1970-01-01 */
struct civil_date civil_from_days(int32_t days);
struct civil_date civil_add_days(struct civil_date date, int32_t days);
/* Same day number n months on, clamped to the month's end. */
struct civil_date civil_add_months(struct civil_date date, int months);
int civil_compare(struct civil_date a, struct civil_date b); /* <0, 0, >0 */
int32_t civil_days_between(struct civil_date from, struct civil_date to);
int civil_weekday(struct civil_date date); /* 1 = Monday … 7 = Sunday */
/* Exactly "YYYY-MM-DD"; ERR_INVALID otherwise, also for 2026-02-30. */
MUST_CHECK int civil_parse(const char *text, struct civil_date *ret_date,
			   struct err *err);
const char *civil_format(struct civil_date date, char ret_text[CIVIL_TEXT]);

#endif
