/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Months a part lasts: what makers' plans give most often, brake fluid two years and
 * spark plugs and air filter four; where plans differ most, the shorter side of usual.
 */
#include "reminder/domain/time_part.h"

#include <string.h>

#include "base/mem.h"

#define ELSEWHERE_MONTHS 12

struct part_row {
	const char *name;
	int months;
};

static const struct part_row PARTS[] = {
	[PART_NONE] = { "", 0 },
	[PART_BRAKE_FLUID] = { "brake_fluid", 24 },
	[PART_TIMING_BELT] = { "timing_belt", 72 },
	[PART_BATTERY] = { "battery", 60 },
	[PART_COOLANT] = { "coolant", 48 },
	[PART_TRANSMISSION_OIL] = { "transmission_oil", 72 },
	[PART_SPARK_PLUGS] = { "spark_plugs", 48 },
	[PART_CABIN_FILTER] = { "cabin_filter", 24 },
	[PART_AIR_FILTER] = { "air_filter", 48 },
	[PART_AIR_CONDITIONING] = { "air_conditioning", 24 },
	[PART_WIPERS] = { "wipers", 12 },
};

static struct civil_date last_renewed(const struct history *history, enum time_part part)
{
	for (size_t i = history->visits_count; i-- > 0;)
		if (history->visits[i].parts & PART_BIT(part))
			return history->visits[i].date;
	return NO_DATE;
}

struct time_part_due time_part_find(const struct history *history,
				    struct civil_date since)
{
	struct time_part_due found = { .part = PART_NONE };

	for (enum time_part part = PART_NONE + 1; part < PARTS_COUNT; part++) {
		struct civil_date last = last_renewed(history, part), due;

		if (!civil_is_set(last))
			continue;
		due = civil_add_months(last, PARTS[part].months);
		if (civil_compare(civil_add_months(due, ELSEWHERE_MONTHS), since) < 0)
			continue;
		if (found.part == PART_NONE || civil_compare(due, found.due) < 0)
			found = (struct time_part_due){ part, last, due };
	}
	return found;
}

int time_part_months(enum time_part part)
{
	return PARTS[part].months;
}

const char *time_part_name(enum time_part part)
{
	return PARTS[part].name;
}

enum time_part time_part_from(const char *name)
{
	for (size_t i = PART_NONE + 1; i < COUNT_OF(PARTS); i++)
		if (strcmp(PARTS[i].name, name) == 0)
			return (enum time_part)i;
	return PART_NONE;
}
