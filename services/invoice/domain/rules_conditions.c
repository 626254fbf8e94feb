/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EN 16931 rules that compare two things: dates, parties, payments, prefixes. One
 * function a rule, or a small family.
 */
#include "invoice/domain/rules.h"

#include <stdio.h>
#include <string.h>

#include "invoice/domain/code_lists.h"

#define SELLER "AccountingSupplierParty/Party"
#define BUYER  "AccountingCustomerParty/Party"
#define FAULT  SEVERITY_ERROR

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* BR-17: a payee is named, and is somebody else than the seller. */
static void check_payee(struct checking *c)
{
	const struct ubl_node *payee = ubl_first(c->root, "PayeeParty");

	if (!payee)
		return;
	const char *name = ubl_value(payee, "PartyName/Name");
	const char *id = ubl_value(payee, "PartyIdentification/ID");

	if (!name || same_text(name, ubl_value(c->root, SELLER "/PartyName/Name")) ||
	    same_text(id, ubl_value(c->root, SELLER "/PartyIdentification/ID")))
		check_report(
			c, "BR-17", FAULT, payee,
			"the payee (BT-59) needs a name of its own, not the seller's");
}

static void check_period(struct checking *c, const char *rule, const char *path)
{
	UBL_NODES periods = ubl_find(c->root, path);

	for (size_t i = 0; i < periods.count; i++) {
		const char *start = ubl_value(periods.at[i], "StartDate");
		const char *end = ubl_value(periods.at[i], "EndDate");

		/* Dates written YYYY-MM-DD sort as text. */
		if (start && end && strcmp(end, start) < 0)
			check_report(c, rule, FAULT, periods.at[i],
				     "the period ends before it starts");
	}
}

/* BR-48: every VAT row has a rate, except "not subject to VAT". */
static void check_rates(struct checking *c)
{
	UBL_NODES rows = ubl_find(c->root, "TaxTotal/TaxSubtotal");

	for (size_t i = 0; i < rows.count; i++) {
		if (!ubl_has(rows.at[i], "TaxCategory[TaxScheme/ID=VAT]/Percent") &&
		    !ubl_is(rows.at[i], "TaxCategory[TaxScheme/ID=VAT]/ID", "O"))
			check_report(c, "BR-48", FAULT, rows.at[i],
				     "the VAT row has no rate (BT-119)");
	}
}

/* BR-51: no full card number, whoever sends it. */
static void check_cards(struct checking *c)
{
	UBL_NODES cards =
		ubl_find(c->root, "PaymentMeans/CardAccount/PrimaryAccountNumberID");

	for (size_t i = 0; i < cards.count; i++) {
		if (strlen(cards.at[i]->text) > 10)
			check_report(c, "BR-51", SEVERITY_WARNING, cards.at[i],
				     "a card number (BT-87) of more than 10 digits");
	}
}

/* BR-53: a second currency for VAT comes with its total. */
static void check_accounting_currency(struct checking *c)
{
	const struct ubl_node *code = ubl_first(c->root, "TaxCurrencyCode");
	UBL_NODES totals = ubl_find(c->root, "TaxTotal/TaxAmount");

	if (!code)
		return;
	for (size_t i = 0; i < totals.count; i++) {
		if (same_text(ubl_attribute(totals.at[i], "currencyID"), code->text))
			return;
	}
	check_report(c, "BR-53", FAULT, code,
		     "no VAT total (BT-111) in the accounting currency is given");
}

/* BR-CO-03: a date for VAT, or a code for it, not both. */
static void check_tax_point(struct checking *c)
{
	const struct ubl_node *date = ubl_first(c->root, "TaxPointDate");

	if (date && ubl_has(c->root, "InvoicePeriod/DescriptionCode"))
		check_report(c, "BR-CO-03", FAULT, date,
			     "a VAT date (BT-7) and a VAT date code (BT-8) exclude each "
			     "other");
}

/* BR-CO-09: a VAT number starts with its country; Greece writes EL. */
static void check_vat_numbers(struct checking *c)
{
	UBL_NODES numbers =
		ubl_find(c->root, "//PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID");

	for (size_t i = 0; i < numbers.count; i++) {
		char prefix[3] = "";

		snprintf(prefix, sizeof(prefix), "%s", numbers.at[i]->text);
		if (strcmp(prefix, "EL") != 0 && !code_is_listed(CODES_COUNTRY, prefix))
			check_report(c, "BR-CO-09", FAULT, numbers.at[i],
				     "the VAT number does not start with a country code");
	}
}

/* BR-CO-25: an invoice that asks for money says when. */
static void check_due_date(struct checking *c)
{
	struct decimal payable;

	if (c->is_credit_note ||
	    !ubl_number(c->root, "LegalMonetaryTotal/PayableAmount", &payable) ||
	    payable.digits <= 0)
		return;
	if (!ubl_has(c->root, "DueDate|PaymentTerms/Note"))
		check_report(c, "BR-CO-25", FAULT, c->root,
			     "an amount to pay needs a due date (BT-9) or terms (BT-20)");
}

