/* SPDX-License-Identifier: Apache-2.0 */
/* The first car due opens a message; who is due within a fortnight of it comes along. */
#include "reminder/domain/household.h"

#include <string.h>

bool household_group_joins(enum reason_group group, int step)
{
	switch (group) {
	case GROUP_APK:
		return step < APK_SHORT_STEP;
	case GROUP_SERVICE:
	case GROUP_TYRES:
		return true;
	case GROUP_ADVICE:
	case GROUP_RECALL:
	case GROUP_DORMANT:
	case GROUP_NONE:
	case GROUPS_COUNT:
		break;
	}
	return false;
}

static bool joins(const struct household_car *car)
{
	return household_group_joins(car->group, car->step) && civil_is_set(car->due);
}

/* Earlier due; a day that is not known comes last. */
static bool is_before(const struct household_car *a, const struct household_car *b)
{
	if (!civil_is_set(a->due) || !civil_is_set(b->due))
		return civil_is_set(a->due) && !civil_is_set(b->due);
	return civil_compare(a->due, b->due) < 0;
}

/* The first not taken; `count` = none. */
static size_t first_due(const struct household_car *cars, size_t count, const bool *taken)
{
	size_t first = count;

	for (size_t i = 0; i < count; i++)
		if (!taken[i] && (first == count || is_before(&cars[i], &cars[first])))
			first = i;
	return first;
}

static bool has_vehicle(const struct household_car *cars, const size_t *members,
			size_t count, const struct uuid *vehicle)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(cars[members[i]].vehicle.text, vehicle->text) == 0)
			return true;
	return false;
}

static bool comes_along(const struct household_car *first,
			const struct household_car *next)
{
	return joins(first) && joins(next) &&
	       strcmp(first->reader.text, next->reader.text) == 0 &&
	       civil_days_between(first->due, next->due) <= HOUSEHOLD_DAYS;
}

/* The next one that comes along with the first member; `count` = none. */
static size_t next_due(const struct household_car *cars, size_t count, const bool *taken,
		       const size_t *members, size_t members_count)
{
	size_t next = count;

	for (size_t i = 0; i < count; i++) {
		if (taken[i] || !comes_along(&cars[members[0]], &cars[i]) ||
		    has_vehicle(cars, members, members_count, &cars[i].vehicle))
			continue;
		if (next == count || is_before(&cars[i], &cars[next]))
			next = i;
	}
	return next;
}

size_t household_next(const struct household_car *cars, size_t count, bool *taken,
		      size_t ret_members[HOUSEHOLD_MOST])
{
	size_t next = first_due(cars, count, taken), members = 0;

	while (next < count) {
		taken[next] = true;
		ret_members[members++] = next;
		if (members == HOUSEHOLD_MOST)
			break;
		next = next_due(cars, count, taken, ret_members, members);
	}
	return members;
}
