/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a car's maintenance of the coming twelve months is expected to be and to cost: the
 * visits its garage knows of, and what such visits of comparable cars cost. Never a bare
 * number: a range, and what it rests on. Thread: http worker, the transaction's.
 */
#ifndef BEURT_GATEWAY_STORE_EXPECTED_H
#define BEURT_GATEWAY_STORE_EXPECTED_H

#include "pg/pg.h"

#define EXPECTED_VISITS_MAX 3
#define EXPECTED_NAME_TEXT  324 /* 80 characters and the NUL */

struct expected_visit {
	const char *kind; /* "apk", "service", "service_apk": together, within 60 days */
	struct civil_date due; /* may have passed */
	bool known;            /* comparable visits are known; else nothing below is */
	int64_t low_cents, middle_cents, high_cents; /* 1 in 10 less, half, 1 in 10 up */
	int64_t visits;                              /* of comparable cars */
	int64_t garages;                             /* of how many */
	const char *basis;             /* "model", "make", "age", "all": how comparable */
	char make[EXPECTED_NAME_TEXT]; /* of the basis; "" = all */
	char model[EXPECTED_NAME_TEXT];
	int64_t age_from, age_to;
};

struct expected_costs {
	struct civil_date from; /* today, on the garage's clock; not set: no such car */
	struct civil_date until;
	bool without_vat; /* the amounts: as a company reads them */
	struct expected_visit visits[EXPECTED_VISITS_MAX]; /* by day */
	size_t count;
};

/* As a garage that knows the car (passport_turn_to). A company gets its VAT back, and
 * reads amounts without it. */
MUST_CHECK int store_expected_costs(struct tx *tx, const struct uuid *vehicle,
				    bool without_vat, struct expected_costs *ret_costs,
				    struct err *err);

#endif
