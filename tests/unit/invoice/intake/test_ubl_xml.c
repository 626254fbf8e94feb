/* SPDX-License-Identifier: Apache-2.0 */
/* What the XML reader refuses, and with which word; what it reads all the same. */
#include "invoice/intake/ubl_xml.h"

#include "base/strbuf.h"
#include "unit.h"

#define NS     "urn:oasis:names:specification:ubl:schema:xsd:"
#define OPEN   "<Invoice xmlns='" NS "Invoice-2' xmlns:b='" NS "CommonBasicComponents-2'>"
#define CLOSED "</Invoice>"

static void refuses(void **state)
{
	static const struct {
		const char *sentence, *xml, *code;
	} cases[] = {
		{ "nothing", "", "XML_MALFORMED" },
		{ "no XML", "hello", "XML_MALFORMED" },
		{ "an end too early", OPEN "<b:ID>1", "XML_MALFORMED" },
		{ "a DOCTYPE", "<!DOCTYPE Invoice>" OPEN CLOSED, "XML_DOCTYPE" },
		{ "an entity bomb",
		  "<!DOCTYPE z [<!ENTITY a 'aaaaaaaaaa'><!ENTITY"
		  " b '&a;&a;&a;&a;&a;&a;'>]>" OPEN "<b:ID>&b;</b:ID>" CLOSED,
		  "XML_DOCTYPE" },
		{ "a file from outside",
		  "<!DOCTYPE z [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" OPEN
		  "<b:ID>&x;</b:ID>" CLOSED,
		  "XML_DOCTYPE" },
		{ "an entity nobody declared", OPEN "<b:ID>&x;</b:ID>" CLOSED,
		  "XML_MALFORMED" },
		{ "another root", "<Order xmlns='" NS "Order-2'/>", "NOT_UBL" },
		{ "no namespace", "<Invoice/>", "NOT_UBL" },
		{ "a wrapper",
		  "<StandardBusinessDocument>" OPEN CLOSED "</StandardBusinessDocument>",
		  "NOT_UBL" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(ubl_tree) *tree = NULL;
		struct err err = { 0 };

		expect_true(cases[i].sentence,
			    ubl_read(slice_of(cases[i].xml), &tree, &err) < 0);
		expect_text(cases[i].sentence, err.code, cases[i].code);
		expect_number(cases[i].sentence, err.kind, ERR_INVALID);
	}
}

static void refuses_what_is_too_deep(void **state)
{
	STRBUF_AUTO xml = strbuf_new(1 << 20);
	AUTO(ubl_tree) *tree = NULL;
	struct err err = { 0 };

	(void)state;
	strbuf_add(&xml, OPEN);
	for (int i = 0; i < UBL_MAX_DEPTH; i++)
		strbuf_add(&xml, "<b:x>");
	expect_true("refused",
		    ubl_read((struct slice){ xml.text, xml.len }, &tree, &err) < 0);
	expect_text("and says so", err.code, "XML_TOO_DEEP");
}

static void refuses_what_is_too_large(void **state)
{
	STRBUF_AUTO xml = strbuf_new(16 << 20);
	AUTO(ubl_tree) *tree = NULL;
	struct err err = { 0 };

	(void)state;
	strbuf_add(&xml, OPEN "<b:Note>");
	while (xml.len < 70000)
		strbuf_add(&xml, "0123456789");
	strbuf_add(&xml, "</b:Note>" CLOSED);
	expect_true("one element",
		    ubl_read((struct slice){ xml.text, xml.len }, &tree, &err) < 0);
	expect_text("element", err.code, "XML_TOO_LARGE");
	strbuf_clear(&xml);
	while (xml.len <= UBL_MAX_BYTES)
		strbuf_add(&xml,
			   "                                                        ");
	expect_true("the whole",
		    ubl_read((struct slice){ xml.text, xml.len }, &tree, &err) < 0);
	expect_text("whole", err.code, "XML_TOO_LARGE");
}

static void reads_other_encodings_and_cdata(void **state)
{
	static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?>" OPEN
				    "<b:Note>caf\xe9</b:Note>" CLOSED;
	static const char marked[] =
		"\xef\xbb\xbf" OPEN "<b:Note><![CDATA[a <b> & c]]></b:Note>" CLOSED;
	AUTO(ubl_tree) *one = NULL;
	AUTO(ubl_tree) *two = NULL;

	(void)state;
	assert_int_equal(ubl_read(slice_of(latin), &one, NULL), 0);
	expect_text("as UTF-8", ubl_text(ubl_root(one), "Note"), "caf\xc3\xa9");
	assert_int_equal(ubl_read(slice_of(marked), &two, NULL), 0);
	expect_text("CDATA", ubl_text(ubl_root(two), "Note"), "a <b> & c");
}

static void keeps_other_encodings_as_utf8(void **state)
{
	static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?>" OPEN
				    "<b:Note>caf\xe9</b:Note>" CLOSED;
	AUTO_TEXT *kept = ubl_as_utf8(slice_of(latin));
	AUTO(ubl_tree) *tree = NULL;

	(void)state;
	assert_non_null(kept);
	expect_true("declared", strstr(kept, "encoding=\"UTF-8\"") != NULL);
	assert_int_equal(ubl_read(slice_of(kept), &tree, NULL), 0);
	expect_text("the same", ubl_text(ubl_root(tree), "Note"), "caf\xc3\xa9");
	assert_null(ubl_as_utf8(slice_of("<a>\xe9")));
	assert_null(ubl_as_utf8(slice_of("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses),
		cmocka_unit_test(refuses_what_is_too_deep),
		cmocka_unit_test(refuses_what_is_too_large),
		cmocka_unit_test(reads_other_encodings_and_cdata),
		cmocka_unit_test(keeps_other_encodings_as_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
