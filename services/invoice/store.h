/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All SQL of the invoice service. Loading adds what is found to the batch; saving writes
 * what is dirty. No policy. Thread: the transaction's.
 */
#ifndef BEURT_INVOICE_STORE_H
#define BEURT_INVOICE_STORE_H

#include "gen/dealer_state.h"
#include "invoice/batch.h"

/* One writer a dealer: two instances never work on the same customer or vehicle. */
MUST_CHECK int store_lock_dealers(struct tx *tx, const char *const *dealers, size_t count,
				  struct err *err);
MUST_CHECK int store_load_dealers(struct taking *batch, const char *const *dealers,
				  size_t count, struct err *err);
MUST_CHECK int store_load_codes(struct taking *batch, const char *const *dealers,
				size_t count, struct err *err);
MUST_CHECK int store_load_invoices(struct taking *batch, const char *const *ids,
				   size_t count, struct err *err);
/* keys are "dealer/number". */
MUST_CHECK int store_load_numbered(struct taking *batch, const char *const *dealers,
				   const char *const *numbers, size_t count,
				   struct err *err);
MUST_CHECK int store_load_customers(struct taking *batch, const char *const *ids,
				    size_t count, struct err *err);
/* By name ("vin/…", "plate/…") and by the id that follows from it: a car whose owner was
 * erased has no name any more. */
struct car_names {
	const char *const *dealers;
	const char *const *names;
	size_t count;
	const char *const *ids;
	size_t ids_count;
};
MUST_CHECK int store_load_cars(struct taking *batch, const struct car_names *names,
			       struct err *err);
MUST_CHECK int store_load_cars_by_id(struct taking *batch, const char *const *ids,
				     size_t count, struct err *err);
/* Invoices and visits of these vehicles. */
MUST_CHECK int store_load_histories(struct taking *batch, const char *const *ids,
				    size_t count, struct err *err);

MUST_CHECK int store_save_records(struct taking *batch, struct err *err);
MUST_CHECK int store_save_invoices(struct taking *batch, struct err *err);
MUST_CHECK int store_save_lines(struct taking *batch, struct err *err);
MUST_CHECK int store_save_customers(struct taking *batch, struct err *err);
MUST_CHECK int store_save_vehicles(struct taking *batch, struct err *err);
MUST_CHECK int store_save_visits(struct taking *batch, struct err *err);

/* Records as stored, for trying again. Free the rows; texts are lent by them. */
MUST_CHECK int store_any_waiting(struct tx *tx, bool *ret_any, struct err *err);
MUST_CHECK int store_waiting_for(struct tx *tx, const char *const *keys, size_t count,
				 struct rows **ret_rows, struct err *err);
MUST_CHECK int store_parked_of_dealer(struct tx *tx, const char *dealer, int64_t most,
				      struct rows **ret_rows, struct err *err);
MUST_CHECK int store_record(struct tx *tx, const char *record_id, struct rows **ret_rows,
			    struct err *err);
/* Whether an upload was taken in before: it may be sent again. */
MUST_CHECK int store_receipt_known(struct tx *tx, const char *receipt_id, bool *ret_known,
				   struct err *err);
/* An arrival from a row of the three above; the payload is not read yet. */
void store_arrival(const struct rows *rows, size_t row, struct arrival *ret);

MUST_CHECK int store_dealer(struct tx *tx, const struct dealer_state *state,
			    struct err *err);

/* --- store_forget.c ------------------------------------------------------------------
 */
/* Locks the row; false when this garage has no such customer. */
MUST_CHECK int store_customer_lock(struct tx *tx, const char *dealer,
				   const char *customer_id, bool *ret_known,
				   struct err *err);
/* Cars that were the customer's last, and records that brought documents of them. Free
 * the rows: one id each. */
MUST_CHECK int store_cars_of_customer(struct tx *tx, const char *customer_id,
				      struct rows **ret_rows, struct err *err);
MUST_CHECK int store_records_of_customer(struct tx *tx, const char *customer_id,
					 struct rows **ret_rows, struct err *err);
/* Documents as they came go after a time; invoices that are kept for bookkeeping alone
 * go when it needs them no longer. */
MUST_CHECK int store_documents_tidy(struct tx *tx, struct instant received_before,
				    struct civil_date today, struct err *err);
struct forget_service;
extern const struct forget_service invoice_forgets;

#endif
