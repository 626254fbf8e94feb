/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: passports and the garages that look after their cars. Texts of a row lend from the
 * rows they were read from. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_PASSPORT_H
#define BEURT_FLEET_STORE_PASSPORT_H

#include "fleet/domain/holding.h"
#include "gen/vehicle_state.h"
#include "pg/pg.h"

#define PASSPORT_GARAGES 20

struct passport_row {
	struct uuid id;
	int64_t version;
	struct holding held;
	const char *plate, *country, *make, *model;
	struct uuid vehicle;
	const char *created_by;
	struct instant created_at, invited_at, activated_at, archived_at;
	const char *archived_reason;
	int64_t links;
	const char *link_hash;
	struct instant link_expires_at;
};

struct garage_link {
	const char *dealer;
	struct uuid customer;
	struct uuid vehicle; /* as it names the car; unset while it does not know it */
	struct instant since, until;
};

/* Locked for update; ERR_ABSENT, code NO_SUCH_PASSPORT. */
MUST_CHECK int store_passport_open(struct tx *tx, const struct uuid *id,
				   struct passport_row *ret_row, struct rows **ret_rows,
				   struct err *err);
/* False when the car has one that is not archived, or the id is taken. */
MUST_CHECK int store_passport_add(struct tx *tx, const struct passport_row *row,
				  bool *ret_added, struct err *err);
MUST_CHECK int store_passport_save(struct tx *tx, const struct passport_row *row,
				   struct err *err);

/* Into ret_links, which has PASSPORT_GARAGES; texts lend from *ret_rows. */
MUST_CHECK int store_passport_garages(struct tx *tx, const struct uuid *id,
				      struct garage_link *ret_links, size_t *ret_count,
				      struct rows **ret_rows, struct err *err);
MUST_CHECK int store_passport_link(struct tx *tx, const struct uuid *id,
				   const struct garage_link *link, struct err *err);

/* Whether no other passport that is not archived has this plate. */
MUST_CHECK int store_passport_plate_is_free(struct tx *tx, const struct passport_row *row,
					    bool *ret_free, struct err *err);

/* Columns email, name, phone, language, reminders, party: who gets messages about the
 * car. No row: nobody of ours, so the garage's customer. */
MUST_CHECK int store_passport_contact(struct tx *tx, const struct uuid *id,
				      struct rows **ret_rows, struct err *err);

/* Column 0: ids of passports that are not archived: of a fleet, those a party owns or
 * drives, those of a garage's customer. */
MUST_CHECK int store_passports_of_fleet(struct tx *tx, const struct uuid *fleet,
					struct rows **ret_rows, struct err *err);
MUST_CHECK int store_passports_of_party(struct tx *tx, const struct uuid *party,
					struct rows **ret_rows, struct err *err);
MUST_CHECK int store_passports_of_customer(struct tx *tx, const char *dealer,
					   const struct uuid *customer,
					   struct rows **ret_rows, struct err *err);

/* Column 0: ids of passports, not archived, that say something else of one of these cars
 * than their garages do now; 1: which of them it is, from 1. Keep the cars first. */
MUST_CHECK int store_passports_of_vehicles(struct tx *tx,
					   const struct vehicle_state *const *list,
					   size_t count, struct rows **ret_rows,
					   struct err *err);

#endif
