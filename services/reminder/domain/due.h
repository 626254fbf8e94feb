/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a car is due for, each with its day and how sure that is (domain.md 3d-4).
 *
 * apk: the law's day; periodic: months or kilometres since the last periodic service,
 * whichever comes first, moved by the owner's rhythm; habit: the median gap between own
 * visits. Thread: any.
 */
#ifndef BEURT_REMINDER_DUE_H
#define BEURT_REMINDER_DUE_H

#include "reminder/domain/rhythm.h"
#include "reminder/domain/usage.h"

#define PRESET_MONTHS 12
#define PRESET_KM     INT64_C(15000)
#define OVERDUE_DAYS  60 /* longer than that a visit is not proposed as usual */

enum due_kind {
	DUE_NONE,
	DUE_APK,
	DUE_PERIODIC,
	DUE_HABIT,
	DUE_TIME_PART, /* comes along with the visit it is due at */
	DUE_TYRES,
	DUE_RECALL,
	DUE_DORMANT,  /* overdue for long: asked again, seldom */
	DUE_MOBILITY, /* the mobility service ends: comes along with a visit near it */
};

enum due_bound {
	BOUND_NONE,
	BOUND_MONTHS,    /* time comes first */
	BOUND_KM,        /* distance comes first */
	BOUND_ADMISSION, /* no periodic service known: counted from first admission */
	BOUND_VISIT,     /* … from the last visit */
	BOUND_DELIVERY,  /* … from the day the garage delivered it */
};

struct periodic_due {
	struct civil_date last; /* last periodic service; NO_DATE = none known */
	int64_t last_km;        /* odometer then, by the accepted readings; 0 = unknown */
	int months;
	int64_t km;
	struct civil_date by_months;
	struct civil_date by_km; /* NO_DATE when there is no reading */
	struct civil_date due;   /* the first of both */
	enum due_bound bound;
	struct civil_date delivered; /* what it is counted from by BOUND_DELIVERY */
	struct rhythm rhythm;
};

/* ret->due stays NO_DATE when there is no date of any kind to count from. */
void periodic_due_find(const struct history *history, const struct odometer *odometer,
		       const struct usage *usage, struct periodic_due *ret_due);
/* Chance, in ppm, that the periodic service was done by `date`; context is the above. */
int64_t periodic_chance(const void *context, struct civil_date date);
/* Chance, in ppm, that the test was done by `date`; context is its struct civil_date. */
int64_t apk_chance(const void *context, struct civil_date date);

struct habit {
	int32_t gap_days; /* median of the last five gaps, leaning on a year; 0 = none */
	int32_t gaps;
	struct civil_date last_visit;
	int64_t other_per_day; /* chance a day, in ppm, of a visit for something else */
};

void habit_find(const struct history *history, struct habit *ret_habit);
/* Chance, in ppm, of a visit by `date`; context is the above. */
int64_t habit_chance(const void *context, struct civil_date date);
/* Chance, in ppm, of no visit for something else within `days`. */
int64_t habit_nothing_within(const struct habit *habit, int32_t days);
const char *due_kind_name(enum due_kind kind); /* "apk", "periodic", "habit" */
const char *due_bound_name(enum due_bound bound);

#endif
