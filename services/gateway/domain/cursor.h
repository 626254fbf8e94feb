/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a page ended: the sort key of its last row and that row's id. Clients send it
 * back as it is. Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_CURSOR_H
#define BEURT_GATEWAY_DOMAIN_CURSOR_H

#include "base/err.h"
#include "base/uuid.h"

#define CURSOR_KEY_TEXT 801 /* a name of 200 characters */
#define CURSOR_TEXT     1640

enum cursor_key { CURSOR_DATE, CURSOR_INSTANT, CURSOR_NAME };

struct cursor {
	char key[CURSOR_KEY_TEXT]; /* a date, an instant, a name */
	struct uuid id;            /* not set: the first page */
};

struct cursor cursor_at(const char *key, const struct uuid *id);
/* URL-safe text; "" for a cursor that is not set. */
const char *cursor_write(const struct cursor *cursor, char ret_text[CURSOR_TEXT]);
/* NULL text is the first page. ERR_INVALID. */
MUST_CHECK int cursor_read(const char *text, enum cursor_key kind,
			   struct cursor *ret_cursor, struct err *err);

#endif
