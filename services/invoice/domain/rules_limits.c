/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often and how precise: elements EN 16931 allows once (UBL-SR), amounts of at most
 * two decimals (BR-DEC, UBL-DT-01) and attributes that do not belong (UBL-DT).
 */
#include "invoice/domain/rules.h"

#include <string.h>

#define SELLER    "AccountingSupplierParty/Party"
#define BUYER     "AccountingCustomerParty/Party"
#define ALLOWANCE "AllowanceCharge[ChargeIndicator=false]"
#define CHARGE    "AllowanceCharge[ChargeIndicator=true]"
#define TWICE     "stands here more than once"
#define DECIMALS  "an amount has at most two decimals"

/* clang-format off */
static const struct rule LIMITS[] = {
	{ "UBL-SR-01", RULE_ONCE, ".", "ContractDocumentReference/ID",
	  "the contract " TWICE, NULL },
	{ "UBL-SR-02", RULE_ONCE, ".", "ReceiptDocumentReference/ID",
	  "the receipt advice " TWICE, NULL },
	{ "UBL-SR-03", RULE_ONCE, ".", "DespatchDocumentReference/ID",
	  "the despatch advice " TWICE, NULL },
	{ "UBL-SR-04", RULE_ONCE, ".",
	  "AdditionalDocumentReference[DocumentTypeCode=130]/ID",
	  "the invoiced object " TWICE, NULL },
	{ "UBL-SR-06", RULE_ONCE, "BillingReference", "InvoiceDocumentReference",
	  "the earlier invoice " TWICE, NULL },
	{ "UBL-SR-08", RULE_ONCE, ".", "InvoicePeriod", "the invoicing period " TWICE,
	  NULL },
	{ "UBL-SR-09", RULE_ONCE, SELLER, "PartyLegalEntity/RegistrationName",
	  "the seller's name " TWICE, NULL },
	{ "UBL-SR-10", RULE_ONCE, SELLER, "PartyName/Name",
	  "the seller's trade name " TWICE, NULL },
	{ "UBL-SR-11", RULE_ONCE, SELLER, "PartyLegalEntity/CompanyID",
	  "the seller's registration " TWICE, NULL },
	{ "UBL-SR-12", RULE_ONCE, SELLER, "PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID",
	  "the seller's VAT number " TWICE, NULL },
	{ "UBL-SR-14", RULE_ONCE, SELLER, "PartyLegalEntity/CompanyLegalForm",
	  "the seller's legal form " TWICE, NULL },
	{ "UBL-SR-15", RULE_ONCE, BUYER, "PartyLegalEntity/RegistrationName",
	  "the buyer's name " TWICE, NULL },
	{ "UBL-SR-16", RULE_ONCE, BUYER, "PartyIdentification/ID",
	  "the buyer's identifier " TWICE, NULL },
	{ "UBL-SR-17", RULE_ONCE, BUYER, "PartyLegalEntity/CompanyID",
	  "the buyer's registration " TWICE, NULL },
	{ "UBL-SR-18", RULE_ONCE, BUYER, "PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID",
	  "the buyer's VAT number " TWICE, NULL },
	{ "UBL-SR-19", RULE_ONCE, "PayeeParty", "PartyName/Name",
	  "the payee's name " TWICE, NULL },
	{ "UBL-SR-20", RULE_ONCE, "PayeeParty", "PartyIdentification/ID",
	  "the payee's identifier " TWICE, NULL },
	{ "UBL-SR-21", RULE_ONCE, "PayeeParty", "PartyLegalEntity/CompanyID",
	  "the payee's registration " TWICE, NULL },
	{ "UBL-SR-22", RULE_ONCE, "TaxRepresentativeParty", "PartyName/Name",
	  "the tax representative's name " TWICE, NULL },
	{ "UBL-SR-23", RULE_ONCE, "TaxRepresentativeParty",
	  "PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID",
	  "the tax representative's VAT number " TWICE, NULL },
	{ "UBL-SR-24", RULE_ONCE, ".", "Delivery", "the delivery " TWICE, NULL },
	{ "UBL-SR-25", RULE_ONCE, ".", "Delivery/DeliveryParty/PartyName/Name",
	  "the receiver's name " TWICE, NULL },
	{ "UBL-SR-26", RULE_ONCE, "PaymentMeans", "PaymentID",
	  "the payment reference " TWICE, NULL },
	{ "UBL-SR-27", RULE_ONCE, "PaymentMeans", "InstructionNote",
	  "the payment text " TWICE, NULL },
	{ "UBL-SR-28", RULE_ONCE, "PaymentMeans", "PaymentMandate/ID",
	  "the mandate " TWICE, NULL },
	{ "UBL-SR-30", RULE_ONCE, ALLOWANCE, "AllowanceChargeReason",
	  "the allowance's reason " TWICE, NULL },
	{ "UBL-SR-31", RULE_ONCE, CHARGE, "AllowanceChargeReason",
	  "the charge's reason " TWICE, NULL },
	{ "UBL-SR-32", RULE_ONCE, "TaxTotal/TaxSubtotal/TaxCategory",
	  "TaxExemptionReason", "the exemption reason " TWICE, NULL },
	{ "UBL-SR-33", RULE_ONCE, "AdditionalDocumentReference", "DocumentDescription",
	  "the document's description " TWICE, NULL },
	{ "UBL-SR-34", RULE_ONCE, "~Line", "Note", "the line's note " TWICE, NULL },
	{ "UBL-SR-35", RULE_ONCE, "~Line", "OrderLineReference/LineID",
	  "the order line " TWICE, NULL },
	{ "UBL-SR-36", RULE_ONCE, "~Line", "InvoicePeriod", "the line's period " TWICE,
	  NULL },
	{ "UBL-SR-37", RULE_ONCE, "~Line", "Price/AllowanceCharge/Amount",
	  "the price discount " TWICE, NULL },
	{ "UBL-SR-39", RULE_ONCE, ".",
	  "ProjectReference/ID|AdditionalDocumentReference[DocumentTypeCode=50]/ID",
	  "the project " TWICE, NULL },
	{ "UBL-SR-40", RULE_ONCE, BUYER, "PartyName/Name",
	  "the buyer's trade name " TWICE, NULL },
	{ "UBL-SR-45", RULE_ONCE, ".", "PaymentMeans/PaymentDueDate",
	  "the due date " TWICE, NULL },
	{ "UBL-SR-46", RULE_ONCE, "PaymentMeans", "PaymentMeansCode/@name",
	  "the payment text " TWICE, NULL },
	{ "UBL-SR-49", RULE_ONCE, "InvoicePeriod", "DescriptionCode",
	  "the VAT date code " TWICE, NULL },
	{ "UBL-SR-50", RULE_ONCE, "//Item", "Description",
	  "the item's description " TWICE, NULL },
	{ "UBL-SR-51", RULE_ONCE, "//PostalAddress|//Address", "AddressLine/Line",
	  "the third address line " TWICE, NULL },
	{ "UBL-SR-52", RULE_ONCE, "~Line", "DocumentReference",
	  "the line's document reference " TWICE, NULL },
	{ "UBL-SR-56", RULE_ONCE, ".", "OriginatorDocumentReference/ID",
	  "the tender " TWICE, NULL },
	{ "BR-DEC-01", RULE_TWO_DECIMALS, ALLOWANCE, "Amount", DECIMALS, NULL },
	{ "BR-DEC-02", RULE_TWO_DECIMALS, ALLOWANCE, "BaseAmount", DECIMALS, NULL },
	{ "BR-DEC-05", RULE_TWO_DECIMALS, CHARGE, "Amount", DECIMALS, NULL },
	{ "BR-DEC-06", RULE_TWO_DECIMALS, CHARGE, "BaseAmount", DECIMALS, NULL },
	{ "BR-DEC-09", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "LineExtensionAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-10", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "AllowanceTotalAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-11", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "ChargeTotalAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-12", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "TaxExclusiveAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-14", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "TaxInclusiveAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-16", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "PrepaidAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-17", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "PayableRoundingAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-18", RULE_TWO_DECIMALS, "LegalMonetaryTotal", "PayableAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-19", RULE_TWO_DECIMALS, "TaxTotal/TaxSubtotal", "TaxableAmount",
	  DECIMALS, NULL },
	{ "BR-DEC-20", RULE_TWO_DECIMALS, "TaxTotal/TaxSubtotal", "TaxAmount", DECIMALS,
	  NULL },
	{ "BR-DEC-23", RULE_TWO_DECIMALS, "~Line", "LineExtensionAmount", DECIMALS,
	  NULL },
	{ "BR-DEC-24", RULE_TWO_DECIMALS, "~Line/" ALLOWANCE, "Amount", DECIMALS, NULL },
	{ "BR-DEC-25", RULE_TWO_DECIMALS, "~Line/" ALLOWANCE, "BaseAmount", DECIMALS,
	  NULL },
	{ "BR-DEC-27", RULE_TWO_DECIMALS, "~Line/" CHARGE, "Amount", DECIMALS, NULL },
	{ "BR-DEC-28", RULE_TWO_DECIMALS, "~Line/" CHARGE, "BaseAmount", DECIMALS,
	  NULL },
};

