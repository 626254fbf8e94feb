/* SPDX-License-Identifier: Apache-2.0 */
/* The index finds what was put in, and only that, however much that is. */
#include "invoice/domain/text_index.h"

#include <stdio.h>

#include "unit.h"

static void finds_thousands(void **state)
{
	enum { COUNT = 5000, KEY = 16 };
	char(*keys)[KEY] = mem_alloc(COUNT * sizeof(*keys));
	struct text_index index = { NULL, NULL, 0, 0 };

	(void)state;
	expect_true("empty", text_index_find(&index, "x") == NOT_INDEXED);
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(keys[i], KEY, "key %zu", i);
		text_index_put(&index, keys[i], i);
	}
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(text_index_find(&index, keys[i]), i);
	expect_true("others are not there",
		    text_index_find(&index, "key x") == NOT_INDEXED);
	text_index_put(&index, keys[7], 9);
	expect_number("replaced", (int64_t)text_index_find(&index, "key 7"), 9);
	expect_number("not added", (int64_t)index.count, COUNT);
	text_index_done(&index);
	mem_free(keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(finds_thousands) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
