/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Peppol BIS Billing 3 asks beyond EN 16931, amounts aside: process, references,
 * dates, periods and codes that go together. Applied to documents that say they follow
 * it, and to those that do not say what they follow.
 */
#include "invoice/domain/rules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/civil_date.h"
#include "invoice/domain/code_lists.h"

#define PEPPOL "PEPPOL-EN16931-"
#define FAULT  SEVERITY_ERROR
#define SPECIFICATION                                                                    \
	"urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
#define PROCESS "urn:fdc:peppol.eu:2017:poacc:billing:"

static const char INVOICE_TYPES[] =
	" 71 80 82 84 102 218 219 326 331 380 382 383 384 386 "
	"388 389 393 395 553 575 623 780 817 870 875 876 877 ";
static const char CREDIT_TYPES[] = " 81 83 381 396 532 ";

/* clang-format off */
static const struct rule NEEDS[] = {
	{ PEPPOL "R001", RULE_HAS, ".", "ProfileID",
	  "the business process (BT-23) is missing", NULL },
	{ PEPPOL "R003", RULE_HAS, ".", "BuyerReference|OrderReference/ID",
	  "a buyer's reference (BT-10) or order number (BT-13) is missing", NULL },
	{ PEPPOL "R010", RULE_HAS, "AccountingCustomerParty/Party", "EndpointID",
	  "the buyer's electronic address (BT-49) is missing", NULL },
	{ PEPPOL "R020", RULE_HAS, "AccountingSupplierParty/Party", "EndpointID",
	  "the seller's electronic address (BT-34) is missing", NULL },
	{ PEPPOL "R061", RULE_NEEDS, "PaymentMeans[PaymentMeansCode=49]",
	  "PaymentMandate/ID", "a direct debit needs its mandate (BT-89)", NULL },
	{ PEPPOL "R061", RULE_NEEDS, "PaymentMeans[PaymentMeansCode=59]",
	  "PaymentMandate/ID", "a direct debit needs its mandate (BT-89)", NULL },
	{ PEPPOL "R080", RULE_ONCE, ".",
	  "AdditionalDocumentReference[DocumentTypeCode=50]|ProjectReference",
	  "the project stands here more than once", NULL },
	{ PEPPOL "R100", RULE_ONCE, "~Line", "DocumentReference",
	  "the line's object stands here more than once", NULL },
};
/* clang-format on */

static bool both_german(const struct checking *c)
{
	return strcmp(c->seller_vat_country, "DE") == 0 &&
	       strcmp(c->buyer_vat_country, "DE") == 0;
}

/* "…billing:NN:1.0"; returns NN as lent text of two digits, or NULL. */
static const char *process_number(const char *profile)
{
	size_t len = strlen(PROCESS);

	if (!profile || strncmp(profile, PROCESS, len) != 0)
		return NULL;
	const char *number = profile + len;

	if (!isdigit((unsigned char)number[0]) || !isdigit((unsigned char)number[1]) ||
	    strcmp(number + 2, ":1.0") != 0)
		return NULL;
	return number;
}

static void check_header(struct checking *c)
{
	const char *specification = ubl_value(c->root, "CustomizationID");
	const struct ubl_node *profile = ubl_first(c->root, "ProfileID");
	const char *tax_currency = ubl_value(c->root, "TaxCurrencyCode");

	if (!specification ||
	    strncmp(specification, SPECIFICATION, strlen(SPECIFICATION)) != 0)
		check_report(c, PEPPOL "R004", FAULT, c->root,
			     "the specification identifier (BT-24) is not Peppol's");
	if (profile && !process_number(profile->text))
		check_report(
			c, PEPPOL "R007", FAULT, profile,
			"the business process (BT-23) is not written as Peppol does");
	if (ubl_count(c->root, "Note") > 1 && !both_german(c))
		check_report(c, PEPPOL "R002", FAULT, c->root,
			     "more than one note at the top");
	if (tax_currency && ubl_is(c->root, "DocumentCurrencyCode", tax_currency))
		check_report(c, PEPPOL "R005", FAULT,
			     ubl_first(c->root, "TaxCurrencyCode"),
			     "the accounting currency equals the invoice's");
}

