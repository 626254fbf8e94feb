/* SPDX-License-Identifier: Apache-2.0 */
/* Moments read in every notation of RFC 3339 and write in one. */
#include "base/instant.h"
#include "unit.h"

static void reads_and_writes(void **state)
{
	static const struct {
		const char *in;
		const char *out;
	} CASES[] = {
		{ "2026-11-22T14:00:00Z", "2026-11-22T14:00:00Z" },
		{ "2026-11-22t14:00:00z", "2026-11-22T14:00:00Z" },
		{ "2026-11-22T15:00:00+01:00", "2026-11-22T14:00:00Z" },
		{ "2026-01-01T00:30:00+05:45", "2025-12-31T18:45:00Z" },
		{ "2025-12-31T20:00:00-04:00", "2026-01-01T00:00:00Z" },
		{ "2026-11-22T14:00:00.5Z", "2026-11-22T14:00:00.500000Z" },
		{ "2026-11-22T14:00:00.000001Z", "2026-11-22T14:00:00.000001Z" },
		{ "2026-11-22T14:00:00.000Z", "2026-11-22T14:00:00Z" },
		{ "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z" },
		{ "1969-12-31T00:00:00Z", "1969-12-31T00:00:00Z" },
		{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct instant at = NO_INSTANT;
		struct err err = { 0 };
		char text[INSTANT_TEXT];

		expect_number(CASES[i].in, instant_parse(CASES[i].in, &at, &err), 0);
		expect_text(CASES[i].in, instant_format(at, text), CASES[i].out);
	}
}

static void refuses_what_is_no_moment(void **state)
{
	static const char *const CASES[] = {
		"",
		"2026-11-22",
		"2026-11-22 14:00:00Z",
		"2026-11-22T14:00:00",
		"2026-11-22T14:00Z",
		"2026-11-22T24:00:00Z",
		"2026-11-22T14:60:00Z",
		"2026-11-22T14:00:60Z",
		"2026-11-31T14:00:00Z",
		"2026-11-22T14:00:00.Z",
		"2026-11-22T14:00:00.1234567Z",
		"2026-11-22T14:00:00+0100",
		"2026-11-22T14:00:00+01:00x",
		"2026-11-22T14:00:00+24:00",
		"2026-11-22T14:00:00ZZ",
		"2026-11-22T+4:00:00Z",
	};
	struct instant at = { 5 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i], instant_parse(CASES[i], &at, &err), -1);
	assert_int_equal(instant_parse(NULL, &at, &err), -1);
	assert_int_equal(at.micros, 5);
}

static void orders_and_adds(void **state)
{
	struct instant at = { 1000000 };

	(void)state;
	assert_false(instant_is_set(NO_INSTANT));
	assert_int_equal(instant_add_seconds(at, -2).micros, -1000000);
	assert_int_equal(instant_compare(at, instant_add_seconds(at, 1)), -1);
	assert_int_equal(instant_compare(at, at), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(refuses_what_is_no_moment),
		cmocka_unit_test(orders_and_adds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
