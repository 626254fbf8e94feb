/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One garage: Newcombe's interval of the shares, Welch's of the revenue. Several: each
 * garage is a stratum, because their lots differ; differences are weighted after Mantel
 * and Haenszel with the variance of Greenland and Robins (Biometrics 41, 1985, 55-68), so
 * that a garage that leaves out more does not move the answer.
 */
#include "reminder/domain/effect.h"

#include <math.h>

#include "base/interval.h"

static int64_t rounded(double x)
{
	return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

static struct effect_range range(struct interval in, double unit)
{
	return (struct effect_range){ rounded(in.value * unit), rounded(in.low * unit),
				      rounded(in.high * unit) };
}

static struct share share_of(const struct effect_arm *arm)
{
	return (struct share){ arm->visited, arm->persons };
}

static struct sample sample_of(const struct effect_arm *arm)
{
	return (struct sample){ arm->persons, (double)arm->revenue_cents,
				arm->revenue_squares };
}

static bool is_enough(int64_t treated, int64_t held_out)
{
	return treated >= EFFECT_PERSONS && held_out >= EFFECT_PERSONS;
}

static struct effect judge_own(const struct effect_group *own)
{
	struct interval visits =
		share_difference(share_of(&own->treated), share_of(&own->held_out));
	struct interval revenue =
		mean_difference(sample_of(&own->treated), sample_of(&own->held_out));
	double persons = (double)own->treated.persons;

	return (struct effect){
		.basis = EFFECT_OWN,
		.visits = range(visits, EFFECT_PARTS),
		.revenue = range(revenue, 1),
		.extra_visits = rounded(visits.value * persons),
		.extra_cents = rounded(revenue.value * persons),
	};
}

bool effect_may_compare(const int64_t *volumes, size_t count)
{
	int64_t all = 0, most = 0;

	for (size_t i = 0; i < count; i++) {
		all += volumes[i];
		if (volumes[i] > most)
			most = volumes[i];
	}
	return count >= EFFECT_GARAGES && all > 0 && most * 100 <= all * EFFECT_PER_CENT;
}

/* Of a garage that counts: both arms have two persons or more. */
static bool is_stratum(const struct effect_group *group)
{
	return group->treated.persons > 1 && group->held_out.persons > 1;
}

static bool network_may(const struct effect_group *network, size_t count)
{
	int64_t treated = 0, held_out = 0, most = 0;
	size_t garages = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t persons =
			network[i].treated.persons + network[i].held_out.persons;

		if (!is_stratum(&network[i]))
			continue;
		garages++;
		treated += network[i].treated.persons;
		held_out += network[i].held_out.persons;
		if (persons > most)
			most = persons;
	}
	return garages >= EFFECT_GARAGES && is_enough(treated, held_out) &&
	       most * 100 <= (treated + held_out) * EFFECT_PER_CENT;
}

struct pool {
	double weights;
	double sum;
	double variance;
};

static void pool_add(struct pool *pool, double weight, double difference, double variance)
{
	pool->weights += weight;
	pool->sum += weight * difference;
	pool->variance += weight * weight * variance;
}

static struct interval pool_interval(const struct pool *pool)
{
	double value = pool->sum / pool->weights;
	double half = INTERVAL_Z * sqrt(pool->variance) / pool->weights;

	return (struct interval){ value, value - half, value + half };
}

static double rate(const struct effect_arm *arm)
{
	return (double)arm->visited / (double)arm->persons;
}

static double mean(const struct effect_arm *arm)
{
	return (double)arm->revenue_cents / (double)arm->persons;
}

static double rate_variance(const struct effect_arm *arm)
{
	return rate(arm) * (1 - rate(arm)) / (double)arm->persons;
}

static double mean_variance(const struct effect_arm *arm)
{
	double n = (double)arm->persons;
	double v = (arm->revenue_squares - n * mean(arm) * mean(arm)) / (n - 1) / n;

	return v > 0 ? v : 0;
}

static struct effect judge_network(const struct effect_group *network, size_t count)
{
	struct pool visits = { 0 }, revenue = { 0 };
	size_t garages = 0;

	for (size_t i = 0; i < count; i++) {
		const struct effect_arm *a = &network[i].treated;
		const struct effect_arm *b = &network[i].held_out;
		double weight;

		if (!is_stratum(&network[i]))
			continue;
		weight = (double)a->persons * (double)b->persons /
			 (double)(a->persons + b->persons);
		pool_add(&visits, weight, rate(a) - rate(b),
			 rate_variance(a) + rate_variance(b));
		pool_add(&revenue, weight, mean(a) - mean(b),
			 mean_variance(a) + mean_variance(b));
		garages++;
	}
	return (struct effect){
		.basis = EFFECT_NETWORK,
		.visits = range(pool_interval(&visits), EFFECT_PARTS),
		.revenue = range(pool_interval(&revenue), 1),
		.garages = garages,
	};
}

struct effect effect_judge(const struct effect_group *own,
			   const struct effect_group *network, size_t count)
{
	if (is_enough(own->treated.persons, own->held_out.persons))
		return judge_own(own);
	if (network_may(network, count))
		return judge_network(network, count);
	return (struct effect){ .basis = EFFECT_TOO_FEW };
}
