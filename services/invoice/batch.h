/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking in records, many at a time.
 *
 * A batch loads in a few queries everything its records touch, decides one record after
 * the other on what is then in memory, and writes the result in a few statements. One
 * record is a batch of one: there is no second way in.
 *
 *	taking_begin → taking_add… (one per record) → taking_run → taking_end
 *
 * Thread: one at a time.
 */
#ifndef BEURT_INVOICE_BATCH_H
#define BEURT_INVOICE_BATCH_H

#include "invoice/batch_known.h"

struct taking {
	struct invoice_service *svc;
	struct tx *tx;
	struct outbox *say;
	struct arrival **arrivals;
	size_t count;
	size_t room;
	struct table dealers;
	struct table invoices; /* by id; owns */
	struct table numbers;  /* invoices of kind invoice, by "dealer/number" */
	struct table customers;
	struct table cars;   /* by id; owns */
	struct table vins;   /* cars, by dealer and VIN name */
	struct table plates; /* cars, by dealer and plate name */
	struct code_map codes;
	struct mapped_code *codes_owned;
	struct rows *code_rows;
};

void taking_begin(struct taking *batch, struct invoice_service *svc, struct tx *tx,
		  struct outbox *say);
void taking_end(struct taking *batch);
#define TAKING_AUTO __attribute__((cleanup(taking_end))) struct taking

/* A new arrival, all zero, owned by the batch. */
struct arrival *taking_add(struct taking *batch);
MUST_CHECK int taking_run(struct taking *batch, struct err *err);
/* Give up the batch's one record instead of running it. */
MUST_CHECK int taking_discard(struct taking *batch, struct arrival *arrival,
			      struct err *err);

/* Keep the payload as text where it is text. */
void arrival_keep(struct arrival *arrival, struct slice payload);
/* Read the payload: msg, or findings that say why not. For records that are tried again.
 */
void arrival_read(struct arrival *arrival);
/* Take a JSON text as the record's message. */
void arrival_read_json(struct arrival *arrival, struct slice json);

/* The steps of taking_run, each in its own file. */
MUST_CHECK int taking_load(struct taking *batch, struct err *err);
MUST_CHECK int taking_decide(struct taking *batch, struct arrival *arrival,
			     struct err *err);
MUST_CHECK int taking_accept(struct taking *batch, struct arrival *arrival,
			     struct known_invoice *parent, struct err *err);
MUST_CHECK int taking_save(struct taking *batch, struct err *err);

/* Shared by the steps. */
struct car *taking_car(const struct taking *batch, const struct uuid *vehicle_id);
struct car *taking_find_car(const struct taking *batch, const struct arrival *arrival);
struct car *taking_new_car(struct taking *batch, const char *dealer,
			   const struct uuid *vehicle_id);
void taking_index_car(struct taking *batch, struct car *car);
void taking_index_invoice(struct taking *batch, struct known_invoice *known);
struct known_invoice *taking_new_invoice(struct taking *batch,
					 const struct uuid *invoice_id);

/* Build the visits of a car anew; what changed is dirty. Returns the visit of the given
 * invoice (NULL when it is in none), told which visits are gone because of it. */
struct known_visit *taking_visits(struct car *car, const struct known_invoice *known);

/* Saying. */
MUST_CHECK int taking_say_recorded(struct taking *batch,
				   const struct known_invoice *known,
				   const struct known_visit *visit, struct err *err);
MUST_CHECK int taking_say_customer(struct taking *batch, const struct customer *customer,
				   struct err *err);
MUST_CHECK int taking_say_vehicle(struct taking *batch, const struct vehicle *vehicle,
				  struct err *err);
MUST_CHECK int taking_say_intake(struct taking *batch, const struct arrival *arrival,
				 struct err *err);

#endif
