/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Editions of the rules: what counts today, and what counted when an explanation was
 * stored (domain.md 3d-11).
 *
 * Rules get better; what was explained by the old ones must still give its old dates. An
 * edition is never changed once a proposal was made by it: a better rule is a new one.
 * Thread: any.
 */
#ifndef BEURT_REMINDER_RULEBOOK_H
#define BEURT_REMINDER_RULEBOOK_H

#include "reminder/domain/levels.h"

struct rulebook {
	const char *usage_rule; /* "usage-rate@2": names the edition in an explanation */
	bool seasons;           /* rates are a driven day's */
	/* What a car's visits for something else lean on: so many in so many days. */
	int32_t other_visits;
	int32_t other_days;
	const struct levels_table *levels; /* NULL: chances as the rules give them */
};

const struct rulebook *rulebook_now(void);
/* The edition that an explanation's rule names; NULL when it names none. */
const struct rulebook *rulebook_of(const char *usage_rule);

#endif
