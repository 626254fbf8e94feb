/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what happened to garages' lists of some weeks, a row a garage, and whom each is
 * compared with. No policy here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_FIGURES_H
#define BEURT_REMINDER_STORE_FIGURES_H

#include "pg/pg.h"
#include "reminder/domain/benchmark.h"

/* Column: dealer. */
MUST_CHECK int store_garages_active(struct tx *tx, struct rows **ret_rows,
				    struct err *err);

struct figures_row {
	struct garage_figures figures;
	int64_t version;     /* 0: never counted */
	const char *said;    /* NULL: nothing yet */
	const char *network; /* NULL: of no formula */
};
/* Of the lists of these weeks, both included. Texts lend until rows_free(*ret_rows). */
struct weeks_counted {
	struct iso_week from, to;
};
MUST_CHECK int store_figures_count(struct tx *tx, const char *dealer,
				   const struct weeks_counted *weeks,
				   struct figures_row *ret_row, struct rows **ret_rows,
				   struct err *err);
MUST_CHECK int store_figures_save(struct tx *tx, const char *dealer,
				  const struct figures_row *row, struct err *err);
/* Of all garages of its formula. */
MUST_CHECK int store_figures_network(struct tx *tx, const char *dealer,
				     struct garage_figures *ret_garages, size_t room,
				     size_t *ret_count, struct err *err);

#endif
