/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a car's mobility service ends (domain.md 3d-4 (g); ITK 3.0, "verlengd bij
 * onderhoud").
 *
 * It is what was said last: the day on an inspection form, or so many months after a
 * visit that gave it. A visit gives it when a line says so, and each periodic service
 * does where the garage has said for how long. Nothing is guessed: no such visit and no
 * form is no date. Thread: any.
 */
#ifndef BEURT_REMINDER_MOBILITY_H
#define BEURT_REMINDER_MOBILITY_H

#include "reminder/domain/history.h"

#define MOBILITY_MONTHS 12 /* given by a line, where the garage says nothing */

enum mobility_source { MOBILITY_NONE, MOBILITY_BY_FORM, MOBILITY_BY_VISIT };

struct mobility {
	enum mobility_source source;
	struct civil_date said_on; /* the form's day, or the visit's */
	struct civil_date until;   /* NO_DATE with MOBILITY_NONE */
	int months;                /* by a visit: from it on */
};

/* One that had ended by `since`, and was not renewed then, is over. */
struct mobility mobility_find(const struct history *history, struct civil_date since);

#endif
