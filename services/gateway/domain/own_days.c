/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides from which day on prices and persons may be read. iGarage manual, "Overdragen":
 * after a transfer there is no access any more; the new owner gets the car's history, not
 * its predecessor's bills.
 */
#include "gateway/domain/own_days.h"

#include <string.h>

#include "base/mem.h"

enum passport_role passport_role_of(const char *word)
{
	static const char *const words[] = { "", "garage", "driver", "owner", "manager" };
	for (size_t i = 1; word && i < COUNT_OF(words); i++)
		if (strcmp(words[i], word) == 0)
			return (enum passport_role)i;
	return PASSPORT_NOBODY;
}

bool own_days_hold(struct own_days days, struct civil_date date)
{
	if (days.role == PASSPORT_NOBODY || !civil_is_set(date))
		return false;
	int order = civil_compare(date, days.since);
	return order > 0 || (order == 0 && days.is_first);
}

/* What was before the change is the former holder's. */
bool own_days_hold_at(struct own_days days, struct civil_date date, struct instant at)
{
	if (days.is_first)
		return own_days_hold(days, date);
	return days.role != PASSPORT_NOBODY && civil_is_set(date) &&
	       instant_is_set(at) && civil_compare(date, days.since) >= 0 &&
	       instant_compare(at, days.at) >= 0;
}

bool own_days_show_price(struct own_days days, struct civil_date date)
{
	return days.role != PASSPORT_DRIVER && own_days_hold(days, date);
}

bool own_days_may_approve(enum passport_role role, int64_t limit_cents,
			  int64_t line_cents)
{
	if (role == PASSPORT_OWNER || role == PASSPORT_MANAGER)
		return true;
	return role == PASSPORT_DRIVER && (limit_cents < 0 || line_cents <= limit_cents);
}
