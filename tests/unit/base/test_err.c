/* SPDX-License-Identifier: Apache-2.0 */
/* An error is one line with a kind, a code and no surprises. */
#include "base/err.h"
#include "unit.h"

static void says_kind_code_and_text(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		err_set_code(&err, ERR_CONFLICT, "LIST_FROZEN", "week %d is closed", 48),
		-1);
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_string_equal(err.code, "LIST_FROZEN");
	assert_string_equal(err.text, "week 48 is closed");
	assert_int_equal(err_prefix(&err, "dealer %s: ", "NL-1"), -1);
	assert_string_equal(err.text, "dealer NL-1: week 48 is closed");
	assert_string_equal(err.code, "LIST_FROZEN");
	assert_int_equal(err_set(&err, ERR_LATER, "later"), -1);
	assert_string_equal(err.code, "");
}

static void stays_one_line_and_inside_its_size(void **state)
{
	struct err err = { 0 };
	char long_text[1000];

	(void)state;
	memset(long_text, 'a', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	err_set(&err, ERR_INVALID, "line one\nline two\t%s", long_text);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	assert_null(strpbrk(err.text, "\n\t"));
	err_prefix(&err, "%s", long_text);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

static void may_speak_of_itself_and_to_nobody(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_set(&err, ERR_INVALID, "inner");
	err_set(&err, ERR_BROKEN, "outer: %s", err.text);
	assert_string_equal(err.text, "outer: inner");
	assert_int_equal(err_set(NULL, ERR_INVALID, "nobody listens"), -1);
	assert_int_equal(err_prefix(NULL, "nobody listens"), -1);
	err_clear(&err);
	assert_int_equal(err.kind, ERR_NONE);
	assert_string_equal(err.text, "");
}

static void every_kind_has_a_name(void **state)
{
	(void)state;
	for (enum err_kind kind = ERR_NONE; kind <= ERR_BROKEN; kind++)
		assert_true(strlen(err_kind_name(kind)) > 3);
	assert_string_equal(err_kind_name(ERR_LATER), "later");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_kind_code_and_text),
		cmocka_unit_test(stays_one_line_and_inside_its_size),
		cmocka_unit_test(may_speak_of_itself_and_to_nobody),
		cmocka_unit_test(every_kind_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
