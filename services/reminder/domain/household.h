/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cars of one customer that are due within 14 days of each other are invited in one
 * message (domain.md 3d-4).
 *
 * Only what the garage's own plan proposes is put together: a test, a service, seasonal
 * tyres. A recall is safety, an advice is the letter of its own form, who is long overdue
 * is asked seldom, and the last word before a test ends goes by fewer channels: these
 * leave alone. One line a car, and one reader a message. Thread: any.
 */
#ifndef BEURT_REMINDER_HOUSEHOLD_H
#define BEURT_REMINDER_HOUSEHOLD_H

#include "base/uuid.h"
#include "reminder/domain/plan.h"

#define HOUSEHOLD_DAYS 14
#define HOUSEHOLD_MOST 6 /* cars a message; more of them are several messages */

struct household_car {
	struct uuid vehicle;
	struct uuid reader; /* who is written to */
	enum reason_group group;
	int step;
	struct civil_date due; /* visit expected; NO_DATE = not known */
};

/* May a line of this group and step share a message at all? */
bool household_group_joins(enum reason_group group, int step);

/* The next message: the car that is due first of those not `taken`, and those that go
 * with it, at most HOUSEHOLD_MOST, in the order they are due. Marks them taken; 0 = none
 * is left. */
size_t household_next(const struct household_car *cars, size_t count, bool *taken,
		      size_t ret_members[HOUSEHOLD_MOST]);

#endif
