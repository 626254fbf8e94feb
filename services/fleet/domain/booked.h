/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may still be done with an appointment, and when its letter and link are due.
 * Thread: any.
 */
#ifndef BEURT_FLEET_DOMAIN_BOOKED_H
#define BEURT_FLEET_DOMAIN_BOOKED_H

#include "base/zone.h"

#define REMINDER_HOUR 10 /* on the garage's clock, the day before */

enum booked_step { BOOKED_MOVE, BOOKED_CANCEL, BOOKED_CLOSE };

/* `status` is the state's word. The garage may put right whether the car came; customers
 * neither move nor cancel what has begun. ERR_CONFLICT with code APPOINTMENT_OVER. */
struct booked_now {
	const char *status;
	struct instant starts;
	struct instant now;
	bool is_garage;
};
MUST_CHECK int booked_check(const struct booked_now *booked, enum booked_step step,
			    struct err *err);

/* The day before at 10:00; not set when that is not after `now`. */
struct instant booked_reminder(const struct zone *zone, struct civil_date date,
			       struct instant now);
/* The end of the day after it. */
struct instant booked_link_end(const struct zone *zone, struct civil_date date);

#endif
