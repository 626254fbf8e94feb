/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which invitation a visit is owed to (domain.md 3d-8, without holdout).
 *
 * One visit credits exactly one invitation: the last one that could have brought it,
 * for the same vehicle first, else for another of the same customer; booked by the link
 * of one of them, that one. Thread: any.
 */
#ifndef BEURT_REMINDER_CONVERSION_H
#define BEURT_REMINDER_CONVERSION_H

#include <stddef.h>

#include "base/instant.h"
#include "reminder/domain/plan.h"

struct touch {
	struct uuid proposal;
	struct uuid vehicle;
	enum reason_group group;
	int step;
	struct instant sent_at;
	struct civil_date sent_on;    /* its local day */
	struct civil_date apk_expiry; /* NO_DATE unless the group is apk */
};

struct came {
	struct uuid vehicle;
	struct civil_date date;
	int attribution_days;        /* of the garage; 0 = the rule's own */
	struct instant booked_at;    /* of its appointment; NO_INSTANT = it had none */
	struct civil_date booked_on; /* its local day */
	struct uuid invitation;      /* by whose link it was booked; not set: by none */
};

/* A booking is an appointment that no visit has followed yet. */
enum conversion_kind {
	CONVERSION_NONE,
	CONVERSION_SAME_VEHICLE,
	CONVERSION_HOUSEHOLD,
	CONVERSION_BOOKING,
};

struct conversion {
	enum conversion_kind kind;
	size_t touch; /* index */
	bool flagged; /* within a day: perhaps they would have come anyway */
};

/* Whether the visit lies in the touch's window (t, t+N], or its appointment was made in
 * it: one that was made before the message is owed to nobody. */
bool touch_may_convert(const struct touch *touch, const struct came *visit);
struct conversion conversion_find(const struct came *visit, const struct touch *touches,
				  size_t count);
const char *conversion_kind_name(enum conversion_kind kind); /* "household" */
enum conversion_kind conversion_kind_from(const char *name);

#endif
