/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed between two saved versions of a form, place by place, and whether the
 * customer sees it. Pure. Thread: one at a time.
 */
#ifndef BEURT_INSPECTION_FORM_DIFFERENCE_H
#define BEURT_INSPECTION_FORM_DIFFERENCE_H

#include "gen/inspection_version_state.h"

struct difference {
	struct inspection_version_state_change *changes; /* sorted by place */
	size_t count;
	bool visible; /* the customer sees one of them */
	struct arena *arena;
};

/* The customer's own particulars are changes, but not ones to write about. */
struct difference difference_of(const struct inspection_version_state_form *before,
				const struct inspection_version_state_form *now);
void difference_done(struct difference *difference);
#define DIFFERENCE_AUTO __attribute__((cleanup(difference_done))) struct difference

#endif
