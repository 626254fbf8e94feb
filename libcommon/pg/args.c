/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how each kind of argument is written as text.
 *
 * Texts are passed as they are; everything else is written into one scratch buffer, and
 * only when that has stopped moving do the values point into it.
 */
#include "pg/args.h"

#include <string.h>

static void write_quoted(struct strbuf *out, const char *text)
{
	strbuf_add_char(out, '"');
	while (*text) {
		size_t plain = strcspn(text, "\"\\");
		strbuf_add_n(out, text, plain);
		text += plain;
		if (!*text)
			break;
		strbuf_add_char(out, '\\');
		strbuf_add_char(out, *text++);
	}
	strbuf_add_char(out, '"');
}

static void write_texts(struct strbuf *out, const struct arg *arg)
{
	strbuf_add_char(out, '{');
	for (size_t i = 0; i < arg->count; i++) {
		if (i)
			strbuf_add_char(out, ',');
		if (arg->texts[i])
			write_quoted(out, arg->texts[i]);
		else
			strbuf_add_n(out, "NULL", 4);
	}
	strbuf_add_char(out, '}');
}

static void write_ints(struct strbuf *out, const struct arg *arg)
{
	strbuf_add_char(out, '{');
	for (size_t i = 0; i < arg->count; i++) {
		if (i)
			strbuf_add_char(out, ',');
		strbuf_add_int(out, arg->numbers[i]);
	}
	strbuf_add_char(out, '}');
}

static void write_hex(struct strbuf *out, const struct arg *arg)
{
	static const char HEX[] = "0123456789abcdef";
	const unsigned char *at = arg->bytes;
	strbuf_add_n(out, "\\x", 2);
	for (size_t i = 0; i < arg->count; i++) {
		char two[2] = { HEX[at[i] >> 4], HEX[at[i] & 15] };
		strbuf_add_n(out, two, 2);
	}
}

static void write_value(struct strbuf *out, const struct arg *arg)
{
	char text[INSTANT_TEXT + WEEK_TEXT + CIVIL_TEXT];
	switch (arg->kind) {
	case ARG_NULL:
		break;
	case ARG_TEXT:
		strbuf_add(out, arg->text);
		break;
	case ARG_INT:
		strbuf_add_int(out, arg->number);
		break;
	case ARG_BOOL:
		strbuf_add_char(out, arg->number ? 't' : 'f');
		break;
	case ARG_DATE:
		strbuf_add(out, civil_format(arg->date, text));
		break;
	case ARG_INSTANT:
		strbuf_add(out, instant_format(arg->at, text));
		break;
	case ARG_WEEK:
		strbuf_add(out, week_format(arg->week, text));
		break;
	case ARG_BYTES:
		write_hex(out, arg);
		break;
	case ARG_TEXTS:
		write_texts(out, arg);
		break;
	case ARG_INTS:
		write_ints(out, arg);
		break;
	}
}

int bound_set(struct bound *bound, const struct arg *args, size_t count, struct err *err)
{
	size_t starts[MAX_ARGS] = { 0 };
	bound->scratch = strbuf_new(MAX_ARGS_BYTES);
	bound->count = (int)count;
	if (count > MAX_ARGS)
		return err_set(err, ERR_BROKEN, "statement has %zu arguments, at most %d",
			       count, MAX_ARGS);
	for (size_t i = 0; i < count; i++) {
		bool as_bytes = args[i].kind == ARG_BYTES;
		bound->formats[i] = as_bytes;
		bound->lengths[i] = as_bytes ? (int)args[i].count : 0;
		starts[i] = bound->scratch.len;
		if (as_bytes || args[i].kind == ARG_TEXT || args[i].kind == ARG_NULL)
			continue;
		write_value(&bound->scratch, &args[i]);
		strbuf_add_n(&bound->scratch, "", 1);
	}
	for (size_t i = 0; i < count; i++) {
		if (args[i].kind == ARG_NULL)
			bound->values[i] = NULL;
		else if (args[i].kind == ARG_BYTES)
			bound->values[i] = args[i].bytes;
		else if (args[i].kind == ARG_TEXT)
			bound->values[i] = args[i].text;
		else
			bound->values[i] = bound->scratch.text + starts[i];
	}
	return strbuf_check(&bound->scratch, err);
}

void bound_done(struct bound *bound)
{
	strbuf_done(&bound->scratch);
}
