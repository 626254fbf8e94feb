/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changes after an invitation was asked for and before it leaves (domain.md 3d-6):
 * an appointment, a visit, a renewed APK, a new holder, a "never". Who sends is told that
 * it is not wanted any more; the gate decides, and its outcome says so on the proposal.
 * Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_WITHDRAW_H
#define BEURT_REMINDER_LIST_WITHDRAW_H

#include "reminder/list/proposal.h"

/* Is there one under way? Asked of every car, so it reads nothing. */
bool withdraw_is_likely(const struct car *car);
MUST_CHECK int withdraw_note(struct desk *desk, const struct car *car, struct err *err);

#endif
