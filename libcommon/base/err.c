/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling struct err: text is cut at its fixed size, and control characters become
 * spaces, so that an error is one line wherever it is shown.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void keep_one_line(char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = ' ';
	}
}

static void fill(struct err *err, enum err_kind kind, const char *fmt, va_list args)
	PRINTF_LIKE(3, 0);

static void fill(struct err *err, enum err_kind kind, const char *fmt, va_list args)
{
	char text[sizeof(err->text)];

	/* The arguments may point into err itself. */
	(void)vsnprintf(text, sizeof(text), fmt, args);
	keep_one_line(text);
	err->kind = kind;
	err->code[0] = '\0';
	memcpy(err->text, text, sizeof(err->text));
}

int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list args;

	if (err == NULL)
		return -1;
	va_start(args, fmt);
	fill(err, kind, fmt, args);
	va_end(args);
	return -1;
}

int err_set_code(struct err *err, enum err_kind kind, const char *code, const char *fmt,
		 ...)
{
	va_list args;

	if (err == NULL)
		return -1;
	va_start(args, fmt);
	fill(err, kind, fmt, args);
	va_end(args);
	(void)snprintf(err->code, sizeof(err->code), "%s", code);
	return -1;
}

int err_prefix(struct err *err, const char *fmt, ...)
{
	char text[sizeof(err->text)];
	va_list args;
	size_t len;

	if (err == NULL)
		return -1;
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	len = strlen(text);
	(void)snprintf(text + len, sizeof(text) - len, "%s", err->text);
	keep_one_line(text);
	memcpy(err->text, text, sizeof(err->text));
	return -1;
}

void err_clear(struct err *err)
{
	if (err != NULL)
		memset(err, 0, sizeof(*err));
}

const char *err_kind_name(enum err_kind kind)
{
	static const char *const NAMES[] = {
		[ERR_NONE] = "none",         [ERR_INVALID] = "invalid",
		[ERR_DENIED] = "denied",     [ERR_ABSENT] = "absent",
		[ERR_CONFLICT] = "conflict", [ERR_LATER] = "later",
		[ERR_BROKEN] = "broken",
	};

	return (size_t)kind < COUNT_OF(NAMES) ? NAMES[kind] : "broken";
}
