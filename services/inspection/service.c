/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "flow/forget.h"
#include "gen/person_forgotten.h"
#include "inspection/events.h"
#include "inspection/store_facts.h"

HEARS(inspection_on_dealer_state)
HEARS(inspection_on_vehicle_state)
HEARS(inspection_on_customer_state)
HEARS(inspection_on_person_erased)
HEARS(inspection_on_proposal_state)
HEARS(inspection_on_invoice_recorded)
COMMANDS(inspection_on_inspection_open)
COMMANDS(inspection_on_inspection_edit)
COMMANDS(inspection_on_inspection_save)
COMMANDS(inspection_on_inspection_send)
COMMANDS(inspection_on_inspection_finish)
COMMANDS(inspection_on_inspection_discard)
COMMANDS(inspection_on_inspection_answer)
COMMANDS(inspection_on_inspection_mail)
COMMANDS(inspection_on_inspection_seen)
COMMANDS(inspection_on_inspection_wish)
COMMANDS(inspection_on_registration_invite)
COMMANDS(inspection_on_registration_activate)
COMMANDS(inspection_on_checklist_save)

/* clang-format off */
const struct message_route inspection_messages[] = {
	{ &dealer_state_type,          .one = inspection_on_dealer_state_heard },
	{ &vehicle_state_type,         .one = inspection_on_vehicle_state_heard,
	  .batch = inspection_hear_vehicles, .forgets = &inspection_forgets },
	{ &customer_state_type,        .one = inspection_on_customer_state_heard,
	  .batch = inspection_hear_customers,
	  .gone = inspection_on_customer_gone, .forgets = &inspection_forgets },
	{ &person_erased_type,         .one = inspection_on_person_erased_heard },
	{ &person_forgotten_type,      .one = forget_heard },
	{ &proposal_state_type,        .one = inspection_on_proposal_state_heard,
	  .batch = inspection_hear_proposals },
	{ &register_state_type,        .one = inspection_on_register_heard },
	{ &invoice_recorded_type,      .one = inspection_on_invoice_recorded_heard,
	  .batch = inspection_hear_invoices },
	{ &inspection_open_type,       .command = inspection_on_inspection_open_commanded },
	{ &inspection_edit_type,       .command = inspection_on_inspection_edit_commanded },
	{ &inspection_save_type,       .command = inspection_on_inspection_save_commanded },
	{ &inspection_send_type,       .command = inspection_on_inspection_send_commanded },
	{ &inspection_finish_type,     .command = inspection_on_inspection_finish_commanded },
	{ &inspection_discard_type,    .command = inspection_on_inspection_discard_commanded },
	{ &inspection_answer_type,     .command = inspection_on_inspection_answer_commanded },
	{ &inspection_mail_type,       .command = inspection_on_inspection_mail_commanded },
	{ &inspection_seen_type,       .command = inspection_on_inspection_seen_commanded },
	{ &inspection_wish_type,       .command = inspection_on_inspection_wish_commanded },
	{ &registration_invite_type,   .command = inspection_on_registration_invite_commanded },
	{ &registration_activate_type, .command = inspection_on_registration_activate_commanded },
	{ &checklist_save_type,        .command = inspection_on_checklist_save_commanded },
};
/* clang-format on */

const size_t inspection_messages_count = COUNT_OF(inspection_messages);
