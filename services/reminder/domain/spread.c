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

struct when when_after(struct civil_date since, chance_fn chance, const void *context)
{
	int64_t gone = chance(context, since), left = PPM - gone;

	if (gone > NEARLY_SURE)
		return (struct when){ civil_add_days(since, 15),
				      civil_add_days(since, 45),
				      civil_add_days(since, 60),
				      civil_add_days(since, 200) };
	return (struct when){
		.p10 = quantile(since, chance, context, gone + left / 10),
		.p40 = quantile(since, chance, context, gone + left * 4 / 10),
		.p50 = quantile(since, chance, context, gone + left / 2),
		.p90 = quantile(since, chance, context, gone + left * 9 / 10),
	};
}

bool when_is_set(const struct when *when)
{
	return civil_is_set(when->p50);
}
