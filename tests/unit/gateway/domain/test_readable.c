/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, amounts and numbers as customers read them. */
#include "unit.h"

#include "gateway/domain/readable.h"

struct money_case {
	int64_t cents;
	const char *nl;
	const char *en;
};

static void test_money(void **state)
{
	static const struct money_case cases[] = {
		{ 0,
		  "\xe2\x82\xac\xc2\xa0"
		  "0,00",
		  "\xe2\x82\xac"
		  "0.00" },
		{ 5,
		  "\xe2\x82\xac\xc2\xa0"
		  "0,05",
		  "\xe2\x82\xac"
		  "0.05" },
		{ 28900,
		  "\xe2\x82\xac\xc2\xa0"
		  "289,00",
		  "\xe2\x82\xac"
		  "289.00" },
		{ 123456,
		  "\xe2\x82\xac\xc2\xa0"
		  "1.234,56",
		  "\xe2\x82\xac"
		  "1,234.56" },
		{ 100000000000,
		  "\xe2\x82\xac\xc2\xa0"
		  "1.000.000.000,00",
		  "\xe2\x82\xac"
		  "1,000,000,000.00" },
		{ -150,
		  "-\xe2\x82\xac\xc2\xa0"
		  "1,50",
		  "-\xe2\x82\xac"
		  "1.50" },
	};
	char text[READABLE_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		expect_text("in Dutch", readable_money(cases[i].cents, TONGUE_NL, text),
			    cases[i].nl);
		expect_text("in English", readable_money(cases[i].cents, TONGUE_EN, text),
			    cases[i].en);
	}
}

static void test_numbers(void **state)
{
	char text[READABLE_TEXT];

	(void)state;
	expect_text("small", readable_number(999, TONGUE_NL, text), "999");
	expect_text("Dutch", readable_number(61240, TONGUE_NL, text), "61.240");
	expect_text("English", readable_number(1061240, TONGUE_EN, text), "1,061,240");
	expect_text("below zero", readable_number(-100, TONGUE_EN, text), "-100");
	expect_text("comma", readable_decimal("3.50", TONGUE_NL, text), "3,50");
	expect_text("point", readable_decimal("-3.50", TONGUE_EN, text), "-3.50");
	expect_text("words stay", readable_decimal("n.v.t.", TONGUE_NL, text), "n.v.t.");
}

static void test_dates(void **state)
{
	char text[READABLE_TEXT];

	(void)state;
	expect_text("Dutch", readable_date(readable_day("2026-03-01"), TONGUE_NL, text),
		    "1 maart 2026");
	expect_text("English", readable_date(readable_day("2026-12-31"), TONGUE_EN, text),
		    "31 December 2026");
	expect_text("of a moment",
		    readable_date(readable_day("2026-12-31T23:00:00Z"), TONGUE_NL, text),
		    "31 december 2026");
	expect_text("none", readable_date(readable_day(NULL), TONGUE_NL, text), "");
	expect_text("no such day",
		    readable_date(readable_day("2026-02-30"), TONGUE_NL, text), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
