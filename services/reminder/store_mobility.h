/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: ends of mobility services, as forms say; a car's newest is loaded with the car
 * (store_car.c). No policy here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_MOBILITY_H
#define BEURT_REMINDER_STORE_MOBILITY_H

#include "pg/pg.h"

struct mobility_row {
	struct uuid inspection;
	struct uuid vehicle;
	int64_t version;
	struct civil_date said_on;
	struct civil_date ends_on; /* NO_DATE: the form says that there is none */
};
/* ret_changed: something that a forecast rests on is different now. */
MUST_CHECK int store_mobility_save(struct tx *tx, const char *dealer,
				   const struct mobility_row *row, bool *ret_changed,
				   struct err *err);

#endif
