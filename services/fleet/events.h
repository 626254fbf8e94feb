/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers, one per message heard; service.c lists them. Thread: flow's. */
#ifndef BEURT_FLEET_EVENTS_H
#define BEURT_FLEET_EVENTS_H

#include "fleet/fleet.h"
#include "gen/appointment_book.h"
#include "gen/appointment_cancel.h"
#include "gen/appointment_close.h"
#include "gen/appointment_move.h"
#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/fleet_activate.h"
#include "gen/fleet_add_manager.h"
#include "gen/fleet_change.h"
#include "gen/fleet_create.h"
#include "gen/fleet_invite.h"
#include "gen/fleet_remove_manager.h"
#include "gen/inspection_state.h"
#include "gen/invoice_recorded.h"
#include "gen/party_change.h"
#include "gen/party_change_email.h"
#include "gen/party_confirm_email.h"
#include "gen/party_erase.h"
#include "gen/party_verify.h"
#include "gen/passport_activate.h"
#include "gen/passport_change.h"
#include "gen/passport_create.h"
#include "gen/passport_disown.h"
#include "gen/passport_invite.h"
#include "gen/passport_join_fleet.h"
#include "gen/passport_leave_fleet.h"
#include "gen/passport_link_garage.h"
#include "gen/passport_unlink_garage.h"
#include "gen/person_erased.h"
#include "gen/proposal_state.h"
#include "gen/transfer_accept.h"
#include "gen/transfer_cancel.h"
#include "gen/transfer_decline.h"
#include "gen/transfer_remind.h"
#include "gen/transfer_start.h"
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
EVENT(invoice_recorded);
BATCH(invoices);
EVENT(proposal_state);
BATCH(proposals);
EVENT(inspection_state);
EVENT(person_erased);
EVENT(customer_state);
int fleet_on_inspection_gone(void *svc, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err);
int fleet_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
			   struct outbox *say, struct err *err);
BATCH(customers);

COMMAND(passport_create);
COMMAND(passport_invite);
COMMAND(passport_activate);
COMMAND(passport_change);
COMMAND(passport_join_fleet);
COMMAND(passport_leave_fleet);
COMMAND(passport_link_garage);
COMMAND(passport_unlink_garage);
COMMAND(passport_disown);
COMMAND(fleet_create);
COMMAND(fleet_invite);
COMMAND(fleet_activate);
COMMAND(fleet_change);
COMMAND(fleet_add_manager);
COMMAND(fleet_remove_manager);
COMMAND(party_change);
COMMAND(party_change_email);
COMMAND(party_confirm_email);
COMMAND(party_verify);
COMMAND(party_erase);
COMMAND(transfer_start);
COMMAND(transfer_accept);
COMMAND(transfer_decline);
COMMAND(transfer_cancel);
COMMAND(transfer_remind);

COMMAND(appointment_book);
COMMAND(appointment_move);
COMMAND(appointment_cancel);
COMMAND(appointment_close);

#endif
