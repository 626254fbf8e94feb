/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Visits of one vehicle, made of its invoices (domain.md 3d-1.3 and -4).
 *
 * Invoices of one work order, or at most 3 days apart, are one visit. A credit note
 * belongs to the visit of the invoice it takes back; what is credited to nothing is
 * voided. The same invoices give the same visits in whatever order they arrived; only a
 * visit's id depends on which of its invoices was known first. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_VISIT_H
#define BEURT_INVOICE_DOMAIN_VISIT_H

#include "invoice/domain/invoice.h"

#define VISIT_MERGE_DAYS 3

enum fact_role {
	FACT_NONE,   /* counts nowhere: proforma, sale, rent, fine */
	FACT_VISIT,  /* brought the vehicle in */
	FACT_CREDIT, /* takes back: parent_id */
	FACT_CANCEL, /* undoes its parent altogether */
};

/* What of an invoice matters to visits. */
struct visit_fact {
	struct uuid invoice_id;
	struct uuid parent_id;
	struct uuid customer_id;
	struct uuid visit_id; /* as stored; none when new. Set by visits_build */
	const char *workorder;
	enum fact_role role;
	struct civil_date issue_date;
	struct civil_date closed_date;
	int64_t odometer_km; /* NO_ODOMETER */
	uint32_t classes;
	uint32_t time_parts;
	int64_t pay_cents[PAY_TYPES];
	int64_t customer_vat_cents; /* due on what the customer pays */
	int64_t workshop_cents;
};

#define VISIT_ABSORBED_MAX 20

struct visit {
	struct uuid visit_id;
	struct civil_date date;
	struct uuid customer_id;
	int64_t odometer_km; /* NO_ODOMETER */
	uint32_t classes;
	uint32_t time_parts;
	int64_t pay_cents[PAY_TYPES];
	int64_t customer_vat_cents;
	bool voided;
	struct uuid absorbed[VISIT_ABSORBED_MAX];
	size_t absorbed_count;
};

/* The part an invoice plays for visits. */
enum fact_role visit_role(const struct invoice *invoice);
struct civil_date visit_day(const struct visit_fact *fact);

/* The version of a document because of which visits are built. */
struct visit_cause {
	struct uuid invoice_id;
	int64_t version;
};

/*
 * Build the visits of one vehicle; facts are sorted by day and told their visit_id.
 * A new visit's id follows from its first invoice and the cause, and was never told
 * before: others keep what they heard of a visit that is gone.
 * Caller frees the array with mem_free.
 */
struct visit *visits_build(struct visit_fact *facts, size_t count,
			   const struct visit_cause *cause, size_t *ret_count);

#endif
