/* SPDX-License-Identifier: Apache-2.0 */
/* Steps and deadlines of an appointment. */
#include "fleet/domain/booked.h"

#include <string.h>

static int refuse(const char *why, struct err *err)
{
	return err_set_code(err, ERR_CONFLICT, "APPOINTMENT_OVER", "%s", why);
}

int booked_check(const struct booked_now *booked, enum booked_step step, struct err *err)
{
	bool open = strcmp(booked->status, "booked") == 0;
	bool begun = instant_compare(booked->now, booked->starts) >= 0;

	if (strcmp(booked->status, "cancelled") == 0)
		return refuse("it was cancelled: book a new one", err);
	if (step == BOOKED_CLOSE)
		return 0;
	if (!open)
		return refuse("the car came or was missed: book a new one", err);
	if (begun && !booked->is_garage)
		return refuse("it has begun: call the garage", err);
	return 0;
}

struct instant booked_reminder(const struct zone *zone, struct civil_date date,
			       struct instant now)
{
	struct instant due =
		zone_instant(zone, civil_add_days(date, -1), REMINDER_HOUR * 3600);

	return instant_compare(due, now) > 0 ? due : NO_INSTANT;
}

struct instant booked_link_end(const struct zone *zone, struct civil_date date)
{
	return zone_instant(zone, civil_add_days(date, 2), 0);
}
