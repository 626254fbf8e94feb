/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often one person may be contacted for marketing, reserved and sent together, over
 * all channels and rolling (domain.md 3d-7): 1 in 7 days, 2 in 30 and 8 in 365, unless
 * the garage says otherwise; by some channels less; about one reason one invitation and
 * at most two reminders (APK) or one (others). Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CAP_H
#define BEURT_NOTIFICATION_CAP_H

#include <stdbool.h>
#include <stdint.h>

#include "notification/domain/consent.h"

struct cap_limits {
	int64_t week;  /* 7 × 24 h */
	int64_t month; /* 30 days */
	int64_t year;  /* 365 days */
};

/* Who asked to be written to less often, whatever the garage allows. */
#define CAP_LIMITS_SELDOM  ((struct cap_limits){ 1, 1, 6 })
#define CAP_LIMITS_DEFAULT ((struct cap_limits){ 1, 2, 8 })

struct cap_count {
	int64_t days_7; /* contacts in the last 7 × 24 h */
	int64_t days_30;
	int64_t days_365;
};

bool cap_allows_one_more(const struct cap_count *count, const struct cap_limits *limits);

/* Contacts by one channel; letters and cards count together. */
struct way_count {
	int64_t days_14; /* calls about this reason */
	int64_t days_30;
	int64_t days_365;
	bool was_reached; /* was spoken to about this reason in those 14 days */
};

/* SMS 1 in 30 days; letter and card 4 in 365; telephone 3 calls in 14 days about one
 * reason, none after contact. */
bool cap_allows_way(enum channel channel, const struct way_count *count);

/* Most contacts about one reason of one car in CAP_LADDER_DAYS. */
#define CAP_LADDER_DAYS 120
int64_t cap_ladder(const char *reason_group);

#endif