static void check_types(struct checking *c)
{
	const char *process = process_number(ubl_value(c->root, "ProfileID"));
	const struct ubl_node *type = ubl_first(c->root, "~TypeCode");

	if (!type)
		return;
	const char *list = c->is_credit_note ? CREDIT_TYPES : INVOICE_TYPES;

	if (process && strncmp(process, "01", 2) == 0 &&
	    !code_is_listed(list, type->text))
		check_report(c, c->is_credit_note ? PEPPOL "P0101" : PEPPOL "P0100",
			     FAULT, type, "this type of document is not in the process");
	if (code_is_listed(" 326 384 ", type->text) && !both_german(c))
		check_report(c, PEPPOL "P0112", FAULT, type,
			     "types 326 and 384 are for invoices within Germany");
}

/* A reason for exemption and its category say the same (P0104 … P0111). */
static void check_exemption_codes(struct checking *c)
{
	static const struct {
		const char *rule, *reason, *category;
	} pairs[] = {
		{ PEPPOL "P0104", "VATEX-EU-G", "G" },
		{ PEPPOL "P0105", "VATEX-EU-O", "O" },
		{ PEPPOL "P0106", "VATEX-EU-IC", "K" },
		{ PEPPOL "P0107", "VATEX-EU-AE", "AE" },
		{ PEPPOL "P0108", "VATEX-EU-D", "E" },
		{ PEPPOL "P0109", "VATEX-EU-F", "E" },
		{ PEPPOL "P0110", "VATEX-EU-I", "E" },
		{ PEPPOL "P0111", "VATEX-EU-J", "E" },
	};
	UBL_NODES codes = ubl_find(c->root, "//TaxCategory/TaxExemptionReasonCode");

	for (size_t i = 0; i < codes.count; i++) {
		for (size_t p = 0; p < COUNT_OF(pairs); p++) {
			if (strcasecmp(codes.at[i]->text, pairs[p].reason) == 0 &&
			    !ubl_is(codes.at[i]->parent, "ID", pairs[p].category))
				check_report(
					c, pairs[p].rule, FAULT, codes.at[i],
					"this reason goes with another VAT category");
		}
	}
}

static void check_dates(struct checking *c)
{
	UBL_NODES dates = ubl_find(c->root, "//IssueDate|//DueDate|//TaxPointDate|"
					    "//StartDate|//EndDate|//ActualDeliveryDate");

	for (size_t i = 0; i < dates.count; i++) {
		struct civil_date date;

		if (civil_parse(dates.at[i]->text, &date, NULL) < 0)
			check_report(c, PEPPOL "F001", FAULT, dates.at[i],
				     "not a date written YYYY-MM-DD");
	}
}

static void check_line_period(struct checking *c, const struct ubl_node *line)
{
	const char *start = ubl_value(c->root, "InvoicePeriod/StartDate");
	const char *end = ubl_value(c->root, "InvoicePeriod/EndDate");
	const struct ubl_node *line_start = ubl_first(line, "InvoicePeriod/StartDate");
	const struct ubl_node *line_end = ubl_first(line, "InvoicePeriod/EndDate");

	if (start && line_start && strcmp(line_start->text, start) < 0)
		check_report(c, PEPPOL "R110", FAULT, line_start,
			     "the line's period starts before the invoice's");
	if (end && line_end && strcmp(line_end->text, end) > 0)
		check_report(c, PEPPOL "R111", FAULT, line_end,
			     "the line's period ends after the invoice's");
}

static void check_line_object(struct checking *c, const struct ubl_node *line)
{
	UBL_NODES objects = ubl_find(line, "DocumentReference");

	for (size_t i = 0; i < objects.count; i++) {
		if (!ubl_is(objects.at[i], "DocumentTypeCode", "130"))
			check_report(c, PEPPOL "R101", FAULT, objects.at[i],
				     "a line refers to its object (type 130) only");
	}
}

static void check_empty(struct checking *c, const struct ubl_node *node)
{
	for (const struct ubl_node *n = node->first; n; n = n->next) {
		if (!n->first && n->text[0] == '\0')
			check_report(c, PEPPOL "R008", FAULT, n, "the element is empty");
		else
			check_empty(c, n);
	}
}

void check_peppol(struct checking *c)
{
	if (!c->is_peppol)
		return;
	check_table(c, NEEDS, COUNT_OF(NEEDS), FAULT);
	check_header(c);
	check_types(c);
	check_exemption_codes(c);
	check_dates(c);
	UBL_NODES lines = ubl_find(c->root, "~Line");

	for (size_t i = 0; i < lines.count; i++) {
		check_line_period(c, lines.at[i]);
		check_line_object(c, lines.at[i]);
	}
	check_empty(c, c->root);
}
