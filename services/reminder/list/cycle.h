/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly cycle's work: make a list, close it, let its invitations go. Each step is a
 * page of work that sets the timer of the next one. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_CYCLE_H
#define BEURT_REMINDER_LIST_CYCLE_H

#include "reminder/list/desk.h"

#define TIMER_GENERATE "week_generate" /* key dealer/week/cursor, …/@moment */
#define TIMER_FREEZE   "week_freeze"   /* key dealer/week */
#define TIMER_SETTLE   "week_settle"   /* key dealer/week */
#define TIMER_RELEASE  "week_release"  /* key dealer/week/slot */
#define TIMER_REPLAN   "replan"        /* key dealer/-/cursor, …/@version */

#define TIMER_FOLLOWUP "followup" /* key dealer/-/inspection */

#define TIMER_KEY      160
#define TIMER_MOMENT   24

/* Open the list of the week it is, unless there is one or its deadline has passed, and
 * set the timers of its life. Its lines are put on it by cycle_generate. */
MUST_CHECK int cycle_open_list(struct desk *desk, enum list_kind kind, bool *ret_opened,
			       struct err *err);
/* … once what is being heard has settled. */
MUST_CHECK int cycle_fill_soon(struct desk *desk, struct err *err);
/* Put a page of lines on the open list. */
MUST_CHECK int cycle_generate(struct desk *desk, struct uuid cursor, struct err *err);
/* New lines may be due: look in a moment, once for all that was heard meanwhile. Nothing
 * when the list takes no lines now. */
MUST_CHECK int cycle_add_soon(struct desk *desk, struct err *err);
/* That moment has come; without a list, look again later. */
MUST_CHECK int cycle_take_news(struct desk *desk, struct err *err);
/* … not before this day of the garage's. */
MUST_CHECK int cycle_add_on(struct desk *desk, const struct uuid *inspection,
			    struct civil_date day, struct err *err);
MUST_CHECK int cycle_freeze(struct desk *desk, struct iso_week week, struct err *err);
MUST_CHECK int cycle_settle(struct desk *desk, struct iso_week week, struct err *err);
/* Predict again for a page of the garage's vehicles: its settings changed. */
MUST_CHECK int cycle_replan(struct desk *desk, struct uuid cursor, struct err *err);
/* … from the first one on, for this version of the settings: it does not wait for the run
 * of an earlier one. */
MUST_CHECK int cycle_set_replan(struct desk *desk, int64_t version, struct err *err);

/* --- release.c -----------------------------------------------------------------------
 */
MUST_CHECK int release_schedule(struct desk *desk, struct iso_week week, int slot,
				struct err *err);
MUST_CHECK int release_slot(struct desk *desk, struct iso_week week, int slot,
			    struct err *err);
/* The same last look at one that was released and may not have left yet: what holds it
 * back now, NULL when nothing does. */
struct car;
MUST_CHECK int release_recheck(struct desk *desk, const struct car *car,
			       struct proposal_row *row, const char **ret_hold,
			       struct err *err);

#endif
