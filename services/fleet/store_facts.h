/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what other services state, the highest version wins. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_FACTS_H
#define BEURT_FLEET_STORE_FACTS_H

#include "flow/forget.h"
#include "gen/dealer_state.h"
#include "gen/vehicle_state.h"
#include "pg/pg.h"

/* `state` is the message as it was heard. */
MUST_CHECK int store_fleet_dealer_keep(struct tx *tx, const struct dealer_state *msg,
				       const char *state, struct err *err);

struct garage_facts {
	bool found, active;
	const char *name, *timezone, *language;
	const char *state; /* dealer.state as JSON */
};
/* Texts lend from *ret_rows. */
MUST_CHECK int store_fleet_dealer_find(struct tx *tx, const char *dealer,
				       struct garage_facts *ret_facts,
				       struct rows **ret_rows, struct err *err);

/* Many at a time, in the order they were heard. */
MUST_CHECK int store_fleet_vehicles_keep(struct tx *tx,
					 const struct vehicle_state *const *list,
					 size_t count, struct err *err);

struct car_facts {
	struct uuid id; /* unset: the garage knows no such car */
	const char *plate, *country, *make, *model;
	struct uuid customer;
};
/* Texts lend from *ret_rows. */
MUST_CHECK int store_fleet_vehicle_find(struct tx *tx, const char *dealer,
					const struct uuid *id,
					struct car_facts *ret_facts,
					struct rows **ret_rows, struct err *err);

/* The garage's car with the wanted plate and country; the wanted id when it is one of
 * several. Only id and customer are filled; nothing when the garage knows none. */
MUST_CHECK int store_fleet_vehicle_by_plate(struct tx *tx, const char *dealer,
					    const struct car_facts *wanted,
					    struct car_facts *ret_facts, struct err *err);

/* What is kept of people (store_forget.c). */
extern const struct forget_service fleet_forgets;

#endif
