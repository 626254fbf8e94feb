/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing text with a maximum: capacity doubles up to the maximum and never past it.
 *
 * Once an add did not fit the buffer stays full, so that a text with a hole in the
 * middle cannot be mistaken for a whole one.
 */
#include "base/strbuf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAP = 256 };

static const char EMPTY[1] = ""; /* what text points at before the first add */

struct strbuf strbuf_new(size_t max)
{
	/* Nothing writes through it while cap is 0. */
	return (struct strbuf){ .text = (char *)(uintptr_t)EMPTY, .max = max };
}

void strbuf_done(struct strbuf *buf)
{
	if (buf == NULL)
		return;
	if (buf->cap > 0)
		mem_free(buf->text);
	*buf = strbuf_new(buf->max);
}

void strbuf_clear(struct strbuf *buf)
{
	buf->len = 0;
	buf->full = false;
	if (buf->cap > 0)
		buf->text[0] = '\0';
}

/* Room for more bytes and the NUL. */
static bool has_room(struct strbuf *buf, size_t more)
{
	size_t cap = buf->cap;

	if (buf->full || more > buf->max - buf->len) {
		buf->full = true;
		return false;
	}
	if (buf->len + more < cap)
		return true;
	if (cap == 0)
		cap = FIRST_CAP;
	while (cap <= buf->len + more)
		cap *= 2;
	if (cap > buf->max + 1)
		cap = buf->max + 1;
	buf->text = mem_grow(buf->cap > 0 ? buf->text : NULL, cap);
	buf->cap = cap;
	return true;
}

void strbuf_add_n(struct strbuf *buf, const char *bytes, size_t len)
{
	if (!has_room(buf, len))
		return;
	if (len > 0)
		memcpy(buf->text + buf->len, bytes, len);
	buf->len += len;
	buf->text[buf->len] = '\0';
}

void strbuf_add(struct strbuf *buf, const char *text)
{
	strbuf_add_n(buf, text, strlen(text));
}

void strbuf_add_char(struct strbuf *buf, char c)
{
	if (!has_room(buf, 1))
		return;
	buf->text[buf->len++] = c;
	buf->text[buf->len] = '\0';
}

void strbuf_add_int(struct strbuf *buf, int64_t number)
{
	char digits[20];
	char *at = digits + sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	strbuf_add_n(buf, at, (size_t)(digits + sizeof(digits) - at));
}

void strbuf_cut(struct strbuf *buf, size_t bytes)
{
	if (buf->len == 0)
		return;
	buf->len -= bytes < buf->len ? bytes : buf->len;
	buf->text[buf->len] = '\0';
}

void strbuf_addf(struct strbuf *buf, const char *fmt, ...)
{
	va_list args;
	va_list again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len >= 0 && has_room(buf, (size_t)len)) {
		(void)vsnprintf(buf->text + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

int strbuf_check(const struct strbuf *buf, struct err *err)
{
	if (!buf->full)
		return 0;
	return err_set_code(err, ERR_INVALID, "TOO_LARGE",
			    "text is larger than %zu bytes", buf->max);
}

char *strbuf_take(struct strbuf *buf)
{
	char *text = buf->cap > 0 ? buf->text : mem_text("");

	*buf = strbuf_new(buf->max);
	return text;
}
