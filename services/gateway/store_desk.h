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

#endif
