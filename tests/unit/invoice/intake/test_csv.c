/* SPDX-License-Identifier: Apache-2.0 */
/* CSV files as people export them: separators, encodings, commas, names, mistakes. */
#include "invoice/intake/csv.h"

#include "base/strbuf.h"
#include "invoice/intake/csv_text.h"
#include "unit.h"

static void read_file(const char *text, struct csv_invoices *ret)
{
	struct err err = { 0 };

	if (csv_read(slice_of(text), "NL-1", ret, &err) < 0)
		fail_msg("cannot read: %s", err.text);
}

static void expect_in(const char *sentence, const char *json, const char *part)
{
	if (!strstr(json, part))
		fail_msg("%s: %s is not in %s", sentence, part, json);
}

static void a_dutch_export_is_read(void **state)
{
	static const char text[] =
		"Factuur-nr.;Factuurdatum;Kenteken;KM stand"
		";Klantnr;Naam;Omschrijving;Aantal;"
		"Bedrag\r\n"
		"F1;12-03-2026;h-000-bb;87.512;0042;De Vri\xebs"
		";\"Grote \"\"beurt\"\"\nfilters\";"
		"1;1.249,50\r\n"
		"F1;12-03-2026;h-000-bb;87.512;0042;De Vri\xebs;Olie;4,5;45\r\n"
		"F2;13-3-26;;;7;Jansen;APK;1;35,00\r\n";
	CSV_INVOICES_AUTO invoices = { NULL, 0 };

	(void)state;
	read_file(text, &invoices);
	expect_number("two invoices", (int64_t)invoices.count, 2);
	const char *first = invoices.at[0].json;

	expect_number("no complaints", (int64_t)invoices.at[0].findings.count, 0);
	expect_in("number", first, "\"document_number\":\"F1\"");
	expect_in("date", first, "\"issue_date\":\"2026-03-12\"");
	expect_in("odometer", first, "\"odometer\":87512");
	expect_in("name from CP1252", first, "\"last_name\":\"De Vri\xc3\xabs\"");
	expect_in("newline in quotes", first, "Grote \\\"beurt\\\"\\nfilters");
	expect_in("thousands and comma", first, "\"net_cents\":124950");
	expect_in("decimals", first, "\"quantity\":\"4.5\"");
	expect_in("two digits of year", invoices.at[1].json,
		  "\"issue_date\":\"2026-03-13\"");
	expect_number("row of the second", (int64_t)invoices.at[1].row, 4);
}

static void an_english_export_is_read(void **state)
{
	static const char text[] =
		"\xef\xbb\xbf"
		"Date,Odometer,Description,Cost,Notes\n"
		"2024-05-01,12034,Oil change,\"1,049.90\",\"said \"\"ok\"\"\"\n";
	CSV_INVOICES_AUTO invoices = { NULL, 0 };

	(void)state;
	read_file(text, &invoices);
	expect_number("one", (int64_t)invoices.count, 1);
	expect_in("point", invoices.at[0].json, "\"net_cents\":104990");
	expect_in("a number of its own", invoices.at[0].json,
		  "\"document_number\":\"csv-");
}

static void mistakes_name_row_and_column(void **state)
{
	static const char text[] =
		"invoice;date;km;amount\nA;31-02-2026;x;abc\nB;2026-01-01;5;1\n";
	CSV_INVOICES_AUTO invoices = { NULL, 0 };

	(void)state;
	read_file(text, &invoices);
	const struct findings *findings = &invoices.at[0].findings;

	expect_number("three mistakes", (int64_t)findings->count, 3);
	expect_text("where", findings->at[0].place, "row 2, column issue_date");
	expect_number("the other row is fine", (int64_t)invoices.at[1].findings.count, 0);
}

