/* SPDX-License-Identifier: Apache-2.0 */
/* A car and its customer, for a page without a form. Thread: http worker. */
#ifndef BEURT_GATEWAY_STORE_CAR_H
#define BEURT_GATEWAY_STORE_CAR_H

#include "base/uuid.h"
#include "pg/pg.h"

struct car_facts { /* "" = not known */
	char plate[40];
	char make[80];
	char model[100];
	char email[330];
	char mobile[45];
	char language[3];
};

/* ERR_ABSENT when the car is not known. */
MUST_CHECK int store_car_facts(struct tx *tx, const struct uuid *vehicle,
			       const struct uuid *customer, struct car_facts *ret_facts,
			       struct err *err);

#endif
