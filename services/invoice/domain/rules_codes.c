/* SPDX-License-Identifier: Apache-2.0 */
/* Which code list a value must come from: rules BR-CL and PEPPOL-EN16931-CL. */
#include "invoice/domain/rules.h"

#include <ctype.h>
#include <string.h>

#include "invoice/domain/code_lists.h"

#define ALLOWANCE "AllowanceCharge[ChargeIndicator=false]"
#define CHARGE    "AllowanceCharge[ChargeIndicator=true]"

static const char CODES_VAT_POINT[] = " 3 35 432 ";

/* clang-format off */
static const struct rule CODES[] = {
	{ "BR-CL-01", RULE_CODE, ".", "InvoiceTypeCode",
	  "not a type of invoice (UNTDID 1001)", CODES_INVOICE_TYPE },
	{ "BR-CL-01", RULE_CODE, ".", "CreditNoteTypeCode",
	  "not a type of credit note (UNTDID 1001)", CODES_CREDIT_TYPE },
	{ "BR-CL-03", RULE_CODE, ".", "//*/@currencyID", "not a currency (ISO 4217)",
	  CODES_CURRENCY },
	{ "BR-CL-04", RULE_CODE, ".", "DocumentCurrencyCode",
	  "not a currency (ISO 4217)", CODES_CURRENCY },
	{ "BR-CL-05", RULE_CODE, ".", "TaxCurrencyCode", "not a currency (ISO 4217)",
	  CODES_CURRENCY },
	{ "BR-CL-06", RULE_CODE, ".", "InvoicePeriod/DescriptionCode",
	  "not a VAT date code (UNTDID 2005)", CODES_VAT_POINT },
	{ "BR-CL-07", RULE_CODE, ".",
	  "AdditionalDocumentReference[DocumentTypeCode=130]/ID/@schemeID|"
	  "//DocumentReference[DocumentTypeCode=130]/ID/@schemeID",
	  "not a kind of object (UNTDID 1153)", CODES_REFERENCE },
	{ "BR-CL-11", RULE_CODE, ".", "//PartyLegalEntity/CompanyID/@schemeID",
	  "not an identifier scheme (ISO 6523)", CODES_IDENTIFIER },
	{ "BR-CL-13", RULE_CODE, ".", "//ItemClassificationCode/@listID",
	  "not a kind of item class (UNTDID 7143)", CODES_ITEM },
	{ "BR-CL-14", RULE_CODE, ".", "//Country/IdentificationCode",
	  "not a country (ISO 3166-1)", CODES_COUNTRY },
	{ "BR-CL-15", RULE_CODE, ".", "//OriginCountry/IdentificationCode",
	  "not a country (ISO 3166-1)", CODES_COUNTRY },
	{ "BR-CL-16", RULE_CODE, ".", "PaymentMeans/PaymentMeansCode",
	  "not a way to pay (UNTDID 4461)", CODES_PAYMENT },
	{ "BR-CL-17", RULE_CODE, ".", "//TaxCategory/ID",
	  "not a VAT category (UNTDID 5305)", CODES_VAT },
	{ "BR-CL-18", RULE_CODE, ".", "//ClassifiedTaxCategory/ID",
	  "not a VAT category (UNTDID 5305)", CODES_VAT },
	{ "BR-CL-19", RULE_CODE, ".", "//" ALLOWANCE "/AllowanceChargeReasonCode",
	  "not a reason for an allowance (UNTDID 5189)", CODES_ALLOWANCE },
	{ "BR-CL-20", RULE_CODE, ".", "//" CHARGE "/AllowanceChargeReasonCode",
	  "not a reason for a charge (UNTDID 7161)", CODES_CHARGE },
	{ "BR-CL-21", RULE_CODE, ".", "//StandardItemIdentification/ID/@schemeID",
	  "not an identifier scheme (ISO 6523)", CODES_IDENTIFIER },
	{ "BR-CL-23", RULE_CODE, ".", "//*/@unitCode", "not a unit (UN/ECE 20 or 21)",
	  CODES_UNIT },
	{ "BR-CL-24", RULE_CODE, ".", "//EmbeddedDocumentBinaryObject/@mimeCode",
	  "not a media type an invoice may carry", CODES_MIME },
	{ "BR-CL-25", RULE_CODE, ".", "//EndpointID/@schemeID",
	  "not an electronic address scheme (EAS)", CODES_ENDPOINT },
	{ "BR-CL-26", RULE_CODE, ".", "//DeliveryLocation/ID/@schemeID",
	  "not an identifier scheme (ISO 6523)", CODES_IDENTIFIER },
};

