/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The service's own state and settings: what main() makes and every handler gets.
 * Thread: any; nothing here changes after start.
 */
#ifndef BEURT_FLEET_FLEET_H
#define BEURT_FLEET_FLEET_H

#include "app/app.h"
#include "fleet/register/refresh.h"

struct link_keys;

struct fleet_knobs {
	struct app_knobs app;  /* first, as app.h asks */
	const char *link_keys; /* secrets behind the links in letters */
	int64_t passport_days; /* a passport's link lives so long */
	int64_t account_days;  /* that of a fleet account */
	int64_t address_hours; /* that of a new address */
	int64_t transfer_days; /* an offered car waits so long */
	int64_t invited_days;  /* who was asked and never came is kept so long */
	int64_t letter_days;   /* a letter that cannot leave so long is stale */
	struct register_knobs vehicle_register;
};

extern const struct knob fleet_knobs_table[];
extern const size_t fleet_knobs_count;

struct fleet {
	const struct fleet_knobs *knobs;
	struct link_keys *keys;
	struct register_refresh *refresh; /* NULL: the register is off */
};

extern const struct message_route fleet_messages[];
extern const size_t fleet_messages_count;
extern const struct timer_route fleet_timers[];
extern const size_t fleet_timers_count;

#define DEALER_TEXT 41 /* a garage's code, or @ and a party's id, and the NUL */

#endif
