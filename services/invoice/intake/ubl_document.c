/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which element of the tree becomes which field of the document. Where UBL offers two
 * places (trade or registered name; due date in the invoice or its payment means), the
 * choice is made here and nowhere else.
 */
#include "invoice/intake/ubl_document.h"

#include <string.h>

static const char *either(const char *a, const char *b)
{
	return a ? a : b;
}

static void extract_party(const struct ubl_node *party, struct document_party *ret)
{
	const struct ubl_node *address;

	if (!party)
		return;
	ret->legal_name = ubl_value(party, "PartyLegalEntity/RegistrationName");
	ret->name = either(ubl_value(party, "PartyName/Name"), ret->legal_name);
	ret->legal_id = ubl_value(party, "PartyLegalEntity/CompanyID");
	ret->legal_id_scheme = ubl_value(party, "PartyLegalEntity/CompanyID/@schemeID");
	ret->vat_id = ubl_value(party, "PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID");
	ret->endpoint = ubl_value(party, "EndpointID");
	ret->endpoint_scheme = ubl_value(party, "EndpointID/@schemeID");
	ret->contact = ubl_value(party, "Contact/Name");
	ret->phone = ubl_value(party, "Contact/Telephone");
	ret->email = ubl_value(party, "Contact/ElectronicMail");
	ret->id = ubl_value(party, "PartyIdentification/ID");
	address = ubl_first(party, "PostalAddress");
	if (!address)
		return;
	ret->street = ubl_value(address, "StreetName");
	ret->extra = ubl_value(address, "AdditionalStreetName");
	ret->city = ubl_value(address, "CityName");
	ret->postcode = ubl_value(address, "PostalZone");
	ret->country = ubl_value(address, "Country/IdentificationCode");
}

static const char **extract_texts(const struct ubl_node *from, const char *path,
				  size_t *ret_count)
{
	UBL_NODES nodes = ubl_find(from, path);
	const char **texts = mem_alloc((nodes.count + 1) * sizeof(*texts));

	for (size_t i = 0; i < nodes.count; i++)
		texts[i] = nodes.at[i]->text;
	*ret_count = nodes.count;
	return texts;
}

static struct document_charge *extract_charges(const struct ubl_node *from,
					       size_t *ret_count)
{
	UBL_NODES nodes = ubl_find(from, "AllowanceCharge");
	struct document_charge *charges = mem_alloc((nodes.count + 1) * sizeof(*charges));

	for (size_t i = 0; i < nodes.count; i++) {
		const struct ubl_node *node = nodes.at[i];

		charges[i] = (struct document_charge){
			.charge = ubl_is(node, "ChargeIndicator", "true") ||
				  ubl_is(node, "ChargeIndicator", "1"),
			.reason = either(ubl_value(node, "AllowanceChargeReason"),
					 ubl_value(node, "AllowanceChargeReasonCode")),
			.amount = ubl_value(node, "Amount"),
			.vat_category = ubl_value(node, "TaxCategory/ID"),
			.vat_percent = ubl_value(node, "TaxCategory/Percent"),
		};
	}
	*ret_count = nodes.count;
	return charges;
}

static void extract_preceding(const struct ubl_node *root, struct document *ret)
{
	UBL_NODES nodes = ubl_find(root, "BillingReference/InvoiceDocumentReference");

	ret->preceding = mem_alloc((nodes.count + 1) * sizeof(*ret->preceding));
	ret->preceding_count = nodes.count;
	for (size_t i = 0; i < nodes.count; i++) {
		ret->preceding[i].id = ubl_value(nodes.at[i], "ID");
		ret->preceding[i].date = ubl_value(nodes.at[i], "IssueDate");
	}
}

static void extract_attachments(const struct ubl_node *root, struct document *ret)
{
	UBL_NODES nodes = ubl_find(root, "AdditionalDocumentReference");

	ret->attachments = mem_alloc((nodes.count + 1) * sizeof(*ret->attachments));
	ret->attachments_count = nodes.count;
	for (size_t i = 0; i < nodes.count; i++) {
		const char *binary = "Attachment/EmbeddedDocumentBinaryObject";
		const struct ubl_node *object = ubl_first(nodes.at[i], binary);

		ret->attachments[i].id = ubl_value(nodes.at[i], "ID");
		if (!object)
			continue;
		ret->attachments[i].filename = ubl_attribute(object, "filename");
		ret->attachments[i].mime = ubl_attribute(object, "mimeCode");
	}
}

static void extract_vat(const struct ubl_node *root, struct document *ret)
{
	UBL_NODES nodes = ubl_find(root, "TaxTotal/TaxSubtotal");

	ret->vat = mem_alloc((nodes.count + 1) * sizeof(*ret->vat));
	ret->vat_count = nodes.count;
	for (size_t i = 0; i < nodes.count; i++) {
		ret->vat[i] = (struct document_vat){
			.taxable = ubl_value(nodes.at[i], "TaxableAmount"),
			.tax = ubl_value(nodes.at[i], "TaxAmount"),
			.category = ubl_value(nodes.at[i], "TaxCategory/ID"),
			.percent = ubl_value(nodes.at[i], "TaxCategory/Percent"),
		};
	}
	/* A second total without subtotals repeats it in another currency (R053, R054).
	 */
	ret->tax_total = either(ubl_value(root, "TaxTotal[TaxSubtotal]/TaxAmount"),
				ubl_value(root, "TaxTotal/TaxAmount"));
}

