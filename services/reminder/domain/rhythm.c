/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four kinds of owner, weighed by Bayes' rule in integers.
 *
 * The kinds and their shares are presets for a garage of which nothing is known yet;
 * three own due dates outweigh them.
 */
#include "reminder/domain/rhythm.h"

#define NEAR_DAYS  7
#define LEAST_NEAR INT64_C(280) /* nobody is so prompt that a slip excludes them */
#define SCALE      INT64_C(1000000000)

struct owner_kind {
	const char *name;
	int64_t share; /* ppm */
	struct spread late;
};

/* clang-format off */
static const struct owner_kind KINDS[OWNER_KINDS] = {
	[OWNER_PROMPT]     = { "prompt",     550000, { { -60, -30, -24, -12,   0,  12,  23,  30,  70 } } },
	[OWNER_SLACK]      = { "slack",      270000, { { -30,   3,   8,  23,  45,  66,  88,  98, 130 } } },
	[OWNER_NEGLECTFUL] = { "neglectful", 150000, { { -10,  25,  40,  85, 160, 235, 300, 345, 450 } } },
	[OWNER_ERRATIC]    = { "erratic",     30000, { { -300, -200, -150, -60, 60, 300, 450, 600, 900 } } },
};
/* clang-format on */

static void weigh(struct rhythm *rhythm, int32_t days_late)
{
	int64_t product[OWNER_KINDS], total = 0;

	for (int k = 0; k < OWNER_KINDS; k++) {
		int64_t near = spread_near(&KINDS[k].late, days_late, NEAR_DAYS);

		product[k] = rhythm->weight[k] * (near > LEAST_NEAR ? near : LEAST_NEAR);
		total += product[k];
	}
	for (int k = 0; k < OWNER_KINDS; k++)
		rhythm->weight[k] = product[k] / (total / SCALE + 1);
}

struct rhythm rhythm_learn(const int32_t *days_late, size_t count)
{
	struct rhythm rhythm = { .past = count };
	int64_t total = 0, rest = PPM;

	for (int k = 0; k < OWNER_KINDS; k++)
		rhythm.weight[k] = KINDS[k].share * (SCALE / PPM);
	for (size_t i = count > RHYTHM_MEMORY ? count - RHYTHM_MEMORY : 0; i < count; i++)
		weigh(&rhythm, days_late[i]);
	for (int k = 0; k < OWNER_KINDS; k++)
		total += rhythm.weight[k];
	for (int k = 1; k < OWNER_KINDS; k++) {
		rhythm.weight[k] = rhythm.weight[k] * PPM / total;
		rest -= rhythm.weight[k];
	}
	rhythm.weight[OWNER_PROMPT] = rest;
	return rhythm;
}

int64_t rhythm_until(const struct rhythm *rhythm, int64_t days)
{
	int64_t chance = 0;

	for (int k = 0; k < OWNER_KINDS; k++)
		chance += rhythm->weight[k] * spread_until(&KINDS[k].late, days) / PPM;
	return chance;
}

enum owner rhythm_likeliest(const struct rhythm *rhythm)
{
	enum owner best = OWNER_PROMPT;

	for (int k = 1; k < OWNER_KINDS; k++)
		if (rhythm->weight[k] > rhythm->weight[best])
			best = (enum owner)k;
	return best;
}

const char *owner_name(enum owner owner)
{
	return KINDS[owner].name;
}
