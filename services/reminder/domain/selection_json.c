/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what JSON a selection may be made of: no fractions, no exponents, texts without
 * control characters, nesting as deep as a selection's own and no deeper.
 */
#include "reminder/domain/selection_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

#define MOST_NESTED 12
#define MOST_DIGITS 12

struct json_at json_at_start(struct slice text)
{
	return (struct json_at){ .at = text.at, .end = text.at + text.len };
}

size_t json_enter_name(struct json_at *in, const char *name)
{
	size_t where = strlen(in->place);

	snprintf(in->place + where, JSON_PLACE - where, "/%.40s", name);
	return where;
}

size_t json_enter_item(struct json_at *in, size_t index)
{
	size_t where = strlen(in->place);

	snprintf(in->place + where, JSON_PLACE - where, "/%zu", index);
	return where;
}

void json_leave(struct json_at *in, size_t where)
{
	in->place[where] = '\0';
}

int json_refuse(const struct json_at *in, struct err *err, const char *fmt, ...)
{
	char why[120];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	return err_set_code(err, ERR_INVALID, "SELECTION", "%s: %s",
			    in->place[0] ? in->place : "/", why);
}

char json_peek(struct json_at *in)
{
	while (in->at < in->end && strchr(" \t\r\n", *in->at) && *in->at)
		in->at++;
	return in->at < in->end ? *in->at : '\0';
}

int json_takes(struct json_at *in, char c)
{
	if (json_peek(in) != c || in->at == in->end)
		return 0;
	in->at++;
	return 1;
}

int json_expect(struct json_at *in, char c, struct err *err)
{
	if (json_takes(in, c))
		return 0;
	return json_refuse(in, err, "'%c' is missing", c);
}

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hex digits; 0 when they are not there. */
static uint32_t read_unit(struct json_at *in)
{
	uint32_t unit = 0;

	if (in->end - in->at < 4)
		return 0;
	for (int i = 0; i < 4; i++) {
		int digit = hex_of(*in->at++);

		if (digit < 0)
			return 0;
		unit = unit * 16 + (uint32_t)digit;
	}
	return unit;
}

static void add_code(struct strbuf *out, uint32_t code)
{
	if (code < 0x80) {
		strbuf_add_char(out, (char)code);
	} else if (code < 0x800) {
		strbuf_add_char(out, (char)(0xC0 | code >> 6));
		strbuf_add_char(out, (char)(0x80 | (code & 0x3F)));
	} else {
		strbuf_add_char(out, (char)(0xE0 | code >> 12));
		strbuf_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
		strbuf_add_char(out, (char)(0x80 | (code & 0x3F)));
	}
}

/* After the backslash. Pairs of surrogates are for signs no make or model is written in.
 */
static int add_escaped(struct json_at *in, struct strbuf *out, struct err *err)
{
	static const char plain[] = "\"\\/";
	char c = '\0';

	if (in->at < in->end)
		c = *in->at++;
	if (c && strchr(plain, c)) {
		strbuf_add_char(out, c);
		return 0;
	}
	if (c == 'u') {
		uint32_t code = read_unit(in);

		if (code >= 0x20 && (code < 0xD800 || code > 0xDFFF)) {
			add_code(out, code);
			return 0;
		}
	}
	return json_refuse(in, err, "an escape that cannot be used here");
}

static int read_string(struct json_at *in, struct strbuf *out, struct err *err)
{
	if (json_expect(in, '"', err) < 0)
		return -1;
	while (in->at < in->end && *in->at != '"') {
		char c = *in->at++;

		if (c != '\\')
			strbuf_add_char(out, c);
		else if (add_escaped(in, out, err) < 0)
			return -1;
	}
	if (in->at == in->end)
		return json_refuse(in, err, "a text does not end");
	in->at++;
	return 0;
}

int json_read_text(struct json_at *in, char *into, size_t size, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(size - 1);

	if (json_peek(in) != '"')
		return json_refuse(in, err, "must be a text");
	if (read_string(in, &text, err) < 0)
		return -1;
	if (text.full)
		return json_refuse(in, err, "longer than %zu bytes", size - 1);
	if (!text_is_clean((struct slice){ text.text, text.len }))
		return json_refuse(in, err, "holds control characters, or is not UTF-8");
	memcpy(into, text.len ? text.text : "", text.len);
	into[text.len] = '\0';
	return 0;
}

int json_read_number(struct json_at *in, int64_t *ret_number, struct err *err)
{
	int64_t number = 0;
	int sign = json_takes(in, '-') ? -1 : 1, digits = 0;

	while (in->at < in->end && *in->at >= '0' && *in->at <= '9') {
		if (++digits > MOST_DIGITS)
			return json_refuse(in, err, "a number of too many digits");
		number = number * 10 + (*in->at++ - '0');
	}
	if (digits == 0)
		return json_refuse(in, err, "must be a whole number");
	if (in->at < in->end && strchr(".eE", *in->at) && *in->at)
		return json_refuse(in, err, "a whole number has no fraction or exponent");
	*ret_number = sign * number;
	return 0;
}

static int takes_word(struct json_at *in, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(in->end - in->at) < len || memcmp(in->at, word, len) != 0)
		return 0;
	in->at += len;
	return 1;
}

int json_read_flag(struct json_at *in, int64_t *ret_flag, struct err *err)
{
	json_peek(in);
	if (takes_word(in, "true"))
		*ret_flag = 1;
	else if (takes_word(in, "false"))
		*ret_flag = 0;
	else
		return json_refuse(in, err, "must be true or false");
	return 0;
}

static int skip_one(struct json_at *in, int *depth, struct err *err)
{
	char c = json_peek(in);
	int64_t unused;

	if (c == '{' || c == '[') {
		in->at++;
		return ++*depth > MOST_NESTED ? json_refuse(in, err, "nested too deep")
					      : 0;
	}
	if (c == '}' || c == ']' || c == ',' || c == ':') {
		in->at++;
		*depth -= c == '}' || c == ']';
		return 0;
	}
	if (c == '"') {
		STRBUF_AUTO text = strbuf_new(20000);

		return read_string(in, &text, err);
	}
	if (c == 't' || c == 'f')
		return json_read_flag(in, &unused, err);
	return json_read_number(in, &unused, err);
}

/* Only its extent: whoever reads the value says what is wrong inside it. */
int json_skip(struct json_at *in, struct slice *ret_value, struct err *err)
{
	int depth = 0;
	const char *from;
	char first = json_peek(in);

	from = in->at;
	if (first == '\0' || strchr("}],:", first))
		return json_refuse(in, err, "a value is missing");
	do {
		if (json_peek(in) == '\0')
			return json_refuse(in, err, "the text ends too early");
		if (skip_one(in, &depth, err) < 0)
			return -1;
	} while (depth > 0);
	*ret_value = (struct slice){ from, (size_t)(in->at - from) };
	return 0;
}

int json_at_end(struct json_at *in, struct err *err)
{
	json_peek(in);
	if (in->at == in->end)
		return 0;
	return json_refuse(in, err, "something follows the selection");
}
