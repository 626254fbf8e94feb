/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which odometer readings are believed (domain.md 3d-2).
 *
 * A reading is never changed: it is accepted, or rejected with the reason. Rejecting is
 * decided for the series as a whole, so one typing error removes itself instead of
 * poisoning what follows. Distances are whole km, rates metres a day. Thread: any.
 */
#ifndef BEURT_REMINDER_ODOMETER_H
#define BEURT_REMINDER_ODOMETER_H

#include "reminder/domain/history.h"

enum reading_verdict {
	READING_NONE,
	READING_ACCEPTED,
	READING_BLANK,         /* nothing was written */
	READING_PLACEHOLDER,   /* 0, 9…9 */
	READING_SAME_DAY,      /* a more trusted reading stands on that day */
	READING_COPY,          /* the previous reading again, long after it */
	READING_MILES,         /* fits as miles */
	READING_MISSING_DIGIT, /* fits with one digit more */
	READING_EXTRA_DIGIT,   /* fits with one digit less */
	READING_TRANSPOSED,    /* fits with two neighbouring digits exchanged */
	READING_TOO_LOW,
	READING_TOO_HIGH,
};

struct reading {
	size_t visit; /* index into history.visits */
	struct civil_date date;
	int64_t km;
	enum trust trust;
	enum reading_verdict verdict;
};

struct odometer {
	bool seasons; /* cars with enough readings: rates are a driven day's (season.h) */
	size_t count; /* = visits_count: one reading a visit, in its order */
	struct reading readings[HISTORY_VISITS];
	size_t accepted_count;
	size_t accepted[HISTORY_VISITS]; /* indexes into readings, oldest first */
};

/* Judge every reading of the history. */
void odometer_clean(const struct history *history, struct odometer *ret_odometer);
const char *reading_verdict_name(enum reading_verdict verdict); /* "missing_digit" */

/* The i-th accepted reading, oldest first. */
const struct reading *odometer_accepted(const struct odometer *odometer, size_t i);
const struct reading *odometer_last(const struct odometer *odometer); /* NULL = none */

#endif
