/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The newest word counts. The invoice of the inspected visit may be of some days after
 * its form: it says nothing newer than the form does.
 */
#include "reminder/domain/mobility.h"

#define SAME_VISIT_DAYS 7

static bool gives(const struct history *history, const struct visit *visit)
{
	return (visit->parts & MOBILITY_GIVEN) ||
	       (history->mobility_months > 0 && (visit->work & WORK_PERIODIC));
}

static struct civil_date last_given(const struct history *history)
{
	for (size_t i = history->visits_count; i-- > 0;)
		if (gives(history, &history->visits[i]))
			return history->visits[i].date;
	return NO_DATE;
}

static bool form_is_newer(const struct history *history, struct civil_date given)
{
	if (!civil_is_set(history->mobility_said_on))
		return false;
	return !civil_is_set(given) ||
	       civil_days_between(history->mobility_said_on, given) <= SAME_VISIT_DAYS;
}

struct mobility mobility_find(const struct history *history, struct civil_date since)
{
	struct mobility found = { MOBILITY_BY_VISIT, last_given(history), NO_DATE, 0 };

	if (form_is_newer(history, found.said_on)) {
		found.source = MOBILITY_BY_FORM;
		found.said_on = history->mobility_said_on;
		found.until = history->mobility_until;
	} else if (civil_is_set(found.said_on)) {
		found.months = history->mobility_months > 0 ? history->mobility_months
							    : MOBILITY_MONTHS;
		found.until = civil_add_months(found.said_on, found.months);
	}
	if (!civil_is_set(found.until) || civil_compare(found.until, since) <= 0)
		return (struct mobility){ MOBILITY_NONE, NO_DATE, NO_DATE, 0 };
	return found;
}
