/* SPDX-License-Identifier: Apache-2.0 */
/* New ids are valid, ordered by time and different; tokens are long and URL-safe. */
#include "sys/uuid_new.h"

#include "unit.h"

static void ids_sort_by_their_moment(void **state)
{
	struct instant at = { INT64_C(1790000000000000) };
	struct uuid before = uuid_new(at);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct uuid id;

		at = instant_add_seconds(at, 1);
		id = uuid_new(at);
		assert_true(uuid_is_valid(id.text));
		assert_int_equal(id.text[14], '7');
		assert_non_null(strchr("89ab", id.text[19]));
		assert_true(strcmp(before.text, id.text) < 0);
		before = id;
	}
}

static void ids_of_one_moment_differ(void **state)
{
	struct instant at = { INT64_C(1790000000000000) };
	struct uuid one = uuid_new(at);
	struct uuid other = uuid_new(at);

	(void)state;
	assert_memory_equal(one.text, other.text, 13); /* the millisecond */
	assert_string_not_equal(one.text, other.text);
}

static void tokens_are_url_safe_and_differ(void **state)
{
	char one[TOKEN_TEXT];
	char other[TOKEN_TEXT];

	(void)state;
	token_new(one);
	token_new(other);
	assert_int_equal(strlen(one), 43);
	assert_int_equal(strspn(one,
				"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				"0123456789-_"),
			 43);
	assert_string_not_equal(one, other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_sort_by_their_moment),
		cmocka_unit_test(ids_of_one_moment_differ),
		cmocka_unit_test(tokens_are_url_safe_and_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
