/* SPDX-License-Identifier: Apache-2.0 */
/* Which message goes to which handler. */
#include "base/mem.h"
#include "fleet/events.h"

HEARS(fleet_on_vehicle_state)

/* clang-format off */
const struct message_route fleet_messages[] = {
	{ &dealer_state_type,        .one = fleet_on_dealer_heard },
	{ &vehicle_state_type,       .one = fleet_on_vehicle_state_heard,
	  .batch = fleet_hear_vehicles },
};
/* clang-format on */

const size_t fleet_messages_count = COUNT_OF(fleet_messages);
