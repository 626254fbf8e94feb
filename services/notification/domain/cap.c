/* SPDX-License-Identifier: Apache-2.0 */
/* The three figures. */
#include "notification/domain/cap.h"

bool cap_allows_one_more(const struct cap_count *count)
{
	return count->days_7 < 1 && count->days_30 < 2 && count->days_365 < 8;
}
