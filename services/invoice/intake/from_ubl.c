/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the message as text and lets the message engine judge it, so that what comes
 * from UBL passes the same gate as what a DMS publishes.
 */
#include "invoice/intake/from_ubl.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/json_out.h"
#include "invoice/intake/automotive.h"
#include "invoice/intake/clip.h"

enum { MAX_LINES = 500, NOTES_MAX = 4000 };

static void put_cents(struct json_out *out, const char *name, const char *amount)
{
	struct decimal value;
	int64_t cents;

	if (amount && decimal_parse(amount, DECIMAL_POINT, &value, NULL) == 0 &&
	    decimal_to_cents(decimal_round(value, 2), &cents, NULL) == 0)
		json_out_int(out, name, cents);
}

static void gather_facts(const struct document *document, struct car_facts *facts)
{
	for (size_t i = 0; i < document->lines_count; i++) {
		const struct document_line *line = &document->lines[i];

		for (size_t p = 0; p < line->properties_count; p++)
			car_facts_keep(facts, car_fact_named(line->properties[p].name),
				       slice_of(line->properties[p].value));
	}
	for (size_t i = 0; i < document->notes_count; i++)
		car_facts_search(facts, document->notes[i]);
	for (size_t i = 0; i < document->lines_count; i++) {
		car_facts_search(facts, document->lines[i].note);
		car_facts_search(facts, document->lines[i].description);
		car_facts_search(facts, document->lines[i].name);
	}
	for (size_t i = 0; i < document->attachments_count; i++)
		car_facts_search(facts, document->attachments[i].id);
}

/* "Kerkstraat 12a" → street and house number. */
static void put_street(struct json_out *out, const char *street)
{
	const char *space = street ? strrchr(street, ' ') : NULL;

	if (!space || !isdigit((unsigned char)space[1])) {
		clip_text(out, "street", street, 120);
		return;
	}
	json_out_text_n(out, "street",
			(struct slice){ street, (size_t)(space - street) });
	clip_text(out, "house_number", space + 1, 20);
}

static void put_customer(struct json_out *out, const struct document_party *buyer)
{
	bool is_company = buyer->legal_id || buyer->vat_id;

	json_out_open_object(out, "customer");
	clip_text(out, "number", buyer->id, 64);
	json_out_text(out, "kind", is_company ? "company" : "person");
	clip_text(out, is_company ? "company" : "last_name", buyer->name, 120);
	put_street(out, buyer->street);
	clip_text(out, "postcode", buyer->postcode, 16);
	clip_text(out, "city", buyer->city, 80);
	if (buyer->country && strlen(buyer->country) == 2)
		json_out_text(out, "country", buyer->country);
	clip_text(out, "email", buyer->email, 320);
	clip_text(out, "phone", buyer->phone, 40);
	json_out_close_object(out);
}

static void put_date(struct json_out *out, const char *name, const char *text)
{
	char date[11];

	if (car_date(text, date))
		json_out_text(out, name, date);
}

static void put_vehicle(struct json_out *out, const struct car_facts *facts)
{
	int64_t odometer = car_odometer(facts->text[CAR_ODOMETER]);

	if (!facts->text[CAR_PLATE][0] && !facts->text[CAR_VIN][0])
		return;
	json_out_open_object(out, "vehicle");
	clip_text(out, "plate", facts->text[CAR_PLATE], 20);
	clip_text(out, "vin", facts->text[CAR_VIN], 32);
	clip_text(out, "make", facts->text[CAR_MAKE], 60);
	clip_text(out, "model", facts->text[CAR_MODEL], 80);
	clip_text(out, "fuel", facts->text[CAR_FUEL], 60);
	put_date(out, "first_admission", facts->text[CAR_FIRST_ADMISSION]);
	put_date(out, "apk_expiry", facts->text[CAR_APK_EXPIRY]);
	if (odometer >= 0)
		json_out_int(out, "odometer", odometer);
	json_out_close_object(out);
}

/* Name and description together say what was done; either may be empty. */
static void put_description(struct json_out *out, const struct document_line *line)
{
	STRBUF_AUTO both = strbuf_new(64 << 10);

	if (line->name)
		strbuf_add(&both, line->name);
	if (line->name && line->description)
		strbuf_add(&both, ": ");
	if (line->description)
		strbuf_add(&both, line->description);
	clip_text(out, "description", both.text, 500);
}

