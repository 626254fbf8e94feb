/* SPDX-License-Identifier: Apache-2.0 */
/* Counts brackets outside strings. What is not understood is handed out whole. */
#include "invoice/intake/json_split.h"

#include <string.h>

static bool is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

static void skip_gap(struct slice *text)
{
	while (text->len > 0 && is_gap(text->at[0])) {
		text->at++;
		text->len--;
	}
}

struct json_split json_split_of(struct slice text)
{
	if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
		text = (struct slice){ text.at + 3, text.len - 3 };
	text = slice_trim(text);
	/* An array's own brackets are not part of any piece. */
	if (text.len >= 2 && text.at[0] == '[' && text.at[text.len - 1] == ']')
		text = (struct slice){ text.at + 1, text.len - 2 };
	return (struct json_split){ text };
}

/* Where a string that starts at `at` ends. */
static size_t end_of_string(struct slice text, size_t at)
{
	for (at++; at < text.len && text.at[at] != '"'; at++) {
		if (text.at[at] == '\\')
			at++;
	}
	return at < text.len ? at : text.len - 1;
}

static size_t end_of_object(struct slice text)
{
	size_t depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			i = end_of_string(text, i);
		else if (text.at[i] == '{')
			depth++;
		else if (text.at[i] == '}' && --depth == 0)
			return i + 1;
	}
	return text.len;
}

bool json_split_next(struct json_split *split, struct slice *ret_piece)
{
	skip_gap(&split->rest);
	if (split->rest.len == 0)
		return false;
	size_t len = split->rest.len;

	if (split->rest.at[0] == '{') {
		len = end_of_object(split->rest);
	} else {
		const char *line = memchr(split->rest.at, '\n', split->rest.len);

		if (line)
			len = (size_t)(line - split->rest.at);
	}
	*ret_piece = (struct slice){ split->rest.at, len };
	split->rest = (struct slice){ split->rest.at + len, split->rest.len - len };
	return true;
}
