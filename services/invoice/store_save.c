/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing what a batch changed: rows that were there are taken out by id, then all rows
 * go in by COPY. A row is written once however many records of the batch touched it.
 */
#include "invoice/store.h"

static const char SQL_DROP_INVOICES[] =
	"DELETE FROM invoice WHERE invoice_id = ANY($1::uuid[])";
static const char SQL_DROP_LINES[] =
	"DELETE FROM invoice_line WHERE invoice_id = ANY($1::uuid[])";
static const char SQL_DROP_CUSTOMERS[] =
	"DELETE FROM customer WHERE customer_id = ANY($1::uuid[])";
static const char SQL_DROP_VEHICLES[] =
	"DELETE FROM vehicle WHERE vehicle_id = ANY($1::uuid[])";
static const char SQL_DROP_VISITS[] =
	"DELETE FROM visit WHERE visit_id = ANY($1::uuid[])";

static const char SQL_COPY_INVOICES[] =
	"COPY invoice (invoice_id, version, dealer, source, document_number,"
	" document_kind,"
	" content_hash, record_id, modified_at, order_type, role, issue_date,"
	" closed_date,"
	" workorder, customer_id, vehicle_id, visit_id, parent_id,"
	" odometer_km, net_cents,"
	" customer_cents, warranty_cents, internal_cents, insurance_cents, lease_cents,"
	" workshop_cents, classes, time_parts, unknown_lines, customer_vat_cents)"
	" FROM STDIN";
static const char SQL_COPY_LINES[] =
	"COPY invoice_line (invoice_id, line, kind, class, pay_type, operation_code,"
	" part_number, description, quantity, unit, unit_price, vat_percent,"
	" campaign_code,"
	" net_cents) FROM STDIN";
static const char SQL_COPY_CUSTOMERS[] =
	"COPY customer (customer_id, dealer, version, kind, is_lease_company,"
	" do_not_contact, seen_on, last_invoice, last_paid, erased, prospect,"
	" customer_number, company,"
	" title, initials, first_name, particle, last_name, street,"
	" house_number, addition,"
	" postcode, city, country, email, phone, mobile, language) FROM STDIN";
static const char SQL_COPY_VEHICLES[] =
	"COPY vehicle (vehicle_id, dealer, version, vin_name, plate_name,"
	" plate, country, vin,"
	" make, model, variant, plate_valid, model_year, fuel,"
	" first_admission, apk_expiry,"
	" apk_expiry_seen, delivered_on, last_visit, seen_on, customer_id, is_stock_car)"
	" FROM STDIN";
static const char SQL_COPY_VISITS[] =
	"COPY visit (visit_id, vehicle_id, version, visit_date, customer_id,"
	" odometer_km,"
	" classes, time_parts, customer_cents, warranty_cents, internal_cents, voided,"
	" customer_vat_cents) FROM STDIN";

/* Ids of rows to be taken out first. */
struct ids {
	const char **at;
	size_t count;
};

static void ids_add(struct ids *ids, const struct uuid *id)
{
	if ((ids->count & (ids->count - 1)) == 0)
		ids->at = mem_grow(ids->at,
				   (ids->count ? ids->count * 2 : 1) * sizeof(*ids->at));
	ids->at[ids->count++] = id->text;
}

static int drop(struct taking *batch, const char *sql, struct ids *ids, struct err *err)
{
	int failed = 0;

	if (ids->count > 0)
		failed = tx_run(batch->tx, sql, ARGS(arg_texts(ids->at, ids->count)),
				NULL, err);
	mem_free(ids->at);
	return failed;
}

static struct arg arg_odometer(int64_t km)
{
	return km == NO_ODOMETER ? arg_null() : arg_int(km);
}

/* As its contract says it: RFC 3339. */
static struct arg arg_moment(const char *text)
{
	struct instant at = NO_INSTANT;

	return text && instant_parse(text, &at, NULL) == 0 ? arg_instant(at) : arg_null();
}

static int copy_invoice(struct copy *copy, const struct known_invoice *known,
			struct err *err)
{
	const struct visit_fact *fact = &known->fact;
	const int64_t *pay = fact->pay_cents;

