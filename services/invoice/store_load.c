/* SPDX-License-Identifier: Apache-2.0 */
/* Loading what a batch touches: one query for all rows of a kind. */
#include <stdio.h>
#include <string.h>

#include "base/vat.h"
#include "invoice/domain/classify.h"
#include "invoice/store.h"
#include "sys/zone_file.h"

static const char SQL_LOCK[] =
	"SELECT count(pg_advisory_xact_lock(hashtextextended('invoice/' || d, 0)))"
	" FROM (SELECT d FROM unnest($1::text[]) d ORDER BY d) s";
static const char SQL_DEALERS[] =
	"SELECT dealer, active, timezone, array_to_string(vendors, ' ')"
	" FROM dealer WHERE dealer = ANY($1::text[])";
static const char SQL_CODES[] =
	"SELECT dealer, code, class FROM operation_code"
	" WHERE dealer = '' OR dealer = ANY($1::text[]) ORDER BY dealer COLLATE \"C\","
	" code COLLATE \"C\"";

#define INVOICE_COLUMNS                                                                  \
	"i.invoice_id, i.version, i.dealer, i.source, i.document_number,"                \
	" i.document_kind,"                                                              \
	" i.content_hash, i.record_id, i.modified_at, i.order_type, i.role,"             \
	" i.issue_date,"                                                                 \
	" i.closed_date, i.workorder, i.customer_id, i.vehicle_id, i.visit_id,"          \
	" i.parent_id, i.odometer_km, i.net_cents, i.customer_cents, i.warranty_cents,"  \
	" i.internal_cents, i.insurance_cents, i.lease_cents,"                           \
	" i.workshop_cents, i.classes,"                                                  \
	" i.time_parts, i.unknown_lines, i.customer_vat_cents"
static const char SQL_INVOICES[] =
	"SELECT " INVOICE_COLUMNS " FROM invoice i WHERE i.invoice_id = ANY($1::uuid[])";
static const char SQL_NUMBERED[] =
	"SELECT " INVOICE_COLUMNS
	" FROM unnest($1::text[], $2::text[]) AS k (dealer, number)"
	" JOIN invoice i ON i.dealer = k.dealer AND i.document_number = k.number";
static const char SQL_OF_VEHICLES[] =
	"SELECT " INVOICE_COLUMNS " FROM invoice i WHERE i.vehicle_id = ANY($1::uuid[])";

#define CUSTOMER_COLUMNS                                                                 \
	"customer_id, dealer, version, kind, is_lease_company, do_not_contact, seen_on," \
	" last_invoice, last_paid, erased, prospect, customer_number, company, title,"   \
	" initials, first_name, particle, last_name, street, house_number, addition,"    \
	" postcode, city,"                                                               \
	" country, email, phone, mobile, language"
static const char SQL_CUSTOMERS[] =
	"SELECT " CUSTOMER_COLUMNS " FROM customer WHERE customer_id = ANY($1::uuid[])";

#define VEHICLE_COLUMNS                                                                  \
	"v.vehicle_id, v.dealer, v.version, v.vin_name, v.plate_name, v.plate,"          \
	" v.country,"                                                                    \
	" v.vin, v.make, v.model, v.variant, v.plate_valid, v.model_year, v.fuel,"       \
	" v.first_admission, v.apk_expiry, v.apk_expiry_seen, v.delivered_on,"           \
	" v.last_visit, v.seen_on, v.customer_id, v.is_stock_car"
static const char SQL_CARS[] =
	"SELECT " VEHICLE_COLUMNS
	" FROM unnest($1::text[], $2::text[]) AS k (dealer, name)"
	" JOIN vehicle v ON v.dealer = k.dealer AND v.vin_name = k.name"
	" UNION SELECT " VEHICLE_COLUMNS
	" FROM unnest($1::text[], $2::text[]) AS k (dealer, name)"
	" JOIN vehicle v ON v.dealer = k.dealer AND v.plate_name = k.name"
	" UNION SELECT " VEHICLE_COLUMNS
	" FROM vehicle v WHERE v.vehicle_id = ANY($3::uuid[])";
static const char SQL_CARS_BY_ID[] =
	"SELECT " VEHICLE_COLUMNS " FROM vehicle v WHERE v.vehicle_id = ANY($1::uuid[])";
static const char SQL_VISITS[] =
	"SELECT visit_id, vehicle_id, version, visit_date, customer_id,"
	" odometer_km, classes,"
	" time_parts, customer_cents, warranty_cents, internal_cents, voided,"
	" customer_vat_cents"
	" FROM visit WHERE vehicle_id = ANY($1::uuid[])";

int store_lock_dealers(struct tx *tx, const char *const *dealers, size_t count,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	return tx_rows(tx, SQL_LOCK, ARGS(arg_texts(dealers, count)), &rows, err);
}

static struct civil_date today_in(const char *timezone, struct instant now)
{
	const struct zone *zone = NULL;

	if (zone_find(timezone, &zone, NULL) < 0)
		return civil_from_days((int32_t)(now.micros / MICROS_PER_SECOND / 86400));
	return zone_local(zone, now).date;
}

