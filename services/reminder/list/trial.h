/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an outcome of a message tells about measuring: who was drawn by lot, who was
 * reached all the same, and by which channel a visit may have been brought. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_LIST_TRIAL_H
#define BEURT_REMINDER_LIST_TRIAL_H

#include "gen/notification_outcome.h"
#include "reminder/list/desk.h"

MUST_CHECK int trial_note(struct desk *desk, const struct notification_outcome *msg,
			  struct err *err);

/* By which channel a visit may have been brought: one row a proposal. */
MUST_CHECK int trial_touch(struct desk *desk, const struct notification_outcome *msg,
			   struct err *err);

#endif
