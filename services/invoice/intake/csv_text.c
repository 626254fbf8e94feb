/* SPDX-License-Identifier: Apache-2.0 */
/* Excel on a Dutch machine writes Windows-1252, semicolons and decimal commas. */
#include "invoice/intake/csv_text.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define DIGITS "0123456789"

/* Windows-1252, 0x80 to 0x9F; 0 = not used there, written as U+FFFD. */
static const unsigned short UPPER[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static void add_code_point(struct strbuf *out, unsigned int c)
{
	char bytes[3];

	if (c < 0x80) {
		strbuf_add_char(out, (char)c);
	} else if (c < 0x800) {
		bytes[0] = (char)(0xC0 | (c >> 6));
		bytes[1] = (char)(0x80 | (c & 0x3F));
		strbuf_add_n(out, bytes, 2);
	} else {
		bytes[0] = (char)(0xE0 | (c >> 12));
		bytes[1] = (char)(0x80 | ((c >> 6) & 0x3F));
		bytes[2] = (char)(0x80 | (c & 0x3F));
		strbuf_add_n(out, bytes, 3);
	}
}

void csv_to_utf8(struct slice bytes, struct strbuf *out)
{
	if (bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
		bytes = (struct slice){ bytes.at + 3, bytes.len - 3 };
	if (text_is_utf8(bytes)) {
		strbuf_add_n(out, bytes.at, bytes.len);
		return;
	}
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned int c = (unsigned char)bytes.at[i];

		if (c >= 0x80 && c < 0xA0)
			c = UPPER[c - 0x80] ? UPPER[c - 0x80] : 0xFFFD;
		add_code_point(out, c);
	}
}

char csv_separator(struct slice text)
{
	static const char marks[] = ";,\t";
	size_t counts[3] = { 0 };
	bool quoted = false;

	for (size_t i = 0; i < text.len && (quoted || text.at[i] != '\n'); i++) {
		const char *mark = text.at[i] ? strchr(marks, text.at[i]) : NULL;

		if (text.at[i] == '"')
			quoted = !quoted;
		else if (mark && !quoted)
			counts[mark - marks]++;
	}
	if (counts[0] >= counts[1] && counts[0] >= counts[2])
		return ';';
	return counts[1] >= counts[2] ? ',' : '\t';
}

size_t csv_digits(const char *text)
{
	return strspn(text, DIGITS);
}

enum decimal_mark csv_mark(const char *amount, enum decimal_mark preset)
{
	const char *comma = strrchr(amount, ',');
	const char *point = strrchr(amount, '.');

	if (comma && point)
		return comma > point ? DECIMAL_COMMA : DECIMAL_POINT;
	if (comma)
		return csv_digits(comma + 1) == 3 && preset == DECIMAL_POINT
			       ? DECIMAL_POINT
			       : DECIMAL_COMMA;
	if (point)
		return csv_digits(point + 1) == 3 && preset == DECIMAL_COMMA
			       ? DECIMAL_COMMA
			       : DECIMAL_POINT;
	return DECIMAL_POINT;
}

/* Word processors and spreadsheets write a minus sign or an en dash for a hyphen. */
static bool is_dash(const char *text)
{
	return strncmp(text, "\xE2\x88\x92", 3) == 0 ||
	       strncmp(text, "\xE2\x80\x93", 3) == 0;
}

/* "EUR" where an amount starts, or where it has ended. */
static bool is_euro(const char *text, bool started)
{
	return strncasecmp(text, "EUR", 3) == 0 &&
	       (!started || !strpbrk(text + 3, DIGITS));
}

/* Leaves sign, digits and the decimal mark, as a point. */
static bool plain_number(const char *text, enum decimal_mark mark, char *ret, size_t size)
{
	char point = mark == DECIMAL_COMMA ? ',' : '.';
	bool started = false;
	size_t len = 0;

	for (; *text && len + 1 < size; text++) {
		unsigned char c = (unsigned char)*text;

		started = started || isdigit(c);
		if (isdigit(c) || *text == '-' || *text == '+') {
			ret[len++] = *text;
		} else if (*text == point) {
			ret[len++] = '.';
		} else if (is_dash(text)) {
			ret[len++] = '-';
			text += 2;
		} else if (is_euro(text, started)) {
			text += 2;
		} else if (isalpha(c)) {
			return false;
		}
	}
	ret[len] = '\0';
	return len > 0 && *text == '\0';
}

/* "€", "EUR" and "$" before or behind an amount say nothing we need. */
static const char *skip_currency(const char *text)
{
	while (*text && !isdigit((unsigned char)*text) && !strchr("-+.,", *text) &&
	       !is_dash(text))
		text++;
	return text;
}

/* Bookkeepers write what is taken off between parentheses. */
enum parentheses { PARENTHESES_NONE, PARENTHESES_AROUND, PARENTHESES_ASTRAY };

static enum parentheses parentheses_of(const char *text)
{
	const char *open = strchr(text, '('), *close = strchr(text, ')');

	if (!open && !close)
		return PARENTHESES_NONE;
	return open && close && open < text + strcspn(text, DIGITS) &&
			       !strpbrk(close, DIGITS)
		       ? PARENTHESES_AROUND
		       : PARENTHESES_ASTRAY;
}

int csv_amount(const char *text, enum decimal_mark preset, struct decimal *ret_value,
	       struct err *err)
{
	const char *start = skip_currency(text);
	enum parentheses around = parentheses_of(text);
	char plain[48];

	if (around == PARENTHESES_ASTRAY ||
	    !plain_number(start, csv_mark(start, preset), plain, sizeof(plain)) ||
	    (around == PARENTHESES_AROUND && strpbrk(plain, "-+")))
		return err_set(err, ERR_INVALID, "not an amount");
	if (decimal_parse(plain, DECIMAL_POINT, ret_value, err) < 0)
		return -1;
	if (around == PARENTHESES_AROUND)
		ret_value->digits = -ret_value->digits;
	return 0;
}
