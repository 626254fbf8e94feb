/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage as its calendar wants it: zone, hours, how many cars, how far ahead. What
 * dealer.state leaves out has the preset of domain/slot.h; a garage that is not active,
 * or has no hours, takes no appointments. Thread: any.
 */
#ifndef BEURT_FLEET_APPOINTMENT_GARAGE_H
#define BEURT_FLEET_APPOINTMENT_GARAGE_H

#include "fleet/domain/slot.h"
#include "fleet/fleet.h"

struct garage {
	char code[DEALER_TEXT];
	const struct zone *zone;
	struct slot_rules rules;
};

/* As it is now, in this transaction: read it after the days are locked. ERR_ABSENT
 * NO_SUCH_DEALER. */
MUST_CHECK int garage_find(struct tx *tx, const char *dealer, struct garage *ret_garage,
			   struct err *err);

#endif
