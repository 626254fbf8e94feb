/* SPDX-License-Identifier: Apache-2.0 */
/* A cursor comes back as it went; anything else is refused. */
#include "gateway/domain/cursor.h"

#include "unit.h"

#define ID "5b0f2c1e-6f55-5c39-9a0e-1f9b8f6a0001"

static void goes_out_and_comes_back(void **state)
{
	static const struct {
		const char *key;
		enum cursor_key kind;
	} cases[] = {
		{ "2026-12-03", CURSOR_DATE },
		{ "2026-11-23T07:00:00.123456+00:00", CURSOR_INSTANT },
		{ "J. Jansen", CURSOR_NAME },
		{ "Ren\xc3\xa9 & Co / \"x\"", CURSOR_NAME },
	};
	struct uuid id = uuid_from(ID);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct cursor out = cursor_at(cases[i].key, &id);
		struct cursor back;
		struct err err = { 0 };
		char text[CURSOR_TEXT];
		expect_number(
			cases[i].key,
			cursor_read(cursor_write(&out, text), cases[i].kind, &back, &err),
			0);
		expect_text("key", back.key, cases[i].key);
		expect_text("id", back.id.text, ID);
	}
}

static void a_name_of_the_greatest_length_fits(void **state)
{
	char name[CURSOR_KEY_TEXT];
	char text[CURSOR_TEXT];
	struct uuid id = uuid_from(ID);
	struct cursor back;
	struct err err = { 0 };
	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	struct cursor out = cursor_at(name, &id);
	assert_int_equal(cursor_read(cursor_write(&out, text), CURSOR_NAME, &back, &err),
			 0);
	assert_string_equal(back.key, name);
}

static void what_no_list_gave_out_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum cursor_key kind;
	} cases[] = {
		{ "", CURSOR_DATE },         { "x", CURSOR_DATE },
		{ ID, CURSOR_DATE },         { ID "3", CURSOR_DATE },
		{ ID "zz", CURSOR_NAME },    { ID "ff", CURSOR_NAME },
		{ ID "00", CURSOR_NAME },    { ID "323032362d31332d3033", CURSOR_DATE },
		{ ID "4a", CURSOR_INSTANT },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct cursor cursor;
		struct err err = { 0 };
		expect_number(cases[i].text,
			      cursor_read(cases[i].text, cases[i].kind, &cursor, &err),
			      -1);
		expect_number("kind", err.kind, ERR_INVALID);
	}
}

static void no_cursor_is_the_first_page(void **state)
{
	struct cursor cursor;
	struct err err = { 0 };
	char text[CURSOR_TEXT];
	(void)state;
	assert_int_equal(cursor_read(NULL, CURSOR_DATE, &cursor, &err), 0);
	assert_false(uuid_is_set(&cursor.id));
	assert_string_equal(cursor_write(&cursor, text), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_out_and_comes_back),
		cmocka_unit_test(a_name_of_the_greatest_length_fits),
		cmocka_unit_test(what_no_list_gave_out_is_refused),
		cmocka_unit_test(no_cursor_is_the_first_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
