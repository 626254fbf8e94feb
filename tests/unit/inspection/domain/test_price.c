/* SPDX-License-Identifier: Apache-2.0 */
/* Lines in whole cents, and the estimate of 110 %. */
#include "inspection/domain/price.h"
#include "unit.h"

static void quantity_times_price_half_a_cent_up(void **state)
{
	static const struct {
		const char *quantity;
		int64_t price, cents;
	} cases[] = {
		{ "1", 24000, 24000 },
		{ "2", 12050, 24100 },
		{ "0.5", 1, 1 },
		{ "0.333", 100, 33 },
		{ "1.5", 333, 500 },
		{ "0", 500, 0 },
		{ "9999.999", 1000000000, 9999999000000 },
	};

	(void)state;
	for (size_t i = 0; i + 1 < COUNT_OF(cases); i++) {
		int64_t cents = -1;

		expect_number(
			"counts",
			price_of_line(cases[i].quantity, cases[i].price, &cents, NULL),
			0);
		expect_number(cases[i].quantity, cents, cases[i].cents);
	}
	expect_number("too much for a form",
		      price_of_line("9999.999", 1000000000, &(int64_t){ 0 }, NULL), -1);
	expect_number("no number", price_of_line("two", 1, &(int64_t){ 0 }, NULL), -1);
}

static void vat_comes_off(void **state)
{
	int64_t net = 0;

	(void)state;
	expect_number("21 %", price_without_vat(12100, "21", &net, NULL), 0);
	expect_number("of 121", net, 10000);
	expect_number("usual", price_without_vat(12100, NULL, &net, NULL), 0);
	expect_number("is 21", net, 10000);
	expect_number("9.5 %", price_without_vat(10950, "9.5", &net, NULL), 0);
	expect_number("of 109.50", net, 10000);
	expect_number("half up", price_without_vat(1, "0", &net, NULL), 0);
	expect_number("no VAT", net, 1);
}

static void more_than_110_percent_is_over(void **state)
{
	(void)state;
	expect_true("110 % is not", !price_is_over_estimate(11000, 10000));
	expect_true("a cent more is", price_is_over_estimate(11001, 10000));
	expect_true("nothing approved, nothing to compare",
		    !price_is_over_estimate(1, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantity_times_price_half_a_cent_up),
		cmocka_unit_test(vat_comes_off),
		cmocka_unit_test(more_than_110_percent_is_over),
	};

	return cmocka_run_group_tests_name("inspection/domain/price", tests, NULL, NULL);
}
