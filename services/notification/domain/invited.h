/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the booking link of a message still opens: who has it may book for that car as
 * long as it is theirs. Booked, visited or renewed meanwhile shuts no link. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_INVITED_H
#define BEURT_NOTIFICATION_INVITED_H

#include "notification/domain/gate.h"

/* `days`: how long it opens, from when the message was asked for. */
bool invited_still(const struct gate_facts *facts, int64_t days, struct instant now);
/* What an appointment is for, "apk", by the kinds of reasons "apk,periodic"; of several
 * the one that cannot wait. NULL: nothing in particular. */
const char *invited_kind(const char *reasons);

#endif
