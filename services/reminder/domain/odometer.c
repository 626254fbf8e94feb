/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cleaning by the cheapest explanation: a chain through the readings.
 *
 * Every reading either lies on the chain or is left out at a price; every step of the
 * chain costs what it strays from the car's own robust rate. A falling step, or one
 * above 1000 km a day, is no step at all. The cheapest chain is found by dynamic
 * programming; what it leaves out is rejected. Prices are per mille of one reading.
 */
#include "reminder/domain/odometer.h"

#include <stdlib.h>

#include "reminder/domain/typing_error.h"

#define LEAVE_OUT         INT64_C(1000)
#define STEP_COPY         INT64_C(1200) /* dearer than leaving the copy out */
#define STEP_CHANGE       INT64_C(600)  /* a changed use of the car costs at most this */
#define NO_STEP           (INT64_MAX / 4)
#define REJECT_PER_DAY    INT64_C(1000)  /* km, domain.md 3d-2 */
#define CHANGE_PER_DAY    INT64_C(250)   /* km: above it a new use is no explanation */
#define COPY_DISTANCE     INT64_C(150)   /* km the car should have driven meanwhile */
#define PRESET_RATE       INT64_C(35000) /* metres a day */
#define LEAST_RATE        INT64_C(5000)
#define MOST_RATE         INT64_C(150000)
#define LEAST_SLOPE_DAYS  30
#define LEAST_SLOPES      6
#define MOST_SLOPE_POINTS 60
#define SAME_DAY_KM       100
#define SEASON_READINGS   4
#define SEASON_SPAN       540 /* days: 18 months */

