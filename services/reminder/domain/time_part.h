/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts and fluids that are due by time (domain.md 3d-4): how long each lasts, and which
 * of a car's is due first.
 *
 * Only what was once renewed here counts from that day; nothing is guessed for a part
 * that no invoice names. Thread: any.
 */
#ifndef BEURT_REMINDER_TIME_PART_H
#define BEURT_REMINDER_TIME_PART_H

#include "reminder/domain/history.h"

struct time_part_due {
	enum time_part part;    /* PART_NONE: none is known */
	struct civil_date last; /* renewed then */
	struct civil_date due;
};

/* The one that is due first; one that is a year overdue was renewed elsewhere. */
struct time_part_due time_part_find(const struct history *history,
				    struct civil_date since);
int time_part_months(enum time_part part);
const char *time_part_name(enum time_part part); /* "brake_fluid"; "" for none */
enum time_part time_part_from(const char *name);

#endif
