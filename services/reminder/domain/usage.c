/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The usage rate: newest unbroken stretch, median of its slopes.
 *
 * A car keeps its rate for years and then changes it at once (other work, other driver),
 * so weighting by age alone is wrong on both sides of such a change. Walking back from
 * the last reading, stretches of at least 60 days are joined as long as their own rate
 * stays within a fifth of what stands already.
 */
#include "reminder/domain/usage.h"

#include <stdlib.h>

#include "reminder/domain/season.h"

#define STRETCH_DAYS     60
#define SLOPE_DAYS       30
#define WINDOW_DAYS      1095 /* three years, when use never changes */
#define SAME_USE_PERCENT 20
#define SLOWEST_COMPARED 3000 /* metres a day: below it a fifth means nothing */
#define STRETCH_READINGS 40
#define LIFE_DAYS        180 /* age from which odometer over age says something */
#define LIFE_WEIGHT      90  /* days a life's rate counts beside a short stretch */
#define DAYS_FORWARD     4000
#define METRES           INT64_C(1000)

/* CBS 2022 (85405NED), km a year by fuel; private cars where the fuel is unknown. */
static const int64_t KM_A_YEAR[] = {
	[FUEL_NONE] = 10809,     [FUEL_PETROL] = 10631, [FUEL_DIESEL] = 19247,
	[FUEL_LPG] = 13481,      [FUEL_CNG] = 13481,    [FUEL_ELECTRIC] = 18142,
	[FUEL_HYDROGEN] = 18142, [FUEL_HYBRID] = 13000, [FUEL_OTHER] = 10809,
};

static int32_t days_of(const struct odometer *o, size_t a, size_t b)
{
	return civil_days_between(odometer_accepted(o, a)->date,
				  odometer_accepted(o, b)->date);
}

/* Metres a driven day. */
static int64_t slope_of(const struct odometer *o, size_t a, size_t b)
{
	const struct reading *from = odometer_accepted(o, a);
	const struct reading *to = odometer_accepted(o, b);
	int64_t driven = season_days(from->date, to->date, o->seasons);
	int64_t km = to->km - from->km;

	return driven > 0 && km > 0 ? km * METRES * 1000 / driven : 0;
}

/* The nearest reading at least a stretch before `to`; `to` itself when there is none. */
static size_t stretch_before(const struct odometer *o, size_t to)
{
	for (size_t i = to; i-- > 0;)
		if (days_of(o, i, to) >= STRETCH_DAYS)
			return i;
	return to;
}

static bool same_use(int64_t rate, int64_t other)
{
	int64_t compared = rate > SLOWEST_COMPARED ? rate : SLOWEST_COMPARED;

	return llabs(rate - other) * 100 <= SAME_USE_PERCENT * compared;
}

/* Index of the first accepted reading of the newest stretch of unchanged use. */
static size_t newest_use(const struct odometer *o)
{
	size_t last = o->accepted_count - 1;
	size_t from = stretch_before(o, last);

	while (from > 0 && last - from < STRETCH_READINGS) {
		size_t earlier = stretch_before(o, from);

		if (earlier == from || days_of(o, earlier, last) > WINDOW_DAYS)
			break;
		if (!same_use(slope_of(o, from, last), slope_of(o, earlier, from)))
			break;
		from = earlier;
	}
	return from;
}

