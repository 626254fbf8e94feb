/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: leads, and who of a garage is told of them. Functions that load say ERR_ABSENT
 * when there is nothing. No policy here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_LEAD_H
#define BEURT_REMINDER_STORE_LEAD_H

#include "base/civil_date.h"
#include "pg/pg.h"

struct lead_row {
	struct uuid id;
	int64_t version; /* 0 = new */
	const char *status;
	struct uuid customer;
	const char *plate;
	struct instant opened_at;
	bool vehicle_known;
	bool listable;
	const char *state; /* lent */
};

/* Locked for update; the row lends its texts from ret_rows. */
MUST_CHECK int store_lead_load(struct tx *tx, const char *dealer, const struct uuid *id,
			       struct lead_row *ret_row, struct rows **ret_rows,
			       struct err *err);
/* Ids of leads of this person, and of those that a car with that plate may answer. */
MUST_CHECK int store_leads_of_customer(struct tx *tx, const char *dealer,
				       const struct uuid *customer,
				       struct rows **ret_rows, struct err *err);
MUST_CHECK int store_leads_of_plate(struct tx *tx, const char *dealer, const char *plate,
				    struct rows **ret_rows, struct err *err);
MUST_CHECK int store_lead_save(struct tx *tx, const char *dealer,
			       const struct lead_row *row, struct err *err);
MUST_CHECK int store_lead_drop(struct tx *tx, const char *dealer, const struct uuid *id,
			       struct err *err);
/* Columns dealer, lead_id, customer_id and status of those nothing came of for so long.
 */
struct lead_age {
	struct instant lost_before;  /* who may not be written to */
	struct instant asked_before; /* who may */
	int64_t most;
};
MUST_CHECK int store_leads_old(struct tx *tx, const struct lead_age *age,
			       struct rows **ret_rows, struct err *err);

/* The garage's car with this plate, and whether it was here; vehicle is not set when
 * there is none. */
struct lead_car {
	struct uuid vehicle;
	bool was_here;
};
MUST_CHECK int store_lead_car(struct tx *tx, const char *dealer, const char *plate,
			      struct lead_car *ret_car, struct err *err);
/* The first visit of the vehicle from that day on that somebody was invoiced for; none:
 * ret_customer is not set. */
struct lead_visit {
	struct uuid customer;
	struct civil_date date;
};
MUST_CHECK int store_lead_visit(struct tx *tx, const char *dealer,
				const struct uuid *vehicle, struct civil_date since,
				struct lead_visit *ret_visit, struct err *err);
/* What was proposed to and drawn for the prospect is the customer's now. */
struct lead_handing {
	struct uuid from;
	struct uuid to;
};
MUST_CHECK int store_lead_hand_over(struct tx *tx, const char *dealer,
				    const struct lead_handing *move, struct err *err);

MUST_CHECK int store_lead_garage_save(struct tx *tx, const char *dealer, int64_t version,
				      const char *emails, struct err *err);
/* A line each, "" for nobody; lent by ret_rows. */
MUST_CHECK int store_lead_garage(struct tx *tx, const char *dealer,
				 const char **ret_emails, struct rows **ret_rows,
				 struct err *err);

#endif
