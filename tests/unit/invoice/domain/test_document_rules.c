/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules on documents of our own: one that is right, and that one with a single thing
 * changed, for every family of rules. The open vectors are held by tests/contract.
 */
#include "invoice/domain/document_rules.h"

#include <stdio.h>

#include "invoice/intake/ubl_xml.h"
#include "unit.h"

#define NS "urn:oasis:names:specification:ubl:schema:xsd:"

/* A Dutch workshop invoice by Peppol BIS 3 that breaks no rule. */
static const char RIGHT[] =
	"<Invoice xmlns='" NS "Invoice-2' xmlns:cac='" NS "CommonAggregateComponents-2'"
	" xmlns:cbc='" NS "CommonBasicComponents-2'>"
	"<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#"
	"urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>"
	"<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>"
	"<cbc:ID>F1</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>"
	"<cbc:DueDate>2026-03-16</cbc:DueDate>"
	"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
	"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
	"<cbc:BuyerReference>ref</cbc:BuyerReference>"
	"<cac:AccountingSupplierParty><cac:Party>"
	"<cbc:EndpointID schemeID='0106'>12345678</cbc:EndpointID>"
	"<cac:PostalAddress><cbc:StreetName>Dorpsstraat 1</cbc:StreetName>"
	"<cbc:CityName>Ede</cbc:CityName><cbc:PostalZone>6711 AA</cbc:PostalZone>"
	"<cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>"
	"</cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>NL123456789B01"
	"</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
	"</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Garage BV"
	"</cbc:RegistrationName><cbc:CompanyID schemeID='0106'>12345678</cbc:CompanyID>"
	"</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"
	"<cac:AccountingCustomerParty><cac:Party>"
	"<cbc:EndpointID schemeID='0106'>87654321</cbc:EndpointID>"
	"<cac:PostalAddress><cbc:StreetName>Laan 2</cbc:StreetName>"
	"<cbc:CityName>Ede</cbc:CityName><cbc:PostalZone>6711 AB</cbc:PostalZone>"
	"<cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>"
	"</cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Klant BV"
	"</cbc:RegistrationName><cbc:CompanyID schemeID='0106'>87654321</cbc:CompanyID>"
	"</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>"
	"<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
	"<cac:PayeeFinancialAccount><cbc:ID>NL02ABNA0123456789</cbc:ID>"
	"</cac:PayeeFinancialAccount></cac:PaymentMeans>"
	"<cac:TaxTotal><cbc:TaxAmount currencyID='EUR'>21.00</cbc:TaxAmount>"
	"<cac:TaxSubtotal><cbc:TaxableAmount currencyID='EUR'>100.00</cbc:TaxableAmount>"
	"<cbc:TaxAmount currencyID='EUR'>21.00</cbc:TaxAmount><cac:TaxCategory>"
	"<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>"
	"<cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
	"</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
	"<cac:LegalMonetaryTotal>"
	"<cbc:LineExtensionAmount currencyID='EUR'>100.00</cbc:LineExtensionAmount>"
	"<cbc:TaxExclusiveAmount currencyID='EUR'>100.00</cbc:TaxExclusiveAmount>"
	"<cbc:TaxInclusiveAmount currencyID='EUR'>121.00</cbc:TaxInclusiveAmount>"
	"<cbc:PayableAmount currencyID='EUR'>121.00</cbc:PayableAmount>"
	"</cac:LegalMonetaryTotal><cac:InvoiceLine><cbc:ID>1</cbc:ID>"
	"<cbc:InvoicedQuantity unitCode='HUR'>2</cbc:InvoicedQuantity>"
	"<cbc:LineExtensionAmount currencyID='EUR'>100.00</cbc:LineExtensionAmount>"
	"<cac:Item><cbc:Name>Grote beurt</cbc:Name><cac:ClassifiedTaxCategory>"
	"<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>"
	"<cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
	"</cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>"
	"<cac:Price><cbc:PriceAmount currencyID='EUR'>50.00</cbc:PriceAmount></cac:Price>"
	"</cac:InvoiceLine></Invoice>";

/* What changes, and the rule that must see it; "" as the rule: none does. */
struct change {
	const char *from;
	const char *into;
	const char *rule;
};

