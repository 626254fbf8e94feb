/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "reminder/events.h"

HEARS(reminder_on_invoice_recorded)
HEARS(reminder_on_vehicle_state)
HEARS(reminder_on_customer_state)
HEARS(reminder_on_consent_state)
HEARS(reminder_on_dealer_state)
HEARS(reminder_on_notification_outcome)
COMMANDS(reminder_on_proposal_decide)
COMMANDS(reminder_on_week_decide)
COMMANDS(reminder_on_vehicle_correct)

/* clang-format off */
const struct message_route reminder_messages[] = {
	{ &invoice_recorded_type,     .one = reminder_on_invoice_recorded_heard },
	{ &vehicle_state_type,        .one = reminder_on_vehicle_state_heard },
	{ &customer_state_type,       .one = reminder_on_customer_state_heard,
	  .gone = reminder_on_customer_gone },
	{ &consent_state_type,        .one = reminder_on_consent_state_heard },
	{ &dealer_state_type,         .one = reminder_on_dealer_state_heard },
	{ &notification_outcome_type, .one = reminder_on_notification_outcome_heard },
	{ &proposal_decide_type,      .command = reminder_on_proposal_decide_commanded },
	{ &week_decide_type,          .command = reminder_on_week_decide_commanded },
	{ &vehicle_correct_type,      .command = reminder_on_vehicle_correct_commanded },
};
/* clang-format on */

const size_t reminder_messages_count = COUNT_OF(reminder_messages);
