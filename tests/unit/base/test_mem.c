/* SPDX-License-Identifier: Apache-2.0 */
/* Copies are copies, AUTO frees and TAKE hands over (the sanitizer builds see leaks). */
#include "unit.h"

static void copies_are_independent(void **state)
{
	char original[] = "beurt";
	AUTO_TEXT *copy = mem_text(original);
	AUTO_TEXT *part = mem_text_n(original, 3);
	AUTO_BYTES *bytes = mem_copy(original, sizeof(original));

	(void)state;
	original[0] = 'x';
	assert_string_equal(copy, "beurt");
	assert_string_equal(part, "beu");
	assert_memory_equal(bytes, "beurt", sizeof(original));
	assert_null(mem_text(NULL));
}

static void fresh_memory_is_zero_and_grows(void **state)
{
	unsigned char *bytes = mem_alloc(64);

	(void)state;
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(bytes[i], 0);
	bytes[63] = 7;
	bytes = mem_grow(bytes, 4096);
	assert_int_equal(bytes[63], 7);
	mem_free(bytes);
	mem_free(mem_alloc(0));
}

static char *handed_over(void)
{
	AUTO_TEXT *text = mem_text("kept");

	return TAKE(text);
}

static void take_hands_over(void **state)
{
	AUTO_TEXT *text = handed_over();

	(void)state;
	assert_string_equal(text, "kept");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_independent),
		cmocka_unit_test(fresh_memory_is_zero_and_grows),
		cmocka_unit_test(take_hands_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
