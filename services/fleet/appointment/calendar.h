/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's days: which slots they have and what is left, said as calendar.state.
 *
 * A day is said when it changed. Days are made up to the last that may be booked, every
 * night one more, and forgotten a month after they were. Thread: flow's.
 */
#ifndef BEURT_FLEET_APPOINTMENT_CALENDAR_H
#define BEURT_FLEET_APPOINTMENT_CALENDAR_H

#include "fleet/appointment/garage.h"
#include "fleet/store_appointment.h"

#define TIMER_CALENDAR "calendar"

/* Every day from today on, after the hours changed or a night passed; sets the timer of
 * the next night. */
MUST_CHECK int calendar_refresh(struct tx *tx, const char *dealer, struct outbox *say,
				struct err *err);
int calendar_extends(void *svc, struct tx *tx, const char *key, struct instant due,
		     struct outbox *say, struct err *err);

/* One transaction's hold on one day or two of a garage. */
struct held_days {
	struct tx *tx;
	struct garage garage;
	struct slot_asker asker;
	struct days days;
	struct rows *rows;
};
/* Locks them, then reads the garage. ERR_INVALID NO_OPENING_HOURS when it has none. */
MUST_CHECK int calendar_hold(struct tx *tx, const char *dealer, struct days days,
			     struct held_days *ret_held, struct err *err);
void calendar_done(struct held_days *held);
#define HELD_DAYS_AUTO __attribute__((cleanup(calendar_done))) struct held_days

/* Whether the slot takes one more car, `but` not counted. ERR_CONFLICT SLOT_TAKEN, or as
 * slot_check() says; *ret_json, for the asker, then has the nearest free slots. */
struct slot_wish {
	struct civil_date date;
	int minute;
	const struct uuid *but; /* NULL: nobody */
};
MUST_CHECK int calendar_check(const struct held_days *held, const struct slot_wish *wish,
			      char **ret_json, struct err *err);
/* Says the held days as they are after a booking. */
MUST_CHECK int calendar_say(const struct held_days *held, struct outbox *say,
			    struct err *err);

#endif
