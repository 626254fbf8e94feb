/* SPDX-License-Identifier: Apache-2.0 */
/* How many messages a text takes. The long list of texts is tests/data/sms. */
#include "notification/domain/gsm7.h"

#include "base/strbuf.h"
#include "unit.h"

static struct sms_size measure(const char *letter, int times, const char *rest)
{
	STRBUF_AUTO text = strbuf_new(100000);
	struct sms_size size = { .parts = -1 };
	struct err err = { 0 };

	for (int i = 0; i < times; i++)
		strbuf_add(&text, letter);
	strbuf_add(&text, rest);
	int failed = sms_measure((struct slice){ text.text, text.len }, &size, &err);

	expect_number(err.text, failed, 0);
	size.dear_count = 0; /* the text they lie in is gone */
	return size;
}

static void counts_parts(void **state)
{
	static const struct {
		const char *sentence;
		const char *letter;
		int times;
		const char *rest;
		int parts;
		int first;
		int last;
	} CASES[] = {
		{ "160 letters fit in one message", "a", 160, "", 1, 160, 160 },
		{ "161 need two", "a", 161, "", 2, 153, 8 },
		{ "159 and a euro need two", "a", 159, "€", 2, 153, 8 },
		{ "a euro is not cut in two", "a", 152, "€aaaaaaaaaa", 2, 152, 12 },
		{ "70 letters with an accent fit in one", "ï", 70, "", 1, 70, 70 },
		{ "71 need two", "ï", 71, "", 2, 67, 4 },
		{ "one accent makes all letters wide", "a", 75, "ï", 2, 67, 9 },
		{ "an emoji is not cut in two", "ï", 66, "\xF0\x9F\x9A\x97ïïï", 2, 66,
		  5 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct sms_size size =
			measure(CASES[i].letter, CASES[i].times, CASES[i].rest);

		expect_number(CASES[i].sentence, size.parts, CASES[i].parts);
		expect_number(CASES[i].sentence, size.part_units[0], CASES[i].first);
		expect_number(CASES[i].sentence, size.part_units[size.parts - 1],
			      CASES[i].last);
	}
	expect_number("an empty text is no message", measure("", 0, "").parts, 0);
}

static void names_the_letters_that_cost(void **state)
{
	static const char text[] = "Daniëls’ ë";
	struct sms_size size;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(sms_measure(slice_of(text), &size, &err), 0);
	expect_number("two of them, each once", (int64_t)size.dear_count, 2);
	expect_true("the first", memcmp(size.dear[0].at, "ë", size.dear[0].len) == 0);
	expect_true("the second", memcmp(size.dear[1].at, "’", size.dear[1].len) == 0);
}

static void refuses_what_no_message_holds(void **state)
{
	STRBUF_AUTO text = strbuf_new(100000);
	struct sms_size size;
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 153 * SMS_PARTS_MAX + 1; i++)
		strbuf_add_char(&text, 'a');
	assert_int_equal(sms_measure((struct slice){ text.text, text.len }, &size, &err),
			 -1);
	expect_text("too long", err.text, "the text takes more than 255 parts");
	assert_int_equal(sms_measure(slice_of("a\xff"), &size, &err), -1);
	expect_text("no text", err.text, "the text is not UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_parts),
		cmocka_unit_test(names_the_letters_that_cost),
		cmocka_unit_test(refuses_what_no_message_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
