/* SPDX-License-Identifier: Apache-2.0 */
/* The first half of a round of trim.h. Inside flow/ only. Thread: the chores'. */
#ifndef BEURT_FLOW_TRIM_MARK_H
#define BEURT_FLOW_TRIM_MARK_H

#include "flow/trim.h"

struct cutter;

struct trimming {
	struct flow *flow;
	struct cutter *cutter; /* while there is work */
	int64_t retry_at;      /* clock_monotonic() */
};

/* Who has to forget a person, with a space between: all that hear of it. */
const char *trim_services(void);
/* Marks where each queue ends now, for every erasure that all have forgotten. */
MUST_CHECK int trim_mark(struct trimming *trimming, struct err *err);

#endif
