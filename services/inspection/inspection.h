/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The service's own state and settings: what main() makes and every handler gets.
 * Thread: any; nothing here changes after start.
 */
#ifndef BEURT_INSPECTION_INSPECTION_H
#define BEURT_INSPECTION_INSPECTION_H

#include "app/app.h"
#include "gen/checklist_state.h"

struct link_keys;

struct inspection_knobs {
	struct app_knobs app;      /* first, as app.h asks */
	const char *link_keys;     /* secrets behind the customers' links */
	int64_t link_days;         /* a form's link lives so long after the last mail */
	int64_t register_days;     /* a registration that is not used expires */
	int64_t letter_days;       /* a letter that cannot leave so long is stale */
	int64_t keep_forms_months; /* a form goes so long after its last save */
};

extern const struct knob inspection_knobs_table[];
extern const size_t inspection_knobs_count;

struct inspection {
	const struct inspection_knobs *knobs;
	struct link_keys *keys;
	struct checklist_state *preset; /* the checklist every garage starts with */
};

extern const struct message_route inspection_messages[];
extern const size_t inspection_messages_count;
extern const struct timer_route inspection_timers[];
extern const size_t inspection_timers_count;

#define DEALER_TEXT 41 /* a garage's code and its NUL */

#endif
