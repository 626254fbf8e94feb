/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Due days from a car's own past.
 *
 * The owner's rhythm is learned by asking of every past periodic service when it was due
 * and how many days later it came, with the same rule that finds the next one.
 */
#include "reminder/domain/due.h"

#include <stdlib.h>

#define HABIT_GAPS      5
#define HABIT_PRIOR     2 /* gaps of a year that stand beside the own ones */
#define YEAR_DAYS       365
#define SAME_VISIT      3 /* days apart and still one visit, domain.md 3d-1.4 */
#define PERIODIC_MEMORY 24

/* Tests come before their last day: measured on garages' own files and in the register.
 */
static const struct spread APK_DAYS = { { -75, -57, -47, -33, -18, -2, 12, 22, 60 } };

static const struct spread HABIT_PERCENT = { { -90, -70, -55, -25, 0, 25, 60, 90, 150 } };

/* Day the interval after a service on `from` is full, by months or by distance. */
static struct civil_date interval_full(const struct odometer *odometer,
				       const struct usage *usage,
				       const struct periodic_due *interval,
				       struct civil_date from,
				       struct periodic_due *ret_due)
{
	struct civil_date by_months = civil_add_months(from, interval->months);
	struct civil_date by_km = NO_DATE;
	int64_t km = 0;

	if (odometer->accepted_count > 0) {
		km = usage_km_on(odometer, usage, from);
		by_km = usage_day_of(odometer, usage, km + interval->km, from);
	}
	if (ret_due) {
		ret_due->last_km = km;
		ret_due->by_months = by_months;
		ret_due->by_km = by_km;
	}
	return civil_is_set(by_km) && civil_compare(by_km, by_months) < 0 ? by_km
									  : by_months;
}

static size_t periodic_services(const struct history *history,
				struct civil_date ret_days[PERIODIC_MEMORY])
{
	size_t n = 0;

	for (size_t i = history->visits_count; i-- > 0 && n < PERIODIC_MEMORY;) {
		const struct visit *v = &history->visits[i];

		if (!(v->work & WORK_PERIODIC))
			continue;
		if (n > 0 && civil_days_between(v->date, ret_days[n - 1]) <= SAME_VISIT)
			continue;
		ret_days[n++] = v->date;
	}
	return n; /* newest first */
}

/* The garage knows best what it delivered itself (domain.md 3d-4, "New car"). */
static void count_from_admission(const struct history *history, struct periodic_due *due)
{
	bool delivered = civil_is_set(history->delivered_on);
	struct civil_date day =
		delivered ? history->delivered_on : history->first_admission;
	struct civil_date last = NO_DATE;

	if (history->visits_count > 0)
		last = history->visits[history->visits_count - 1].date;
	if (!civil_is_set(day)) {
		due->due = civil_is_set(last) ? civil_add_months(last, due->months)
					      : NO_DATE;
		due->bound = civil_is_set(last) ? BOUND_VISIT : BOUND_NONE;
		return;
	}
	for (int n = 1; n < 200; n++) {
		due->due = civil_add_months(day, n * due->months);
		if (!civil_is_set(last) || civil_compare(due->due, last) > 0)
			break;
	}
	due->bound = delivered ? BOUND_DELIVERY : BOUND_ADMISSION;
	due->delivered = history->delivered_on;
}

void periodic_due_find(const struct history *history, const struct odometer *odometer,
		       const struct usage *usage, struct periodic_due *ret_due)
{
	struct civil_date days[PERIODIC_MEMORY];
	int32_t late[PERIODIC_MEMORY];
	size_t n = periodic_services(history, days), past = 0;
	struct periodic_due *due = ret_due;

	*due = (struct periodic_due){ .last = NO_DATE, .delivered = NO_DATE };
	due->months =
		history->interval_months > 0 ? history->interval_months : PRESET_MONTHS;
	due->km = history->interval_km > 0 ? history->interval_km : PRESET_KM;
	for (size_t i = n; i-- > 1;) {
		struct civil_date full =
			interval_full(odometer, usage, due, days[i], NULL);

		late[past++] = civil_days_between(full, days[i - 1]);
	}
	due->rhythm = rhythm_learn(late, past);
	if (n == 0) {
		count_from_admission(history, due);
		due->by_months = due->due;
		return;
	}
	due->last = days[0];
	due->due = interval_full(odometer, usage, due, days[0], due);
	due->bound =
		civil_compare(due->due, due->by_months) < 0 ? BOUND_KM : BOUND_MONTHS;
}

int64_t periodic_chance(const void *context, struct civil_date date)
{
	const struct periodic_due *due = context;

	return rhythm_until(&due->rhythm, civil_days_between(due->due, date));
}

int64_t apk_chance(const void *context, struct civil_date date)
{
	const struct civil_date *expiry = context;

	return spread_until(&APK_DAYS, civil_days_between(*expiry, date));
}

static int compare_days(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool is_something_else(const struct visit *visit)
{
	return visit->work != WORK_NONE && !(visit->work & (WORK_PERIODIC | WORK_APK));
}

void habit_find(const struct history *history, struct habit *ret_habit)
{
	int32_t gaps[HABIT_GAPS], n = 0;
	const struct rulebook *rules = history_rules(history);
	int64_t other = rules->other_visits;
	struct civil_date later = NO_DATE;

	*ret_habit = (struct habit){ .last_visit = NO_DATE };
	for (size_t i = history->visits_count; i-- > 0;) {
		const struct visit *v = &history->visits[i];

		if (v->work == WORK_NONE)
			continue;
		other += is_something_else(v);
		if (!civil_is_set(ret_habit->last_visit))
			ret_habit->last_visit = v->date;
		if (civil_is_set(later) && n < HABIT_GAPS &&
		    civil_days_between(v->date, later) > SAME_VISIT)
			gaps[n++] = civil_days_between(v->date, later);
		later = v->date;
	}
	ret_habit->other_per_day =
		other * PPM / (rules->other_days + history_span(history));
	ret_habit->gaps = n;
	if (n == 0)
		return;
	qsort(gaps, (size_t)n, sizeof(gaps[0]), compare_days);
	ret_habit->gap_days =
		(n * gaps[n / 2] + HABIT_PRIOR * YEAR_DAYS) / (n + HABIT_PRIOR);
}

int64_t habit_chance(const void *context, struct civil_date date)
{
	const struct habit *habit = context;
	int64_t days = civil_days_between(habit->last_visit, date);

	return spread_until(&HABIT_PERCENT, days * 100 / habit->gap_days - 100);
}

int64_t habit_nothing_within(const struct habit *habit, int32_t days)
{
	int64_t chance = PPM * 1000, factor = (PPM - habit->other_per_day) * 1000;

	for (; days > 0; days /= 2) {
		if (days % 2)
			chance = chance * (factor / 1000) / PPM;
		factor = factor / 1000 * factor / PPM;
	}
	return chance / 1000;
}

const char *due_kind_name(enum due_kind kind)
{
	static const char *const NAMES[] = {
		"none",  "apk",    "periodic", "habit",    "time_part",
		"tyres", "recall", "dormant",  "mobility",
	};

	return NAMES[kind];
}

const char *due_bound_name(enum due_bound bound)
{
	static const char *const NAMES[] = { "none",      "months", "km",
					     "admission", "visit",  "delivery" };

	return NAMES[bound];
}