int store_load_dealers(struct taking *batch, const char *const *dealers, size_t count,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_DEALERS, ARGS(arg_texts(dealers, count)), &rows, err) <
	    0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct known_dealer *known = mem_alloc(sizeof(*known));
		STRBUF_AUTO vendors = strbuf_new(8192);

		strbuf_addf(&vendors, " %s ", row_text(rows, i, 3));
		known->dealer = mem_text(row_text(rows, i, 0));
		known->active = row_bool(rows, i, 1);
		known->today = today_in(row_text(rows, i, 2), tx_now(batch->tx));
		known->vendors = strbuf_take(&vendors);
		table_add(&batch->dealers, known->dealer, known);
	}
	return 0;
}

int store_load_codes(struct taking *batch, const char *const *dealers, size_t count,
		     struct err *err)
{
	if (tx_rows(batch->tx, SQL_CODES, ARGS(arg_texts(dealers, count)),
		    &batch->code_rows, err) < 0)
		return -1;
	size_t rows = rows_count(batch->code_rows);
	struct mapped_code *codes = mem_alloc((rows + 1) * sizeof(*codes));

	for (size_t i = 0; i < rows; i++)
		codes[i] = (struct mapped_code){
			row_text(batch->code_rows, i, 0),
			row_text(batch->code_rows, i, 1),
			(enum visit_class)row_int(batch->code_rows, i, 2),
		};
	batch->codes_owned = codes;
	batch->codes = (struct code_map){ codes, rows };
	return 0;
}

/* What was stored before migration 13 does not say its VAT. */
static int64_t vat_at(const struct rows *rows, size_t row, int column, int64_t net,
		      struct civil_date day)
{
	return row_is_null(rows, row, column) ? vat_of_unknown(net, day)
					      : row_int(rows, row, column);
}

static void read_fact(const struct rows *rows, size_t row, struct visit_fact *fact)
{
	fact->role = (enum fact_role)row_int(rows, row, 10);
	fact->issue_date = row_date(rows, row, 11);
	fact->closed_date = row_date(rows, row, 12);
	fact->customer_id = row_uuid(rows, row, 14);
	fact->visit_id = row_uuid(rows, row, 16);
	fact->parent_id = row_uuid(rows, row, 17);
	fact->odometer_km =
		row_is_null(rows, row, 18) ? NO_ODOMETER : row_int(rows, row, 18);
	fact->pay_cents[PAY_CUSTOMER] = row_int(rows, row, 20);
	fact->pay_cents[PAY_WARRANTY] = row_int(rows, row, 21);
	fact->pay_cents[PAY_INTERNAL] = row_int(rows, row, 22);
	fact->pay_cents[PAY_INSURANCE] = row_int(rows, row, 23);
	fact->pay_cents[PAY_LEASE] = row_int(rows, row, 24);
	fact->workshop_cents = row_int(rows, row, 25);
	fact->classes = (uint32_t)row_int(rows, row, 26);
	fact->time_parts = (uint32_t)row_int(rows, row, 27);
	fact->customer_vat_cents =
		vat_at(rows, row, 29, fact->pay_cents[PAY_CUSTOMER], fact->issue_date);
}

static void read_invoice(struct taking *batch, const struct rows *rows, size_t row)
{
	struct uuid id = row_uuid(rows, row, 0);

	if (table_find(&batch->invoices, id.text))
		return;
	struct known_invoice *known = taking_new_invoice(batch, &id);
	char modified[INSTANT_TEXT];

	known->stored = true;
	known->version = row_int(rows, row, 1);
	known->dealer = mem_text(row_text(rows, row, 2));
	known->source = mem_text(row_text(rows, row, 3));
	known->number = mem_text(row_text(rows, row, 4));
	known->kind = (enum document_kind)row_int(rows, row, 5);
	known->content_hash = row_uuid(rows, row, 6);
	known->record_id = row_uuid(rows, row, 7);
	if (!row_is_null(rows, row, 8))
		known->modified_at =
			mem_text(instant_format(row_instant(rows, row, 8), modified));
	known->order = (enum order_type)row_int(rows, row, 9);
	known->workorder = mem_text(row_text(rows, row, 13));
	known->vehicle_id = row_uuid(rows, row, 15);
	known->net_cents = row_int(rows, row, 19);
	known->unknown_lines = row_int(rows, row, 28);
	read_fact(rows, row, &known->fact);
	known->fact.workorder = known->workorder;
	taking_index_invoice(batch, known);
}

static void read_invoices(struct taking *batch, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		read_invoice(batch, rows, i);
}

int store_load_invoices(struct taking *batch, const char *const *ids, size_t count,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_INVOICES, ARGS(arg_texts(ids, count)), &rows, err) < 0)
		return -1;
	read_invoices(batch, rows);
	return 0;
}

int store_load_numbered(struct taking *batch, const char *const *dealers,
			const char *const *numbers, size_t count, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_NUMBERED,
		    ARGS(arg_texts(dealers, count), arg_texts(numbers, count)), &rows,
		    err) < 0)
		return -1;
	read_invoices(batch, rows);
	return 0;
}

