/* SPDX-License-Identifier: Apache-2.0 */
/* Names make the same identifiers as Python's uuid5, and never each other's. */
#include "base/uuid.h"

#include "unit.h"

static void names_make_the_ids_python_makes(void **state)
{
	char long_part[201];
	struct uuid id;

	(void)state;
	id = uuid_named("invoice", NULL);
	assert_string_equal(id.text, "46a6ff77-f8fa-5b6e-b48f-5dcdeeef55f2");
	id = uuid_named("invoice", "NL-1", "dms", "invoice", "2026/1001", NULL);
	assert_string_equal(id.text, "94642999-e78a-5642-a904-cdd066a5a546");
	id = uuid_named("a", "b/c", NULL);
	assert_string_equal(id.text, "05a337a5-fae7-5127-9049-b10bdca650b2");
	id = uuid_named("a", "", "b", NULL);
	assert_string_equal(id.text, "16d2a4b4-b628-5e93-a134-2573d560745a");
	id = uuid_named("klant", "\xc3\xa9", NULL);
	assert_string_equal(id.text, "be7a3a1e-01e6-5ddc-90ab-bebf32e5ea36");
	memset(long_part, 'y', 200);
	long_part[200] = '\0';
	id = uuid_named("x", long_part, NULL);
	assert_string_equal(id.text, "b531d0d5-c906-541a-9f14-3cd38b575aac");
}

static void different_parts_make_different_ids(void **state)
{
	static const char *const PARTS[][2] = {
		{ "a/b", "c" }, { "a", "b/c" }, { "a~1b", "c" }, { "a", "b~1c" },
		{ "a", "bc" },  { "ab", "c" },  { "", "abc" },   { "a~0b", "c" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
		for (size_t j = 0; j < i; j++) {
			struct uuid a = uuid_named("k", PARTS[i][0], PARTS[i][1], NULL);
			struct uuid b = uuid_named("k", PARTS[j][0], PARTS[j][1], NULL);

			assert_string_not_equal(a.text, b.text);
		}
	}
}

static void knows_an_id_when_it_sees_one(void **state)
{
	static const char *const WRONG[] = {
		"",
		"82bfe209-0d8a-541a-aa86-a526b16e128",
		"82bfe209-0d8a-541a-aa86-a526b16e12822",
		"82BFE209-0d8a-541a-aa86-a526b16e1282",
		"82bfe2090-d8a-541a-aa86-a526b16e1282",
		"82bfe209-0d8a-541a-aa86-a526b16e128g",
		"{2bfe209-0d8a-541a-aa86-a526b16e128}",
	};
	struct uuid id = uuid_from("82bfe209-0d8a-541a-aa86-a526b16e1282");

	(void)state;
	assert_true(uuid_is_set(&id));
	for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
		expect_true(WRONG[i], !uuid_is_valid(WRONG[i]));
		id = uuid_from(WRONG[i]);
		expect_true(WRONG[i], !uuid_is_set(&id));
	}
	assert_false(uuid_is_valid(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_make_the_ids_python_makes),
		cmocka_unit_test(different_parts_make_different_ids),
		cmocka_unit_test(knows_an_id_when_it_sees_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
