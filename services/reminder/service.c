/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "reminder/events.h"

COMMANDS(reminder_on_proposal_decide)
COMMANDS(reminder_on_week_decide)
COMMANDS(reminder_on_vehicle_correct)
COMMANDS(reminder_on_vehicle_disown)

/* clang-format off */
const struct message_route reminder_messages[] = {
	{ &invoice_recorded_type,     .batch = reminder_hear },
	{ &vehicle_state_type,        .batch = reminder_hear },
	{ &customer_state_type,       .batch = reminder_hear,
	  .gone = reminder_on_customer_gone },
	{ &consent_state_type,        .batch = reminder_hear },
	{ &inspection_state_type,     .batch = reminder_hear },
	{ &appointment_state_type,    .batch = reminder_hear,
	  .gone = reminder_on_appointment_gone },
	{ &passport_state_type,       .batch = reminder_hear,
	  .gone = reminder_on_passport_gone },
	{ &register_state_type,       .batch = reminder_hear },
	{ &dealer_state_type,         .batch = reminder_hear },
	{ &notification_outcome_type, .batch = reminder_hear },
	{ &proposal_decide_type,      .command = reminder_on_proposal_decide_commanded },
	{ &week_decide_type,          .command = reminder_on_week_decide_commanded },
	{ &vehicle_correct_type,      .command = reminder_on_vehicle_correct_commanded },
	{ &vehicle_disown_type,       .command = reminder_on_vehicle_disown_commanded },
};
/* clang-format on */

const size_t reminder_messages_count = COUNT_OF(reminder_messages);
