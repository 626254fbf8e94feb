/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rule a zone follows after its last known transition, as POSIX writes it:
 * "CET-1CEST,M3.5.0,M10.5.0/3". Thread: any.
 */
#ifndef BEURT_BASE_ZONE_RULE_H
#define BEURT_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

enum zone_day { ZONE_DAY_NONE, ZONE_DAY_JULIAN, ZONE_DAY_COUNT, ZONE_DAY_WEEKDAY };

struct zone_change {
	enum zone_day kind;
	int month;   /* ZONE_DAY_WEEKDAY: 1..12 */
	int week;    /* ZONE_DAY_WEEKDAY: 1..5, 5 = the last */
	int day;     /* weekday 0..6 from Sunday; or 1..365 (JULIAN); or 0..365 (COUNT) */
	int seconds; /* after local midnight, may be negative */
};

struct zone_rule {
	int standard_offset; /* seconds east of UTC */
	int summer_offset;
	bool has_summer;
	struct zone_change start; /* on standard time */
	struct zone_change end;   /* on summer time */
};

MUST_CHECK int zone_rule_parse(struct slice text, struct zone_rule *ret_rule,
			       struct err *err);
/* Seconds east of UTC at this moment, in seconds since 1970. */
int zone_rule_offset(const struct zone_rule *rule, int64_t utc);

#endif
