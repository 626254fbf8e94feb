/* SPDX-License-Identifier: Apache-2.0 */
/* The four-month rule. */
#include "inspection/domain/shown.h"

#define MONTHS_AHEAD 4

enum shown shown_on(struct civil_date inspected, struct civil_date date)
{
	if (!civil_is_set(inspected) || !civil_is_set(date))
		return SHOWN_NOT;
	if (civil_compare(date, civil_add_months(inspected, MONTHS_AHEAD)) >= 0)
		return SHOWN_NOT;
	return civil_compare(date, inspected) < 0 ? SHOWN_OVERDUE : SHOWN_COMING;
}
