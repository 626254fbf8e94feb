/* SPDX-License-Identifier: Apache-2.0 */
/* A timer's key tells whose it is, or is refused by name. */
#include "flow/timer_key.h"

#include "unit.h"

#define ID "0190a000-0000-7000-8000-000000000001"

static void a_key_is_garage_and_id(void **state)
{
	struct timer_key key;
	(void)state;
	assert_int_equal(0, timer_key_read("NL-4711/" ID, &key, NULL));
	expect_text("garage", key.dealer, "NL-4711");
	expect_text("id", key.id.text, ID);
	assert_int_equal(0, timer_key_read("NL/4711/" ID, &key, NULL));
	expect_text("the last slash parts them", key.dealer, "NL/4711");
}

static void anything_else_is_refused_by_name(void **state)
{
	static const char *const bad[] = {
		"",
		"NL-4711",
		"NL-4711/",
		"/" ID,
		"NL-4711/1",
		ID,
		"a-code-of-forty-one-characters-is-too-lon/" ID,
	};
	struct timer_key key;
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct err err = { 0 };
		assert_int_equal(-1, timer_key_read(bad[i], &key, &err));
		assert_non_null(strstr(err.text, "is not dealer/id"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_garage_and_id),
		cmocka_unit_test(anything_else_is_refused_by_name),
	};
	return cmocka_run_group_tests_name("timer_key", tests, NULL, NULL);
}
