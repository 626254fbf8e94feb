/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a saved form and the car's form before it measured at the same place, for the
 * points of its advices that may not become less than a limit. Thread: any.
 */
#ifndef BEURT_INSPECTION_FORM_WEAR_H
#define BEURT_INSPECTION_FORM_WEAR_H

#include "gen/checklist_state.h"
#include "gen/inspection_state.h"
#include "gen/inspection_version_state.h"

struct wear_list {
	struct inspection_state_wear *rows; /* texts lend from what it was made of */
	size_t count;
};

/* Nothing when there is no form before it. */
struct wear_list wear_of(const struct inspection_version_state *saved,
			 const struct inspection_version_state *before,
			 const struct checklist_state *checklist);
void wear_done(struct wear_list *list);
#define WEAR_AUTO __attribute__((cleanup(wear_done))) struct wear_list

#endif
