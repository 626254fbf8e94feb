/* SPDX-License-Identifier: Apache-2.0 */
/* What is written is JSON, whatever bytes go in. */
#include "base/json_out.h"

#include "unit.h"

static void writes_nested_values(void **state)
{
	STRBUF_AUTO buf = strbuf_new(1000);
	struct json_out out = json_out_into(&buf);

	(void)state;
	json_out_open_object(&out, NULL);
	json_out_text(&out, "dealer", "NL-1");
	json_out_int(&out, "rows", INT64_MIN);
	json_out_open_array(&out, "list");
	json_out_flag(&out, NULL, true);
	json_out_null(&out, NULL);
	json_out_open_object(&out, NULL);
	json_out_close_object(&out);
	json_out_open_array(&out, NULL);
	json_out_close_array(&out);
	json_out_raw(&out, NULL, slice_of("{\"a\":1}"));
	json_out_close_array(&out);
	json_out_text(&out, "none", NULL);
	json_out_close_object(&out);
	assert_string_equal(buf.text,
			    "{\"dealer\":\"NL-1\",\"rows\":-9223372036854775808,"
			    "\"list\":[true,null,{},[],{\"a\":1}],\"none\":null}");
}

static void escapes_and_repairs(void **state)
{
	static const struct {
		const char *sentence;
		struct slice in;
		const char *out;
	} CASES[] = {
		{ "quotes and backslashes", { "a\"b\\c", 5 }, "\"a\\\"b\\\\c\"" },
		{ "short escapes", { "\n\r\t", 3 }, "\"\\n\\r\\t\"" },
		{ "other controls", { "\x01\x1f\x7f", 3 }, "\"\\u0001\\u001f\\u007f\"" },
		{ "a NUL", { "a\0b", 3 }, "\"a\\u0000b\"" },
		{ "UTF-8 as it is", { "\xe2\x82\xac", 3 }, "\"\xe2\x82\xac\"" },
		{ "a broken byte", { "a\xff", 2 }, "\"a\xef\xbf\xbd\"" },
		{ "a cut character", { "\xe2\x82", 2 }, "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "nothing", { NULL, 0 }, "\"\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		STRBUF_AUTO buf = strbuf_new(100);
		struct json_out out = json_out_into(&buf);

		json_out_text_n(&out, NULL, CASES[i].in);
		expect_text(CASES[i].sentence, buf.text, CASES[i].out);
	}
}

static void keeps_to_the_buffers_maximum(void **state)
{
	STRBUF_AUTO buf = strbuf_new(8);
	struct json_out out = json_out_into(&buf);

	(void)state;
	json_out_text(&out, NULL, "more than eight bytes");
	assert_int_equal(strbuf_check(&buf, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_nested_values),
		cmocka_unit_test(escapes_and_repairs),
		cmocka_unit_test(keeps_to_the_buffers_maximum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
