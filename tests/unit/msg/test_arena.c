/* SPDX-License-Identifier: Apache-2.0 */
/* An arena gives zeroed, aligned memory of any size and lets go of all of it at once. */
#include "msg/arena.h"
#include "unit.h"

static bool is_zero(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

static void gives_zeroed_and_aligned_memory(void **state)
{
	(void)state;
	struct arena *arena = arena_new(100, 40);
	char *made[200];
	for (size_t i = 0; i < COUNT_OF(made); i++) {
		size_t size = (i * 37) % 700 + (i == 150 ? 100000 : 1);
		made[i] = arena_add(arena, size);
		expect_number("aligned", (int64_t)((uintptr_t)made[i] % 16), 0);
		expect_true("zeroed", is_zero(made[i], size));
		memset(made[i], (int)i, size);
	}
	for (size_t i = 0; i < COUNT_OF(made); i++)
		expect_number("not overwritten", (unsigned char)made[i][0], (int64_t)i);
	expect_true("the first", is_zero(arena_first(arena), 100));
	arena_free(arena);
}

static void is_found_by_its_first_bytes(void **state)
{
	(void)state;
	struct arena *arena = arena_new(8, 0);
	expect_true("found", arena_of_first(arena_first(arena)) == arena);
	arena_free(arena);
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_and_aligned_memory),
		cmocka_unit_test(is_found_by_its_first_bytes),
	};
	return cmocka_run_group_tests_name("msg/arena", tests, NULL, NULL);
}
