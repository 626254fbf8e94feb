/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The editions, oldest first.
 */
#include "reminder/domain/rulebook.h"

#include <string.h>

#include "base/mem.h"

static const struct rulebook EDITIONS[] = {
	{ .usage_rule = "usage-rate@1", .other_visits = 2, .other_days = 1217 },
	{ .usage_rule = "usage-rate@2",
	  .seasons = true,
	  .other_visits = 2,
	  .other_days = 1217,
	  .levels = &LEVELS_1 },
	/* Cars differ less in it than the counts of a few years do. */
	{ .usage_rule = "usage-rate@3",
	  .seasons = true,
	  .other_visits = 6,
	  .other_days = 3240,
	  .levels = &LEVELS_2 },
};

const struct rulebook *rulebook_now(void)
{
	return &EDITIONS[COUNT_OF(EDITIONS) - 1];
}

const struct rulebook *rulebook_of(const char *usage_rule)
{
	for (size_t i = 0; i < COUNT_OF(EDITIONS); i++)
		if (strcmp(EDITIONS[i].usage_rule, usage_rule) == 0)
			return &EDITIONS[i];
	return NULL;
}