static void files_that_cannot_be_read_say_why(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {
		{ "a;b\n1;2\n", "CSV_HEADER" },
		{ "", "CSV_HEADER" },
		{ "date;text\n2026-01-01;\"never\n2026-01-02;b\n", "CSV_MALFORMED" },
		{ "date;text\n2026-01-01;a\n2026-01-02;\"", "CSV_MALFORMED" },
		{ "date;\"text\n2026-01-01;a\n", "CSV_MALFORMED" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CSV_INVOICES_AUTO invoices = { NULL, 0 };
		struct err err = { 0 };

		expect_true("refused", csv_read(slice_of(cases[i].text), "NL-1",
						&invoices, &err) < 0);
		expect_text("code", err.code, cases[i].code);
	}
}

static void a_quote_that_never_ends_is_told_by_its_row(void **state)
{
	CSV_INVOICES_AUTO invoices = { NULL, 0 };
	struct err err = { 0 };

	(void)state;
	expect_true("refused",
		    csv_read(slice_of("invoice;date;text;amount\n"
				      "A;2026-01-01;a;1\n"
				      "B;2026-01-02;\"filter 5;2\n"
				      "C;2026-01-03;c;3\n"),
			     "NL-1", &invoices, &err) < 0);
	expect_text("why", err.text, "row 3: a quote never ends");
	expect_number("nothing is read", (int64_t)invoices.count, 0);
}

static void amounts_are_read_in_both_ways(void **state)
{
	static const struct {
		const char *text;
		enum decimal_mark preset;
		int64_t cents; /* -1: refused */
	} cases[] = {
		{ "12,50", DECIMAL_POINT, 1250 },
		{ "12.50", DECIMAL_COMMA, 1250 },
		{ "1.234,56", DECIMAL_POINT, 123456 },
		{ "1,234.56", DECIMAL_COMMA, 123456 },
		{ "1.234", DECIMAL_COMMA, 123400 },
		{ "1.234", DECIMAL_POINT, 123 },
		{ "\xe2\x82\xac 35,-", DECIMAL_COMMA, -1 },
		{ "EUR 35", DECIMAL_COMMA, 3500 },
		{ "-7,05", DECIMAL_COMMA, -705 },
		{ "(45,00)", DECIMAL_COMMA, -4500 },
		{ "(45.00)", DECIMAL_POINT, -4500 },
		{ "\xe2\x82\xac (1.045,00)", DECIMAL_COMMA, -104500 },
		{ "(\xe2\x82\xac 1.045)", DECIMAL_COMMA, -104500 },
		{ "(EUR 45,00)", DECIMAL_COMMA, -4500 },
		{ "(45,00", DECIMAL_COMMA, -1 },
		{ "45,00)", DECIMAL_COMMA, -1 },
		{ "(-45,00)", DECIMAL_COMMA, -1 },
		{ "(2) 45,00", DECIMAL_COMMA, -1 },
		{ "\xe2\x88\x92" "45,00", DECIMAL_COMMA, -4500 },
		{ "\xe2\x80\x93" "45,00", DECIMAL_COMMA, -4500 },
		{ "\xe2\x82\xac \xe2\x88\x92" "45,00", DECIMAL_COMMA, -4500 },
		{ "\xe2\x80\x93 \xe2\x82\xac 45,00", DECIMAL_COMMA, -4500 },
		{ "-EUR 45,00", DECIMAL_COMMA, -4500 },
		{ "45,00 EUR", DECIMAL_COMMA, 4500 },
		{ "45,00 eur", DECIMAL_POINT, 4500 },
		{ "45,00 \xe2\x82\xac", DECIMAL_COMMA, 4500 },
		{ "1.234 EUR", DECIMAL_COMMA, 123400 },
		{ "1.234 \xe2\x82\xac", DECIMAL_COMMA, 123400 },
		{ "1,234 $", DECIMAL_POINT, 123400 },
		{ "12EUR50", DECIMAL_COMMA, -1 },
		{ "45,00 EURO 5", DECIMAL_COMMA, -1 },
		{ "45,00 CR", DECIMAL_COMMA, -1 },
		{ "abc", DECIMAL_COMMA, -1 },
		{ "", DECIMAL_COMMA, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct decimal value = { 0, 0 };
		int64_t cents = -1;

		if (csv_amount(cases[i].text, cases[i].preset, &value, NULL) == 0)
			assert_int_equal(
				decimal_to_cents(decimal_round(value, 2), &cents, NULL),
				0);
		expect_number(cases[i].text, cents, cases[i].cents);
	}
}

/* The dash is one of Windows-1252; the currency behind it does not hide the comma. */
static void a_credit_in_an_export_is_negative(void **state)
{
	static const char text[] = "invoice;date;text;amount\n"
				   "A;2026-01-01;a;\x96" "45,00 EUR\n"
				   "B;2026-01-02;b;(1.045)\n";
	CSV_INVOICES_AUTO invoices = { NULL, 0 };

	(void)state;
	read_file(text, &invoices);
	expect_number("no complaints", (int64_t)invoices.at[0].findings.count, 0);
	expect_in("dash", invoices.at[0].json, "\"net_cents\":-4500");
	expect_in("parentheses", invoices.at[1].json, "\"net_cents\":-104500");
}

static void separators_are_found(void **state)
{
	(void)state;
	expect_number("semicolon", csv_separator(slice_of("a;b;c\n1,2,3,4,5\n")), ';');
	expect_number("comma", csv_separator(slice_of("a,\"b;c;d;e\",f\n")), ',');
	expect_number("tab", csv_separator(slice_of("a\tb\n")), '\t');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dutch_export_is_read),
		cmocka_unit_test(an_english_export_is_read),
		cmocka_unit_test(mistakes_name_row_and_column),
		cmocka_unit_test(files_that_cannot_be_read_say_why),
		cmocka_unit_test(a_quote_that_never_ends_is_told_by_its_row),
		cmocka_unit_test(amounts_are_read_in_both_ways),
		cmocka_unit_test(a_credit_in_an_export_is_negative),
		cmocka_unit_test(separators_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
