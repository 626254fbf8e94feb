/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "flow/forget.h"
#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "reminder/campaign/campaign.h"
#include "reminder/events.h"
#include "reminder/lead/lead.h"
#include "reminder/store_garage.h"

COMMANDS(reminder_on_proposal_decide)
COMMANDS(reminder_on_week_decide)
COMMANDS(reminder_on_vehicle_correct)
COMMANDS(reminder_on_vehicle_disown)
COMMANDS(reminder_on_campaign_save)
COMMANDS(reminder_on_campaign_cancel)
COMMANDS(reminder_on_campaign_test)
COMMANDS(reminder_on_campaign_catalog)
COMMANDS(reminder_on_lead_open)
COMMANDS(reminder_on_lead_import)
COMMANDS(reminder_on_lead_move)
COMMANDS(reminder_on_lead_withdraw)

/* clang-format off */
const struct message_route reminder_messages[] = {
	{ &invoice_recorded_type,     .batch = reminder_hear },
	{ &vehicle_state_type,        .batch = reminder_hear,
	  .forgets = &reminder_forgets },
	{ &customer_state_type,       .batch = reminder_hear,
	  .gone = reminder_on_customer_gone },
	{ &consent_state_type,        .batch = reminder_hear },
	{ &inspection_state_type,     .batch = reminder_hear,
	  .gone = reminder_on_inspection_gone },
	{ &appointment_state_type,    .batch = reminder_hear,
	  .gone = reminder_on_appointment_gone },
	{ &passport_state_type,       .batch = reminder_hear,
	  .gone = reminder_on_passport_gone },
	{ &register_state_type,       .batch = reminder_hear },
	{ &person_erased_type,        .one = reminder_on_person_erased },
	{ &person_forgotten_type,     .one = forget_heard },
	{ &dealer_state_type,         .batch = reminder_hear },
	{ &notification_outcome_type, .batch = reminder_hear },
	{ &proposal_decide_type,      .command = reminder_on_proposal_decide_commanded },
	{ &week_decide_type,          .command = reminder_on_week_decide_commanded },
	{ &vehicle_correct_type,      .command = reminder_on_vehicle_correct_commanded },
	{ &vehicle_disown_type,       .command = reminder_on_vehicle_disown_commanded },
	{ &campaign_save_type,        .command = reminder_on_campaign_save_commanded },
	{ &campaign_cancel_type,      .command = reminder_on_campaign_cancel_commanded },
	{ &campaign_test_type,        .command = reminder_on_campaign_test_commanded },
	{ &campaign_catalog_type,     .command = reminder_on_campaign_catalog_commanded },
	{ &lead_open_type,            .command = reminder_on_lead_open_commanded },
	{ &lead_import_type,          .command = reminder_on_lead_import_commanded },
	{ &lead_move_type,            .command = reminder_on_lead_move_commanded },
	{ &lead_withdraw_type,        .command = reminder_on_lead_withdraw_commanded },
	{ &campaign_count_type,       .one = campaign_hear_question },
	{ &campaign_sample_type,      .one = campaign_hear_question },
	{ &campaign_approve_type,     .one = campaign_hear_question },
};
/* clang-format on */

const size_t reminder_messages_count = COUNT_OF(reminder_messages);
