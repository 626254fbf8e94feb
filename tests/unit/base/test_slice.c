/* SPDX-License-Identifier: Apache-2.0 */
/* Borrowed bytes compare and trim without reading past their end. */
#include "base/slice.h"
#include "unit.h"

static void trims_only_blanks_at_the_ends(void **state)
{
	static const struct {
		const char *sentence;
		const char *in;
		const char *out;
	} CASES[] = {
		{ "nothing to trim", "a b", "a b" },
		{ "blanks on both sides go", " \t\r\na b\n ", "a b" },
		{ "only blanks leave nothing", " \n\t ", "" },
		{ "empty stays empty", "", "" },
		{ "a vertical tab is no blank", "\va", "\va" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_true(CASES[i].sentence,
			    slice_is(slice_trim(slice_of(CASES[i].in)), CASES[i].out));
}

static void compares_whole_length(void **state)
{
	(void)state;
	assert_true(slice_is((struct slice){ "abcd", 3 }, "abc"));
	assert_false(slice_is((struct slice){ "abcd", 4 }, "abc"));
	assert_false(slice_is((struct slice){ "ab", 2 }, "abc"));
	assert_true(slice_is(slice_of(NULL), ""));
	assert_true(slice_is(slice_trim(slice_of(NULL)), ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trims_only_blanks_at_the_ends),
		cmocka_unit_test(compares_whole_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
