/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What invoices say about a car without having a field for it: names of properties and
 * words in notes, Dutch and English. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_AUTOMOTIVE_H
#define BEURT_INVOICE_INTAKE_AUTOMOTIVE_H

#include <stdint.h>

#include "base/slice.h"

enum car_fact {
	CAR_NONE,
	CAR_PLATE,
	CAR_VIN,
	CAR_ODOMETER,
	CAR_WORKORDER,
	CAR_MAKE,
	CAR_MODEL,
	CAR_FUEL,
	CAR_FIRST_ADMISSION,
	CAR_APK_EXPIRY,
	CAR_FACTS,
};

enum { CAR_TEXT = 81 };

struct car_facts {
	char text[CAR_FACTS][CAR_TEXT]; /* "" = not said */
};

/* Which fact a property of this name holds: "Kenteken", "km-stand", "VIN". */
enum car_fact car_fact_named(const char *name);
/* Keep a property's value, unless the fact is known already. */
void car_facts_keep(struct car_facts *facts, enum car_fact fact, struct slice value);
/* Look for "word: value" in free text. */
void car_facts_search(struct car_facts *facts, const char *text);
/* "87.512 km" → 87512; -1 when there is no number. */
int64_t car_odometer(const char *text);
/* "2019-05-14", "14-05-2019", "14/5/2019", "20190514" → "2019-05-14"; false otherwise. */
bool car_date(const char *text, char ret_date[11]);

#endif
