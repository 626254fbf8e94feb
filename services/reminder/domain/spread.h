/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How likely a day is: distributions as whole numbers.
 *
 * A spread is nine quantiles in days around an anchor, straight lines between them;
 * probabilities are parts per million. No floating point: the same facts give the same
 * date on every machine and for ever (domain.md 3d-11). Thread: any.
 */
#ifndef BEURT_REMINDER_SPREAD_H
#define BEURT_REMINDER_SPREAD_H

#include <stdbool.h>

#include "base/civil_date.h"

#define PPM           INT64_C(1000000)
#define SPREAD_POINTS 9

/* Days from the anchor at 0, 5, 10, 25, 50, 75, 90, 95 and 100 %; never falling. */
struct spread {
	int32_t day[SPREAD_POINTS];
};

/* Chance, in ppm, that it happened `days` after the anchor or earlier. */
int64_t spread_until(const struct spread *spread, int64_t days);
/* Chance of within `reach` days of `days`: how well an outcome fits the spread. */
int64_t spread_near(const struct spread *spread, int64_t days, int64_t reach);

/* The day at that many ppm: the inverse. */
int64_t spread_at(const struct spread *spread, int64_t ppm);

/* Four quantiles of a date; NO_DATE throughout when there is none. */
struct when {
	struct civil_date p10;
	struct civil_date p40;
	struct civil_date p50;
	struct civil_date p90;
};

/* Chance, in ppm, that it happened on or before `date`. */
typedef int64_t (*chance_fn)(const void *context, struct civil_date date);
/* One thing's chances, and what they are worth (levels.h); levels NULL: themselves. */
struct outlook_of {
	chance_fn chance;
	const void *context;
	const struct spread *levels;
};

/* The quantiles of the days after `since`, given that it has not happened until then.
 * A chance used up before `since` gives quantiles soon after it. */
struct when when_after(struct civil_date since, const struct outlook_of *of);
/* … one of them, at that many ppm. */
struct civil_date when_at(struct civil_date since, const struct outlook_of *of,
			  int64_t ppm);
/* Chance, in ppm, of before or on `date`, given that it has not happened until `since`.
 */
int64_t when_chance(struct civil_date since, const struct outlook_of *of,
		    struct civil_date date);
bool when_is_set(const struct when *when);

#endif
