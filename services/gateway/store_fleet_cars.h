/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cars of a manager's fleet: the passports as the manager's own rows, and what the
 * garages know of each car as theirs, by vehicle and only of the time they looked after
 * it. Prices are of the days since a car joined the fleet. Thread: http worker, one
 * transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_FLEET_CARS_H
#define BEURT_GATEWAY_STORE_FLEET_CARS_H

#include "gateway/domain/fleet_tile.h"
#include "gateway/passport.h"
#include "gateway/store.h"

#define FLEET_CARS_MAX    2000
#define FLEET_GARAGES_MAX 200

/* Texts are lent by the list. */
struct fleet_car {
	struct uuid passport;
	const char *card;        /* JSON, without braces */
	const char *more;        /* the same: what only one car alone shows */
	const char *line;        /* plate to status, as a line of a CSV file */
	const char *garage;      /* a JSON string; NULL when none looks after it */
	const char *garage_cell; /* the same as a cell of a CSV file */
	const char *appointment; /* JSON; NULL when there is none */
	struct fleet_facts facts;
	int64_t odometer_km; /* 0: unknown */
	struct civil_date odometer_date;
	bool found; /* what was searched for is in it */
};

struct fleet_cars {
	struct fleet_car *cars; /* by passport */
	size_t count;
	struct civil_date today; /* as the garages' calendars have it */
	struct rows *rows[FLEET_GARAGES_MAX + 1];
	size_t rows_count;
};
void fleet_cars_done(struct fleet_cars *list);
#define FLEET_CARS_AUTO __attribute__((cleanup(fleet_cars_done))) struct fleet_cars

struct fleet_search {
	const char *text;            /* NULL: all */
	const char *plate;           /* the same as a plate; "" when it cannot be one */
	const struct uuid *passport; /* this car alone; NULL: all */
};
/* The fleet's cars, none of them left out by the search (see `found`). The transaction
 * sees a garage's rows from here on. ERR_INVALID above the limits. */
MUST_CHECK int store_fleet_cars(struct tx *tx, const struct fleet_search *search,
				struct fleet_cars *ret_list, struct err *err);

/* `"history":[…],"reports":[…],"advices":[…],"appointments":[…],"recalls":[…]` of one
 * car, newest first, over all its garages. The transaction sees a garage's rows from here
 * on. */
MUST_CHECK int store_fleet_car_write(struct tx *tx, struct passport_view *view,
				     struct strbuf *out, struct err *err);

/* Whether the garage the transaction sees has that report of the car and the manager may
 * read it whole: it names persons and prices, so only of the fleet's own days. */
MUST_CHECK int store_fleet_has_report(struct tx *tx, const struct passport_view *view,
				      const struct passport_garage *garage,
				      const struct uuid *inspection, bool *ret_has,
				      struct err *err);

struct fleet_answered {
	struct uuid inspection;
	const char *const *advices;
	size_t advices_count;
};
/* Of the garage the transaction sees: whether it has that saved form of the car, and
 * whether one of the advices is not above the fleet's limit while somebody drives the
 * car: then the manager answers for the driver. */
struct fleet_form {
	bool is_here;
	bool for_driver;
};
MUST_CHECK int store_fleet_form(struct tx *tx, const struct passport_view *view,
				const struct fleet_answered *answered,
				struct fleet_form *ret_form, struct err *err);

#endif
