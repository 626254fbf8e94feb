/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much a car drives, and what its odometer shows on any day (domain.md 3d-3).
 *
 * The rate is the median slope (Theil-Sen) over the newest stretch in which the car's
 * use did not change; with too few readings it leans on the car's life, then on what
 * cars of its fuel drive on average. Rates in metres a day, odometers in km. Thread: any.
 */
#ifndef BEURT_REMINDER_USAGE_H
#define BEURT_REMINDER_USAGE_H

#include "reminder/domain/odometer.h"

enum usage_basis {
	USAGE_NONE,
	USAGE_READINGS, /* slopes between readings */
	USAGE_LIFE,     /* odometer over age */
	USAGE_AVERAGE,  /* CBS, cars of this fuel */
};

struct usage {
	enum usage_basis basis;
	bool seasons;                /* driven days, not days (season.h) */
	size_t readings;             /* the rate rests on */
	struct civil_date since;     /* first day of the stretch it rests on */
	struct civil_date last_date; /* of the last accepted reading; NO_DATE = none */
	int64_t last_km;
	int64_t rate_p10;
	int64_t rate_p50;
	int64_t rate_p90;
};

struct kilometres {
	int64_t p10;
	int64_t p50;
	int64_t p90;
};

struct usage usage_estimate(const struct history *history,
			    const struct odometer *odometer);
const char *usage_basis_name(enum usage_basis basis);
/* On a day after the last reading; false when there is no reading to start from. */
bool usage_odometer_on(const struct usage *usage, struct civil_date date,
		       struct kilometres *ret_km);
/* What the odometer showed or will show, by straight lines between accepted readings. */
int64_t usage_km_on(const struct odometer *odometer, const struct usage *usage,
		    struct civil_date date);
/* The first day from `from` on which the odometer shows km. */
struct civil_date usage_day_of(const struct odometer *odometer, const struct usage *usage,
			       int64_t km, struct civil_date from);

#endif