static bool has_category(const struct checking *c, const char *code)
{
	char path[80];

	snprintf(path, sizeof(path),
		 "//TaxCategory[ID=%s]|//ClassifiedTaxCategory[ID=%s]", code, code);
	return ubl_has(c->root, path);
}

/* BR-B-01, BR-B-02: split payment exists in Italy only, and not beside standard rate. */
static void check_split_payment(struct checking *c)
{
	if (!has_category(c, "B"))
		return;
	if (strcmp(c->seller_country, "IT") != 0 || strcmp(c->buyer_country, "IT") != 0)
		check_report(c, "BR-B-01", FAULT, c->root,
			     "VAT category B is for invoices within Italy");
	if (has_category(c, "S"))
		check_report(c, "BR-B-02", FAULT, c->root,
			     "VAT categories B and S do not go together");
}

static void check_at_most(struct checking *c, const char *rule, const char *path,
			  size_t most)
{
	UBL_NODES nodes = ubl_find(c->root, path);

	if (nodes.count > most)
		check_report(c, rule, FAULT, nodes.at[most],
			     most == 1 ? "stands here more than once"
				       : "stands here more than twice");
}

/* UBL-SR-47 and -44: several payment means are ways to pay the same thing. */
static void check_all_equal(struct checking *c, const char *rule, const char *path)
{
	UBL_NODES nodes = ubl_find(c->root, path);

	for (size_t i = 1; i < nodes.count; i++) {
		if (strcmp(nodes.at[0]->text, nodes.at[i]->text) != 0) {
			check_report(c, rule, FAULT, nodes.at[i],
				     "differs from the first one, and must not");
			return;
		}
	}
}

static void check_line_categories(struct checking *c)
{
	UBL_NODES lines = ubl_find(c->root, "~Line");

	for (size_t i = 0; i < lines.count; i++) {
		if (ubl_count(lines.at[i], "Item/ClassifiedTaxCategory") != 1)
			check_report(c, "UBL-SR-48", FAULT, lines.at[i],
				     "a line has exactly one VAT category");
	}
}

static void check_seller_schemes(struct checking *c)
{
	UBL_NODES schemes = ubl_find(c->root, SELLER "/PartyTaxScheme");
	size_t others = 0;

	for (size_t i = 0; i < schemes.count; i++) {
		if (!ubl_is(schemes.at[i], "TaxScheme/ID", "VAT"))
			others++;
	}
	if (others > 1)
		check_report(c, "UBL-SR-13", FAULT, schemes.at[0],
			     "the seller's tax registration stands here more than once");
}

/* UBL-SR-43 and UBL-CR-666/673: an invoiced object is a number, not a document. */
static void check_objects(struct checking *c)
{
	UBL_NODES documents = ubl_find(c->root, "AdditionalDocumentReference");

	for (size_t i = 0; i < documents.count; i++) {
		const struct ubl_node *node = documents.at[i];
		bool is_object = ubl_is(node, "DocumentTypeCode", "130");

		if (ubl_has(node, "ID/@schemeID") && !is_object &&
		    !ubl_is(node, "DocumentTypeCode", "50"))
			check_report(c, "UBL-SR-43", FAULT, node,
				     "only an invoiced object's number has a scheme");
		if (is_object && ubl_has(node, "Attachment"))
			check_report(c, "UBL-CR-666", FAULT, node,
				     "an invoiced object has no attachment");
		if (is_object && ubl_has(node, "DocumentDescription"))
			check_report(c, "UBL-CR-673", FAULT, node,
				     "an invoiced object has no description");
	}
}

static void check_creditor(struct checking *c)
{
	size_t count = 0;
	UBL_NODES ids = ubl_find(c->root, "//PartyIdentification/ID");

	for (size_t i = 0; i < ids.count; i++) {
		if (same_text(ubl_attribute(ids.at[i], "schemeID"), "SEPA") &&
		    ++count == 2)
			check_report(
				c, "UBL-SR-29", FAULT, ids.at[i],
				"the creditor's reference stands here more than once");
	}
}

void check_conditions(struct checking *c)
{
	check_payee(c);
	check_period(c, "BR-29", "InvoicePeriod");
	check_period(c, "BR-30", "~Line/InvoicePeriod");
	check_rates(c);
	check_cards(c);
	check_accounting_currency(c);
	check_tax_point(c);
	check_vat_numbers(c);
	check_due_date(c);
	check_split_payment(c);
	if (!c->is_gaccount)
		check_at_most(c, "UBL-SR-05", "PaymentTerms", 1);
	check_at_most(c, "UBL-SR-42", SELLER "/PartyTaxScheme", 2);
	check_at_most(c, "UBL-SR-54", "PaymentMeans/CardAccount", 1);
	check_at_most(c, "UBL-SR-55", "PaymentMeans/PaymentMandate", 1);
	check_all_equal(c, "UBL-SR-47", "PaymentMeans/PaymentMeansCode");
	/* The two payments of a G-account invoice go to two accounts. */
	if (!c->is_gaccount)
		check_all_equal(c, "UBL-SR-44", "PaymentMeans/PaymentID");
	check_line_categories(c);
	check_seller_schemes(c);
	check_objects(c);
	check_creditor(c);
}
