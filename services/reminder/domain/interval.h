/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Service intervals a garage gives for some of its cars (domain.md 3d-4).
 *
 * A list in the garage's order; the first that fits a car's make, model and fuel counts.
 * What it leaves out, months or km, is the garage's own. Thread: any.
 */
#ifndef BEURT_REMINDER_INTERVAL_H
#define BEURT_REMINDER_INTERVAL_H

#include "reminder/domain/history.h"

#define INTERVAL_RULES 200

struct interval_rule {
	const char *make;  /* "" = any; upper and lower case are alike */
	const char *model; /* start of the model; "" = any */
	enum fuel fuel;    /* FUEL_NONE = any */
	int months;        /* 0 = not said */
	int64_t km;
};

struct interval_car {
	const char *make;
	const char *model; /* may repeat the make: "VOLKSWAGEN GOLF" */
	enum fuel fuel;
};

/* The first that fits; NULL when none does. */
const struct interval_rule *interval_find(const struct interval_rule *rules, size_t count,
					  const struct interval_car *car);

#endif
