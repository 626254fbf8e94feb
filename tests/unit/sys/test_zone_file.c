/* SPDX-License-Identifier: Apache-2.0 */
/* Zones by name: known ones are shared, others and paths are refused. */
#include "sys/zone_file.h"

#include "unit.h"

static void a_zone_is_read_once_and_shared(void **state)
{
	const struct zone *one = NULL;
	const struct zone *other = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(zone_find("Europe/Amsterdam", &one, &err), 0);
	assert_int_equal(zone_find("Europe/Amsterdam", &other, &err), 0);
	assert_ptr_equal(one, other);
	assert_string_equal(zone_name(one), "Europe/Amsterdam");
	assert_int_equal(zone_find("America/Argentina/Buenos_Aires", &other, &err), 0);
	assert_ptr_not_equal(one, other);
}

static void refuses_what_is_no_zone(void **state)
{
	static const char *const CASES[] = {
		"",       "Europe/Atlantis", "/etc/passwd", "../../../etc/passwd",
		"Europe", "zone.tab",        "tzdata.zi",   "Europe/Amsterdam\n"
	};
	const struct zone *zone = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct err err = { 0 };

		expect_number(CASES[i], zone_find(CASES[i], &zone, &err), -1);
		expect_number(CASES[i], err.kind, ERR_INVALID);
	}
	assert_int_equal(zone_find(NULL, &zone, NULL), -1);
	assert_null(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zone_is_read_once_and_shared),
		cmocka_unit_test(refuses_what_is_no_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
