/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last look before an invitation leaves (domain.md 3d-6), and the same look when a
 * list is made or changed. The first hit wins. Thread: any.
 */
#ifndef BEURT_REMINDER_RECHECK_H
#define BEURT_REMINDER_RECHECK_H

#include "base/civil_date.h"

#define RECHECK_BOOKED_DAYS 60 /* an appointment later than that holds nothing back */

struct recheck {
	bool erased;
	bool consent_withdrawn; /* known to be withdrawn or objected */
	bool never;             /* person, vehicle or reason */
	bool never_channel;     /* the one channel there is */
	struct civil_date today;
	struct civil_date predicted_since; /* last visit the proposal knew */
	struct civil_date last_visit;
	bool follows_visit; /* it is about the last visit: having just been in is no news
			     */
	struct civil_date apk_proposed; /* expiry the proposal is about; NO_DATE = none */
	struct civil_date apk_now;      /* expiry known now */
	bool apk_elsewhere;       /* the register moved it, and it was not tested here */
	struct civil_date booked; /* an appointment near `today`; NO_DATE = none */
	const char *gone;         /* code of why nobody we know has it; NULL = they do */
	bool other_owner;         /* the vehicle is with another customer now */
	bool has_address;
	bool bounces; /* the address is known not to exist */
	bool do_not_contact;
	bool reached_otherwise; /* by another channel than e-mail */
};

/* Code of what holds it back, "VISITED"; NULL when nothing does. */
const char *recheck_hold(const struct recheck *facts);
/* Code of why e-mail cannot be used; NULL when it can. */
const char *recheck_channel(const struct recheck *facts);

#endif
