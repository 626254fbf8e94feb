/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a vehicle, gathered from the documents; the newest that says
 * something wins, by its date. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_VEHICLE_H
#define BEURT_INVOICE_DOMAIN_VEHICLE_H

#include "invoice/domain/identity.h"

enum vehicle_text {
	VEHICLE_PLATE, /* normalised */
	VEHICLE_COUNTRY,
	VEHICLE_VIN,
	VEHICLE_MAKE,
	VEHICLE_MODEL,
	VEHICLE_VARIANT,
	VEHICLE_TEXTS,
};

enum fuel {
	FUEL_NONE,
	FUEL_PETROL,
	FUEL_DIESEL,
	FUEL_LPG,
	FUEL_CNG,
	FUEL_ELECTRIC,
	FUEL_HYDROGEN,
	FUEL_OTHER,
	FUEL_UNKNOWN,
};

struct vehicle {
	struct uuid vehicle_id;
	const char *dealer; /* lent */
	int64_t version;    /* 0 = not stored yet */
	char *vin_name;     /* struct vehicle_names; owned, NULL = none */
	char *plate_name;
	char *texts[VEHICLE_TEXTS]; /* owned */
	bool plate_valid;
	int64_t model_year;
	enum fuel fuel;
	struct civil_date first_admission;
	struct civil_date apk_expiry;
	struct civil_date apk_expiry_seen;
	struct civil_date delivered_on;
	struct civil_date last_visit;
	struct civil_date seen_on;
	struct uuid customer_id;
	bool is_stock_car;
};

void vehicle_done(struct vehicle *vehicle);
/* Take over what a document says; true when anything changed. */
bool vehicle_learn(struct vehicle *vehicle, const struct invoice *invoice,
		   const struct vehicle_names *names, const struct uuid *customer);
/* Whose it was was erased: plate and chassis number go, what kind of car it is stays. */
void vehicle_forget(struct vehicle *vehicle);
/* Words of a DMS: "Benzine", "diesel", "elektrisch", "LPG G3". */
enum fuel vehicle_fuel(const char *words);
/* Kilometres; NO_ODOMETER when not given or negative. */
int64_t vehicle_odometer_km(const struct invoice_vehicle *vehicle);

#endif
