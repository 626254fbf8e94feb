/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: vehicles, visits, corrections; cars as a whole and their plans.
 *
 * Functions that load say ERR_ABSENT when there is nothing; those that take a state row
 * answer through ret_changed whether its version was news. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_VEHICLE_H
#define BEURT_REMINDER_STORE_VEHICLE_H

#include "pg/pg.h"
#include "reminder/list/car.h"

struct vehicle_row {
	struct uuid vehicle;
	struct uuid customer;
	int64_t version;
	const char *plate;
	const char *make;
	const char *model;
	enum fuel fuel;
	enum apk_category category;
	struct civil_date first_admission;
	struct civil_date apk_expiry;
	struct civil_date delivered_on;
	bool is_stock_car;
};
/* ret_changed: something that a forecast rests on is different now. */
MUST_CHECK int store_vehicle_save(struct tx *tx, const char *dealer,
				  const struct vehicle_row *row, bool *ret_changed,
				  struct err *err);

MUST_CHECK int store_vehicle_interval(struct tx *tx, const char *dealer,
				      const struct uuid *vehicle, int64_t months,
				      int64_t km, struct err *err);

struct visit_row {
	struct uuid visit;
	struct uuid vehicle;
	struct uuid customer;
	int64_t version;
	struct civil_date date;
	int64_t odometer_km; /* negative = none */
	unsigned work;
	unsigned parts; /* due by time, renewed */
	int64_t customer_net_cents;
	bool voided;
};
MUST_CHECK int store_visit_save(struct tx *tx, const char *dealer,
				const struct visit_row *row, bool *ret_changed,
				struct err *err);
MUST_CHECK int store_visit_absorbed(struct tx *tx, const char *dealer,
				    const struct uuid *visit, const struct uuid *vehicle,
				    struct err *err);
/* ERR_ABSENT when the vehicle has no such visit. */
struct visit_odometer {
	struct uuid visit;
	int64_t km; /* the right one; negative = disregard the one there */
};
MUST_CHECK int store_visit_odometer(struct tx *tx, const char *dealer,
				    const struct uuid *vehicle,
				    const struct visit_odometer *right, struct err *err);
MUST_CHECK int store_visit_not_service(struct tx *tx, const char *dealer,
				       const struct uuid *vehicle,
				       const struct uuid *visit, struct err *err);

#define VISIT_LIST 100
struct visit_list {
	size_t count;
	struct visit_row visits[VISIT_LIST];
};
/* A customer's visits on or after a day, oldest first: for attribution. */
MUST_CHECK int store_visits_since(struct tx *tx, const char *dealer,
				  const struct uuid *customer, struct civil_date since,
				  struct visit_list *ret_visits, struct err *err);
MUST_CHECK int store_visit_find(struct tx *tx, const char *dealer,
				const struct uuid *visit, struct visit_row *ret_row,
				bool *ret_found, struct err *err);
MUST_CHECK int store_visit_load(struct tx *tx, const char *dealer,
				const struct uuid *visit, struct visit_row *ret_row,
				struct err *err);

struct correction_row {
	struct uuid command;
	struct uuid vehicle;
	struct uuid visit;
	const char *kind;
	const char *actor;
	struct instant at;
	int64_t odometer_km; /* negative = none */
	int64_t interval_months;
	int64_t interval_km;
};
MUST_CHECK int store_correction_add(struct tx *tx, const char *dealer,
				    const struct correction_row *row, struct err *err);

/* Everything known of these vehicles, in the order of their ids; absent ones are left
 * out. */
MUST_CHECK int store_cars_load(struct tx *tx, const char *dealer, const char *const *ids,
			       size_t count, struct car_list *ret_cars, struct err *err);
/* Plans of vehicles, beside their ids. */
struct plans {
	const char *const *vehicles;
	const struct plan *plans;
	size_t count;
};
/* Steps that are the same stay as they are. */
MUST_CHECK int store_plans_save(struct tx *tx, const char *dealer,
				const struct plans *plans, struct err *err);

struct plan_page {
	struct civil_date not_given_up_by;
	struct civil_date due_by;
	struct uuid after; /* none: from the first */
	int64_t limit;
};
/* Ids of vehicles with a step that falls due. */
MUST_CHECK int store_plan_due(struct tx *tx, const char *dealer,
			      const struct plan_page *page, struct rows **ret_rows,
			      struct err *err);

#endif
