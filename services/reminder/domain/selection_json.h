/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON of selections, read in place: just enough of it, because rules include nothing
 * but base. A reader stands somewhere in the text and knows how its place is called as a
 * JSON pointer, so that every error can name it. Thread: any.
 */
#ifndef BEURT_REMINDER_SELECTION_JSON_H
#define BEURT_REMINDER_SELECTION_JSON_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

#define JSON_PLACE 160 /* bytes of a pointer, its NUL included */

struct json_at {
	const char *at;  /* next byte */
	const char *end; /* of the text */
	char place[JSON_PLACE];
};

struct json_at json_at_start(struct slice text);
/* A step down the pointer and back: json_enter answers where the name began. */
size_t json_enter_name(struct json_at *in, const char *name);
size_t json_enter_item(struct json_at *in, size_t index);
void json_leave(struct json_at *in, size_t where);

/* ERR_INVALID, code SELECTION, with the place in front; -1. */
int json_refuse(const struct json_at *in, struct err *err, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

char json_peek(struct json_at *in); /* next byte that is no space; NUL at the end */
/* Take that byte when it is c. */
int json_takes(struct json_at *in, char c);
MUST_CHECK int json_expect(struct json_at *in, char c, struct err *err);
/* A string into `into`, at most size - 1 bytes of clean UTF-8. */
MUST_CHECK int json_read_text(struct json_at *in, char *into, size_t size,
			      struct err *err);
MUST_CHECK int json_read_number(struct json_at *in, int64_t *ret_number, struct err *err);
MUST_CHECK int json_read_flag(struct json_at *in, int64_t *ret_flag, struct err *err);
/* Past one value of any kind; ret_value: its bytes. */
MUST_CHECK int json_skip(struct json_at *in, struct slice *ret_value, struct err *err);
/* The end of the text, and nothing but spaces before it. */
MUST_CHECK int json_at_end(struct json_at *in, struct err *err);

#endif
