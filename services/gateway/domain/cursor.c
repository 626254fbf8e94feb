/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a cursor is written: the id, then the key's bytes in hex, so that nobody is
 * tempted to read it and no key needs escaping.
 */
#include "gateway/domain/cursor.h"

#include <stdio.h>
#include <string.h>

#include "base/civil_date.h"
#include "base/instant.h"
#include "base/text.h"

struct cursor cursor_at(const char *key, const struct uuid *id)
{
	struct cursor cursor = { .id = *id };
	snprintf(cursor.key, sizeof(cursor.key), "%s", key);
	return cursor;
}

const char *cursor_write(const struct cursor *cursor, char ret_text[CURSOR_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	char *to = ret_text;
	*to = '\0';
	if (!uuid_is_set(&cursor->id))
		return ret_text;
	memcpy(to, cursor->id.text, UUID_TEXT - 1);
	to += UUID_TEXT - 1;
	for (const char *c = cursor->key; *c; c++) {
		*to++ = digits[(unsigned char)*c >> 4];
		*to++ = digits[(unsigned char)*c & 15];
	}
	*to = '\0';
	return ret_text;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_key(const char *hex, char ret_key[CURSOR_KEY_TEXT])
{
	size_t length = strlen(hex);
	if (length % 2 != 0 || length / 2 >= CURSOR_KEY_TEXT)
		return false;
	for (size_t i = 0; i < length; i += 2) {
		int high = digit(hex[i]);
		int low = digit(hex[i + 1]);
		if (high < 0 || low < 0)
			return false;
		ret_key[i / 2] = (char)(high * 16 + low);
	}
	ret_key[length / 2] = '\0';
	return strlen(ret_key) == length / 2 && text_is_clean(slice_of(ret_key));
}

static bool key_is(const char *key, enum cursor_key kind)
{
	struct civil_date date;
	struct instant at;
	struct err err;
	if (kind == CURSOR_DATE)
		return civil_parse(key, &date, &err) == 0;
	return kind == CURSOR_NAME || instant_parse(key, &at, &err) == 0;
}

int cursor_read(const char *text, enum cursor_key kind, struct cursor *ret_cursor,
		struct err *err)
{
	struct cursor cursor = { .key = "" };
	if (!text) {
		*ret_cursor = cursor;
		return 0;
	}
	char id[UUID_TEXT] = "";
	snprintf(id, sizeof(id), "%s", text);
	cursor.id = uuid_from(id);
	if (!uuid_is_set(&cursor.id) || !read_key(text + UUID_TEXT - 1, cursor.key) ||
	    !key_is(cursor.key, kind))
		return err_set(err, ERR_INVALID, "cursor is not one this list gave out");
	*ret_cursor = cursor;
	return 0;
}
