/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Applies the table of elements EN 16931 has no use for, and the attributes and few
 * elements that need more than a name (UBL-CR). All but three are warnings.
 */
#include "invoice/domain/rules_surplus.h"

#include <stdio.h>
#include <string.h>

#include "base/slice.h"
#include "invoice/domain/rules.h"

/* clang-format off */
static const struct rule EXTRAS[] = {
	{ "UBL-CR-001", RULE_FORBIDS, ".", "UBLExtensions", "extensions are not read",
	  NULL },
	{ "UBL-CR-648", RULE_FORBIDS, ".", "CustomizationID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-649", RULE_FORBIDS, ".", "ProfileID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-650", RULE_FORBIDS, ".", "ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-651", RULE_FORBIDS, ".", "OrderReference/SalesOrderID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-652", RULE_FORBIDS, ".", "//PartyTaxScheme/CompanyID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-653", RULE_FORBIDS, ".", "PaymentMeans/PaymentID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-654", RULE_FORBIDS, ".",
	  "PaymentMeans/PayeeFinancialAccount/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-655", RULE_FORBIDS, ".",
	  "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-656", RULE_FORBIDS, ".", "InvoiceTypeCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-657", RULE_FORBIDS, ".", "DocumentCurrencyCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-658", RULE_FORBIDS, ".", "TaxCurrencyCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-659", RULE_FORBIDS, ".",
	  "AdditionalDocumentReference/DocumentTypeCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-660", RULE_FORBIDS, ".", "//Country/IdentificationCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-661", RULE_FORBIDS, ".", "PaymentMeans/PaymentMeansCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-662", RULE_FORBIDS, ".", "//AllowanceChargeReasonCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-663", RULE_FORBIDS, ".", "//*/@unitCodeListID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-667", RULE_FORBIDS, ".", "//BuyersItemIdentification/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-668", RULE_FORBIDS, ".", "//SellersItemIdentification/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-669", RULE_FORBIDS, ".",
	  "//Price/AllowanceCharge/AllowanceChargeReasonCode",
	  "a price discount has no reason", NULL },
	{ "UBL-CR-670", RULE_FORBIDS, ".",
	  "//Price/AllowanceCharge/AllowanceChargeReason",
	  "a price discount has no reason", NULL },
	{ "UBL-CR-671", RULE_FORBIDS, ".",
	  "//Price/AllowanceCharge/MultiplierFactorNumeric",
	  "a price discount has no factor", NULL },
	{ "UBL-CR-672", RULE_FORBIDS, ".", "CreditNoteTypeCode/@listID",
	  "a list has no meaning here", NULL },
	{ "UBL-CR-674", RULE_FORBIDS, ".",
	  "PaymentMeans/CardAccount/PrimaryAccountNumberID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-675", RULE_FORBIDS, ".",
	  "PaymentMeans/CardAccount/NetworkID/@schemeID", "a scheme has no meaning here",
	  NULL },
	{ "UBL-CR-676", RULE_FORBIDS, ".", "PaymentMeans/PaymentMandate/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-677", RULE_FORBIDS, ".",
	  "PaymentMeans/PaymentMandate/PayerFinancialAccount/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-678", RULE_FORBIDS, ".", "//TaxCategory/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
	{ "UBL-CR-679", RULE_FORBIDS, ".", "//ClassifiedTaxCategory/ID/@schemeID",
	  "a scheme has no meaning here", NULL },
};
/* clang-format on */

static void report_child(struct checking *c, const char *number,
			 const struct ubl_node *child)
{
	char id[16];

	snprintf(id, sizeof(id), "UBL-CR-%.3s", number);
	check_report(c, id, SEVERITY_WARNING, child, "has no place here in EN 16931");
}

/* The number before this name in "016 CopyIndicator 017 UUID"; NULL when not listed. */
static const char *number_of(const char *children, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = strstr(children, name); at; at = strstr(at + 1, name)) {
		if (at[-1] == ' ' && (at[len] == ' ' || at[len] == '\0'))
			return at - 4;
	}
	return NULL;
}

static void check_group(struct checking *c, const struct surplus *row,
			const struct ubl_node *group)
{
	for (const struct ubl_node *child = group->first; child; child = child->next) {
		const char *number = number_of(row->children, child->name);

		if (number)
			report_child(c, number, child);
	}
}

static void check_rows(struct checking *c, const struct surplus *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].group[0] == '\0') {
			check_group(c, &rows[i], c->root);
			continue;
		}
		UBL_NODES groups = ubl_find(c->root, rows[i].group);

		for (size_t n = 0; n < groups.count; n++)
			check_group(c, &rows[i], groups.at[n]);
	}
}

static void check_rest(struct checking *c)
{
	const struct ubl_node *version = ubl_first(c->root, "UBLVersionID");
	UBL_NODES documents = ubl_find(c->root, "AdditionalDocumentReference");
	UBL_NODES due = ubl_find(c->root, "PaymentMeans/PaymentDueDate");

	if (version && strcmp(version->text, "2.1") != 0)
		check_report(c, "UBL-CR-002", SEVERITY_WARNING, version,
			     "the UBL version, if given, is 2.1");
	for (size_t i = 0; i < documents.count; i++) {
		if (ubl_has(documents.at[i], "ID/@schemeID") &&
		    !ubl_is(documents.at[i], "DocumentTypeCode", "130"))
			check_report(c, "UBL-CR-665", SEVERITY_WARNING, documents.at[i],
				     "only an invoiced object's number has a scheme");
	}
	/* A credit note has no other place for its due date. */
	for (size_t i = 0; i < due.count && !c->is_credit_note; i++)
		check_report(c, "UBL-CR-412", SEVERITY_WARNING, due.at[i],
			     "an invoice has its due date at the top");
}

void check_surplus(struct checking *c)
{
	check_rows(c, SURPLUS_HEAD, SURPLUS_HEAD_COUNT);
	check_rows(c, SURPLUS_LINES, SURPLUS_LINES_COUNT);
	check_table(c, EXTRAS, COUNT_OF(EXTRAS), SEVERITY_WARNING);
	check_rest(c);
}
