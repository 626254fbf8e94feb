/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a car comes to change between summer and winter tyres (domain.md 3d-4): March and
 * April, October and November.
 *
 * Only of cars that did so: a change in one season and one in the next. Thread: any.
 */
#ifndef BEURT_REMINDER_TYRES_H
#define BEURT_REMINDER_TYRES_H

#include "reminder/domain/history.h"

struct tyre_change {
	struct civil_date
		last; /* the newest seasonal change; NO_DATE = not one who does */
	struct civil_date first; /* first day of the season of the next one */
	struct civil_date usual; /* its day, by the last change in such a season */
	struct civil_date end;   /* last day of the season */
};

/* The next one, of which the season is not over on `since`; one who left out more than a
 * year stopped. */
struct tyre_change tyre_change_find(const struct history *history,
				    struct civil_date since);
/* The one in the season after it. */
struct tyre_change tyre_change_after(const struct history *history,
				     const struct tyre_change *change);

#endif
