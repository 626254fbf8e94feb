/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts are exact: what is written is what is counted. */
#include "base/decimal.h"

#include "unit.h"

static struct decimal decimal_of(const char *text)
{
	struct decimal value = { 0, 0 };
	struct err err = { 0 };

	if (decimal_parse(text, DECIMAL_POINT, &value, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return value;
}

static void expect_decimal(const char *sentence, struct decimal got, const char *wanted)
{
	char text[DECIMAL_TEXT];

	expect_text(sentence, decimal_format(got, text), wanted);
}

static void reads_what_invoices_write(void **state)
{
	static const struct {
		const char *in;
		enum decimal_mark mark;
		const char *out; /* NULL: refused */
	} CASES[] = {
		{ "1234.56", DECIMAL_POINT, "1234.56" },
		{ "-0.05", DECIMAL_POINT, "-0.05" },
		{ "+7", DECIMAL_POINT, "7" },
		{ "0", DECIMAL_POINT, "0" },
		{ "-0", DECIMAL_POINT, "0" },
		{ ".5", DECIMAL_POINT, "0.5" },
		{ "5.", DECIMAL_POINT, "5" },
		{ "007.50", DECIMAL_POINT, "7.50" },
		{ "999999999999999999.999999999999", DECIMAL_POINT,
		  "999999999999999999.999999999999" },
		{ "0000000000000000000001", DECIMAL_POINT, "1" },
		{ "1000000000000000000", DECIMAL_POINT, NULL },
		{ "0.1234567890123", DECIMAL_POINT, NULL },
		{ "1,234.56", DECIMAL_POINT, NULL },
		{ "12,5", DECIMAL_POINT, NULL },
		{ "1.2.3", DECIMAL_POINT, NULL },
		{ "1e3", DECIMAL_POINT, NULL },
		{ "--1", DECIMAL_POINT, NULL },
		{ "", DECIMAL_POINT, NULL },
		{ "-", DECIMAL_POINT, NULL },
		{ ".", DECIMAL_POINT, NULL },
		{ " 1", DECIMAL_POINT, NULL },
		{ "1 ", DECIMAL_POINT, NULL },
		{ "NaN", DECIMAL_POINT, NULL },
		{ "1.234,56", DECIMAL_COMMA, "1234.56" },
		{ "1.234.567", DECIMAL_COMMA, "1234567" },
		{ "-1234,5", DECIMAL_COMMA, "-1234.5" },
		{ "12,5", DECIMAL_COMMA, "12.5" },
		{ ",5", DECIMAL_COMMA, "0.5" },
		{ "12.50", DECIMAL_COMMA, NULL },
		{ "1234.567", DECIMAL_COMMA, NULL },
		{ "1.23.456", DECIMAL_COMMA, NULL },
		{ ".123", DECIMAL_COMMA, NULL },
		{ "1.", DECIMAL_COMMA, NULL },
		{ "1,2,3", DECIMAL_COMMA, NULL },
		{ "1,234.56", DECIMAL_COMMA, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct decimal value = { 77, 1 };
		struct err err = { 0 };
		int read = decimal_parse(CASES[i].in, CASES[i].mark, &value, &err);

		expect_number(CASES[i].in, read, CASES[i].out == NULL ? -1 : 0);
		expect_decimal(CASES[i].in, value,
			       CASES[i].out == NULL ? "7.7" : CASES[i].out);
	}
}

static void adds_and_compares_exactly(void **state)
{
	struct decimal sum = { 0, 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		sum = decimal_add(sum, decimal_of("0.1"));
	expect_decimal("a thousand tenths", sum, "100.0");
	assert_int_equal(decimal_compare(sum, decimal_of("100")), 0);
	assert_int_equal(decimal_compare(decimal_of("-0.01"), decimal_of("0")), -1);
	assert_int_equal(decimal_compare(decimal_of("999999999999999999"),
					 decimal_of("0.000000000001")),
			 1);
	expect_decimal(
		"a dealer's visit",
		decimal_subtract(decimal_add(decimal_of("36.44"), decimal_of("32.55")),
				 decimal_of("10")),
		"58.99");
}

static void multiplies_or_refuses(void **state)
{
	struct decimal product = { 0, 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		decimal_multiply(decimal_of("2.5"), decimal_of("79.95"), &product, &err),
		0);
	expect_decimal("two and a half hours", product, "199.875");
	assert_int_equal(decimal_multiply(decimal_of("0.000001"), decimal_of("-0.000001"),
					  &product, &err),
			 0);
	expect_decimal("a millionth of a millionth", product, "-0.000000000001");
	assert_int_equal(decimal_multiply(decimal_of("0.0000001"), decimal_of("0.000001"),
					  &product, &err),
			 -1);
	assert_int_equal(decimal_multiply(decimal_of("999999999"),
					  decimal_of("1000000001"), &product, &err),
			 0);
	assert_int_equal(decimal_multiply(decimal_of("1000000000"),
					  decimal_of("1000000000"), &product, &err),
			 -1);
	assert_int_equal(decimal_multiply(decimal_of("999999999999999999.999999999999"),
					  decimal_of("999999999999999999.999999999999"),
					  &product, &err),
			 -1);
	assert_int_equal(decimal_multiply(decimal_of("1.000000000000"),
					  decimal_of("3.000000000000"), &product, &err),
			 0);
	expect_decimal("zeros at the end do not count", product, "3");
}

static void rounds_half_away_from_zero(void **state)
{
	static const struct {
		const char *in;
		int scale;
		const char *out;
	} CASES[] = {
		{ "0.005", 2, "0.01" }, { "-0.005", 2, "-0.01" }, { "0.0049", 2, "0.00" },
		{ "2.675", 2, "2.68" }, { "-2.5", 0, "-3" },      { "2.4999", 0, "2" },
		{ "1.5", 2, "1.5" },    { "0.995", 2, "1.00" },   { "-0.004", 2, "0.00" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_decimal(CASES[i].in,
			       decimal_round(decimal_of(CASES[i].in), CASES[i].scale),
			       CASES[i].out);
}

static void becomes_cents_only_when_it_is_cents(void **state)
{
	struct err err = { 0 };
	int64_t cents = 0;

	(void)state;
	assert_int_equal(decimal_to_cents(decimal_of("-12.5"), &cents, &err), 0);
	assert_int_equal(cents, -1250);
	assert_int_equal(decimal_to_cents(decimal_of("12.500000"), &cents, &err), 0);
	assert_int_equal(cents, 1250);
	assert_int_equal(decimal_to_cents(decimal_of("12.345"), &cents, &err), -1);
	assert_int_equal(decimal_to_cents(decimal_of("999999999999999999"), &cents, &err),
			 -1);
	assert_int_equal(
		decimal_to_cents(decimal_of("92233720368547758.07"), &cents, &err), 0);
	assert_true(cents == INT64_MAX);
	assert_int_equal(decimal_compare(decimal_from_cents(-5), decimal_of("-0.05")), 0);
}

static void every_cent_goes_there_and_back(void **state)
{
	(void)state;
	for (int64_t cents = -100000; cents <= 100000; cents += 7) {
		char text[DECIMAL_TEXT];
		struct err err = { 0 };
		int64_t back = 0;

		(void)decimal_format(decimal_from_cents(cents), text);
		expect_number(text, decimal_to_cents(decimal_of(text), &back, &err), 0);
		expect_number(text, back, cents);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_invoices_write),
		cmocka_unit_test(adds_and_compares_exactly),
		cmocka_unit_test(multiplies_or_refuses),
		cmocka_unit_test(rounds_half_away_from_zero),
		cmocka_unit_test(becomes_cents_only_when_it_is_cents),
		cmocka_unit_test(every_cent_goes_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
