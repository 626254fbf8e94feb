/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rules' chances are worth: learned from how it came out for other cars.
 *
 * Split-conformal: of many past cases of a segment the chance that the rules gave to what
 * then happened is known; its quantiles say which of the rules' chances is really one in
 * ten, a half, nine in ten. Segments with fewer than 200 cases have their parent's
 * (domain .md 3d-4). The table is data, written by tests/accuracy/calibrate.py. Thread:
 * any.
 */
#ifndef BEURT_REMINDER_LEVELS_H
#define BEURT_REMINDER_LEVELS_H

#include <stddef.h>

#include "reminder/domain/spread.h"

enum segment {
	SEGMENT_NONE,
	SEGMENT_SERVICE_NEW,    /* no service of this owner is known */
	SEGMENT_SERVICE_PROMPT, /* … else as the owner kept to the last ones */
	SEGMENT_SERVICE_SLACK,
	SEGMENT_SERVICE_NEGLECTFUL,
	SEGMENT_SERVICE_ERRATIC,
	SEGMENT_APK_ALONE,
	SEGMENT_APK_WITH_SERVICE, /* one visit for both */
	SEGMENT_VISIT_SERVICE,    /* whatever comes first: only a service is known */
	SEGMENT_VISIT_APK,        /* the test is before it */
	SEGMENT_VISIT_BOTH,       /* one visit for both */
	SEGMENT_VISIT_BEFORE_APK, /* the service is before the test */
	SEGMENTS,
};

struct levels_row {
	size_t cases;         /* it was learned from; the parent's when these are few */
	struct spread chance; /* the rules' chance, ppm, at 0, 5, 10 … 100 % of cases */
};

struct levels_table {
	const char *rule; /* "calibration@1" */
	struct levels_row rows[SEGMENTS];
};

extern const struct levels_table LEVELS_1, LEVELS_2;

const char *segment_name(enum segment segment); /* "service/prompt" */
/* The segment's quantiles; NULL when there is no table or no segment. */
const struct spread *levels_of(const struct levels_table *table, enum segment segment);

#endif
