/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dutch rules, in two spellings: BR-NL of the NLCIUS (SI-UBL 2.0), NL-R of Peppol. They
 * hold for sellers in the Netherlands. The NLCIUS adds advice, as warnings, and its
 * G-account extension has rules of its own (BR-GA).
 */
#include "invoice/domain/rules.h"

#include <string.h>

#include "invoice/domain/code_lists.h"

#define SELLER   "AccountingSupplierParty/Party"
#define BUYER    "AccountingCustomerParty/Party"
#define AGENT    "TaxRepresentativeParty"
#define DELIVERY "Delivery/DeliveryLocation/Address"
#define BRANCH   "PayeeFinancialAccount/FinancialInstitutionBranch/ID"
#define FAULT    SEVERITY_ERROR

static const char PAYMENTS[] = " 30 48 49 57 58 59 ";

/* clang-format off */
static const struct rule ADVICE[] = {
	{ "BR-NL-19", RULE_FORBIDS, ".", "TaxCurrencyCode",
	  "an accounting currency is better left out", NULL },
	{ "BR-NL-20", RULE_FORBIDS, ".", "TaxPointDate", "a VAT date is not looked at",
	  NULL },
	{ "BR-NL-21", RULE_FORBIDS, ".", "//InvoicePeriod/DescriptionCode",
	  "a VAT date code is not looked at", NULL },
	{ "BR-NL-24", RULE_FORBIDS, ".",
	  "BillingReference/InvoiceDocumentReference/IssueDate",
	  "the earlier invoice's date is better left out", NULL },
	{ "BR-NL-26", RULE_FORBIDS, ".", SELLER "/PartyLegalEntity/CompanyLegalForm",
	  "the seller's legal form is better left out", NULL },
	{ "BR-NL-27", RULE_FORBIDS, ".", SELLER "/PostalAddress/AddressLine/Line",
	  "a third address line is better left out", NULL },
	{ "BR-NL-27", RULE_FORBIDS, ".", BUYER "/PostalAddress/AddressLine/Line",
	  "a third address line is better left out", NULL },
	{ "BR-NL-27", RULE_FORBIDS, ".", AGENT "/PostalAddress/AddressLine/Line",
	  "a third address line is better left out", NULL },
	{ "BR-NL-27", RULE_FORBIDS, ".", DELIVERY "/AddressLine/Line",
	  "a third address line is better left out", NULL },
	{ "BR-NL-28", RULE_FORBIDS, ".", SELLER "/PostalAddress/CountrySubentity",
	  "a province is better left out", NULL },
	{ "BR-NL-28", RULE_FORBIDS, ".", BUYER "/PostalAddress/CountrySubentity",
	  "a province is better left out", NULL },
	{ "BR-NL-28", RULE_FORBIDS, ".", AGENT "/PostalAddress/CountrySubentity",
	  "a province is better left out", NULL },
	{ "BR-NL-28", RULE_FORBIDS, ".", DELIVERY "/CountrySubentity",
	  "a province is better left out", NULL },
	{ "BR-NL-29", RULE_FORBIDS, ".", "PaymentMeans/PaymentMeansCode/@name",
	  "a text for the way to pay is better left out", NULL },
	{ "BR-NL-30", RULE_FORBIDS, ".", "PaymentMeans/PayeeFinancialAccount/Name",
	  "an account name is better left out", NULL },
	{ "BR-NL-31", RULE_FORBIDS, ".",
	  "PaymentMeans[PaymentMeansCode=58]/" BRANCH,
	  "a SEPA payment needs no bank code", NULL },
	{ "BR-NL-31", RULE_FORBIDS, ".",
	  "PaymentMeans[PaymentMeansCode=59]/" BRANCH,
	  "a SEPA payment needs no bank code", NULL },
	{ "BR-NL-32", RULE_FORBIDS, ".", "//AllowanceCharge/AllowanceChargeReasonCode",
	  "a reason code of an allowance is better left out", NULL },
	{ "BR-NL-34", RULE_FORBIDS, ".", "//AllowanceCharge/AllowanceChargeReasonCode",
	  "a reason code of a charge is better left out", NULL },
	{ "BR-NL-35", RULE_FORBIDS, ".",
	  "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode",
	  "an exemption code is better left out", NULL },
};