static void put_line(struct json_out *out, const struct document_line *line)
{
	json_out_open_object(out, NULL);
	clip_text(out, "number", line->id, 20);
	clip_text(out, "operation_code", line->seller_item_id, 64);
	put_description(out, line);
	clip_text(out, "quantity", line->quantity, 32);
	clip_text(out, "unit", line->unit, 16);
	clip_text(out, "unit_price", line->unit_price, 32);
	put_cents(out, "net_cents", line->net);
	clip_text(out, "vat_percent", line->vat_percent, 16);
	/* The standard category says nothing that its rate does not. */
	if (line->vat_category && strcmp(line->vat_category, "S") != 0)
		clip_text(out, "vat_category", line->vat_category, 16);
	json_out_close_object(out);
}

/* Allowances and charges of the whole document are lines to us. */
static void put_charge(struct json_out *out, const struct document_charge *charge)
{
	struct decimal value;
	int64_t cents;

	if (!charge->amount ||
	    decimal_parse(charge->amount, DECIMAL_POINT, &value, NULL) < 0 ||
	    decimal_to_cents(decimal_round(value, 2), &cents, NULL) < 0)
		return;
	json_out_open_object(out, NULL);
	json_out_text(out, "kind", charge->charge ? "fee" : "discount");
	clip_text(out, "description", charge->reason, 500);
	json_out_int(out, "net_cents", charge->charge ? cents : -cents);
	json_out_close_object(out);
}

static void put_lines(struct json_out *out, const struct document *document)
{
	size_t count = 0;

	json_out_open_array(out, "lines");
	/* One more than allowed makes the message engine refuse, with the place. */
	for (size_t i = 0; i < document->lines_count && count <= MAX_LINES; i++, count++)
		put_line(out, &document->lines[i]);
	for (size_t i = 0; i < document->charges_count && count <= MAX_LINES;
	     i++, count++)
		put_charge(out, &document->charges[i]);
	json_out_close_array(out);
}

static void put_totals(struct json_out *out, const struct document *document)
{
	json_out_open_object(out, "totals");
	put_cents(out, "net_cents", document->totals.tax_exclusive);
	put_cents(out, "vat_cents", document->tax_total);
	put_cents(out, "gross_cents", document->totals.tax_inclusive);
	json_out_close_object(out);
}

static void put_notes(struct json_out *out, const struct document *document)
{
	STRBUF_AUTO notes = strbuf_new(256 << 10);

	for (size_t i = 0; i < document->notes_count; i++)
		strbuf_addf(&notes, "%s%s", i ? "\n" : "", document->notes[i]);
	clip_text(out, "notes", notes.text, NOTES_MAX);
}

static const char *kind_of(const struct document *document)
{
	return document->is_credit_note || (document->type_code &&
					    strcmp(document->type_code, "381") == 0)
		       ? "credit_note"
		       : "invoice";
}

void published_from_ubl(const struct document *document, const char *dealer,
			struct strbuf *json)
{
	struct json_out out = json_out_into(json);
	struct car_facts facts = { 0 };

	gather_facts(document, &facts);
	json_out_open_object(&out, NULL);
	json_out_text(&out, "dealer", dealer);
	clip_text(&out, "document_number", document->id, 64);
	json_out_text(&out, "document_kind", kind_of(document));
	clip_text(&out, "issue_date", document->issue_date, 10);
	if (document->preceding_count > 0)
		clip_text(&out, "parent_document_number", document->preceding[0].id, 64);
	clip_text(&out, "workorder_number", facts.text[CAR_WORKORDER], 64);
	if (document->currency && strlen(document->currency) == 3)
		json_out_text(&out, "currency", document->currency);
	put_customer(&out, &document->buyer);
	put_vehicle(&out, &facts);
	put_lines(&out, document);
	put_totals(&out, document);
	put_notes(&out, document);
	json_out_open_object(&out, "source");
	json_out_text(&out, "system", "ubl");
	json_out_close_object(&out);
	json_out_close_object(&out);
}
