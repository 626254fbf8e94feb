/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters about an appointment, each with its link and what the calendar file needs.
 * Who gave an address gets it there; else the garage's customer at their own; else
 * nobody. Thread: flow's.
 */
#ifndef BEURT_FLEET_APPOINTMENT_LETTER_H
#define BEURT_FLEET_APPOINTMENT_LETTER_H

#include "fleet/fleet.h"
#include "fleet/store_appointment.h"
#include "sys/link.h"

enum appointment_letter {
	APPOINTMENT_CONFIRMED,
	APPOINTMENT_MOVED,
	APPOINTMENT_CANCELLED,
	APPOINTMENT_REMINDER,
};

struct appointment_mail {
	const struct fleet *svc;
	const char *dealer;
	const struct appointment_row *row;
	enum appointment_letter letter;
	struct civil_date was_date; /* before a move; else not set */
	int64_t was_minute;
	struct instant now;
};

struct link appointment_link(const struct fleet *svc, const char *dealer,
			     const struct uuid *id);
MUST_CHECK int appointment_write(const struct appointment_mail *mail, struct outbox *say,
				 struct err *err);

#endif
