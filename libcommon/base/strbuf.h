/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing text with a maximum.
 *
 * Every buffer is created with the size it may never exceed. An add beyond it stores
 * nothing and marks the buffer as full; strbuf_check() turns that into an error, so a
 * writer adds freely and asks once at the end. text is always NUL-terminated.
 * Thread: one at a time.
 */
#ifndef BEURT_BASE_STRBUF_H
#define BEURT_BASE_STRBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct strbuf {
	char *text;
	size_t len;
	size_t cap;
	size_t max;
	bool full;
};

#define STRBUF_AUTO __attribute__((cleanup(strbuf_done))) struct strbuf

struct strbuf strbuf_new(size_t max);
void strbuf_done(struct strbuf *buf);
void strbuf_clear(struct strbuf *buf); /* empty again, memory kept */
void strbuf_add(struct strbuf *buf, const char *text);
void strbuf_add_n(struct strbuf *buf, const char *bytes, size_t len);
void strbuf_add_char(struct strbuf *buf, char c);
void strbuf_add_int(struct strbuf *buf, int64_t number); /* in decimals */
void strbuf_cut(struct strbuf *buf, size_t bytes); /* drop the last ones */
void strbuf_addf(struct strbuf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* ERR_INVALID naming the maximum when something did not fit. */
MUST_CHECK int strbuf_check(const struct strbuf *buf, struct err *err);
char *strbuf_take(struct strbuf *buf); /* the text; caller frees; buffer is empty again */

#endif
