/* SPDX-License-Identifier: Apache-2.0 */
/* From UBL to the message a DMS would have published. */
#include "invoice/intake/from_ubl.h"

#include "gen/invoice_published.h"
#include "invoice/intake/base64.h"
#include "invoice/intake/json_split.h"
#include "invoice/intake/ubl_xml.h"
#include "msg/msg.h"
#include "unit.h"

#define NS "urn:oasis:names:specification:ubl:schema:xsd:"

static const char CREDIT[] =
	"<CreditNote xmlns='" NS "CreditNote-2' xmlns:a='" NS
	"CommonAggregateComponents-2'"
	" xmlns:b='" NS "CommonBasicComponents-2'><b:ID>C1</b:ID>"
	"<b:IssueDate>2026-03-02</b:IssueDate><b:Note>Km-stand: 45.210</b:Note>"
	"<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>"
	"<a:BillingReference><a:InvoiceDocumentReference><b:ID>F1</b:ID>"
	"</a:InvoiceDocumentReference></a:BillingReference>"
	"<a:AccountingCustomerParty><a:Party><a:PartyIdentification><b:ID>0042</b:ID>"
	"</a:PartyIdentification><a:PostalAddress>"
	"<b:StreetName>Kerkstraat 12a</b:StreetName>"
	"<b:PostalZone>1011AB</b:PostalZone></a:PostalAddress><a:PartyLegalEntity>"
	"<b:RegistrationName>A. de Vries</b:RegistrationName>"
	"</a:PartyLegalEntity></a:Party>"
	"</a:AccountingCustomerParty><a:CreditNoteLine><b:ID>1</b:ID>"
	"<b:CreditedQuantity unitCode='EA'>1</b:CreditedQuantity>"
	"<b:LineExtensionAmount>249.50</b:LineExtensionAmount><a:Item>"
	"<b:Description>met filters</b:Description><b:Name>Grote beurt</b:Name>"
	"<a:AdditionalItemProperty><b:Name>Kenteken</b:Name><b:Value>H-000-BB</b:Value>"
	"</a:AdditionalItemProperty><a:ClassifiedTaxCategory><b:ID>AE</b:ID>"
	"<b:Percent>0</b:Percent></a:ClassifiedTaxCategory></a:Item></a:CreditNoteLine>"
	"</CreditNote>";

static void a_credit_note_becomes_a_message(void **state)
{
	AUTO(ubl_tree) *tree = NULL;
	STRBUF_AUTO json = strbuf_new(1 << 20);
	struct err err = { 0 };
	void *decoded = NULL;

	(void)state;
	assert_int_equal(ubl_read(slice_of(CREDIT), &tree, &err), 0);
	AUTO(document) *document = document_extract(ubl_root(tree));

	published_from_ubl(document, "NL-1", &json);
	if (msg_decode(&invoice_published_type, (struct slice){ json.text, json.len },
		       &decoded, &err) < 0)
		fail_msg("not a message: %s in %s", err.text, json.text);
	const struct invoice_published *msg = decoded;

	expect_text("number", msg->document_number, "C1");
	expect_number("kind", msg->document_kind, WIRE_DOCUMENT_KIND_CREDIT_NOTE);
	expect_text("parent", msg->parent_document_number, "F1");
	expect_text("customer", msg->customer->number, "0042");
	expect_text("street", msg->customer->street, "Kerkstraat");
	expect_text("house number", msg->customer->house_number, "12a");
	expect_text("plate", msg->vehicle->plate, "H-000-BB");
	expect_number("odometer", msg->vehicle->odometer, 45210);
	expect_number("cents", msg->lines[0].net_cents, 24950);
	expect_text("rate", msg->lines[0].vat_percent, "0");
	expect_text("who accounts for the VAT", msg->lines[0].vat_category, "AE");
	expect_text("words", msg->lines[0].description, "Grote beurt: met filters");
	msg_free(&invoice_published_type, decoded);
}

static void json_files_are_cut_into_invoices(void **state)
{
	static const struct {
		const char *text;
		size_t pieces;
	} cases[] = {
		{ "{\"a\":1}", 1 },
		{ "[{\"a\":\"]},{\"},{\"b\":[{}]}]", 2 },
		{ "{\"a\":1}\n{\"b\":2}\n\n{\"c\":3}", 3 },
		{ "[]", 0 },
		{ "", 0 },
		{ "{\"a\":1", 1 },
		{ "nonsense\n{}", 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct json_split split = json_split_of(slice_of(cases[i].text));
		struct slice piece;
		size_t count = 0;

		while (json_split_next(&split, &piece))
			count++;
		expect_number(cases[i].text, (int64_t)count, (int64_t)cases[i].pieces);
	}
}

static void base64_is_read(void **state)
{
	STRBUF_AUTO out = strbuf_new(100);

	(void)state;
	expect_true("read", base64_decode(slice_of("aGFsbG8g\nd29ybGQ="), &out));
	expect_text("bytes", out.text, "hallo world");
	expect_true("refused", !base64_decode(slice_of("a b"), &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_credit_note_becomes_a_message),
		cmocka_unit_test(json_files_are_cut_into_invoices),
		cmocka_unit_test(base64_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
