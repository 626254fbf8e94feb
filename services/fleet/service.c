/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "fleet/events.h"

HEARS(fleet_on_vehicle_state)
COMMANDS(fleet_on_appointment_book)
COMMANDS(fleet_on_appointment_move)
COMMANDS(fleet_on_appointment_cancel)
COMMANDS(fleet_on_appointment_close)

/* clang-format off */
const struct message_route fleet_messages[] = {
	{ &dealer_state_type,        .one = fleet_on_dealer_heard },
	{ &vehicle_state_type,       .one = fleet_on_vehicle_state_heard,
	  .batch = fleet_hear_vehicles },
	{ &appointment_book_type,    .command = fleet_on_appointment_book_commanded },
	{ &appointment_move_type,    .command = fleet_on_appointment_move_commanded },
	{ &appointment_cancel_type,  .command = fleet_on_appointment_cancel_commanded },
	{ &appointment_close_type,   .command = fleet_on_appointment_close_commanded },
};
/* clang-format on */

const size_t fleet_messages_count = COUNT_OF(fleet_messages);
