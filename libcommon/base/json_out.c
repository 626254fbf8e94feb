/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing JSON as text: what is escaped (RFC 8259, section 7) and where commas go.
 * Everything that need not be escaped is written as it is, in UTF-8.
 */
#include "base/json_out.h"

#include <inttypes.h>

#include "base/text.h"

static void add_quoted(struct strbuf *buf, struct slice text);

static void begin(struct json_out *out, const char *name)
{
	if (out->comma)
		strbuf_add_char(out->buf, ',');
	out->comma = true;
	if (name == NULL)
		return;
	add_quoted(out->buf, slice_of(name));
	strbuf_add_char(out->buf, ':');
}

static void add_escaped(struct strbuf *buf, uint32_t code)
{
	switch (code) {
	case '"':
		strbuf_add(buf, "\\\"");
		return;
	case '\\':
		strbuf_add(buf, "\\\\");
		return;
	case '\n':
		strbuf_add(buf, "\\n");
		return;
	case '\r':
		strbuf_add(buf, "\\r");
		return;
	case '\t':
		strbuf_add(buf, "\\t");
		return;
	default:
		strbuf_addf(buf, "\\u%04" PRIx32, code);
	}
}

/* Bytes that stand for themselves: printable ASCII, without quote and backslash. */
static size_t plain_run(struct slice text)
{
	size_t len = 0;

	while (len < text.len && text.at[len] >= 0x20 && text.at[len] < 0x7f &&
	       text.at[len] != '"' && text.at[len] != '\\')
		len++;
	return len;
}

/* One code point that is not plain; gives how many bytes it takes. */
static size_t add_special(struct strbuf *buf, struct slice text)
{
	uint32_t code = 0;
	size_t taken = text_next(text, &code);

	if (taken == 0) {
		strbuf_add(buf, "\xef\xbf\xbd");
		return 1;
	}
	if (taken > 1)
		strbuf_add_n(buf, text.at, taken);
	else
		add_escaped(buf, code);
	return taken;
}

static void add_quoted(struct strbuf *buf, struct slice text)
{
	strbuf_add_char(buf, '"');
	for (;;) {
		size_t taken = plain_run(text);

		strbuf_add_n(buf, text.at, taken);
		if (taken == text.len)
			break;
		text = (struct slice){ text.at + taken, text.len - taken };
		taken = add_special(buf, text);
		text = (struct slice){ text.at + taken, text.len - taken };
	}
	strbuf_add_char(buf, '"');
}

static void open_with(struct json_out *out, const char *name, char bracket)
{
	begin(out, name);
	strbuf_add_char(out->buf, bracket);
	out->comma = false;
}

static void close_with(struct json_out *out, char bracket)
{
	strbuf_add_char(out->buf, bracket);
	out->comma = true;
}

struct json_out json_out_into(struct strbuf *buf)
{
	return (struct json_out){ .buf = buf };
}

void json_out_open_object(struct json_out *out, const char *name)
{
	open_with(out, name, '{');
}

void json_out_close_object(struct json_out *out)
{
	close_with(out, '}');
}

void json_out_open_array(struct json_out *out, const char *name)
{
	open_with(out, name, '[');
}

void json_out_close_array(struct json_out *out)
{
	close_with(out, ']');
}

void json_out_text(struct json_out *out, const char *name, const char *text)
{
	if (text == NULL)
		json_out_null(out, name);
	else
		json_out_text_n(out, name, slice_of(text));
}

void json_out_text_n(struct json_out *out, const char *name, struct slice text)
{
	begin(out, name);
	add_quoted(out->buf, text);
}

void json_out_int(struct json_out *out, const char *name, int64_t number)
{
	begin(out, name);
	strbuf_add_int(out->buf, number);
}

void json_out_flag(struct json_out *out, const char *name, bool flag)
{
	begin(out, name);
	strbuf_add(out->buf, flag ? "true" : "false");
}

void json_out_null(struct json_out *out, const char *name)
{
	begin(out, name);
	strbuf_add(out->buf, "null");
}

void json_out_raw(struct json_out *out, const char *name, struct slice json)
{
	begin(out, name);
	strbuf_add_n(out->buf, json.at, json.len);
}
