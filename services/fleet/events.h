/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers, one per message heard; service.c lists them. Thread: flow's. */
#ifndef BEURT_FLEET_EVENTS_H
#define BEURT_FLEET_EVENTS_H

#include "fleet/fleet.h"
#include "gen/appointment_book.h"
#include "gen/appointment_cancel.h"
#include "gen/appointment_close.h"
#include "gen/appointment_move.h"
#include "gen/dealer_state.h"
#include "gen/vehicle_state.h"

#define EVENT(message)                                                                   \
	int fleet_on_##message(struct fleet *svc, struct tx *tx,                         \
			       const struct message *msg, struct outbox *say,            \
			       struct err *err)
#define COMMAND(message)                                                                 \
	int fleet_on_##message(struct fleet *svc, struct tx *tx,                         \
			       const struct message *msg, struct outbox *say,            \
			       struct answer *ret_answer, struct err *err)
/* Many at a time; each the same as its messages one by one. */
#define BATCH(name)                                                                      \
	int fleet_hear_##name(void *svc, struct tx *tx, const struct heard *const *in,   \
			      size_t count, struct outbox *say, struct err *err)

EVENT(vehicle_state);
/* Kept as heard, so it wants the record itself. */
int fleet_on_dealer_heard(void *svc, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err);
BATCH(vehicles);

COMMAND(appointment_book);
COMMAND(appointment_move);
COMMAND(appointment_cancel);
COMMAND(appointment_close);

#endif
