/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes places as JSON pointers, and decides how much of a refused value is shown:
 * nothing of a personal one, the first characters of any other.
 */
#include "msg/place.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/slice.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "msg/msg.h"

enum { SHOWN_PLACE = 120, SHOWN_VALUE = 40 };

struct place place_field(const struct place *parent, const struct msg_field *field)
{
	return (struct place){
		.parent = parent,
		.name = field->name,
		.personal = parent->personal || (field->flags & MSG_PERSONAL),
	};
}

struct place place_element(const struct place *parent, const struct msg_field *element,
			   size_t index)
{
	return (struct place){
		.parent = parent,
		.index = index,
		.personal = parent->personal || (element->flags & MSG_PERSONAL),
	};
}

static void write_place(const struct place *at, struct strbuf *out)
{
	if (!at->parent)
		return;
	write_place(at->parent, out);
	if (at->name)
		strbuf_addf(out, "/%s", at->name);
	else
		strbuf_addf(out, "/%zu", at->index);
}

int place_refuse(const struct place *at, struct err *err, const char *fmt, ...)
{
	char words[160];
	va_list args;
	va_start(args, fmt);
	vsnprintf(words, sizeof words, fmt, args);
	va_end(args);
	STRBUF_AUTO where = strbuf_new(SHOWN_PLACE);
	write_place(at, &where);
	return err_set_code(err, ERR_INVALID, MSG_NOT_VALID, "%s %s",
			    where.len ? where.text : "the message", words);
}

/* Cut at a whole code point, so that the error text stays UTF-8. */
static int shown_len(const char *value)
{
	size_t len = slice_of(value).len;
	if (len <= SHOWN_VALUE)
		return (int)len;
	len = SHOWN_VALUE;
	while (len > 0 && ((unsigned char)value[len] & 0xc0) == 0x80)
		len--;
	return (int)len;
}

int place_refuse_value(const struct place *at, struct err *err, const char *value,
		       const char *words)
{
	if (at->personal || !text_is_clean(slice_of(value)))
		return place_refuse(at, err, "%s", words);
	return place_refuse(at, err, "'%.*s' %s", shown_len(value), value, words);
}