int store_load_customers(struct taking *batch, const char *const *ids, size_t count,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_CUSTOMERS, ARGS(arg_texts(ids, count)), &rows, err) <
	    0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct known_customer *known = mem_alloc(sizeof(*known));
		struct customer *customer = &known->customer;

		known->stored = true;
		customer->customer_id = row_uuid(rows, i, 0);
		customer->version = row_int(rows, i, 2);
		customer->kind = (int)row_int(rows, i, 3);
		customer->is_lease_company = row_bool(rows, i, 4);
		customer->do_not_contact = (uint32_t)row_int(rows, i, 5);
		customer->seen_on = row_date(rows, i, 6);
		customer->last_invoice = row_date(rows, i, 7);
		customer->last_paid = row_date(rows, i, 8);
		customer->erased = row_bool(rows, i, 9);
		customer->prospect = row_bool(rows, i, 10);
		for (int t = 0; t < CUSTOMER_TEXTS; t++)
			customer->texts[t] = mem_text(row_text(rows, i, 11 + t));
		table_add(&batch->customers, customer->customer_id.text, known);
	}
	return 0;
}

static void read_car(struct taking *batch, const struct rows *rows, size_t row)
{
	struct uuid id = row_uuid(rows, row, 0);

	if (taking_car(batch, &id))
		return;
	struct car *car = taking_new_car(batch, row_text(rows, row, 1), &id);
	struct vehicle *vehicle = &car->vehicle;

	car->stored = true;
	vehicle->version = row_int(rows, row, 2);
	vehicle->vin_name = mem_text(row_text(rows, row, 3));
	vehicle->plate_name = mem_text(row_text(rows, row, 4));
	for (int t = 0; t < VEHICLE_TEXTS; t++)
		vehicle->texts[t] = mem_text(row_text(rows, row, 5 + t));
	vehicle->plate_valid = row_bool(rows, row, 11);
	vehicle->model_year = row_int(rows, row, 12);
	vehicle->fuel = (enum fuel)row_int(rows, row, 13);
	vehicle->first_admission = row_date(rows, row, 14);
	vehicle->apk_expiry = row_date(rows, row, 15);
	vehicle->apk_expiry_seen = row_date(rows, row, 16);
	vehicle->delivered_on = row_date(rows, row, 17);
	vehicle->last_visit = row_date(rows, row, 18);
	vehicle->seen_on = row_date(rows, row, 19);
	vehicle->customer_id = row_uuid(rows, row, 20);
	vehicle->is_stock_car = row_bool(rows, row, 21);
	taking_index_car(batch, car);
}

int store_load_cars(struct taking *batch, const struct car_names *names, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_CARS,
		    ARGS(arg_texts(names->dealers, names->count),
			 arg_texts(names->names, names->count),
			 arg_texts(names->ids, names->ids_count)),
		    &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		read_car(batch, rows, i);
	return 0;
}

int store_load_cars_by_id(struct taking *batch, const char *const *ids, size_t count,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(batch->tx, SQL_CARS_BY_ID, ARGS(arg_texts(ids, count)), &rows, err) <
	    0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		read_car(batch, rows, i);
	return 0;
}

static void read_visit(struct taking *batch, const struct rows *rows, size_t row)
{
	struct uuid vehicle_id = row_uuid(rows, row, 1);
	struct car *car = taking_car(batch, &vehicle_id);
	struct known_visit *known = mem_alloc(sizeof(*known));
	struct visit *visit = &known->visit;

	known->stored = true;
	known->vehicle_id = vehicle_id;
	known->version = row_int(rows, row, 2);
	visit->visit_id = row_uuid(rows, row, 0);
	visit->date = row_date(rows, row, 3);
	visit->customer_id = row_uuid(rows, row, 4);
	visit->odometer_km =
		row_is_null(rows, row, 5) ? NO_ODOMETER : row_int(rows, row, 5);
	visit->classes = (uint32_t)row_int(rows, row, 6);
	visit->time_parts = (uint32_t)row_int(rows, row, 7);
	visit->pay_cents[PAY_CUSTOMER] = row_int(rows, row, 8);
	visit->pay_cents[PAY_WARRANTY] = row_int(rows, row, 9);
	visit->pay_cents[PAY_INTERNAL] = row_int(rows, row, 10);
	visit->voided = row_bool(rows, row, 11);
	visit->customer_vat_cents =
		vat_at(rows, row, 12, visit->pay_cents[PAY_CUSTOMER], visit->date);
	table_add(&car->visits, known->visit.visit_id.text, known);
}

int store_load_histories(struct taking *batch, const char *const *ids, size_t count,
			 struct err *err)
{
	AUTO(rows) *invoices = NULL;
	AUTO(rows) *visits = NULL;

	if (tx_rows(batch->tx, SQL_OF_VEHICLES, ARGS(arg_texts(ids, count)), &invoices,
		    err) < 0 ||
	    tx_rows(batch->tx, SQL_VISITS, ARGS(arg_texts(ids, count)), &visits, err) < 0)
		return -1;
	read_invoices(batch, invoices);
	for (size_t i = 0; i < rows_count(visits); i++)
		read_visit(batch, visits, i);
	return 0;
}
