/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service keeps of people, and how each of it is taken out; and what goes by
 * itself after a time. Of an invoice stay number, date, amounts and kinds of work: what
 * bookkeeping needs (AWR art. 52), without the person.
 */
#include "flow/forget.h"
#include "invoice/store.h"

/* clang-format off */
/* Only this customer has these. A telephone is compared by its last nine digits: it is
 * kept as +31…, and typed as 06…. */
static const char SQL_CLUES[] =
	"SELECT unnest(ARRAY[email, right(phone, 9), right(mobile, 9),"
	" '\"number\":\"' || customer_number || '\"'])"
	" FROM customer WHERE dealer = $1 AND customer_id = $2::uuid"
	" AND $3::uuid[] IS NOT NULL";

/* Documents as they came, also parked ones; what was found wrong with them may quote
 * them. Parked ones are given up. */
static const char SQL_RECORDS[] = FORGET
	"UPDATE record r SET payload = NULL, reasons = '', note = NULL, waits_for = NULL,"
	" claimed_dealer = NULL, status = CASE WHEN r.status = 3 THEN 4 ELSE r.status END,"
	" decided_by = CASE WHEN r.status = 3 THEN 'erasure' ELSE r.decided_by END"
	" FROM who WHERE r.dealer = who.dealer AND (r.payload IS NOT NULL OR r.reasons <> ''"
	" OR r.note IS NOT NULL) AND (r.customer_id = who.person OR r.invoice_id IN"
	"  (SELECT invoice_id FROM invoice i WHERE i.customer_id = who.person)"
	" OR (r.status = 3 AND " FORGET_CLUED("r.payload") "))";
static const char SQL_LINES[] = FORGET
	"UPDATE invoice_line l SET description = NULL FROM who, invoice i"
	" WHERE i.customer_id = who.person AND l.invoice_id = i.invoice_id"
	" AND l.description IS NOT NULL";
static const char SQL_INVOICES[] = FORGET
	"UPDATE invoice SET workorder = NULL, restricted_until ="
	" make_date(extract(year FROM issue_date)::integer + 7, 12, 31)"
	" FROM who WHERE customer_id = who.person AND restricted_until IS NULL";

/* A car whose owner is gone loses its names too (events_forget.c tells the others). */
static const char SQL_VEHICLES[] = FORGET
	"UPDATE vehicle SET vin_name = NULL, plate_name = NULL, plate = NULL, vin = NULL"
	" FROM who WHERE vehicle_id = ANY(who.cars) AND customer_id = who.person"
	" AND (plate IS NOT NULL OR vin IS NOT NULL)";
static const char SQL_CUSTOMER[] = FORGET
	"UPDATE customer c SET erased = true, customer_number = NULL, company = NULL,"
	" title = NULL, initials = NULL, first_name = NULL, particle = NULL,"
	" last_name = NULL, street = NULL, house_number = NULL, addition = NULL,"
	" postcode = NULL, city = NULL, country = NULL, email = NULL, phone = NULL,"
	" mobile = NULL FROM who WHERE c.dealer = who.dealer"
	" AND c.customer_id = who.person AND NOT c.erased";

static const struct forget_rule rules[] = {
	{ "record", SQL_RECORDS, NULL },
	{ "invoice_line", SQL_LINES, NULL },
	{ "invoice", SQL_INVOICES, NULL },
	{ "vehicle", SQL_VEHICLES, NULL },
	{ "customer", SQL_CUSTOMER, NULL },
};
const struct forget_service invoice_forgets = {
	"invoice", SQL_CLUES, rules, COUNT_OF(rules),
};

static const char SQL_LOCK[] =
	"SELECT 1 FROM customer WHERE dealer = $1 AND customer_id = $2::uuid FOR UPDATE";
static const char SQL_CARS[] =
	"SELECT vehicle_id FROM vehicle WHERE customer_id = $1::uuid ORDER BY vehicle_id"
	" LIMIT 500";
static const char SQL_RECORDS_OF[] =
	"SELECT record_id FROM record WHERE customer_id = $1::uuid OR invoice_id IN"
	" (SELECT invoice_id FROM invoice WHERE customer_id = $1::uuid) ORDER BY record_id";
static const char SQL_OLD_DOCUMENTS[] =
	"UPDATE record SET payload = NULL WHERE received_at < $1 AND status <> 3"
	" AND payload IS NOT NULL";
static const char SQL_OLD_LINES[] =
	"DELETE FROM invoice_line WHERE invoice_id IN"
	" (SELECT invoice_id FROM invoice WHERE restricted_until < $1)";
static const char SQL_OLD_INVOICES[] = "DELETE FROM invoice WHERE restricted_until < $1";
/* clang-format on */

int store_customer_lock(struct tx *tx, const char *dealer, const char *customer_id,
			bool *ret_known, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOCK, ARGS(arg_text(dealer), arg_text(customer_id)), &rows,
		    err) < 0)
		return -1;
	*ret_known = rows_count(rows) > 0;
	return 0;
}

int store_cars_of_customer(struct tx *tx, const char *customer_id, struct rows **ret_rows,
			   struct err *err)
{
	return tx_rows(tx, SQL_CARS, ARGS(arg_text(customer_id)), ret_rows, err);
}

int store_records_of_customer(struct tx *tx, const char *customer_id,
			      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_RECORDS_OF, ARGS(arg_text(customer_id)), ret_rows, err);
}

int store_documents_tidy(struct tx *tx, struct instant received_before,
			 struct civil_date today, struct err *err)
{
	if (tx_run(tx, SQL_OLD_DOCUMENTS, ARGS(arg_instant(received_before)), NULL, err) <
	    0)
		return -1;
	if (tx_run(tx, SQL_OLD_LINES, ARGS(arg_date(today)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_OLD_INVOICES, ARGS(arg_date(today)), NULL, err);
}
