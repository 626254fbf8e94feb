/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often one person may be contacted for marketing, reserved and sent together:
 * at most 1 in 7 days, 2 in 30 and 8 in 365, rolling (domain.md 3d-7). Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CAP_H
#define BEURT_NOTIFICATION_CAP_H

#include <stdbool.h>
#include <stdint.h>

struct cap_count {
	int64_t days_7; /* contacts in the last 7 × 24 h */
	int64_t days_30;
	int64_t days_365;
};

bool cap_allows_one_more(const struct cap_count *count);

#endif