static int compare_rates(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t median_slope(const struct odometer *o, size_t from)
{
	size_t last = o->accepted_count - 1, n = 0;
	size_t most = (last - from + 1) * (last - from + 1);
	AUTO_BYTES *memory = mem_alloc(most * sizeof(int64_t));
	int64_t *slopes = memory;

	for (size_t i = from; i <= last; i++)
		for (size_t j = i + 1; j <= last; j++)
			if (days_of(o, i, j) >= SLOPE_DAYS)
				slopes[n++] = slope_of(o, i, j);
	if (n == 0)
		return 0;
	qsort(slopes, n, sizeof(slopes[0]), compare_rates);
	return (slopes[(n - 1) / 2] + slopes[n / 2]) / 2;
}

/* What is left when slopes say nothing: the car's life, or the average of its fuel. */
static int64_t fallback_rate(const struct history *history, const struct reading *last,
			     enum usage_basis *ret_basis)
{
	int32_t age = civil_is_set(history->first_admission) && last
			      ? civil_days_between(history->first_admission, last->date)
			      : 0;

	if (age >= LIFE_DAYS) {
		*ret_basis = USAGE_LIFE;
		return last->km * 1000 / age;
	}
	*ret_basis = USAGE_AVERAGE;
	return KM_A_YEAR[history->fuel] * 1000 / 365;
}

/* Half the width of the 80 % interval, in per mille of the rate; measured, see
 * docs/accuracy.md. */
static int64_t doubt_of(const struct usage *usage, int32_t stretch)
{
	if (usage->basis == USAGE_AVERAGE)
		return 500;
	if (usage->basis == USAGE_LIFE)
		return 250;
	if (usage->seasons)
		return stretch >= 540 ? 38 : stretch >= 180 ? 50 : 90;
	return stretch >= 540 ? 50 : stretch >= 180 ? 65 : 110;
}

static void set_rate(struct usage *usage, int64_t rate, int32_t stretch)
{
	int64_t doubt = doubt_of(usage, stretch);

	usage->rate_p50 = rate;
	usage->rate_p10 = rate * (1000 - doubt) / 1000;
	usage->rate_p90 = rate * (1000 + doubt) / 1000;
}

struct usage usage_estimate(const struct history *history,
			    const struct odometer *odometer)
{
	const struct reading *last = odometer_last(odometer);
	struct usage usage = { .basis = USAGE_NONE, .seasons = odometer->seasons };
	int64_t rate = fallback_rate(history, last, &usage.basis);
	int32_t stretch = 0;
	size_t from;

	if (!last) {
		set_rate(&usage, rate, 0);
		return usage;
	}
	usage.last_date = last->date;
	usage.last_km = last->km;
	from = newest_use(odometer);
	stretch = days_of(odometer, from, odometer->accepted_count - 1);
	usage.since = odometer_accepted(odometer, from)->date;
	usage.readings = odometer->accepted_count - from;
	if (stretch >= STRETCH_DAYS) {
		int64_t slope = median_slope(odometer, from);

		/* A short stretch says little beside the car's whole life. */
		if (usage.basis == USAGE_LIFE && stretch < LIFE_DAYS)
			slope = (slope * stretch + rate * LIFE_WEIGHT) /
				(stretch + LIFE_WEIGHT);
		rate = slope;
		usage.basis = USAGE_READINGS;
	}
	set_rate(&usage, rate, stretch);
	return usage;
}

const char *usage_basis_name(enum usage_basis basis)
{
	static const char *const NAMES[] = { "none", "readings", "life", "average" };

	return NAMES[basis];
}

/* What is driven between two days at that rate, km. */
static int64_t driven_km(const struct usage *usage, int64_t rate, struct civil_date from,
			 struct civil_date to)
{
	return rate * season_days(from, to, usage->seasons) / (METRES * 1000);
}

bool usage_odometer_on(const struct usage *usage, struct civil_date date,
		       struct kilometres *ret_km)
{
	struct civil_date from = usage->last_date;

	if (!civil_is_set(from))
		return false;
	date = civil_compare(date, from) > 0 ? date : from;
	ret_km->p10 = usage->last_km + driven_km(usage, usage->rate_p10, from, date) - 15;
	ret_km->p50 = usage->last_km + driven_km(usage, usage->rate_p50, from, date);
	ret_km->p90 = usage->last_km + driven_km(usage, usage->rate_p90, from, date) + 15;
	return true;
}

int64_t usage_km_on(const struct odometer *odometer, const struct usage *usage,
		    struct civil_date date)
{
	const struct reading *a = NULL;
	bool seasons = usage->seasons;

	for (size_t i = 0; i < odometer->accepted_count; i++) {
		const struct reading *b = odometer_accepted(odometer, i);

		if (civil_compare(b->date, date) < 0) {
			a = b;
			continue;
		}
		if (!a)
			return b->km - driven_km(usage, usage->rate_p50, date, b->date);
		return a->km + (b->km - a->km) * season_days(a->date, date, seasons) /
				       season_days(a->date, b->date, seasons);
	}
	return a ? a->km + driven_km(usage, usage->rate_p50, a->date, date) : 0;
}

static struct civil_date later_of(struct civil_date a, struct civil_date b)
{
	return civil_compare(a, b) > 0 ? a : b;
}

/* The first day, `most` days ahead at the latest, by which `share` of what is driven in
 * `of` thousandths of a day is driven. */
static struct civil_date day_of_share(const struct usage *usage, struct civil_date from,
				      int32_t most, int64_t share, int64_t of)
{
	int32_t low = 0, high = most;

	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		struct civil_date day = civil_add_days(from, middle);

		if (season_days(from, day, usage->seasons) * of >= share)
			high = middle;
		else
			low = middle + 1;
	}
	return civil_add_days(from, low);
}

struct civil_date usage_day_of(const struct odometer *odometer, const struct usage *usage,
			       int64_t km, struct civil_date from)
{
	int64_t rate = usage->rate_p50 > 500 ? usage->rate_p50 : 500;

	for (size_t i = 1; i < odometer->accepted_count; i++) {
		const struct reading *a = odometer_accepted(odometer, i - 1);
		const struct reading *b = odometer_accepted(odometer, i);
		int64_t between;

		if (b->km < km || b->km <= a->km)
			continue;
		between = season_days(a->date, b->date, usage->seasons);
		return later_of(day_of_share(usage, a->date,
					     civil_days_between(a->date, b->date),
					     (km - a->km) * between, b->km - a->km),
				from);
	}
	return later_of(day_of_share(usage, usage->last_date, DAYS_FORWARD,
				     (km - usage->last_km) * METRES * 1000, rate),
			from);
}
