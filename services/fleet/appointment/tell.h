/* SPDX-License-Identifier: Apache-2.0 */
/* appointment.state of a row, and its kinds as words. Thread: flow's. */
#ifndef BEURT_FLEET_APPOINTMENT_TELL_H
#define BEURT_FLEET_APPOINTMENT_TELL_H

#include "fleet/store_appointment.h"
#include "flow/flow.h"
#include "gen/appointment_state.h"

#define APPOINTMENT_KINDS_MAX 7

/* "service,apk": how many were read. */
size_t
appointment_kinds_read(const char *words,
		       enum wire_appointment_kind ret_kinds[APPOINTMENT_KINDS_MAX]);
void appointment_kinds_write(const enum wire_appointment_kind *kinds, size_t count,
			     char ret_words[APPOINTMENT_KINDS_TEXT]);

MUST_CHECK int appointment_tell(const char *dealer, const struct appointment_row *row,
				struct outbox *say, struct err *err);

#endif
