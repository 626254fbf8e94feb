/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: samples of what visits cost, the cells they count in, and what was told of those.
 * Who a sample is of is a print; see migrations/0004. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_COST_H
#define BEURT_FLEET_STORE_COST_H

#include "gen/vehicle_state.h"
#include "pg/pg.h"

struct cost_visit {
	const char *dealer;
	const char *visit_id;
	const char *vehicle_id;
	const char *visit_date;
	const char *visit_class; /* NULL: does not count */
	int64_t version;
	int64_t net_cents; /* what the customer paid without VAT … */
	int64_t vat_cents; /* … and the VAT on it */
};
/* The highest version of a visit counts. */
MUST_CHECK int store_cost_visits(struct tx *tx, const struct cost_visit *list,
				 size_t count, struct err *err);
MUST_CHECK int store_cost_cars(struct tx *tx, const struct vehicle_state *const *list,
			       size_t count, struct err *err);

/* Samples of visits before that day go. */
MUST_CHECK int store_cost_forget(struct tx *tx, struct civil_date before,
				 struct err *err);
/* Samples whose cells are to be found, at most `most`. Columns: visit, day, class (NULL:
 * does not count), make, model, fuel, first admission (NULL: unknown). */
MUST_CHECK int store_cost_dirty(struct tx *tx, int64_t most, struct rows **ret_rows,
				struct err *err);
/* Their cells: four lists of names one after the other, NULL = none. */
MUST_CHECK int store_cost_place(struct tx *tx, const char *const *visits,
				const char *const *cells, size_t count, struct err *err);
/* Cells something has changed in, at most `most`, which are then no longer. Columns:
 * cell, visits, cars, garages, p10, p50, p90 with VAT, and without; then as last told:
 * version, whether it stands, visits, garages, and those six, which are 0 when they were
 * never told. */
MUST_CHECK int store_cost_touched(struct tx *tx, int64_t most, struct rows **ret_rows,
				  struct err *err);

struct cost_told {
	const char *cell;
	int64_t version;
	bool said; /* false: taken back */
	int64_t visits, dealers;
	int64_t p10, p50, p90;             /* with VAT */
	int64_t net_p10, net_p50, net_p90; /* without; of the same visits, each ranked by
					      itself */
};
MUST_CHECK int store_cost_told(struct tx *tx, const struct cost_told *told,
			       struct err *err);

#endif