static const struct rule ATTRIBUTES[] = {
	{ "UBL-DT-08", RULE_FORBIDS, ".", "//*/@schemeName",
	  "schemeName has no meaning here", NULL },
	{ "UBL-DT-09", RULE_FORBIDS, ".", "//*/@schemeAgencyName",
	  "schemeAgencyName has no meaning here", NULL },
	{ "UBL-DT-10", RULE_FORBIDS, ".", "//*/@schemeDataURI",
	  "schemeDataURI has no meaning here", NULL },
	{ "UBL-DT-11", RULE_FORBIDS, ".", "//*/@schemeURI",
	  "schemeURI has no meaning here", NULL },
	{ "UBL-DT-12", RULE_FORBIDS, ".", "//*/@format", "format has no meaning here",
	  NULL },
	{ "UBL-DT-13", RULE_FORBIDS, ".", "//*/@unitCodeListIdentifier",
	  "unitCodeListIdentifier has no meaning here", NULL },
	{ "UBL-DT-14", RULE_FORBIDS, ".", "//*/@unitCodeListAgencyIdentifier",
	  "unitCodeListAgencyIdentifier has no meaning here", NULL },
	{ "UBL-DT-15", RULE_FORBIDS, ".", "//*/@unitCodeListAgencyName",
	  "unitCodeListAgencyName has no meaning here", NULL },
	{ "UBL-DT-16", RULE_FORBIDS, ".", "//*/@listAgencyName",
	  "listAgencyName has no meaning here", NULL },
	{ "UBL-DT-17", RULE_FORBIDS, ".", "//*/@listName",
	  "listName has no meaning here", NULL },
	{ "UBL-DT-19", RULE_FORBIDS, ".", "//*/@languageID",
	  "languageID has no meaning here", NULL },
	{ "UBL-DT-20", RULE_FORBIDS, ".", "//*/@listURI", "listURI has no meaning here",
	  NULL },
	{ "UBL-DT-21", RULE_FORBIDS, ".", "//*/@listSchemeURI",
	  "listSchemeURI has no meaning here", NULL },
	{ "UBL-DT-22", RULE_FORBIDS, ".", "//*/@languageLocaleID",
	  "languageLocaleID has no meaning here", NULL },
	{ "UBL-DT-23", RULE_FORBIDS, ".", "//*/@uri", "uri has no meaning here", NULL },
	{ "UBL-DT-24", RULE_FORBIDS, ".", "//*/@currencyCodeListVersionID",
	  "currencyCodeListVersionID has no meaning here", NULL },
	{ "UBL-DT-25", RULE_FORBIDS, ".", "//*/@characterSetCode",
	  "characterSetCode has no meaning here", NULL },
	{ "UBL-DT-26", RULE_FORBIDS, ".", "//*/@encodingCode",
	  "encodingCode has no meaning here", NULL },
	{ "UBL-DT-27", RULE_FORBIDS, ".", "//*/@schemeAgencyID",
	  "schemeAgencyID has no meaning here", NULL },
	{ "UBL-DT-28", RULE_FORBIDS, ".", "//*/@listAgencyID",
	  "listAgencyID has no meaning here", NULL },
};
/* clang-format on */

