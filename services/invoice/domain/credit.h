/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which invoice a credit note takes back (domain.md 3d-1.3): the one it names, or, when
 * it names none, the newest of the same customer and vehicle over the same amount in the
 * 60 days before. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_CREDIT_H
#define BEURT_INVOICE_DOMAIN_CREDIT_H

#include "invoice/domain/invoice.h"

#define CREDIT_MATCH_DAYS 60

/* An invoice that could be meant. */
struct credit_candidate {
	struct uuid invoice_id;
	struct uuid customer_id;
	struct uuid vehicle_id;
	struct civil_date issue_date;
	int64_t net_cents;
};

/* What the credit note says; unset ids match nothing. */
struct credit_claim {
	struct uuid customer_id;
	struct uuid vehicle_id;
	struct civil_date issue_date;
	int64_t net_cents; /* negative */
};

/* The invoice meant, or NULL. */
const struct credit_candidate *credit_match(const struct credit_claim *claim,
					    const struct credit_candidate *candidates,
					    size_t count);

#endif
