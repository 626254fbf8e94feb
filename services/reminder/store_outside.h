/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what others than the garage say of a car: the register by its plate, its passport,
 * and appointments. Those that take a state row answer through ret_changed whether
 * something that proposals rest on is different now. No policy here. Thread: that of the
 * tx.
 */
#ifndef BEURT_REMINDER_STORE_OUTSIDE_H
#define BEURT_REMINDER_STORE_OUTSIDE_H

#include "pg/pg.h"
#include "reminder/domain/history.h"

/* Cars of any garage. Columns: dealer, vehicle, customer; in the order of the first two.
 */
MUST_CHECK int store_outside_cars_of_plate(struct tx *tx, const char *plate,
					   struct rows **ret_rows, struct err *err);
/* … of the garages of a passport, by its vehicle or its plate. */
MUST_CHECK int store_outside_cars_of_passport(struct tx *tx, const char *passport_id,
					      struct rows **ret_rows, struct err *err);
/* … of one of these garages. */
struct passport_cars {
	const char *const *dealers;
	const char *const *vehicles; /* as each of them names the car */
	size_t count;
	const char *plate;
};
MUST_CHECK int store_outside_cars_of(struct tx *tx, const struct passport_cars *wanted,
				     struct rows **ret_rows, struct err *err);

struct register_row {
	const char *plate;
	int64_t version;
	struct civil_date checked_on;
	struct civil_date apk_expiry;
	struct civil_date apk_moved_on;
	struct civil_date holder_since;
	bool exported;
	struct civil_date first_admission;
	enum fuel fuel;
	int64_t recalls;               /* open ones */
	struct civil_date recalled_on; /* the newest one's day, if it is said */
	const char *recall_codes;      /* of all of them, as one text */
};
/* Recalls of no day count from the check that showed them first. A later holder than the
 * one known before is kept as the day the car moved. */
MUST_CHECK int store_outside_register(struct tx *tx, const struct register_row *row,
				      bool *ret_changed, struct err *err);

struct passport_row {
	const char *passport_id;
	int64_t version;
	const char *vehicle_id;
	const char *plate;
	bool is_live;
	struct instant holder_changed_at;
	struct instant gone_at;
	const char *gone_reason;
	const char *contact_email; /* NULL = the garage's customer */
	const char *contact_name;
	const char *contact_language;
	const char *contact_party; /* who it is, when they log in with us */
	bool in_fleet;
};
MUST_CHECK int store_outside_passport(struct tx *tx, const char *dealer,
				      const struct passport_row *row, bool *ret_changed,
				      struct err *err);
MUST_CHECK int store_outside_passport_gone(struct tx *tx, const char *passport_id,
					   struct err *err);
/* Who gets messages about the car; no row when that is the garage's customer. Columns:
 * e-mail, name, language, party (may be null), passport. */
MUST_CHECK int store_outside_contact(struct tx *tx, const char *dealer,
				     const struct uuid *vehicle, struct rows **ret_rows,
				     struct err *err);

struct appointment_row {
	struct uuid appointment;
	int64_t version;
	const char *status; /* "booked", "cancelled", "came", "missed" */
	struct uuid vehicle;
	struct uuid customer;
	struct civil_date date;
	struct instant booked_at;
	struct uuid invitation; /* by whose link it was booked: its proposal, or its
				   own id; not set: by none */
};
/* ret_owner: the car's customer; none when the car is not known. */
MUST_CHECK int store_outside_appointment(struct tx *tx, const char *dealer,
					 const struct appointment_row *row,
					 bool *ret_changed, struct uuid *ret_owner,
					 struct err *err);
MUST_CHECK int store_outside_appointment_gone(struct tx *tx, const char *dealer,
					      const struct uuid *appointment,
					      struct err *err);

#define APPOINTMENT_LIST 200
struct appointment_list {
	size_t count;
	struct appointment_row rows[APPOINTMENT_LIST]; /* status lent by `lent` */
	struct rows *lent;
};
void store_outside_appointments_free(struct appointment_list *list);
/* Those made since a moment for a customer or one of these cars, oldest first. */
struct appointments_wanted {
	struct uuid customer;
	const char *const *vehicles;
	size_t vehicles_count;
	struct instant since;
};
MUST_CHECK int store_outside_appointments(struct tx *tx, const char *dealer,
					  const struct appointments_wanted *wanted,
					  struct appointment_list *ret_list,
					  struct err *err);

#endif