static bool is_amount(const struct ubl_node *node)
{
	size_t len = strlen(node->name);

	return len >= 6 && strcmp(node->name + len - 6, "Amount") == 0 &&
	       strcmp(node->name, "PriceAmount") != 0;
}

static bool is_in_price(const struct ubl_node *node)
{
	for (const struct ubl_node *n = node->parent; n; n = n->parent) {
		if (strcmp(n->name, "Price") == 0)
			return true;
	}
	return false;
}

/* UBL-DT-01: all amounts but prices; BR-DEC-13 and -15: the total VAT by its currency. */
static void check_amounts(struct checking *c)
{
	UBL_NODES nodes = ubl_find(c->root, "//*");
	const char *accounting = ubl_value(c->root, "TaxCurrencyCode");

	for (size_t i = 0; i < nodes.count; i++) {
		const struct ubl_node *node = nodes.at[i];
		const char *point = strchr(node->text, '.');

		if (!point || strlen(point + 1) <= 2 || !is_amount(node) ||
		    is_in_price(node))
			continue;
		check_report(c, "UBL-DT-01", SEVERITY_ERROR, node, DECIMALS);
		if (strcmp(node->parent->name, "TaxTotal") != 0)
			continue;
		const char *currency = ubl_attribute(node, "currencyID");
		bool second = accounting && currency && strcmp(currency, accounting) == 0;

		check_report(c, second ? "BR-DEC-15" : "BR-DEC-13", SEVERITY_ERROR, node,
			     DECIMALS);
	}
}

/* The name of a payment means code is in use; any other name attribute is not. */
static void check_names(struct checking *c)
{
	UBL_NODES nodes = ubl_find(c->root, "//*/@name");

	for (size_t i = 0; i < nodes.count; i++) {
		if (ubl_attribute(nodes.at[i], "name") &&
		    strcmp(nodes.at[i]->name, "PaymentMeansCode") != 0)
			check_report(c, "UBL-DT-18", SEVERITY_WARNING, nodes.at[i],
				     "name has no meaning here");
	}
}

void check_limits(struct checking *c)
{
	check_table(c, LIMITS, COUNT_OF(LIMITS), SEVERITY_ERROR);
	check_table(c, ATTRIBUTES, COUNT_OF(ATTRIBUTES), SEVERITY_WARNING);
	check_amounts(c);
	check_names(c);
}
