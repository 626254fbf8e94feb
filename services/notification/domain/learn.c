/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draw from what is believed of each channel's rate. With this many contacts the Beta
 * posterior is as good as normal; the normal deviate is the sum of twelve even ones.
 */
#include "notification/domain/learn.h"

#include <math.h>

#define EVEN_DRAWS 12

/* splitmix64 */
static uint64_t next_random(uint64_t *state)
{
	uint64_t value = *state += UINT64_C(0x9e3779b97f4a7c15);

	value = (value ^ value >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	value = (value ^ value >> 27) * UINT64_C(0x94d049bb133111eb);
	return value ^ value >> 31;
}

static double deviate(uint64_t *state)
{
	double sum = 0;

	for (int i = 0; i < EVEN_DRAWS; i++)
		sum += (double)(next_random(state) >> 11) * 0x1p-53;
	return sum - EVEN_DRAWS / 2.0;
}

static double draw(const struct channel_score *score, uint64_t seed)
{
	double contacts = (double)score->contacts;
	double rate = ((double)score->visits + 1) / (contacts + 2);

	return rate + sqrt(rate * (1 - rate) / (contacts + 3)) * deviate(&seed);
}

enum channel learn_best(const struct channel_score scores[CHANNELS],
			const enum channel *among, size_t count, uint64_t seed)
{
	enum channel best = CHANNEL_NONE;
	double highest = 0;
	size_t compared = 0;

	for (size_t i = 0; i < count; i++) {
		const struct channel_score *score = &scores[among[i]];

		if (score->contacts < LEARN_LEAST)
			continue;
		double rate = draw(score, seed + (uint64_t)among[i] * UINT64_C(7919));

		if (compared++ == 0 || rate > highest) {
			highest = rate;
			best = among[i];
		}
	}
	return compared >= 2 ? best : CHANNEL_NONE;
}