static int compare_numbers(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool is_placeholder(int64_t km)
{
	if (km == 0)
		return true;
	if (km < 999999)
		return false;
	for (; km > 0; km /= 10)
		if (km % 10 != 9)
			return false;
	return true;
}

/* The slopes of all pairs that are possible at all. Metres a day. */
static size_t pair_slopes(const struct odometer *o, size_t from, int64_t *slopes)
{
	size_t n = 0;

	for (size_t i = from; i < o->accepted_count; i++)
		for (size_t j = i + 1; j < o->accepted_count; j++) {
			const struct reading *a = odometer_accepted(o, i);
			const struct reading *b = odometer_accepted(o, j);
			int32_t days = civil_days_between(a->date, b->date);

			if (days >= LEAST_SLOPE_DAYS && b->km >= a->km &&
			    b->km - a->km <= REJECT_PER_DAY * days)
				slopes[n++] = (b->km - a->km) * 1000 / days;
		}
	return n;
}

/* Each reading over the car's age on its day. Metres a day. */
static size_t life_slopes(const struct history *history, const struct odometer *o,
			  size_t from, int64_t *slopes)
{
	size_t n = 0;

	if (!civil_is_set(history->first_admission))
		return 0;
	for (size_t i = from; i < o->accepted_count; i++) {
		const struct reading *r = odometer_accepted(o, i);
		int32_t days = civil_days_between(history->first_admission, r->date);

		if (days > LEAST_SLOPE_DAYS)
			slopes[n++] = r->km * 1000 / days;
	}
	return n;
}

/* Theil-Sen over all pairs, before anything is known to be wrong: the median of many
 * slopes does not move for a few typing errors. With few pairs the car's life helps. */
static int64_t rough_rate(const struct history *history, const struct odometer *o)
{
	AUTO_BYTES *memory =
		mem_alloc(MOST_SLOPE_POINTS * MOST_SLOPE_POINTS * sizeof(int64_t));
	int64_t *slopes = memory, rate = PRESET_RATE;
	size_t from = o->accepted_count > MOST_SLOPE_POINTS
			      ? o->accepted_count - MOST_SLOPE_POINTS
			      : 0;
	size_t n = pair_slopes(o, from, slopes);

	if (n < LEAST_SLOPES)
		n += life_slopes(history, o, from, slopes + n);
	if (n > 0) {
		qsort(slopes, n, sizeof(slopes[0]), compare_numbers);
		rate = slopes[n / 2];
	}
	return rate < LEAST_RATE ? LEAST_RATE : rate > MOST_RATE ? MOST_RATE : rate;
}

/* How far x km strays from what was expected, in excess of the usual, per mille. */
static int64_t stray(int64_t km, int64_t expected, int64_t usual)
{
	int64_t off = km > expected ? km - expected : expected - km;
	int64_t price = off * 1000 / usual - 1000;

	return price > 0 ? price : 0;
}

static int64_t rounding(int64_t km)
{
	return km % 100 == 0 ? 50 : 0; /* written to the hundred, as people do */
}

static int64_t step_price(const struct reading *a, const struct reading *b, int64_t rate)
{
	int64_t days = civil_days_between(a->date, b->date);
	int64_t km = b->km - a->km;
	int64_t expected = rate * days / 1000;
	int64_t price;

	if (km < -(rounding(a->km) + rounding(b->km)) || km > REJECT_PER_DAY * (days + 1))
		return NO_STEP;
	if (km == 0 && expected > COPY_DISTANCE && days >= 2)
		return STEP_COPY;
	price = stray(km, expected, expected * 6 / 10 + 1000);
	if (km <= CHANGE_PER_DAY * days && price > STEP_CHANGE)
		price = STEP_CHANGE;
	return price;
}

/* The first reading against the car's age: a car starts at nought. */
static int64_t start_price(const struct history *history, const struct reading *first,
			   int64_t rate)
{
	int64_t days, expected;

	if (!civil_is_set(history->first_admission))
		return 0;
	days = civil_days_between(history->first_admission, first->date);
	if (days < 0)
		return 0;
	expected = rate * days / 1000;
	return stray(first->km, expected, expected * 3 / 2 + 2000) / 2;
}

struct chain {
	int64_t price[HISTORY_VISITS];
	size_t before[HISTORY_VISITS]; /* own index = starts the chain */
};

static void chain_extend(const struct history *history, const struct odometer *o,
			 struct chain *chain, size_t j, int64_t rate)
{
	const struct reading *to = odometer_accepted(o, j);

	chain->price[j] = start_price(history, to, rate) + (int64_t)j * LEAVE_OUT;
	chain->before[j] = j;
	for (size_t i = 0; i < j; i++) {
		int64_t step = step_price(odometer_accepted(o, i), to, rate);
		int64_t left_out = (int64_t)(j - i - 1) * LEAVE_OUT;

		if (step < NO_STEP &&
		    chain->price[i] + step + left_out < chain->price[j]) {
			chain->price[j] = chain->price[i] + step + left_out;
			chain->before[j] = i;
		}
	}
}

/* Where the cheapest chain ends: later readings are left out. */
static size_t chain_end(const struct chain *chain, size_t n)
{
	size_t best = 0;
	int64_t best_price = INT64_MAX;

	for (size_t j = 0; j < n; j++) {
		int64_t price = chain->price[j] + (int64_t)(n - 1 - j) * LEAVE_OUT;

		if (price < best_price) {
			best_price = price;
			best = j;
		}
	}
	return best;
}

/* Everything that could be a reading at all, one a day: the most trusted. */
static void collect(const struct history *history, struct odometer *o)
{
	for (size_t i = 0; i < history->visits_count; i++) {
		const struct visit *v = &history->visits[i];
		struct reading *r = &o->readings[i];

		*r = (struct reading){ i, v->date, v->odometer_km, v->trust,
				       READING_ACCEPTED };
		if (v->odometer_km < 0)
			r->verdict = READING_BLANK;
		else if (is_placeholder(v->odometer_km))
			r->verdict = READING_PLACEHOLDER;
		else
			o->accepted[o->accepted_count++] = i;
	}
	o->count = history->visits_count;
}

static void keep_best_of_day(struct odometer *o)
{
	size_t kept = 0;

	for (size_t i = 0; i < o->accepted_count; i++) {
		struct reading *r = &o->readings[o->accepted[i]];
		struct reading *last = kept ? &o->readings[o->accepted[kept - 1]] : NULL;

		if (!last || civil_compare(last->date, r->date) != 0) {
			o->accepted[kept++] = o->accepted[i];
			continue;
		}
		/* A second visit on a day adds a few km: one reading, nobody's error. */
		if (llabs(last->km - r->km) <= SAME_DAY_KM)
			continue;
		if (r->trust > last->trust) {
			last->verdict = READING_SAME_DAY;
			o->accepted[kept - 1] = o->accepted[i];
		} else {
			r->verdict = READING_SAME_DAY;
		}
	}
	o->accepted_count = kept;
}

static void keep_chain(struct odometer *o, const struct chain *chain, int64_t rate)
{
	bool on_chain[HISTORY_VISITS] = { false };
	size_t all[HISTORY_VISITS], n = o->accepted_count, kept = 0;

	for (size_t j = chain_end(chain, n);; j = chain->before[j]) {
		on_chain[j] = true;
		if (chain->before[j] == j)
			break;
	}
	for (size_t i = 0; i < n; i++)
		all[i] = o->accepted[i];
	for (size_t i = 0; i < n; i++)
		if (on_chain[i])
			o->accepted[kept++] = all[i];
	o->accepted_count = kept;
	for (size_t i = 0; i < n; i++)
		if (!on_chain[i])
			o->readings[all[i]].verdict =
				typing_error_of(o, &o->readings[all[i]], rate);
}

/* Fewer readings, or a shorter time, say nothing of a whole year (domain.md 3d-3). */
static bool has_seasons(const struct odometer *o)
{
	if (o->accepted_count < SEASON_READINGS)
		return false;
	return civil_days_between(odometer_accepted(o, 0)->date,
				  odometer_last(o)->date) >= SEASON_SPAN;
}

void odometer_clean(const struct history *history, struct odometer *ret_odometer)
{
	struct chain chain;
	int64_t rate;

	*ret_odometer = (struct odometer){ .count = 0 };
	collect(history, ret_odometer);
	keep_best_of_day(ret_odometer);
	if (ret_odometer->accepted_count == 0)
		return;
	rate = rough_rate(history, ret_odometer);
	for (size_t j = 0; j < ret_odometer->accepted_count; j++)
		chain_extend(history, ret_odometer, &chain, j, rate);
	keep_chain(ret_odometer, &chain, rate);
	ret_odometer->seasons = history_rules(history)->seasons &&
				has_seasons(ret_odometer);
}

const struct reading *odometer_accepted(const struct odometer *odometer, size_t i)
{
	return &odometer->readings[odometer->accepted[i]];
}

const struct reading *odometer_last(const struct odometer *odometer)
{
	if (odometer->accepted_count == 0)
		return NULL;
	return odometer_accepted(odometer, odometer->accepted_count - 1);
}
