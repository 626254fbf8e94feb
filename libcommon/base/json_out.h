/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing JSON as text, for logs and command-line output.
 *
 * Commas and escapes are kept right here, nesting is the caller's: every open has its
 * close. The name is the member's inside an object, NULL inside an array and at the top.
 * Malformed UTF-8 is written as U+FFFD, so that the output is always JSON. The buffer's
 * maximum holds; strbuf_check() tells. Thread: one at a time.
 */
#ifndef BEURT_BASE_JSON_OUT_H
#define BEURT_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/strbuf.h"

struct json_out {
	struct strbuf *buf;
	bool comma; /* a value stands before the next one */
};

struct json_out json_out_into(struct strbuf *buf); /* keeps the buffer */
void json_out_open_object(struct json_out *out, const char *name);
void json_out_close_object(struct json_out *out);
void json_out_open_array(struct json_out *out, const char *name);
void json_out_close_array(struct json_out *out);
/* NULL is written as null. */
void json_out_text(struct json_out *out, const char *name, const char *text);
void json_out_text_n(struct json_out *out, const char *name, struct slice text);
void json_out_int(struct json_out *out, const char *name, int64_t number);
void json_out_flag(struct json_out *out, const char *name, bool flag);
void json_out_null(struct json_out *out, const char *name);
/* Text that is JSON already. */
void json_out_raw(struct json_out *out, const char *name, struct slice json);

#endif
