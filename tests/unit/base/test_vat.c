/* SPDX-License-Identifier: Apache-2.0 */
/* The law's standard rate by day, and half a cent. */
#include "base/vat.h"
#include "unit.h"

static void the_standard_rate_is_that_of_the_day(void **state)
{
	(void)state;
	expect_number("today", vat_standard_rate((struct civil_date){ 2026, 11, 23 }),
		      2100);
	expect_number("the first day of 21 %",
		      vat_standard_rate((struct civil_date){ 2012, 10, 1 }), 2100);
	expect_number("the last of 19 %",
		      vat_standard_rate((struct civil_date){ 2012, 9, 30 }), 1900);
	expect_number("the last of guilders but one year",
		      vat_standard_rate((struct civil_date){ 2000, 12, 31 }), 1750);
	expect_number("no day", vat_standard_rate(NO_DATE), 1750);
}

static void half_a_cent_goes_away_from_zero(void **state)
{
	(void)state;
	expect_number("10.5 cents", vat_of(50, 2100), 11);
	expect_number("-10.5 cents", vat_of(-50, 2100), -11);
	expect_number("10.29 cents", vat_of(49, 2100), 10);
	expect_number("9 %", vat_of(10000, 900), 900);
	expect_number("nothing", vat_of(10000, 0), 0);
	expect_number("a great deal", vat_of(INT64_C(900000000000000), VAT_WHOLE),
		      INT64_C(900000000000000));
}

static void what_nobody_says_has_the_standard_rate(void **state)
{
	(void)state;
	expect_number("100 euro",
		      vat_of_unknown(10000, (struct civil_date){ 2026, 3, 2 }), 2100);
	expect_number("100 euro of long ago",
		      vat_of_unknown(10000, (struct civil_date){ 2010, 3, 2 }), 1900);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standard_rate_is_that_of_the_day),
		cmocka_unit_test(half_a_cent_goes_away_from_zero),
		cmocka_unit_test(what_nobody_says_has_the_standard_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
