/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The service's own state and settings: what main() makes and every handler gets.
 * Thread: any; nothing here changes after start.
 */
#ifndef BEURT_REMINDER_REMINDER_H
#define BEURT_REMINDER_REMINDER_H

#include "app/app.h"

struct reminder_knobs {
	struct app_knobs app;  /* first, as app.h asks */
	int64_t list_page;     /* vehicles or proposals in one transaction of a timer */
	int64_t settle_millis; /* news of an import settles before lines are added */
	int64_t freeze_drain;  /* milliseconds after the deadline for answers on their way
				*/
};

extern const struct knob reminder_knobs_table[];
extern const size_t reminder_knobs_count;

struct reminder {
	const struct reminder_knobs *knobs;
};

extern const struct message_route reminder_messages[];
extern const size_t reminder_messages_count;
extern const struct timer_route reminder_timers[];
extern const size_t reminder_timers_count;

#endif
