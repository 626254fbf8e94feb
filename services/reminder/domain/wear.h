/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When something that wears is at its limit, from two inspections of it (domain.md 3d-4).
 *
 * Treads and pads wear with the distance, and a car is driven evenly enough for its days
 * to stand for it between two inspections. Values in hundredths of their unit. Thread:
 * any.
 */
#ifndef BEURT_REMINDER_WEAR_H
#define BEURT_REMINDER_WEAR_H

#include "reminder/domain/spread.h"

#define WEAR_POSITION 81  /* 20 characters */
#define WEAR_UNIT     161 /* 40 characters */

struct wear {
	char position[WEAR_POSITION];
	char unit[WEAR_UNIT]; /* "" = nothing was measured */
	int64_t value, previous, limit;
	struct civil_date on, previous_on;
};

bool wear_is_set(const struct wear *wear);
/* The day it is at its limit; no p90 when it may be never. NO_DATE throughout when it
 * does not wear, or what was measured says too little: less than 60 days apart, or ten
 * years away. */
struct when wear_when(const struct wear *wear);

#endif
