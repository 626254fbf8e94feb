/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came in, who and what is known, and what came of it. See store.h for the
 * conventions. Thread: http worker, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_DESK_H
#define BEURT_GATEWAY_STORE_DESK_H

#include "gateway/store.h"

/* --- store_intake.c ----------------------------------------------------------------- */
struct intake_filter {
	const char *status;
	const char *vendor;
	struct uuid receipt;
	const char *rule;
};
MUST_CHECK int store_intake_list(struct tx *tx, const struct intake_filter *filter,
				 struct page *page, struct strbuf *out, struct err *err);
MUST_CHECK int store_intake_write(struct tx *tx, const struct uuid *id,
				  struct strbuf *out, int64_t *ret_version,
				  struct err *err);
/* Connections with what they did today, dealer time, and by the hour for 24 hours. */
MUST_CHECK int store_intake_connections(struct tx *tx, const char *dealer,
					struct strbuf *out, struct err *err);
MUST_CHECK int store_intake_parked(struct tx *tx, int64_t *ret_parked, struct err *err);
MUST_CHECK int store_intake_ids(struct tx *tx, const struct intake_filter *filter,
				int64_t limit, struct uuid **ret_ids, size_t *ret_count,
				struct err *err);

/* --- store_lookup.c ----------------------------------------------------------------- */
MUST_CHECK int store_vehicle_write(struct tx *tx, const char *plate, struct strbuf *out,
				   int64_t *ret_version, struct err *err);
MUST_CHECK int store_vehicle_exists(struct tx *tx, const struct uuid *id,
				    struct err *err);
/* A customer with its cars, what it agreed to and how it was reached; ERR_ABSENT. */
MUST_CHECK int store_customer_write(struct tx *tx, const struct uuid *id,
				    struct strbuf *out, struct err *err);
MUST_CHECK int store_customers_find(struct tx *tx, const char *query, const char *plate,
				    struct page *page, struct strbuf *out,
				    struct err *err);

/* --- store_results.c ---------------------------------------------------------------- */
struct results_filter {
	struct iso_week from;
	struct iso_week to;
	const char *reason;
	const char *adviser;
	const char *channel;
};
struct results_totals {
	int64_t proposed;
	int64_t approved;
	int64_t sent;
	int64_t reached;
	int64_t visited;
	int64_t value_cents;
	int64_t household_visits;
	int64_t household_cents;
};
MUST_CHECK int store_results_totals(struct tx *tx, const struct results_filter *filter,
				    struct results_totals *ret, struct err *err);
enum results_by {
	RESULTS_BY_REASON,
	RESULTS_BY_WEEK,
	RESULTS_BY_ADVISER,
	RESULTS_BY_CHANNEL
};
MUST_CHECK int store_results_slices(struct tx *tx, const struct results_filter *filter,
				    enum results_by by, struct strbuf *out,
				    struct err *err);
MUST_CHECK int store_results_visits(struct tx *tx, const struct results_filter *filter,
				    struct page *page, struct strbuf *out,
				    struct err *err);
MUST_CHECK int store_results_proposals(struct tx *tx, const struct results_filter *filter,
				       const char *stage, struct page *page,
				       struct strbuf *out, struct err *err);
MUST_CHECK int store_results_csv(struct tx *tx, const struct results_filter *filter,
				 struct strbuf *out, struct err *err);

#endif
