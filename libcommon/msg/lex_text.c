/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts of JSON: escapes, surrogate pairs, UTF-8.
 *
 * They are unescaped into a buffer of the document's size: no text is longer than what
 * it was written as, and the closing quote makes room for its NUL.
 */
#include "msg/lex_text.h"

#include <string.h>

#include "base/text.h"

int lex_wrong(struct lex *lex, const char *why)
{
	bool early = lex->at == lex->end && strcmp(why, LEX_NOT_JSON) == 0;
	lex->why = early ? LEX_EARLY_END : why;
	return -1;
}

bool lex_take(struct lex *lex, char c)
{
	if (lex->at == lex->end || *lex->at != c)
		return false;
	lex->at++;
	return true;
}

/* Four hexadecimal digits. */
static int take_hex(struct lex *lex, uint32_t *ret_unit)
{
	uint32_t unit = 0;
	for (int i = 0; i < 4; i++) {
		char c = lex->at < lex->end ? *lex->at : '\0';
		char low = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			unit = unit << 4 | (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			unit = unit << 4 | (uint32_t)(low - 'a' + 10);
		else
			return lex_wrong(lex, LEX_NOT_JSON);
		lex->at++;
	}
	*ret_unit = unit;
	return 0;
}

/* After "\u": one code point, of two units when the first is half a pair. */
static int take_unicode(struct lex *lex, uint32_t *ret_code)
{
	uint32_t low;
	if (take_hex(lex, ret_code) < 0)
		return -1;
	if (*ret_code == 0)
		return lex_wrong(lex, "a NUL character in a text");
	if (*ret_code < 0xd800 || *ret_code > 0xdfff)
		return 0;
	if (*ret_code > 0xdbff || !lex_take(lex, '\\') || !lex_take(lex, 'u'))
		return lex_wrong(lex, "half a surrogate pair");
	if (take_hex(lex, &low) < 0)
		return -1;
	if (low < 0xdc00 || low > 0xdfff)
		return lex_wrong(lex, "half a surrogate pair");
	*ret_code = 0x10000 + ((*ret_code - 0xd800) << 10) + (low - 0xdc00);
	return 0;
}

static char *put_utf8(char *out, uint32_t code)
{
	if (code < 0x80) {
		*out++ = (char)code;
		return out;
	}
	if (code < 0x800) {
		*out++ = (char)(0xc0 | code >> 6);
	} else if (code < 0x10000) {
		*out++ = (char)(0xe0 | code >> 12);
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
	} else {
		*out++ = (char)(0xf0 | code >> 18);
		*out++ = (char)(0x80 | (code >> 12 & 0x3f));
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
	}
	*out++ = (char)(0x80 | (code & 0x3f));
	return out;
}

/* After the backslash. */
static int take_escape(struct lex *lex, char **out)
{
	static const char WRITTEN[] = "\"\\/bfnrt";
	static const char MEANT[] = "\"\\/\b\f\n\r\t";
	uint32_t code;
	if (lex->at == lex->end)
		return lex_wrong(lex, LEX_NOT_JSON);
	char c = *lex->at++;
	const char *found = c ? strchr(WRITTEN, c) : NULL;
	if (found)
		code = (uint32_t)MEANT[found - WRITTEN];
	else if (c != 'u')
		return lex_wrong(lex, LEX_NOT_JSON);
	else if (take_unicode(lex, &code) < 0)
		return -1;
	*out = put_utf8(*out, code);
	return 0;
}

/* A character that is neither plain nor an escape. */
static int take_other(struct lex *lex, char **out)
{
	struct slice rest = { lex->at, (size_t)(lex->end - lex->at) };
	uint32_t code;
	size_t len = text_next(rest, &code);
	if (rest.len == 0)
		return lex_wrong(lex, LEX_EARLY_END);
	if ((unsigned char)rest.at[0] < 0x20)
		return lex_wrong(lex, "a control character in a text");
	if (len == 0)
		return lex_wrong(lex, "malformed UTF-8");
	memcpy(*out, rest.at, len);
	*out += len;
	lex->at += len;
	return 0;
}

static bool is_plain(char c)
{
	return (signed char)c >= 0x20 && c != '"' && c != '\\'; /* ASCII alone */
}

/* Characters up to the next that needs attention. */
static void take_plain(struct lex *lex, char **out)
{
	const char *at = lex->at;
	while (at < lex->end && is_plain(*at))
		at++;
	size_t len = (size_t)(at - lex->at);
	memcpy(*out, lex->at, len);
	*out += len;
	lex->at = at;
}

/* After the opening quote. */
int lex_text(struct lex *lex, struct slice *ret_text)
{
	char *out = lex->texts;
	for (;;) {
		take_plain(lex, &out);
		if (lex_take(lex, '"'))
			break;
		int done = lex_take(lex, '\\') ? take_escape(lex, &out)
					       : take_other(lex, &out);
		if (done < 0)
			return -1;
	}
	*out = '\0';
	*ret_text = (struct slice){ lex->texts, (size_t)(out - lex->texts) };
	lex->texts = out + 1;
	return 0;
}
