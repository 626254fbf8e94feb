/* SPDX-License-Identifier: Apache-2.0 */
/* Months are the calendar's: a whole day is kept until it is over. */
#include "inspection/domain/keeping.h"

#define DAY_MICROS (INT64_C(86400) * MICROS_PER_SECOND)

struct instant keeping_since(struct instant now, int months)
{
	struct civil_date today = civil_from_days((int32_t)(now.micros / DAY_MICROS));
	struct civil_date first = civil_add_months(today, -months);

	return (struct instant){ civil_to_days(first) * DAY_MICROS };
}
