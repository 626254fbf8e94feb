/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and makes as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "notification/domain/wording.h"

static void dates_are_written_out(void **state)
{
	char text[WORDING_DATE_TEXT];
	char day[WORDING_MOMENT_TEXT];

	(void)state;
	assert_string_equal(
		wording_date((struct civil_date){ 2026, 12, 3 }, GREETING_NL, text),
		"3 december 2026");
	assert_string_equal(
		wording_date((struct civil_date){ 2027, 3, 31 }, GREETING_EN, text),
		"31 March 2027");
	assert_string_equal(
		wording_month((struct civil_date){ 2027, 3, 31 }, GREETING_NL, text),
		"maart 2027");
	assert_string_equal(
		wording_day((struct civil_date){ 2026, 12, 3 }, GREETING_NL, day),
		"donderdag 3 december 2026");
	assert_string_equal(
		wording_day((struct civil_date){ 2026, 12, 6 }, GREETING_EN, day),
		"Sunday 6 December 2026");
	assert_string_equal(wording_day(NO_DATE, GREETING_NL, day), "");
	assert_string_equal(wording_date(NO_DATE, GREETING_NL, text), "");
	assert_string_equal(wording_month(NO_DATE, GREETING_EN, text), "");
}

static const struct money_case {
	int64_t cents;
	const char *dutch;
	const char *english;
} amounts[] = {
	{ 0, "€ 0,00", "€0.00" },
	{ 5, "€ 0,05", "€0.05" },
	{ 28900, "€ 289,00", "€289.00" },
	{ 128905, "€ 1.289,05", "€1,289.05" },
	{ INT64_C(100000000000), "€ 1.000.000.000,00", "€1,000,000,000.00" },
};

static void amounts_have_their_marks(void **state)
{
	char text[WORDING_MONEY_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(amounts); i++) {
		assert_string_equal(wording_money(amounts[i].cents, GREETING_NL, text),
				    amounts[i].dutch);
		assert_string_equal(wording_money(amounts[i].cents, GREETING_EN, text),
				    amounts[i].english);
	}
}

static const char *const quantities[][3] = {
	{ "4", "4", "4" },        { "1", "", "" },      { "1.00", "", "" },
	{ "1.50", "1,5", "1.5" }, { "10", "10", "10" }, { "0.250", "0,25", "0.25" },
	{ "paint", "", "" },      { NULL, "", "" },     { "100", "100", "100" },
};

static void a_quantity_is_said_when_it_is_not_one(void **state)
{
	char text[WORDING_QUANTITY_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(quantities); i++) {
		assert_string_equal(wording_quantity(quantities[i][0], GREETING_NL, text),
				    quantities[i][1]);
		assert_string_equal(wording_quantity(quantities[i][0], GREETING_EN, text),
				    quantities[i][2]);
	}
}

static void a_moment_is_a_date_and_a_time(void **state)
{
	struct local_time at = { .date = { 2026, 11, 5 }, .second_of_day = 50759 };
	char text[WORDING_MOMENT_TEXT];

	(void)state;
	assert_string_equal(wording_moment(at, GREETING_NL, text),
			    "5 november 2026 om 14:05");
	assert_string_equal(wording_moment(at, GREETING_EN, text),
			    "5 November 2026 at 14:05");
}

static const char *const addresses[][2] = {
	{ "j.jansen@klant.example", "j***@klant.example" },
	{ "a@b", "a***@b" },
	{ "élan@klant.example", "***@klant.example" },
	{ "@klant.example", "" },
	{ "nobody", "" },
	{ "", "" },
};

static void an_address_is_recognised_not_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		STRBUF_AUTO out = strbuf_new(100);

		wording_masked_address(addresses[i][0], &out);
		assert_string_equal(out.text, addresses[i][1]);
	}
}

static const char *const makes[][2] = {
	{ "VOLKSWAGEN", "Volkswagen" },
	{ "BMW", "BMW" },
	{ "MERCEDES-BENZ", "Mercedes-Benz" },
	{ "ALFA ROMEO", "Alfa Romeo" },
	{ "XC60", "XC60" },
	{ "GOLF GTI", "Golf GTI" },
	{ "Kia", "Kia" },
	{ "ŠKODA", "Škoda" },
	{ "", "" },
};

static void capitals_become_a_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(makes); i++) {
		STRBUF_AUTO out = strbuf_new(100);

		wording_make(makes[i][0], &out);
		assert_string_equal(out.text, makes[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_written_out),
		cmocka_unit_test(amounts_have_their_marks),
		cmocka_unit_test(a_quantity_is_said_when_it_is_not_one),
		cmocka_unit_test(a_moment_is_a_date_and_a_time),
		cmocka_unit_test(an_address_is_recognised_not_read),
		cmocka_unit_test(capitals_become_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
