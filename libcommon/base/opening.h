/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a garage takes cars in: stretches of weekdays on the clock on its wall.
 *
 * Times are minutes after midnight; "24:00" is the end of the day and only closes. What
 * is wrong with hours is said in one place, for whoever types them and whoever makes
 * slots of them. Thread: any.
 */
#ifndef BEURT_BASE_OPENING_H
#define BEURT_BASE_OPENING_H

#include <stddef.h>

#include "base/err.h"

#define OPENINGS_MAX   21 /* three stretches a day */
#define DAY_SLOTS_MAX  96 /* a quarter of an hour each */
#define DAY_MINUTES    1440
#define WALL_TIME_TEXT 6 /* "08:30" and its NUL */

/* A slot of a garage that has hours and says no more. */
#define SLOT_MINUTES_PRESET 30

struct opening {
	int weekday; /* 1 = Monday … 7 = Sunday */
	int opens;   /* the first slot begins then */
	int closes;  /* the last slot ends by then */
};

/* Exactly "HH:MM", 00:00 … 24:00; ERR_INVALID otherwise. */
MUST_CHECK int wall_time_parse(const char *text, int *ret_minute, struct err *err);
const char *wall_time_format(int minute, char ret_text[WALL_TIME_TEXT]);

/* Slots of `slot_minutes` that fit a stretch. */
int opening_slots(const struct opening *opening, int slot_minutes);
/* ERR_INVALID naming the stretch, counted from 0, as /opening/0: a weekday that is none,
 * closing before it opens, no room for one slot, two of a weekday that overlap, or more
 * than DAY_SLOTS_MAX slots on one weekday. */
MUST_CHECK int openings_check(const struct opening *list, size_t count, int slot_minutes,
			      struct err *err);

#endif
