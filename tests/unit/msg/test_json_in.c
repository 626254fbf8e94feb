/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of input: one flat object, members by name and type, clear refusals. */
#include "msg/json_in.h"

#include "unit.h"

static struct json_line *line_of(const char *text)
{
	struct json_line *line = NULL;
	struct err err = { 0 };

	if (json_line_open(slice_of(text), &line, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return line;
}

static void finds_members(void **state)
{
	AUTO(json_line) *line =
		line_of("{\"a\":\"x\\u20ac\",\"n\":-5,\"z\":null,\"b\":\"p\\u0000q\"}");
	const char *text = NULL;
	struct slice bytes;
	struct err err = { 0 };
	int64_t number = 0;

	(void)state;
	assert_int_equal(json_line_text(line, "a", &text, &err), 0);
	assert_string_equal(text, "x\xe2\x82\xac");
	assert_int_equal(json_line_int(line, "n", &number, &err), 0);
	assert_int_equal(number, -5);
	assert_int_equal(json_line_text_if_any(line, "z", &text, &err), 0);
	assert_null(text);
	assert_int_equal(json_line_text_if_any(line, "absent", &text, &err), 0);
	assert_int_equal(json_line_bytes(line, "b", &bytes, &err), 0);
	assert_int_equal(bytes.len, 3);
}

static void names_what_is_wrong(void **state)
{
	AUTO(json_line) *line =
		line_of("{\"n\":5,\"t\":\"x\",\"f\":1.0,\"b\":\"p\\u0000q\"}");
	const char *text = NULL;
	struct err err = { 0 };
	int64_t number = 0;

	(void)state;
	assert_int_equal(json_line_text(line, "n", &text, &err), -1);
	assert_string_equal(err.text, "\"n\" is not a text");
	assert_int_equal(json_line_text(line, "absent", &text, &err), -1);
	assert_string_equal(err.text, "\"absent\" is missing");
	assert_int_equal(json_line_text(line, "b", &text, &err), -1);
	assert_int_equal(json_line_text_if_any(line, "n", &text, &err), -1);
	assert_int_equal(json_line_int(line, "t", &number, &err), -1);
	assert_int_equal(json_line_int(line, "f", &number, &err), -1);
	assert_int_equal(json_line_int(line, "absent", &number, &err), -1);
	assert_null(text);
}

static void reads_a_list(void **state)
{
	struct json_line *list = NULL;
	struct json_line *item = NULL;
	const char *text = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(json_line_open_list(slice_of("[{\"a\":\"x\"},5]"), &list, &err),
			 0);
	assert_int_equal(json_line_count(list, JSON_LINE_LIST), 2);
	assert_int_equal(json_line_item(list, JSON_LINE_LIST, 0, &item, &err), 0);
	assert_int_equal(json_line_text(item, "a", &text, &err), 0);
	assert_string_equal(text, "x");
	json_line_free(item);
	assert_int_equal(json_line_item(list, JSON_LINE_LIST, 1, &item, &err), -1);
	json_line_free(list);
	assert_int_equal(json_line_open_list(slice_of("{\"list\":[]}"), &list, &err), -1);
	assert_string_equal(err.text, "not a JSON list");
	assert_int_equal(json_line_open_list(slice_of("[{\"a\":"), &list, &err), -1);
	assert_int_equal(json_line_open_list(slice_of("[],\"b\":[]"), &list, &err), -1);
}

static void refuses_what_is_no_object(void **state)
{
	static const char *const CASES[] = { "",
					     " ",
					     "{",
					     "[]",
					     "5",
					     "{\"a\":1}x",
					     "{\"a\":1,\"a\":2}",
					     "{\"a\":\"\xff\"}",
					     "{a:1}" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct json_line *line = NULL;
		struct err err = { 0 };

		expect_number(CASES[i], json_line_open(slice_of(CASES[i]), &line, &err),
			      -1);
		expect_number(CASES[i], err.kind, ERR_INVALID);
	}
	json_line_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_members),
		cmocka_unit_test(names_what_is_wrong),
		cmocka_unit_test(reads_a_list),
		cmocka_unit_test(refuses_what_is_no_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
