/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A straight line through two measurements; either may be read a fifth of a millimetre
 * off, which makes the early and the late line.
 */
#include "reminder/domain/wear.h"

#define LEAST_APART 60   /* days */
#define LONGEST     3650 /* days from the last measurement */
#define MISREAD     20   /* hundredths, of what was lost between the two */

bool wear_is_set(const struct wear *wear)
{
	return wear->unit[0] != '\0';
}

/* Day on which `left` is gone at the pace of `lost` in `days`; NO_DATE beyond LONGEST. */
static struct civil_date gone_on(const struct wear *wear, int64_t lost)
{
	int64_t apart = civil_days_between(wear->previous_on, wear->on);
	int64_t left = wear->value > wear->limit ? wear->value - wear->limit : 0;
	int64_t days;

	if (lost <= 0)
		return NO_DATE;
	days = left * apart / lost;
	return days > LONGEST ? NO_DATE : civil_add_days(wear->on, (int32_t)days);
}

struct when wear_when(const struct wear *wear)
{
	int64_t lost = wear->previous - wear->value;
	struct when when = { NO_DATE, NO_DATE, NO_DATE, NO_DATE };

	if (!wear_is_set(wear) || lost <= 0 ||
	    civil_days_between(wear->previous_on, wear->on) < LEAST_APART ||
	    !civil_is_set(gone_on(wear, lost)))
		return when;
	when.p10 = gone_on(wear, lost + MISREAD);
	when.p50 = when.p40 = gone_on(wear, lost);
	when.p90 = gone_on(wear, lost - MISREAD);
	return when;
}
