/* SPDX-License-Identifier: Apache-2.0 */
/* Which bytes are text: RFC 3629's table, from both sides of each border. */
#include "base/text.h"

#include "unit.h"

static void tells_utf8_from_other_bytes(void **state)
{
	static const struct {
		const char *sentence;
		const char *bytes;
		bool utf8;
		bool clean;
	} CASES[] = {
		{ "nothing is text", "", true, true },
		{ "plain ASCII", "Jansen", true, true },
		{ "tab, line feed and return are clean", "a\tb\r\n", true, true },
		{ "a bell is not clean", "a\a", true, false },
		{ "delete is not clean", "a\x7f", true, false },
		{ "a C1 control is not clean", "a\xc2\x85", true, false },
		{ "no-break space is clean", "a\xc2\xa0", true, true },
		{ "two bytes", "caf\xc3\xa9", true, true },
		{ "three bytes", "\xe2\x82\xac 12", true, true },
		{ "four bytes", "\xf0\x9f\x9a\x97", true, true },
		{ "the last code point", "\xf4\x8f\xbf\xbf", true, true },
		{ "beyond the last code point", "\xf4\x90\x80\x80", false, false },
		{ "a lone continuation byte", "\x80", false, false },
		{ "a start without its continuation", "\xc3", false, false },
		{ "a start followed by ASCII", "\xc3(", false, false },
		{ "an overlong slash", "\xc0\xaf", false, false },
		{ "an overlong three-byte form", "\xe0\x9f\xbf", false, false },
		{ "an overlong four-byte form", "\xf0\x8f\xbf\xbf", false, false },
		{ "a surrogate", "\xed\xa0\x80", false, false },
		{ "the last before the surrogates", "\xed\x9f\xbf", true, true },
		{ "a Latin-1 text", "caf\xe9 ole", false, false },
		{ "a byte that never occurs", "\xff", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct slice bytes = slice_of(CASES[i].bytes);

		expect_number(CASES[i].sentence, text_is_utf8(bytes), CASES[i].utf8);
		expect_number(CASES[i].sentence, text_is_clean(bytes), CASES[i].clean);
	}
	assert_false(text_is_clean((struct slice){ "a\0b", 3 }));
}

static void counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(text_code_points(slice_of("")), 0);
	assert_int_equal(
		text_code_points(slice_of("\xe2\x82\xac\xf0\x9f\x9a\x97z\xc3\xa9")), 4);
}

static void the_end_of_a_line_is_one_character(void **state)
{
	static const char *const CASES[][2] = {
		{ "", "" },           { "a\r\nb", "a\nb" },     { "\r\n\r\n", "\n\n" },
		{ "a\nb\r", "a\nb\r" }, { "a\r\r\nb", "a\r\nb" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char text[20];

		text_copy(text, sizeof(text), CASES[i][0]);
		text_join_ends(text);
		expect_text(CASES[i][0], text, CASES[i][1]);
	}
}

static void every_code_point_reads_back(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		uint32_t got = 0;
		size_t len;

		if (code < 0x80) {
			len = 1;
			bytes[0] = (char)code;
		} else if (code < 0x800) {
			len = 2;
			bytes[0] = (char)(0xc0 | code >> 6);
		} else if (code < 0x10000) {
			len = 3;
			bytes[0] = (char)(0xe0 | code >> 12);
		} else {
			len = 4;
			bytes[0] = (char)(0xf0 | code >> 18);
		}
		for (size_t i = 1; i < len; i++)
			bytes[i] = (char)(0x80 | (code >> (6 * (len - 1 - i)) & 0x3f));
		if (code >= 0xd800 && code <= 0xdfff)
			assert_int_equal(text_next((struct slice){ bytes, len }, &got),
					 0);
		else if (text_next((struct slice){ bytes, len }, &got) != len ||
			 got != code)
			fail_msg("U+%04" PRIX32, code);
	}
}

static void compares_without_case(void **state)
{
	(void)state;
	assert_int_equal(text_compare_nocase("Europe", "eUROPE"), 0);
	assert_true(text_compare_nocase("a", "B") < 0);
	assert_true(text_compare_nocase("ab", "a") > 0);
	assert_true(text_compare_nocase("\xc3\xa9", "\xc3\x89") != 0);
	assert_true(text_contains_nocase("Grote Beurt 60.000", "beurt"));
	assert_true(text_contains_nocase("beurt", ""));
	assert_true(text_contains_nocase("aab", "AB"));
	assert_false(text_contains_nocase("beur", "beurt"));
	assert_false(text_contains_nocase("", "a"));
}

static void hash_stays_what_it_was(void **state)
{
	(void)state;
	/* Published FNV-1a vectors. */
	assert_true(text_hash("") == UINT64_C(0xcbf29ce484222325));
	assert_true(text_hash("a") == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(text_hash("foobar") == UINT64_C(0x85944171f73967e8));
}

static void copies_are_cut_between_characters(void **state)
{
	(void)state;
	char into[5];
	text_copy(into, sizeof(into), "abcd");
	assert_string_equal(into, "abcd");
	text_copy(into, sizeof(into), "abcde");
	assert_string_equal(into, "abcd");
	text_copy(into, sizeof(into), "abc\xe2\x82\xac");
	assert_string_equal(into, "abc");
	text_copy(into, sizeof(into), NULL);
	assert_string_equal(into, "");
}

static void digits_keep_their_zeros(void **state)
{
	(void)state;
	char into[8] = "xxxxxxx";
	assert_ptr_equal(into + 4, text_put_digits(into, 4, 42));
	assert_memory_equal(into, "0042xxx", 7);
	text_put_digits(into, 2, 12345);
	assert_memory_equal(into, "4542xxx", 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_utf8_from_other_bytes),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(the_end_of_a_line_is_one_character),
		cmocka_unit_test(every_code_point_reads_back),
		cmocka_unit_test(compares_without_case),
		cmocka_unit_test(hash_stays_what_it_was),
		cmocka_unit_test(copies_are_cut_between_characters),
		cmocka_unit_test(digits_keep_their_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
