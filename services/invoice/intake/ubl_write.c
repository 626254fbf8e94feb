/* SPDX-License-Identifier: Apache-2.0 */
/* Writes an extracted document as JSON: the "document" of a dry run. */
#include "base/json_out.h"
#include "invoice/intake/ubl_document.h"

static void write_party(struct json_out *out, const char *name,
			const struct document_party *party)
{
	json_out_open_object(out, name);
	json_out_text(out, "name", party->name);
	json_out_text(out, "legal_name", party->legal_name);
	json_out_text(out, "legal_id", party->legal_id);
	json_out_text(out, "legal_id_scheme", party->legal_id_scheme);
	json_out_text(out, "vat_id", party->vat_id);
	json_out_text(out, "endpoint", party->endpoint);
	json_out_text(out, "endpoint_scheme", party->endpoint_scheme);
	json_out_text(out, "street", party->street);
	json_out_text(out, "extra", party->extra);
	json_out_text(out, "city", party->city);
	json_out_text(out, "postcode", party->postcode);
	json_out_text(out, "country", party->country);
	json_out_text(out, "contact", party->contact);
	json_out_text(out, "phone", party->phone);
	json_out_text(out, "email", party->email);
	json_out_close_object(out);
}

static void write_texts(struct json_out *out, const char *name, const char *const *texts,
			size_t count)
{
	json_out_open_array(out, name);
	for (size_t i = 0; i < count; i++)
		json_out_text(out, NULL, texts[i]);
	json_out_close_array(out);
}

/* VAT is said of allowances of the whole document only; those of a line share its VAT. */
static void write_charges(struct json_out *out, const struct document_charge *charges,
			  size_t count, bool with_vat)
{
	json_out_open_array(out, "allowances_charges");
	for (size_t i = 0; i < count; i++) {
		json_out_open_object(out, NULL);
		json_out_flag(out, "charge", charges[i].charge);
		json_out_text(out, "reason", charges[i].reason);
		json_out_text(out, "amount", charges[i].amount);
		if (with_vat) {
			json_out_text(out, "vat_category", charges[i].vat_category);
			json_out_text(out, "vat_percent", charges[i].vat_percent);
		}
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_vat(struct json_out *out, const struct document *document)
{
	json_out_open_array(out, "vat_breakdown");
	for (size_t i = 0; i < document->vat_count; i++) {
		const struct document_vat *row = &document->vat[i];

		json_out_open_object(out, NULL);
		json_out_text(out, "taxable", row->taxable);
		json_out_text(out, "tax", row->tax);
		json_out_text(out, "category", row->category);
		json_out_text(out, "percent", row->percent);
		json_out_close_object(out);
	}
	json_out_close_array(out);
	json_out_text(out, "tax_total", document->tax_total);
}

static void write_totals(struct json_out *out, const struct document_totals *totals)
{
	json_out_open_object(out, "totals");
	json_out_text(out, "lines", totals->lines);
	json_out_text(out, "tax_exclusive", totals->tax_exclusive);
	json_out_text(out, "tax_inclusive", totals->tax_inclusive);
	json_out_text(out, "allowances", totals->allowances);
	json_out_text(out, "charges", totals->charges);
	json_out_text(out, "prepaid", totals->prepaid);
	json_out_text(out, "rounding", totals->rounding);
	json_out_text(out, "payable", totals->payable);
	json_out_close_object(out);
}

static void write_references(struct json_out *out, const struct document *document)
{
	json_out_open_array(out, "preceding_invoices");
	for (size_t i = 0; i < document->preceding_count; i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "id", document->preceding[i].id);
		json_out_text(out, "date", document->preceding[i].date);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_attachments(struct json_out *out, const struct document *document)
{
	json_out_open_array(out, "attachments");
	for (size_t i = 0; i < document->attachments_count; i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "id", document->attachments[i].id);
		json_out_text(out, "filename", document->attachments[i].filename);
		json_out_text(out, "mime", document->attachments[i].mime);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_properties(struct json_out *out, const struct document_line *line)
{
	json_out_open_object(out, "properties");
	for (size_t i = 0; i < line->properties_count; i++) {
		if (line->properties[i].name)
			json_out_text(out, line->properties[i].name,
				      line->properties[i].value);
	}
	json_out_close_object(out);
}

static void write_line(struct json_out *out, const struct document_line *line)
{
	json_out_open_object(out, NULL);
	json_out_text(out, "id", line->id);
	json_out_text(out, "note", line->note);
	json_out_text(out, "quantity", line->quantity);
	json_out_text(out, "unit", line->unit);
	json_out_text(out, "net", line->net);
	json_out_text(out, "name", line->name);
	json_out_text(out, "description", line->description);
	json_out_text(out, "seller_item_id", line->seller_item_id);
	json_out_text(out, "vat_category", line->vat_category);
	json_out_text(out, "vat_percent", line->vat_percent);
	json_out_text(out, "unit_price", line->unit_price);
	json_out_text(out, "base_quantity", line->base_quantity);
	write_properties(out, line);
	write_charges(out, line->charges, line->charges_count, /* with_vat= */ false);
	json_out_close_object(out);
}

void document_write(const struct document *document, struct strbuf *json)
{
	struct json_out out = json_out_into(json);

	json_out_open_object(&out, NULL);
	json_out_text(&out, "document",
		      document->is_credit_note ? "CreditNote" : "Invoice");
	json_out_text(&out, "customization", document->customization);
	json_out_text(&out, "profile", document->profile);
	json_out_text(&out, "id", document->id);
	json_out_text(&out, "issue_date", document->issue_date);
	json_out_text(&out, "due_date", document->due_date);
	json_out_text(&out, "type_code", document->type_code);
	json_out_text(&out, "currency", document->currency);
	write_texts(&out, "notes", document->notes, document->notes_count);
	json_out_text(&out, "buyer_reference", document->buyer_reference);
	json_out_text(&out, "order_reference", document->order_reference);
	write_references(&out, document);
	write_party(&out, "seller", &document->seller);
	write_party(&out, "buyer", &document->buyer);
	write_texts(&out, "payment_means", document->payment_means,
		    document->payment_means_count);
	write_charges(&out, document->charges, document->charges_count,
		      /* with_vat= */ true);
	write_vat(&out, document);
	write_totals(&out, &document->totals);
	write_attachments(&out, document);
	json_out_open_array(&out, "lines");
	for (size_t i = 0; i < document->lines_count; i++)
		write_line(&out, &document->lines[i]);
	json_out_close_array(&out);
	json_out_close_object(&out);
}
