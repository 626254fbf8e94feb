/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the register tells of cars whose customer was invited and did not come: tested
 * elsewhere, or sold (domain.md 3d-8). Said on the proposal that was sent. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_LIST_LEAK_H
#define BEURT_REMINDER_LIST_LEAK_H

#include "reminder/list/proposal.h"

/* Is there anything to say of it? Asked of every car, so it reads nothing. */
bool leak_is_likely(const struct car *car);
MUST_CHECK int leak_note(struct desk *desk, const struct car *car, struct err *err);

#endif
