/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quantile tables read as distribution functions, in integers.
 *
 * A date's quantile is found by bisection over days, because every chance here never
 * falls with time.
 */
#include "reminder/domain/spread.h"

#include "base/mem.h"

#define LONGEST_WAIT 2200 /* days that are searched for a quantile */
#define NEARLY_SURE  INT64_C(998000)

static const int64_t POINT_PPM[SPREAD_POINTS] = { 0,      50000,  100000, 250000, 500000,
						  750000, 900000, 950000, 1000000 };

int64_t spread_until(const struct spread *spread, int64_t days)
{
	if (days < spread->day[0])
		return 0;
	for (int i = 1; i < SPREAD_POINTS; i++) {
		int64_t from = spread->day[i - 1], width = spread->day[i] - from;

		if (days < spread->day[i])
			return POINT_PPM[i - 1] +
			       (POINT_PPM[i] - POINT_PPM[i - 1]) * (days - from) / width;
	}
	return PPM;
}

int64_t spread_near(const struct spread *spread, int64_t days, int64_t reach)
{
	return spread_until(spread, days + reach) - spread_until(spread, days - reach);
}

static struct civil_date quantile(struct civil_date since, chance_fn chance,
				  const void *context, int64_t wanted)
{
	int32_t low = 1, high = LONGEST_WAIT;

	while (low < high) {
		int32_t middle = low + (high - low) / 2;

		if (chance(context, civil_add_days(since, middle)) >= wanted)
			high = middle;
		else
			low = middle + 1;
	}
	return civil_add_days(since, low);
}

int64_t spread_at(const struct spread *spread, int64_t ppm)
{
	for (int i = 1; i < SPREAD_POINTS; i++) {
		int64_t from = spread->day[i - 1], width = spread->day[i] - from;

		if (ppm <= POINT_PPM[i])
			return from + width * (ppm - POINT_PPM[i - 1]) /
					      (POINT_PPM[i] - POINT_PPM[i - 1]);
	}
	return spread->day[SPREAD_POINTS - 1];
}

struct civil_date when_at(struct civil_date since, const struct outlook_of *of,
			  int64_t ppm)
{
	int64_t gone = of->chance(of->context, since), left = PPM - gone;

	if (of->levels)
		ppm = spread_at(of->levels, ppm);
	return quantile(since, of->chance, of->context, gone + left * ppm / PPM);
}

struct when when_after(struct civil_date since, const struct outlook_of *of)
{
	if (of->chance(of->context, since) > NEARLY_SURE)
		return (struct when){ civil_add_days(since, 15),
				      civil_add_days(since, 45),
				      civil_add_days(since, 60),
				      civil_add_days(since, 200) };
	return (struct when){
		.p10 = when_at(since, of, PPM / 10),
		.p40 = when_at(since, of, PPM * 4 / 10),
		.p50 = when_at(since, of, PPM / 2),
		.p90 = when_at(since, of, PPM * 9 / 10),
	};
}

int64_t when_chance(struct civil_date since, const struct outlook_of *of,
		    struct civil_date date)
{
	int64_t gone = of->chance(of->context, since), chance;

	if (gone >= PPM)
		return PPM;
	chance = (of->chance(of->context, date) - gone) * PPM / (PPM - gone);
	return of->levels ? spread_until(of->levels, chance) : chance;
}

bool when_is_set(const struct when *when)
{
	return civil_is_set(when->p50);
}
