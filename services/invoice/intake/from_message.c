/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Field by field. Dates were checked by the message engine; one that is no date all the
 * same counts as absent. Line amounts that are not given follow from quantity and price,
 * and when no line has one the document's total stands for them.
 */
#include "invoice/intake/from_message.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "msg/msg.h"

#define SAME(a, b)                                                                       \
	_Static_assert((int)(a) == (int)(b), "enums of rules and messages differ")
SAME(DOCUMENT_CANCELLED, WIRE_DOCUMENT_KIND_CANCELLED);
SAME(ORDER_OTHER, INVOICE_PUBLISHED_ORDER_TYPE_OTHER);
SAME(LINE_OTHER, INVOICE_PUBLISHED_LINE_KIND_OTHER);
SAME(PAY_LEASE, INVOICE_PUBLISHED_LINE_PAY_TYPE_LEASE);

static struct civil_date date_of(const char *text)
{
	struct civil_date date;

	return text && civil_parse(text, &date, NULL) == 0 ? date : NO_DATE;
}

static void copy_customer(const struct invoice_published_customer *from,
			  struct invoice_customer *ret)
{
	*ret = (struct invoice_customer){
		.number = from->number,
		.company = from->company,
		.title = from->title,
		.initials = from->initials,
		.first_name = from->first_name,
		.particle = from->particle,
		.last_name = from->last_name,
		.street = from->street,
		.house_number = from->house_number,
		.addition = from->addition,
		.postcode = from->postcode,
		.city = from->city,
		.country = from->country,
		.email = from->email,
		.phone = from->phone,
		.mobile = from->mobile,
		.language = from->language,
		.kind = (int)from->kind,
		.is_lease_company = from->is_lease_company,
	};
	for (size_t i = 0; i < from->do_not_contact_count; i++)
		ret->do_not_contact |= SET_OF(from->do_not_contact[i]);
}

static void copy_vehicle(const struct invoice_published_vehicle *from,
			 struct invoice_vehicle *ret)
{
	*ret = (struct invoice_vehicle){
		.plate = from->plate,
		.country = from->country,
		.vin = from->vin,
		.make = from->make,
		.model = from->model,
		.variant = from->variant,
		.colour = from->colour,
		.fuel = from->fuel,
		.model_year = from->model_year,
		.first_admission = date_of(from->first_admission),
		.apk_expiry = date_of(from->apk_expiry),
		.odometer = from->has_odometer ? from->odometer : NO_ODOMETER,
		.in_miles =
			from->odometer_unit == INVOICE_PUBLISHED_VEHICLE_ODOMETER_UNIT_MI,
		.is_stock_car = from->is_stock_car,
	};
}

static int64_t cents_of_line(const struct invoice_published_line *line)
{
	struct decimal quantity = { 1, 0 }, price, product;
	int64_t cents;

	if (line->has_net_cents)
		return line->net_cents;
	if (!line->unit_price ||
	    decimal_parse(line->unit_price, DECIMAL_POINT, &price, NULL) < 0)
		return 0;
	if (line->quantity &&
	    decimal_parse(line->quantity, DECIMAL_POINT, &quantity, NULL) < 0)
		return 0;
	if (decimal_multiply(quantity, price, &product, NULL) < 0 ||
	    decimal_to_cents(decimal_round(product, 2), &cents, NULL) < 0)
		return 0;
	return cents;
}

static void copy_line(const struct invoice_published_line *from, struct invoice_line *ret)
{
	*ret = (struct invoice_line){
		.number = from->number,
		.operation_code = from->operation_code,
		.part_number = from->part_number,
		.description = from->description,
		.quantity = from->quantity,
		.unit = from->unit,
		.unit_price = from->unit_price,
		.vat_percent = from->vat_percent,
		.vat_category = from->vat_category,
		.campaign_code = from->campaign_code,
		.kind = (enum line_kind)from->kind,
		.pay = (enum pay_type)from->pay_type,
		.net_cents = cents_of_line(from),
	};
}

static void copy_lines(const struct invoice_published *msg, struct invoice *ret)
{
	bool any = false;

	ret->lines_count = msg->lines_count;
	ret->lines = mem_alloc((msg->lines_count + 1) * sizeof(*ret->lines));
	for (size_t i = 0; i < msg->lines_count; i++) {
		copy_line(&msg->lines[i], &ret->lines[i]);
		any = any || ret->lines[i].net_cents != 0;
	}
	if (!any && msg->lines_count > 0 && msg->totals && msg->totals->has_net_cents)
		ret->lines[0].net_cents = msg->totals->net_cents;
}

static void copy_totals(const struct invoice_published_totals *from, struct invoice *ret)
{
	ret->has_net_total = from->has_net_cents;
	ret->net_total_cents = from->net_cents;
	ret->has_vat_total = from->has_vat_cents;
	ret->vat_total_cents = from->vat_cents;
	if (!from->has_vat_cents && from->has_net_cents && from->has_gross_cents) {
		ret->has_vat_total = true;
		ret->vat_total_cents = from->gross_cents - from->net_cents;
	}
}

void invoice_from_message(const struct invoice_published *msg, struct invoice *ret)
{
	*ret = (struct invoice){
		.dealer = msg->dealer,
		.source = msg->source ? msg->source->system : NULL,
		.modified_at = msg->source ? msg->source->modified_at : NULL,
		.number = msg->document_number,
		.parent_number = msg->parent_document_number,
		.workorder = msg->workorder_number,
		.department = msg->department,
		.currency = msg->currency,
		.status = msg->status,
		.advisor = msg->advisor,
		.notes = msg->notes,
		.kind = (enum document_kind)msg->document_kind,
		.order = (enum order_type)msg->order_type,
		.issue_date = date_of(msg->issue_date),
		.closed_date = date_of(msg->workorder_closed_date),
		.has_customer = msg->customer != NULL,
		.has_vehicle = msg->vehicle != NULL,
		.vehicle = { .odometer = NO_ODOMETER },
	};
	if (msg->customer)
		copy_customer(msg->customer, &ret->customer);
	if (msg->vehicle)
		copy_vehicle(msg->vehicle, &ret->vehicle);
	if (msg->totals)
		copy_totals(msg->totals, ret);
	copy_lines(msg, ret);
}

void invoice_lines_free(struct invoice *invoice)
{
	mem_free(invoice->lines);
	invoice->lines = NULL;
	invoice->lines_count = 0;
}

int invoice_content_hash(const struct invoice_published *msg, struct strbuf *scratch,
			 struct uuid *ret_hash, struct err *err)
{
	struct invoice_published content = *msg;

	content.source = NULL;
	strbuf_clear(scratch);
	if (msg_encode(&invoice_published_type, &content, scratch, err) < 0)
		return -1;
	*ret_hash = uuid_named("content", scratch->text, NULL);
	return 0;
}
