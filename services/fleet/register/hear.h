/* SPDX-License-Identifier: Apache-2.0 */
/* Which plates the register is asked for: Dutch ones that can exist. Thread: the tx's. */
#ifndef BEURT_FLEET_REGISTER_HEAR_H
#define BEURT_FLEET_REGISTER_HEAR_H

#include "gen/vehicle_state.h"
#include "pg/pg.h"

/* New plates among these cars will be asked for soon. */
MUST_CHECK int register_hear_vehicles(struct tx *tx,
				      const struct vehicle_state *const *list,
				      size_t count, struct err *err);

#endif
