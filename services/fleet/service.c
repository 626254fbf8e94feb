/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "fleet/events.h"
#include "fleet/store_facts.h"
#include "flow/forget.h"
#include "gen/person_forgotten.h"

HEARS(fleet_on_vehicle_state)
HEARS(fleet_on_invoice_recorded)
HEARS(fleet_on_proposal_state)
HEARS(fleet_on_inspection_state)
HEARS(fleet_on_customer_state)
HEARS(fleet_on_person_erased)
COMMANDS(fleet_on_passport_create)
COMMANDS(fleet_on_passport_invite)
COMMANDS(fleet_on_passport_activate)
COMMANDS(fleet_on_passport_change)
COMMANDS(fleet_on_passport_join_fleet)
COMMANDS(fleet_on_passport_leave_fleet)
COMMANDS(fleet_on_passport_link_garage)
COMMANDS(fleet_on_passport_unlink_garage)
COMMANDS(fleet_on_passport_disown)
COMMANDS(fleet_on_fleet_create)
COMMANDS(fleet_on_fleet_invite)
COMMANDS(fleet_on_fleet_activate)
COMMANDS(fleet_on_fleet_change)
COMMANDS(fleet_on_fleet_add_manager)
COMMANDS(fleet_on_fleet_remove_manager)
COMMANDS(fleet_on_party_change)
COMMANDS(fleet_on_party_change_email)
COMMANDS(fleet_on_party_confirm_email)
COMMANDS(fleet_on_party_verify)
COMMANDS(fleet_on_party_erase)
COMMANDS(fleet_on_transfer_start)
COMMANDS(fleet_on_transfer_accept)
COMMANDS(fleet_on_transfer_decline)
COMMANDS(fleet_on_transfer_cancel)
COMMANDS(fleet_on_transfer_remind)
COMMANDS(fleet_on_appointment_book)
COMMANDS(fleet_on_appointment_move)
COMMANDS(fleet_on_appointment_cancel)
COMMANDS(fleet_on_appointment_close)

/* clang-format off */
const struct message_route fleet_messages[] = {
	{ &dealer_state_type,        .one = fleet_on_dealer_heard },
	{ &vehicle_state_type,       .one = fleet_on_vehicle_state_heard,
	  .batch = fleet_hear_vehicles, .forgets = &fleet_forgets },
	{ &invoice_recorded_type,    .one = fleet_on_invoice_recorded_heard,
	  .batch = fleet_hear_invoices },
	{ &proposal_state_type,      .one = fleet_on_proposal_state_heard,
	  .batch = fleet_hear_proposals },
	{ &inspection_state_type,    .one = fleet_on_inspection_state_heard,
	  .gone = fleet_on_inspection_gone },
	{ &customer_state_type,      .one = fleet_on_customer_state_heard,
	  .batch = fleet_hear_customers, .gone = fleet_on_customer_gone },
	{ &person_erased_type,       .one = fleet_on_person_erased_heard },
	{ &person_forgotten_type,    .one = forget_heard },
	{ &passport_create_type,         .command = fleet_on_passport_create_commanded },
	{ &passport_invite_type,         .command = fleet_on_passport_invite_commanded },
	{ &passport_activate_type,       .command = fleet_on_passport_activate_commanded },
	{ &passport_change_type,         .command = fleet_on_passport_change_commanded },
	{ &passport_join_fleet_type,     .command = fleet_on_passport_join_fleet_commanded },
	{ &passport_leave_fleet_type,    .command = fleet_on_passport_leave_fleet_commanded },
	{ &passport_link_garage_type,    .command = fleet_on_passport_link_garage_commanded },
	{ &passport_unlink_garage_type,  .command = fleet_on_passport_unlink_garage_commanded },
	{ &passport_disown_type,         .command = fleet_on_passport_disown_commanded },
	{ &fleet_create_type,            .command = fleet_on_fleet_create_commanded },
	{ &fleet_invite_type,            .command = fleet_on_fleet_invite_commanded },
	{ &fleet_activate_type,          .command = fleet_on_fleet_activate_commanded },
	{ &fleet_change_type,            .command = fleet_on_fleet_change_commanded },
	{ &fleet_add_manager_type,       .command = fleet_on_fleet_add_manager_commanded },
	{ &fleet_remove_manager_type,    .command = fleet_on_fleet_remove_manager_commanded },
	{ &party_change_type,            .command = fleet_on_party_change_commanded },
	{ &party_change_email_type,      .command = fleet_on_party_change_email_commanded },
	{ &party_confirm_email_type,     .command = fleet_on_party_confirm_email_commanded },
	{ &party_verify_type,            .command = fleet_on_party_verify_commanded },
	{ &party_erase_type,             .command = fleet_on_party_erase_commanded },
	{ &transfer_start_type,          .command = fleet_on_transfer_start_commanded },
	{ &transfer_accept_type,         .command = fleet_on_transfer_accept_commanded },
	{ &transfer_decline_type,        .command = fleet_on_transfer_decline_commanded },
	{ &transfer_cancel_type,         .command = fleet_on_transfer_cancel_commanded },
	{ &transfer_remind_type,         .command = fleet_on_transfer_remind_commanded },
	{ &appointment_book_type,    .command = fleet_on_appointment_book_commanded },
	{ &appointment_move_type,    .command = fleet_on_appointment_move_commanded },
	{ &appointment_cancel_type,  .command = fleet_on_appointment_cancel_commanded },
	{ &appointment_close_type,   .command = fleet_on_appointment_close_commanded },
};
/* clang-format on */

const size_t fleet_messages_count = COUNT_OF(fleet_messages);