static const struct change CHANGES[] = {
	{ "<cbc:ID>F1</cbc:ID>", "", "BR-02" },
	{ "<cbc:IssueDate>2026-03-02</cbc:IssueDate>", "", "BR-03" },
	{ "2026-03-02", "02-03-2026", "PEPPOL-EN16931-F001" },
	{ ">380<", ">999<", "BR-CL-01" },
	{ ">EUR</cbc:DocumentCurrencyCode>", ">EUX</cbc:DocumentCurrencyCode>",
	  "BR-CL-04" },
	{ "<cbc:BuyerReference>ref</cbc:BuyerReference>", "", "PEPPOL-EN16931-R003" },
	{ "<cbc:StreetName>Dorpsstraat 1</cbc:StreetName>", "", "NL-R-002" },
	{ "<cbc:CompanyID schemeID='0106'>12345678</cbc:CompanyID>",
	  "<cbc:CompanyID schemeID='0088'>12345678</cbc:CompanyID>", "NL-R-003" },
	{ "<cbc:StreetName>Laan 2</cbc:StreetName>", "", "NL-R-004" },
	{ "<cbc:CompanyID schemeID='0106'>87654321</cbc:CompanyID>", "", "NL-R-005" },
	{ ">30<", ">20<", "NL-R-008" },
	{ "<cbc:ID>NL02ABNA0123456789</cbc:ID>", "", "BR-61" },
	{ "NL123456789B01", "QQ123456789B01", "BR-CO-09" },
	{ "<cbc:DueDate>2026-03-16</cbc:DueDate>", "", "BR-CO-25" },
	{ "<cbc:LineExtensionAmount currencyID='EUR'>100.00</cbc:LineExtensionAmount>"
	  "<cbc:TaxEx",
	  "<cbc:LineExtensionAmount currencyID='EUR'>99.99"
	  "</cbc:LineExtensionAmount><cbc:TaxEx",
	  "BR-CO-10" },
	{ ">100.00</cbc:TaxExclusiveAmount>", ">100.01</cbc:TaxExclusiveAmount>",
	  "BR-CO-13" },
	{ ">121.00</cbc:TaxInclusiveAmount>", ">121.01</cbc:TaxInclusiveAmount>",
	  "BR-CO-15" },
	{ ">121.00</cbc:PayableAmount>", ">120.99</cbc:PayableAmount>", "BR-CO-16" },
	{ "<cbc:Percent>21</cbc:Percent><cac:TaxScheme>"
	  "<cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
	  "</cac:TaxCategory>",
	  "<cbc:Percent>9</cbc:Percent><cac:TaxScheme>"
	  "<cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
	  "</cac:TaxCategory>",
	  "BR-CO-17" },
	{ ">21.00</cbc:TaxAmount><cac:TaxSubtotal>",
	  ">21.02</cbc:TaxAmount><cac:TaxSubtotal>", "BR-CO-14" },
	{ ">50.00<", ">-50.00<", "BR-27" },
	{ ">50.00<", ">49.00<", "PEPPOL-EN16931-R120" },
	{ ">50.00<", ">50.0049<", "" },
	{ "unitCode='HUR'", "unitCode='QQQ'", "BR-CL-23" },
	{ "unitCode='HUR'", "", "BR-23" },
	{ ">100.00</cbc:TaxableAmount>", ">100.001</cbc:TaxableAmount>", "BR-DEC-19" },
	{ "<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>"
	  "<cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
	  "</cac:TaxScheme></cac:ClassifiedTaxCategory>",
	  "<cbc:ID>Z</cbc:ID><cbc:Percent>0</cbc:Percent>"
	  "<cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
	  "</cac:TaxScheme></cac:ClassifiedTaxCategory>",
	  "BR-Z-01" },
	{ "<cbc:ID>1</cbc:ID>", "<cbc:ID>1</cbc:ID><cbc:UUID>x</cbc:UUID>",
	  "UBL-CR-515" },
	{ "<cbc:ID>1</cbc:ID>", "<cbc:ID>1</cbc:ID><cbc:Note></cbc:Note>",
	  "PEPPOL-EN16931-R008" },
	{ "schemeID='0106'>87654321</cbc:EndpointID>",
	  "schemeID='0088'>7300010000002</cbc:EndpointID>", "PEPPOL-COMMON-R040" },
	{ "schemeID='0106'>87654321</cbc:EndpointID>",
	  "schemeID='0088'>7300010000001</cbc:EndpointID>", "" },
};

static char *changed(const struct change *change)
{
	const char *at = strstr(RIGHT, change->from);
	STRBUF_AUTO text = strbuf_new(64 << 10);

	if (!at)
		fail_msg("not in the document: %s", change->from);
	strbuf_add_n(&text, RIGHT, (size_t)(at - RIGHT));
	strbuf_add(&text, change->into);
	strbuf_add(&text, at + strlen(change->from));
	return strbuf_take(&text);
}

static void judge(const char *xml, struct findings *findings)
{
	AUTO(ubl_tree) *tree = NULL;
	struct err err = { 0 };

	if (ubl_read(slice_of(xml), &tree, &err) < 0)
		fail_msg("cannot read: %s", err.text);
	document_check(ubl_root(tree), findings);
}

static void a_right_document_breaks_no_rule(void **state)
{
	FINDINGS_AUTO findings = { NULL, 0, 0 };

	(void)state;
	judge(RIGHT, &findings);
	if (findings.count > 0)
		fail_msg("%s at %s: %s", findings.at[0].rule, findings.at[0].place,
			 findings.at[0].text);
}

static void every_change_is_seen_by_its_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CHANGES); i++) {
		AUTO_TEXT *xml = changed(&CHANGES[i]);
		FINDINGS_AUTO findings = { NULL, 0, 0 };

		judge(xml, &findings);
		if (CHANGES[i].rule[0] ? !findings_have(&findings, CHANGES[i].rule)
				       : findings_have_error(&findings))
			fail_msg("%s → %s: wanted \"%s\", the first of %zu is %s",
				 CHANGES[i].from, CHANGES[i].into, CHANGES[i].rule,
				 findings.count,
				 findings.count ? findings.at[0].rule : "-");
	}
}

static void a_finding_tells_where(void **state)
{
	static const struct change change = { ">50.00<", ">-50.00<", "BR-27" };
	AUTO_TEXT *xml = changed(&change);
	FINDINGS_AUTO findings = { NULL, 0, 0 };

	(void)state;
	judge(xml, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		if (strcmp(findings.at[i].rule, "BR-27") == 0)
			expect_text("place", findings.at[i].place,
				    "/Invoice/cac:InvoiceLine/cac:Price/cbc:PriceAmount");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_right_document_breaks_no_rule),
		cmocka_unit_test(every_change_is_seen_by_its_rule),
		cmocka_unit_test(a_finding_tells_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