static const struct rule PEPPOL_CODES[] = {
	{ "PEPPOL-EN16931-CL001", RULE_CODE, ".",
	  "//EmbeddedDocumentBinaryObject/@mimeCode",
	  "not a media type an invoice may carry", CODES_MIME },
	{ "PEPPOL-EN16931-CL002", RULE_CODE, ".",
	  "//" ALLOWANCE "/AllowanceChargeReasonCode",
	  "not a reason for an allowance (UNTDID 5189)", CODES_ALLOWANCE },
	{ "PEPPOL-EN16931-CL003", RULE_CODE, ".",
	  "//" CHARGE "/AllowanceChargeReasonCode",
	  "not a reason for a charge (UNTDID 7161)", CODES_CHARGE },
	{ "PEPPOL-EN16931-CL006", RULE_CODE, ".", "//InvoicePeriod/DescriptionCode",
	  "not a VAT date code (UNTDID 2005)", CODES_VAT_POINT },
	{ "PEPPOL-EN16931-CL007", RULE_CODE, ".", "//*/@currencyID",
	  "not a currency (ISO 4217)", CODES_CURRENCY },
	{ "PEPPOL-EN16931-CL008", RULE_CODE, ".", "//EndpointID/@schemeID",
	  "not an electronic address scheme (EAS)", CODES_ENDPOINT },
};
/* clang-format on */

/* BR-CL-10: an ICD scheme, or SEPA for the creditor's number of seller and payee. */
static void check_party_schemes(struct checking *c)
{
	UBL_NODES ids = ubl_find(c->root, "//PartyIdentification/ID");

	for (size_t i = 0; i < ids.count; i++) {
		const char *scheme = ubl_attribute(ids.at[i], "schemeID");
		const struct ubl_node *party = ids.at[i]->parent->parent;
		bool may_collect =
			strcmp(party->name, "PayeeParty") == 0 ||
			(party->parent &&
			 strcmp(party->parent->name, "AccountingSupplierParty") == 0);

		if (!scheme || code_is_listed(CODES_IDENTIFIER, scheme) ||
		    (may_collect && strcmp(scheme, "SEPA") == 0))
			continue;
		check_report(c, "BR-CL-10", SEVERITY_ERROR, ids.at[i],
			     "not an identifier scheme (ISO 6523)");
	}
}

/* BR-CL-08: "#AAI#text" names a subject of three capitals (UNTDID 4451). */
static void check_note_subjects(struct checking *c)
{
	UBL_NODES notes = ubl_find(c->root, "Note");

	for (size_t i = 0; i < notes.count; i++) {
		const char *text = notes.at[i]->text;

		if (text[0] != '#' || strlen(text) < 5 || text[4] != '#')
			continue;
		if (!isupper((unsigned char)text[1]) ||
		    !isupper((unsigned char)text[2]) || !isupper((unsigned char)text[3]))
			check_report(c, "BR-CL-08", SEVERITY_ERROR, notes.at[i],
				     "not a subject of a note (UNTDID 4451)");
	}
}

/* BR-CL-22: exemption codes are written in any case. */
static void check_exemptions(struct checking *c)
{
	UBL_NODES codes = ubl_find(c->root, "//TaxExemptionReasonCode");

	for (size_t i = 0; i < codes.count; i++) {
		char upper[40] = "";

		for (size_t n = 0; codes.at[i]->text[n] && n < sizeof(upper) - 1; n++)
			upper[n] = (char)toupper((unsigned char)codes.at[i]->text[n]);
		if (!code_is_listed(CODES_EXEMPTION, upper))
			check_report(c, "BR-CL-22", SEVERITY_ERROR, codes.at[i],
				     "not a reason for exemption (VATEX)");
	}
}

void check_codes(struct checking *c)
{
	check_table(c, CODES, COUNT_OF(CODES), SEVERITY_ERROR);
	if (c->is_peppol)
		check_table(c, PEPPOL_CODES, COUNT_OF(PEPPOL_CODES), SEVERITY_ERROR);
	check_party_schemes(c);
	check_note_subjects(c);
	check_exemptions(c);
}
