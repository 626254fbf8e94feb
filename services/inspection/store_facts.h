/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what other services state, the highest version wins. Thread: that of the tx.
 */
#ifndef BEURT_INSPECTION_STORE_FACTS_H
#define BEURT_INSPECTION_STORE_FACTS_H

#include "flow/forget.h"
#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/invoice_recorded.h"
#include "gen/register_state.h"
#include "gen/vehicle_state.h"
#include "pg/pg.h"

MUST_CHECK int store_dealer_keep(struct tx *tx, const struct dealer_state *msg,
				 struct err *err);
/* *ret_timezone lends from *ret_rows; ERR_ABSENT. */
MUST_CHECK int store_dealer_zone(struct tx *tx, const char *dealer,
				 const char **ret_timezone, struct rows **ret_rows,
				 struct err *err);

/* Many at a time, in the order they were heard; also below. */
MUST_CHECK int store_vehicles_keep(struct tx *tx, const struct vehicle_state *const *list,
				   size_t count, struct err *err);
struct vehicle_facts {
	struct uuid id;
	const char *plate, *make, *model, *vin;
	struct civil_date first_admission, apk_expiry;
	struct uuid customer;
};
/* Texts lend from *ret_rows; none found leaves id unset. */
MUST_CHECK int store_vehicle_find(struct tx *tx, const char *dealer,
				  const struct uuid *id, struct vehicle_facts *ret_facts,
				  struct rows **ret_rows, struct err *err);
/* The car with this plate that was seen last; none leaves *ret_id unset. */
MUST_CHECK int store_vehicle_by_plate(struct tx *tx, const char *dealer,
				      const char *plate, struct uuid *ret_id,
				      struct err *err);

MUST_CHECK int store_customers_keep(struct tx *tx,
				    const struct customer_state *const *list,
				    size_t count, struct err *err);
MUST_CHECK int store_customer_blank(struct tx *tx, const char *dealer,
				    const struct uuid *customer, struct err *err);
struct customer_facts {
	struct uuid id;
	const char *number, *name, *company, *street, *house_number, *addition;
	const char *postcode, *city, *country, *email, *phone, *mobile, *language;
	bool erased;
};
MUST_CHECK int store_customer_find(struct tx *tx, const char *dealer,
				   const struct uuid *id,
				   struct customer_facts *ret_facts,
				   struct rows **ret_rows, struct err *err);
MUST_CHECK int store_customer_by_number(struct tx *tx, const char *dealer,
					const char *number, struct uuid *ret_id,
					struct err *err);

struct maintenance_row {
	const char *dealer;
	const char *vehicle_id;
	const char *proposal_id;
	int64_t version;
	const char *list_week;
	const char *due; /* NULL when it was done */
};
MUST_CHECK int store_maintenance_keep(struct tx *tx, const struct maintenance_row *list,
				      size_t count, struct err *err);

/* When cars had their last service, of visits that do, and do no longer, have one. */
MUST_CHECK int store_serviced_keep(struct tx *tx,
				   const struct invoice_recorded *const *list,
				   size_t count, struct err *err);

MUST_CHECK int store_mobility_keep(struct tx *tx, const char *dealer,
				   const struct uuid *vehicle, struct civil_date ends_on,
				   struct err *err);

MUST_CHECK int store_register_keep(struct tx *tx, const struct register_state *msg,
				   const char *state, struct err *err);

/* The dates a form may show, and the register's word on the plate. */
struct date_facts {
	struct civil_date maintenance, apk, mobility;
	const char *register_state; /* register.state as JSON, or NULL; lends from rows */
	struct rows *rows;          /* owned: rows_free */
};
/* plate may be NULL: nothing of the register then. */
MUST_CHECK int store_dates_find(struct tx *tx, const char *dealer,
				const struct uuid *vehicle, const char *plate,
				struct date_facts *ret_facts, struct err *err);

/* What is kept of people (store_forget.c). */
extern const struct forget_service inspection_forgets;

#endif