	return copy_row(copy,
			ARGS(arg_uuid(&fact->invoice_id), arg_int(known->version),
			     arg_text(known->dealer), arg_text(known->source),
			     arg_text(known->number), arg_int(known->kind),
			     arg_uuid(&known->content_hash), arg_uuid(&known->record_id),
			     arg_moment(known->modified_at), arg_int(known->order),
			     arg_int(fact->role), arg_date(fact->issue_date),
			     arg_date(fact->closed_date), arg_text(known->workorder),
			     arg_uuid(&fact->customer_id), arg_uuid(&known->vehicle_id),
			     arg_uuid(&fact->visit_id), arg_uuid(&fact->parent_id),
			     arg_odometer(fact->odometer_km), arg_int(known->net_cents),
			     arg_int(pay[PAY_CUSTOMER]), arg_int(pay[PAY_WARRANTY]),
			     arg_int(pay[PAY_INTERNAL]), arg_int(pay[PAY_INSURANCE]),
			     arg_int(pay[PAY_LEASE]), arg_int(fact->workshop_cents),
			     arg_int(fact->classes), arg_int(fact->time_parts),
			     arg_int(known->unknown_lines),
			     arg_int(fact->customer_vat_cents)),
			err);
}

int store_save_invoices(struct taking *batch, struct err *err)
{
	struct ids old = { NULL, 0 };
	struct copy *copy = NULL;

	for (size_t i = 0; i < batch->invoices.count; i++) {
		const struct known_invoice *known = batch->invoices.at[i];

		if (known->dirty && known->stored)
			ids_add(&old, &known->fact.invoice_id);
	}
	if (drop(batch, SQL_DROP_INVOICES, &old, err) < 0 ||
	    copy_begin(batch->tx, SQL_COPY_INVOICES, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->invoices.count; i++) {
		struct known_invoice *known = batch->invoices.at[i];

		if (known->dirty && copy_invoice(copy, known, err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

static int copy_lines(struct copy *copy, const struct known_invoice *known,
		      struct err *err)
{
	const struct invoice *invoice = known->content;

	for (size_t i = 0; i < invoice->lines_count; i++) {
		const struct invoice_line *line = &invoice->lines[i];

		if (copy_row(
			    copy,
			    ARGS(arg_uuid(&known->fact.invoice_id),
				 arg_int((int64_t)i + 1), arg_int(line->kind),
				 arg_int(line->class), arg_int(line->pay),
				 arg_text(line->operation_code),
				 arg_text(line->part_number), arg_text(line->description),
				 arg_text(line->quantity), arg_text(line->unit),
				 arg_text(line->unit_price), arg_text(line->vat_percent),
				 arg_text(line->campaign_code), arg_int(line->net_cents)),
			    err) < 0)
			return -1;
	}
	return 0;
}

int store_save_lines(struct taking *batch, struct err *err)
{
	struct ids old = { NULL, 0 };
	struct copy *copy = NULL;

	for (size_t i = 0; i < batch->invoices.count; i++) {
		const struct known_invoice *known = batch->invoices.at[i];

		if (known->content && known->stored)
			ids_add(&old, &known->fact.invoice_id);
	}
	if (drop(batch, SQL_DROP_LINES, &old, err) < 0 ||
	    copy_begin(batch->tx, SQL_COPY_LINES, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->invoices.count; i++) {
		const struct known_invoice *known = batch->invoices.at[i];

		if (known->content && copy_lines(copy, known, err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

static int copy_customer(struct copy *copy, const struct customer *customer,
			 struct err *err)
{
	struct arg args[11 + CUSTOMER_TEXTS] = {
		arg_uuid(&customer->customer_id),     arg_text(customer->dealer),
		arg_int(customer->version),           arg_int(customer->kind),
		arg_bool(customer->is_lease_company), arg_int(customer->do_not_contact),
		arg_date(customer->seen_on),          arg_date(customer->last_invoice),
		arg_date(customer->last_paid),        arg_bool(customer->erased),
		arg_bool(customer->prospect),
	};

	for (int t = 0; t < CUSTOMER_TEXTS; t++)
		args[11 + t] = arg_text(customer->texts[t]);
	return copy_row(copy, args, COUNT_OF(args), err);
}

int store_save_customers(struct taking *batch, struct err *err)
{
	struct ids old = { NULL, 0 };
	struct copy *copy = NULL;

	for (size_t i = 0; i < batch->customers.count; i++) {
		const struct known_customer *known = batch->customers.at[i];

		if (known->dirty && known->stored)
			ids_add(&old, &known->customer.customer_id);
	}
	if (drop(batch, SQL_DROP_CUSTOMERS, &old, err) < 0 ||
	    copy_begin(batch->tx, SQL_COPY_CUSTOMERS, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->customers.count; i++) {
		const struct known_customer *known = batch->customers.at[i];

		if (known->dirty && copy_customer(copy, &known->customer, err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

static int copy_vehicle(struct copy *copy, const struct vehicle *v, struct err *err)
{
	return copy_row(
		copy,
		ARGS(arg_uuid(&v->vehicle_id), arg_text(v->dealer), arg_int(v->version),
		     arg_text(v->vin_name), arg_text(v->plate_name),
		     arg_text(v->texts[VEHICLE_PLATE]),
		     arg_text(v->texts[VEHICLE_COUNTRY]), arg_text(v->texts[VEHICLE_VIN]),
		     arg_text(v->texts[VEHICLE_MAKE]), arg_text(v->texts[VEHICLE_MODEL]),
		     arg_text(v->texts[VEHICLE_VARIANT]), arg_bool(v->plate_valid),
		     arg_int(v->model_year), arg_int(v->fuel),
		     arg_date(v->first_admission), arg_date(v->apk_expiry),
		     arg_date(v->apk_expiry_seen), arg_date(v->delivered_on),
		     arg_date(v->last_visit), arg_date(v->seen_on),
		     arg_uuid(&v->customer_id), arg_bool(v->is_stock_car)),
		err);
}

int store_save_vehicles(struct taking *batch, struct err *err)
{
	struct ids old = { NULL, 0 };
	struct copy *copy = NULL;

	for (size_t i = 0; i < batch->cars.count; i++) {
		const struct car *car = batch->cars.at[i];

		if (car->dirty && car->stored)
			ids_add(&old, &car->vehicle.vehicle_id);
	}
	if (drop(batch, SQL_DROP_VEHICLES, &old, err) < 0 ||
	    copy_begin(batch->tx, SQL_COPY_VEHICLES, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->cars.count; i++) {
		const struct car *car = batch->cars.at[i];

		if (car->dirty && copy_vehicle(copy, &car->vehicle, err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

static int copy_visit(struct copy *copy, const struct known_visit *known, struct err *err)
{
	const struct visit *visit = &known->visit;

	return copy_row(copy,
			ARGS(arg_uuid(&visit->visit_id), arg_uuid(&known->vehicle_id),
			     arg_int(known->version), arg_date(visit->date),
			     arg_uuid(&visit->customer_id),
			     arg_odometer(visit->odometer_km), arg_int(visit->classes),
			     arg_int(visit->time_parts),
			     arg_int(visit->pay_cents[PAY_CUSTOMER]),
			     arg_int(visit->pay_cents[PAY_WARRANTY]),
			     arg_int(visit->pay_cents[PAY_INTERNAL]),
			     arg_bool(visit->voided), arg_int(visit->customer_vat_cents)),
			err);
}

static int copy_visits(struct copy *copy, const struct car *car, struct err *err)
{
	for (size_t i = 0; i < car->visits.count; i++) {
		const struct known_visit *known = car->visits.at[i];

		if (known->dirty && !known->gone && copy_visit(copy, known, err) < 0)
			return -1;
	}
	return 0;
}

int store_save_visits(struct taking *batch, struct err *err)
{
	struct ids old = { NULL, 0 };
	struct copy *copy = NULL;

	for (size_t i = 0; i < batch->cars.count; i++) {
		const struct car *car = batch->cars.at[i];

		for (size_t n = 0; n < car->visits.count; n++) {
			const struct known_visit *known = car->visits.at[n];

			if (known->stored && (known->dirty || known->gone))
				ids_add(&old, &known->visit.visit_id);
		}
	}
	if (drop(batch, SQL_DROP_VISITS, &old, err) < 0 ||
	    copy_begin(batch->tx, SQL_COPY_VISITS, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->cars.count; i++) {
		if (copy_visits(copy, batch->cars.at[i], err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}
