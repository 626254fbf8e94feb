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
	assert_string_equal(wording_date(NO_DATE, GREETING_NL, text), "");
	assert_string_equal(wording_month(NO_DATE, GREETING_EN, text), "");
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
		cmocka_unit_test(capitals_become_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
