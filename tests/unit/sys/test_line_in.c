/* SPDX-License-Identifier: Apache-2.0 */
/* Lines keep their place, however the bytes arrive and however long they are. */
#include "sys/line_in.h"

#include <unistd.h>

#include "base/strbuf.h"
#include "unit.h"

/* All lines of the input as "text|" or "<long>|". */
static void read_lines(const char *input, size_t len, size_t max, struct strbuf *seen)
{
	AUTO(line_in) *in = NULL;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], input, len), (ssize_t)len);
	(void)close(ends[1]);
	in = line_in_open(ends[0], max);
	for (;;) {
		enum line_found found = LINE_NONE;
		struct slice line = { NULL, 0 };
		struct err err = { 0 };

		assert_int_equal(line_in_next(in, &found, &line, &err), 0);
		if (found == LINE_NONE)
			break;
		if (found == LINE_TOO_LONG)
			strbuf_add(seen, "<long>");
		else
			strbuf_add_n(seen, line.at, line.len);
		strbuf_add_char(seen, '|');
	}
	(void)close(ends[0]);
}

static void finds_every_line_once(void **state)
{
	static const struct {
		const char *sentence;
		const char *input;
		const char *seen;
	} CASES[] = {
		{ "nothing has no lines", "", "" },
		{ "one line with its newline", "abc\n", "abc|" },
		{ "one line without", "abc", "abc|" },
		{ "empty lines count", "\n\na\n", "||a|" },
		{ "exactly the maximum", "12345678\nb", "12345678|b|" },
		{ "one too many", "123456789\nb", "<long>|b|" },
		{ "many too many", "1234567890123456789012345678901234567890\nb\n",
		  "<long>|b|" },
		{ "too long at the end", "b\n1234567890123456789", "b|<long>|" },
		{ "too long with the newline on the border", "1234567890123456\nb",
		  "<long>|b|" },
		{ "a return is part of the line", "a\r\nb", "a\r|b|" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		STRBUF_AUTO seen = strbuf_new(1000);

		read_lines(CASES[i].input, strlen(CASES[i].input), 8, &seen);
		expect_text(CASES[i].sentence, seen.text, CASES[i].seen);
	}
}

static void every_length_around_the_buffer_keeps_its_neighbours(void **state)
{
	(void)state;
	for (size_t len = 0; len < 64; len++) {
		char input[80];
		STRBUF_AUTO seen = strbuf_new(1000);

		memset(input, 'x', len);
		memcpy(input + len, "\nnext\n", 6);
		read_lines(input, len + 6, 16, &seen);
		expect_true("the next line is whole",
			    strstr(seen.text, "|next|") != NULL);
		expect_true("too long is told", (len > 16) == (seen.text[0] == '<'));
	}
}

static void a_broken_descriptor_is_an_error(void **state)
{
	AUTO(line_in) *in = line_in_open(-1, 10);
	enum line_found found;
	struct slice line;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(line_in_next(in, &found, &line, &err), -1);
	assert_int_equal(err.kind, ERR_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_every_line_once),
		cmocka_unit_test(every_length_around_the_buffer_keeps_its_neighbours),
		cmocka_unit_test(a_broken_descriptor_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
