/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What follows from a call (domain.md 3d-7): at most 3 attempts in 14 days for a person
 * and a reason, none after somebody was spoken to unless they asked for it, and only in
 * the hours in which people may be called. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CALLING_H
#define BEURT_NOTIFICATION_CALLING_H

#include "base/zone.h"

#define CALL_ATTEMPTS_MAX 3
#define CALL_LATER_DAYS   14 /* as far ahead as somebody may ask to be called again */

enum call_outcome {
	CALL_NONE,
	CALL_REACHED_BOOKED,
	CALL_REACHED_LATER,
	CALL_REACHED_NO,
	CALL_NO_ANSWER,
	CALL_WRONG_NUMBER,
	CALL_DO_NOT_CALL,
	CALL_OUTCOMES,
};
const char *call_outcome_name(enum call_outcome outcome);
enum call_outcome call_outcome_from(const char *name); /* CALL_NONE for others */

enum call_end {
	CALL_GOES_ON, /* to be called again, from `from` on */
	CALL_REACHED, /* somebody was spoken to: the contact was made */
	CALL_FAILED,  /* by telephone it cannot be made */
};

struct call_facts {
	enum call_outcome outcome;
	int64_t attempts;     /* in 14 days, this one included */
	struct instant again; /* asked for; not set = nothing */
	const struct zone *zone;
	struct instant now;
};

struct call_answer {
	enum call_end end;
	const char *reason;  /* code of why it ends: "REACHED", "NOT_REACHED" */
	struct instant from; /* CALL_GOES_ON */
};
/* ERR_INVALID, code CALL_AGAIN_WRONG, when the moment to call again is missing, past or
 * too far ahead. */
MUST_CHECK int call_judge(const struct call_facts *facts, struct call_answer *ret_answer,
			  struct err *err);

#endif
