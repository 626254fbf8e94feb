/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: appointments and the days they are in. The row of a day is the lock of its slots;
 * appointments are opened before days, and days are locked in their order, so nobody
 * waits in a circle. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_APPOINTMENT_H
#define BEURT_FLEET_STORE_APPOINTMENT_H

#include "pg/pg.h"

#define APPOINTMENT_KINDS_TEXT 80 /* seven words with commas */

struct appointment_row {
	struct uuid id;
	int64_t version;
	const char *status;
	struct civil_date date;
	int64_t minute, minutes;
	struct instant starts_at;
	const char *kinds; /* words with commas */
	const char *stay, *remarks;
	const char *plate, *make, *model;
	struct uuid vehicle, customer, passport, party, inspection, proposal;
	struct uuid invitation; /* the message whose link it was booked by */
	const char *email, *name, *phone, *language;
	struct instant booked_at;
	const char *booked_by;
	struct instant moved_at, cancelled_at;
	const char *cancelled_by, *reason;
	int64_t sequence;
	const char *link_hash;
	struct instant link_expires_at;
};

/* Under the row's lock; texts lend from *ret_rows. ERR_ABSENT NO_SUCH_APPOINTMENT. */
MUST_CHECK int store_appointment_open(struct tx *tx, const char *dealer,
				      const struct uuid *id,
				      struct appointment_row *ret_row,
				      struct rows **ret_rows, struct err *err);
/* False when the garage has one of this id. */
MUST_CHECK int store_appointment_add(struct tx *tx, const char *dealer,
				     const struct appointment_row *row, bool *ret_added,
				     struct err *err);
MUST_CHECK int store_appointment_save(struct tx *tx, const char *dealer,
				      const struct appointment_row *row, struct err *err);
/* dealer, appointment_id of a customer's, of a party's, of a passport's. */
MUST_CHECK int store_appointments_of_customer(struct tx *tx, const char *dealer,
					      const struct uuid *customer,
					      struct rows **ret_rows, struct err *err);
MUST_CHECK int store_appointments_of_party(struct tx *tx, const struct uuid *party,
					   struct rows **ret_rows, struct err *err);
MUST_CHECK int store_appointments_of_passport(struct tx *tx, const struct uuid *passport,
					      struct rows **ret_rows, struct err *err);
/* date, minute, minutes of cars that come in these days, in order; not `but`. */
struct days {
	struct civil_date from, to;
};
MUST_CHECK int store_cars_of_days(struct tx *tx, const char *dealer, struct days days,
				  const struct uuid *but, struct rows **ret_rows,
				  struct err *err);

/* One who changes all of a garage's days at a time. */
MUST_CHECK int store_calendar_lock(struct tx *tx, const char *dealer, struct err *err);
/* date, version, slots from that day on, in order, locked. */
MUST_CHECK int store_days_lock(struct tx *tx, const char *dealer, struct civil_date from,
			       struct rows **ret_rows, struct err *err);
/* The same of one day or two. */
MUST_CHECK int store_two_days_lock(struct tx *tx, const char *dealer, struct days days,
				   struct rows **ret_rows, struct err *err);
struct day_rows {
	const char *const *dates;
	const int64_t *versions;
	const char *const *slots;
	size_t count;
};
MUST_CHECK int store_days_put(struct tx *tx, const char *dealer,
			      const struct day_rows *days, struct err *err);
/* Removes the days of before; ret_rows says which. */
MUST_CHECK int store_days_forget(struct tx *tx, const char *dealer,
				 struct civil_date before, struct rows **ret_rows,
				 struct err *err);

/* Whether a party drives, owns or manages that car, and the garage looks after it. */
struct booking_right {
	const char *party_id;
	const char *passport_id;
	const char *garage;
};
MUST_CHECK int store_may_book(struct tx *tx, const struct booking_right *right,
			      bool *ret_may, struct err *err);
/* The car a garage knows by a plate, or by the plate of a passport, with its customer;
 * none leaves both unset. */
struct known_car {
	struct uuid vehicle, customer;
};
MUST_CHECK int store_car_by_plate(struct tx *tx, const char *dealer, const char *plate,
				  struct known_car *ret_car, struct err *err);
MUST_CHECK int store_car_of_passport(struct tx *tx, const char *dealer,
				     const struct uuid *passport,
				     struct known_car *ret_car, struct err *err);

#endif