static const struct rule GACCOUNT[] = {
	{ "BR-GA-4", RULE_HAS, "PaymentTerms", "PaymentMeansID",
	  "the terms do not say which payment they are about", NULL },
	{ "BR-GA-5", RULE_HAS, "PaymentMeans", "ID", "the payment has no identifier",
	  NULL },
	{ "BR-GA-7", RULE_HAS, ".", "PaymentMeans[ID=GACCOUNT]",
	  "no payment is marked GACCOUNT", NULL },
};
/* clang-format on */

/* Which spelling the document's rules have. */
struct spelling {
	const char *reference, *seller_address, *seller_id, *buyer_address, *buyer_id,
		*agent_address, *payment, *means, *order;
};

static const struct spelling NLCIUS = { NULL,       "BR-NL-3",  "BR-NL-1",
					"BR-NL-4",  "BR-NL-10", "BR-NL-5",
					"BR-NL-11", "BR-NL-12", "BR-NL-13" };
static const struct spelling PEPPOL = { "NL-R-001", "NL-R-002", "NL-R-003",
					"NL-R-004", "NL-R-005", "NL-R-006",
					"NL-R-007", "NL-R-008", "NL-R-009" };

static bool is_dutch(const char *country)
{
	return strcmp(country, "NL") == 0;
}

static void check_address(struct checking *c, const char *rule, const char *path)
{
	const struct ubl_node *address = ubl_first(c->root, path);

	if (!address)
		return;
	if (!ubl_has(address, "StreetName") || !ubl_has(address, "CityName") ||
	    !ubl_has(address, "PostalZone"))
		check_report(c, rule, FAULT, address,
			     "a Dutch address needs street, city and postcode");
}

/* A Dutch company is known by KvK (0106) or OIN (0190). */
static void check_company(struct checking *c, const char *rule, const char *party)
{
	const struct ubl_node *node = ubl_first(c->root, party);
	UBL_NODES ids = { NULL, 0 };

	if (!node)
		return;
	ids = ubl_find(node, "PartyLegalEntity/CompanyID");
	for (size_t i = 0; i < ids.count; i++) {
		const char *scheme = ubl_attribute(ids.at[i], "schemeID");

		if (scheme && code_is_listed(" 0106 0190 ", scheme) && ids.at[i]->text[0])
			return;
	}
	check_report(c, rule, FAULT, node,
		     "a KvK number (scheme 0106) or OIN (0190) is missing");
}

static void check_payment(struct checking *c, const struct spelling *s)
{
	struct decimal payable =
		rules_number(c->root, "LegalMonetaryTotal/PayableAmount");
	UBL_NODES codes = ubl_find(c->root, "PaymentMeans/PaymentMeansCode");

	if (payable.digits > 0 && !ubl_has(c->root, "PaymentMeans"))
		check_report(c, s->payment, FAULT, c->root,
			     "an amount to pay needs a way to pay it (BG-16)");
	/* Peppol asks this between Dutch companies only. */
	if (s == &PEPPOL && !is_dutch(c->buyer_vat_country))
		return;
	for (size_t i = 0; i < codes.count; i++) {
		if (!code_is_listed(PAYMENTS, codes.at[i]->text))
			check_report(
				c, s->means, FAULT, codes.at[i],
				"not a way to pay that is used here: 30 48 49 57 58 59");
	}
}

static void check_order(struct checking *c, const char *rule)
{
	const struct ubl_node *line =
		ubl_first(c->root, "~Line/OrderLineReference/LineID");

	if (line && !ubl_has(c->root, "OrderReference/ID"))
		check_report(c, rule, FAULT, line,
			     "an order line needs the order's number at the top (BT-13)");
}

static void check_seller(struct checking *c, const struct spelling *s)
{
	bool buyer_is_dutch =
		is_dutch(s == &PEPPOL ? c->buyer_vat_country : c->buyer_country);

	check_address(c, s->seller_address, SELLER "/PostalAddress");
	check_company(c, s->seller_id, SELLER);
	if (buyer_is_dutch) {
		check_address(c, s->buyer_address, BUYER "/PostalAddress");
		check_company(c, s->buyer_id, BUYER);
	}
	if (ubl_is(c->root, AGENT "/PostalAddress/Country/IdentificationCode", "NL"))
		check_address(c, s->agent_address, AGENT "/PostalAddress");
	check_payment(c, s);
	if (s->reference && c->is_credit_note &&
	    !ubl_has(c->root, "BillingReference/InvoiceDocumentReference/ID"))
		check_report(c, s->reference, FAULT, c->root,
			     "a credit note names the invoice it is about (BT-25)");
}

