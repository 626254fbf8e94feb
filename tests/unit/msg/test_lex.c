/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's values, escapes and numbers, and where it says that something is wrong. */
#include <stdio.h>

#include "msg/lex.h"
#include "msg/msg.h"
#include "unit.h"

static struct lex_value value_of(const char *json, char *texts)
{
	struct lex lex = lex_new(slice_of(json), texts);
	struct lex_value value = { .kind = LEX_NULL };
	if (lex_value(&lex, &value) < 0 || lex_end(&lex) < 0)
		fail_msg("%s: %s", json, lex.why);
	return value;
}

static void texts_are_unescaped(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		const char *text;
	} CASES[] = {
		{ "\"\"", "" },
		{ " \"plain\" ", "plain" },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
		{ "\"a\\u0062c\"", "abc" },
		{ "\"\\u00e9\\u20AC\"", "é€" },
		{ "\"\\ud83d\\ude00\"", "😀" },
		{ "\"\\uDBFF\\uDFFF\"", "\U0010ffff" },
		{ "\"é€😀\x7f\"", "é€😀\x7f" },
	};
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char texts[64];
		struct lex_value value = value_of(CASES[i].json, texts);
		expect_number(CASES[i].json, value.kind, LEX_TEXT);
		expect_text(CASES[i].json, value.text.at, CASES[i].text);
		expect_number("length", (int64_t)value.text.len,
			      (int64_t)strlen(CASES[i].text));
	}
}

static void numbers_keep_their_kind_and_value(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		enum lex_kind kind;
		bool fits;
		int64_t number;
	} CASES[] = {
		{ "0", LEX_WHOLE, true, 0 },
		{ "-0", LEX_WHOLE, true, 0 },
		{ "-17", LEX_WHOLE, true, -17 },
		{ "9223372036854775807", LEX_WHOLE, true, INT64_MAX },
		{ "-9223372036854775808", LEX_WHOLE, true, INT64_MIN },
		{ "9223372036854775808", LEX_WHOLE, false, 0 },
		{ "-9223372036854775809", LEX_WHOLE, false, 0 },
		{ "100000000000000000000000", LEX_WHOLE, false, 0 },
		{ "1.0", LEX_FRACTION, true, 0 },
		{ "1e2", LEX_FRACTION, true, 0 },
		{ "-1.5E+10", LEX_FRACTION, true, 0 },
		{ "0e-1", LEX_FRACTION, true, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char texts[64];
		struct lex_value value = value_of(CASES[i].json, texts);
		expect_number(CASES[i].json, value.kind, CASES[i].kind);
		if (value.kind != LEX_WHOLE)
			continue;
		expect_number(CASES[i].json, value.fits, CASES[i].fits);
		if (value.fits)
			expect_number(CASES[i].json, value.number, CASES[i].number);
	}
}

static void says_where_and_why(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		const char *text;
	} CASES[] = {
		{ "", "line 1, column 1 of the message: an early end" },
		{ "[1,\n 2,\n  x]", "line 3, column 3 of the message: not JSON" },
		{ "[1 2]", "line 1, column 4 of the message: not JSON" },
		{ "[1,]", "line 1, column 4 of the message: not JSON" },
		{ "{\"a\" 1}", "line 1, column 6 of the message: not JSON" },
		{ "{,}", "line 1, column 2 of the message: not JSON" },
		{ "[01]", "line 1, column 3 of the message: not JSON" },
		{ "[-]", "line 1, column 3 of the message: not JSON" },
		{ "[1.]", "line 1, column 4 of the message: not JSON" },
		{ "[tru]", "line 1, column 5 of the message: not JSON" },
		{ "[\"a", "line 1, column 4 of the message: an early end" },
		{ "[\"\\x\"]", "line 1, column 5 of the message: not JSON" },
		{ "[\"\\u12g4\"]", "line 1, column 7 of the message: not JSON" },
		{ "[\"\\ud800\"]",
		  "line 1, column 9 of the message: half a surrogate pair" },
		{ "[\"\\udc00\"]",
		  "line 1, column 9 of the message: half a surrogate pair" },
		{ "[\"\\u0000\"]",
		  "line 1, column 9 of the message: a NUL character in a text" },
		{ "[\"\x01\"]",
		  "line 1, column 3 of the message: a control character in a text" },
		{ "[\"\xc3\"]", "line 1, column 3 of the message: malformed UTF-8" },
		{ "[] []", "line 1, column 4 of the message: something after the end" },
		{ "1", "line 1, column 2 of the message: neither an object nor a list" },
		{ "{\"a\":[{\"b\":1,\"b\":2}]}",
		  "line 1, column 18 of the message: "
		  "a key that stands twice in one object" },
	};
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char texts[64];
		struct err err = { 0 };
		expect_number(CASES[i].json,
			      lex_check(slice_of(CASES[i].json), texts, &err), -1);
		expect_text(CASES[i].json, err.text, CASES[i].text);
		expect_text(CASES[i].json, err.code, MSG_NOT_JSON);
	}
}

static void nesting_ends(void **state)
{
	(void)state;
	for (size_t depth = MSG_MAX_DEPTH; depth <= MSG_MAX_DEPTH + 1; depth++) {
		char json[2 * (MSG_MAX_DEPTH + 1)];
		char texts[sizeof json + 1];
		struct err err = { 0 };
		memset(json, '[', depth);
		memset(json + depth, ']', depth);
		int done = lex_check((struct slice){ json, 2 * depth }, texts, &err);
		expect_number("depth", done, depth > MSG_MAX_DEPTH ? -1 : 0);
	}
}

static void keys_are_compared_with_all_before(void **state)
{
	(void)state;
	LEX_KEYS_AUTO keys = { 0 };
	struct lex lex = lex_new(slice_of(""), NULL);
	char names[LEX_MAX_KEYS + 1][12];
	for (int i = 0; i <= LEX_MAX_KEYS; i++) {
		snprintf(names[i], sizeof names[i], "%d", i);
		int done = lex_keys_add(&lex, &keys, slice_of(names[i]));
		expect_number(names[i], done, i < LEX_MAX_KEYS ? 0 : -1);
	}
	expect_text("too many", lex.why, "an object with more than 1000 keys");
	expect_number("twice", lex_keys_add(&lex, &keys, slice_of("517")), -1);
	expect_text("twice", lex.why, "a key that stands twice in one object");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_unescaped),
		cmocka_unit_test(numbers_keep_their_kind_and_value),
		cmocka_unit_test(says_where_and_why),
		cmocka_unit_test(nesting_ends),
		cmocka_unit_test(keys_are_compared_with_all_before),
	};
	return cmocka_run_group_tests_name("msg/lex", tests, NULL, NULL);
}
