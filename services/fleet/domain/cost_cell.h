/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which visits are comparable: cells of make, model, fuel, age and kind of visit, from
 * the closest to all cars, and how many it takes before a cell tells anything.
 *
 * Ages are whole years since first admission, in bands in which costs are alike: as new,
 * in warranty's shadow, worn parts, old, very old. Thread: any.
 */
#ifndef BEURT_FLEET_COST_CELL_H
#define BEURT_FLEET_COST_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil_date.h"

#define COST_CELL_TEXT  121
#define COST_MIN_VISITS 30 /* below: no cell, the numbers mean nothing */
#define COST_MIN_CARS   5  /* below: no cell, they might be one person's */

enum cost_level { COST_MODEL, COST_MAKE, COST_AGE, COST_ALL, COST_LEVELS };

struct cost_subject {
	const char *make; /* NULL or "": unknown */
	const char *model;
	const char *fuel;                  /* word of fuel.json */
	struct civil_date first_admission; /* NO_DATE: unknown */
	struct civil_date visit_date;
	const char *visit_class; /* word of visit_class.json */
};

/* The cell's name, "SUBARU/FORESTER/petrol/4-6/periodic_large", "*" for all; "" when too
 * little is known of the car for a cell of this level, or its name is too long. */
void cost_cell_name(const struct cost_subject *subject, enum cost_level level,
		    char ret_cell[COST_CELL_TEXT]);

/* What a name says, as texts of its own. */
struct cost_cell {
	char make[COST_CELL_TEXT]; /* "" = all */
	char model[COST_CELL_TEXT];
	char fuel[COST_CELL_TEXT];
	char visit_class[COST_CELL_TEXT];
	int age_from;
	int age_to;
};
/* False when it is no cell's name. */
bool cost_cell_read(const char *cell, struct cost_cell *ret_cell);

/* Of all kinds of work of a visit the one it is compared by; NULL: it is not compared
 * (damage, warranty and recalls are no expected costs, other work says nothing). */
const char *cost_visit_class(const char *const *classes, size_t count);

/* Whether a cell of so many may be told. */
bool cost_may_tell(int64_t visits, int64_t cars);

#endif