/* BR-NL-2, -7, -8, -9: references and types. */
static void check_types(struct checking *c)
{
	const struct ubl_node *type = ubl_first(c->root, "~TypeCode");

	if (!ubl_has(c->root, "BuyerReference|OrderReference/ID"))
		check_report(c, "BR-NL-2", FAULT, c->root,
			     "a buyer's reference (BT-10) or order number is missing");
	if (!type)
		return;
	bool is_credit = strcmp(type->text, "381") == 0;

	if (!code_is_listed(" 380 381 384 389 ", type->text))
		check_report(c, "BR-NL-7", FAULT, type,
			     "the type is not one of 380, 381, 384, 389");
	if (is_credit != c->is_credit_note)
		check_report(c, "BR-NL-8", FAULT, type,
			     "type 381 is a CreditNote, the other types are an Invoice");
	if ((strcmp(type->text, "384") == 0 || is_credit) &&
	    !ubl_has(c->root, "BillingReference/InvoiceDocumentReference/ID"))
		check_report(c, "BR-NL-9",
			     strcmp(type->text, "384") == 0 ? FAULT : SEVERITY_WARNING,
			     type, "the invoice this is about (BT-25) is not named");
}

static void check_advice(struct checking *c)
{
	const char *currency = ubl_value(c->root, "DocumentCurrencyCode");
	UBL_NODES totals = ubl_find(c->root, "TaxTotal/TaxAmount");
	UBL_NODES schemes = ubl_find(c->root, SELLER "/PartyTaxScheme");

	check_table(c, ADVICE, COUNT_OF(ADVICE), SEVERITY_WARNING);
	for (size_t i = 0; i < totals.count; i++) {
		const char *own = ubl_attribute(totals.at[i], "currencyID");

		if (own && currency && strcmp(own, currency) != 0)
			check_report(
				c, "BR-NL-33", SEVERITY_WARNING, totals.at[i],
				"a VAT total in another currency is better left out");
	}
	for (size_t i = 0; i < schemes.count; i++) {
		if (ubl_has(schemes.at[i], "CompanyID") &&
		    !ubl_is(schemes.at[i], "TaxScheme/ID", "VAT"))
			check_report(c, "BR-NL-25", SEVERITY_WARNING, schemes.at[i],
				     "a tax number other than VAT is better left out");
	}
}

static void check_gaccount(struct checking *c)
{
	UBL_NODES means = ubl_find(c->root, "PaymentMeans[ID]");
	UBL_NODES named = ubl_find(c->root, "PaymentTerms/PaymentMeansID");

	if (ubl_count(c->root, "PaymentTerms") != 2)
		check_report(c, "BR-GA-1", FAULT, c->root,
			     "a G-account invoice has two payment terms");
	if (ubl_count(c->root, "PaymentMeans") != 2)
		check_report(c, "BR-GA-2", FAULT, c->root,
			     "a G-account invoice has two payments");
	check_table(c, GACCOUNT, COUNT_OF(GACCOUNT), FAULT);
	for (size_t i = 0; i < means.count; i++) {
		size_t matches = 0;

		for (size_t n = 0; n < named.count; n++) {
			if (ubl_is(means.at[i], "ID", named.at[n]->text))
				matches++;
		}
		if (matches != 1)
			check_report(c, "BR-GA-6", FAULT, means.at[i],
				     "no terms, or several, are about this payment");
	}
}

void check_netherlands(struct checking *c)
{
	if (c->is_nlcius)
		check_order(c, NLCIUS.order);
	if (c->is_nlcius && is_dutch(c->seller_country)) {
		check_seller(c, &NLCIUS);
		check_types(c);
		check_advice(c);
	}
	if (c->is_gaccount)
		check_gaccount(c);
	if (c->is_peppol && is_dutch(c->seller_vat_country)) {
		check_seller(c, &PEPPOL);
		check_order(c, PEPPOL.order);
	}
}