static void extract_totals(const struct ubl_node *root, struct document_totals *ret)
{
	const struct ubl_node *totals = ubl_first(root, "LegalMonetaryTotal");

	if (!totals)
		return;
	ret->lines = ubl_value(totals, "LineExtensionAmount");
	ret->tax_exclusive = ubl_value(totals, "TaxExclusiveAmount");
	ret->tax_inclusive = ubl_value(totals, "TaxInclusiveAmount");
	ret->allowances = ubl_value(totals, "AllowanceTotalAmount");
	ret->charges = ubl_value(totals, "ChargeTotalAmount");
	ret->prepaid = ubl_value(totals, "PrepaidAmount");
	ret->rounding = ubl_value(totals, "PayableRoundingAmount");
	ret->payable = ubl_value(totals, "PayableAmount");
}

static void extract_properties(const struct ubl_node *node, struct document_line *ret)
{
	UBL_NODES nodes = ubl_find(node, "Item/AdditionalItemProperty");

	ret->properties = mem_alloc((nodes.count + 1) * sizeof(*ret->properties));
	ret->properties_count = nodes.count;
	for (size_t i = 0; i < nodes.count; i++) {
		ret->properties[i].name = ubl_text(nodes.at[i], "Name");
		ret->properties[i].value = ubl_text(nodes.at[i], "Value");
	}
}

static void extract_line(const struct ubl_node *node, struct document_line *ret)
{
	*ret = (struct document_line){
		.id = ubl_value(node, "ID"),
		.note = ubl_value(node, "Note"),
		.quantity = ubl_value(node, "~Quantity"),
		.unit = ubl_value(node, "~Quantity/@unitCode"),
		.net = ubl_value(node, "LineExtensionAmount"),
		.name = ubl_value(node, "Item/Name"),
		.description = ubl_value(node, "Item/Description"),
		.seller_item_id = ubl_value(node, "Item/SellersItemIdentification/ID"),
		.vat_category = ubl_value(node, "Item/ClassifiedTaxCategory/ID"),
		.vat_percent = ubl_value(node, "Item/ClassifiedTaxCategory/Percent"),
		.unit_price = ubl_value(node, "Price/PriceAmount"),
		.base_quantity = ubl_value(node, "Price/BaseQuantity"),
	};
	extract_properties(node, ret);
	ret->charges = extract_charges(node, &ret->charges_count);
}

struct document *document_extract(const struct ubl_node *root)
{
	struct document *ret = mem_alloc(sizeof(*ret));
	UBL_NODES lines = ubl_find(root, "~Line");

	ret->is_credit_note = ubl_is_credit_note(root);
	ret->customization = ubl_value(root, "CustomizationID");
	ret->profile = ubl_value(root, "ProfileID");
	ret->id = ubl_value(root, "ID");
	ret->issue_date = ubl_value(root, "IssueDate");
	ret->due_date = either(ubl_value(root, "DueDate"),
			       ubl_value(root, "PaymentMeans/PaymentDueDate"));
	ret->type_code = ubl_value(root, "~TypeCode");
	ret->currency = ubl_value(root, "DocumentCurrencyCode");
	ret->buyer_reference = ubl_value(root, "BuyerReference");
	ret->order_reference = ubl_value(root, "OrderReference/ID");
	ret->notes = extract_texts(root, "Note", &ret->notes_count);
	ret->payment_means = extract_texts(root, "PaymentMeans/PaymentMeansCode",
					   &ret->payment_means_count);
	extract_party(ubl_first(root, "AccountingSupplierParty/Party"), &ret->seller);
	extract_party(ubl_first(root, "AccountingCustomerParty/Party"), &ret->buyer);
	extract_preceding(root, ret);
	extract_attachments(root, ret);
	extract_vat(root, ret);
	extract_totals(root, &ret->totals);
	ret->charges = extract_charges(root, &ret->charges_count);
	ret->lines = mem_alloc((lines.count + 1) * sizeof(*ret->lines));
	ret->lines_count = lines.count;
	for (size_t i = 0; i < lines.count; i++)
		extract_line(lines.at[i], &ret->lines[i]);
	return ret;
}

void document_free(struct document *document)
{
	if (!document)
		return;
	for (size_t i = 0; i < document->lines_count; i++) {
		mem_free(document->lines[i].properties);
		mem_free(document->lines[i].charges);
	}
	mem_free(document->lines);
	mem_free(document->notes);
	mem_free(document->preceding);
	mem_free(document->payment_means);
	mem_free(document->charges);
	mem_free(document->vat);
	mem_free(document->attachments);
	mem_free(document);
}
