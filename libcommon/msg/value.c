/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of single values.
 *
 * Lengths count code points, as JSON Schema does. Control characters are refused
 * everywhere but tab and line ends: no field of ours means them, and mail, PDF and
 * screens misread them.
 */
#include "msg/value.h"

#include <inttypes.h>

#include "base/civil_date.h"
#include "base/instant.h"
#include "base/text.h"
#include "base/uuid.h"

/* Most texts are plain ASCII, where bytes are code points. */
static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < 0x20 || text.at[i] > 0x7e)
			return false;
	return true;
}

static int check_length(const struct msg_field *field, struct slice text,
			const struct place *at, struct err *err)
{
	bool plain = is_plain(text);
	if (!plain && !text_is_clean(text))
		return place_refuse(at, err,
				    "holds a control character or malformed UTF-8");
	int64_t length = (int64_t)(plain ? text.len : text_code_points(text));
	if (length < field->min)
		return place_refuse(at, err,
				    "has %" PRId64 " characters, fewer than %" PRId64,
				    length, field->min);
	if (length > field->max)
		return place_refuse(at, err,
				    "has %" PRId64 " characters, more than %" PRId64,
				    length, field->max);
	return 0;
}

int value_check_text(const struct msg_field *field, struct slice text,
		     const struct place *at, struct err *err)
{
	struct civil_date date;
	struct instant instant;
	if (field->kind == MSG_TEXT || field->kind == MSG_ENUM)
		return check_length(field, text, at, err);
	if (field->kind == MSG_UUID && !uuid_is_valid(text.at))
		return place_refuse_value(at, err, text.at, "is not a lower-case uuid");
	if (field->kind == MSG_DATE && civil_parse(text.at, &date, NULL) < 0)
		return place_refuse_value(at, err, text.at,
					  "is not a date like 2026-11-22");
	if (field->kind == MSG_INSTANT && instant_parse(text.at, &instant, NULL) < 0)
		return place_refuse_value(at, err, text.at,
					  "is not a moment like 2026-11-22T14:00:00Z");
	return 0;
}

int value_check_int(const struct msg_field *field, int64_t number, const struct place *at,
		    struct err *err)
{
	if (number >= field->min && number <= field->max)
		return 0;
	int64_t limit = number < field->min ? field->min : field->max;
	const char *how = number < field->min ? "less" : "more";
	if (at->personal)
		return place_refuse(at, err, "is %s than %" PRId64, how, limit);
	return place_refuse(at, err, "%" PRId64 " is %s than %" PRId64, number, how,
			    limit);
}

int value_check_count(const struct msg_field *field, size_t count, const struct place *at,
		      struct err *err)
{
	if (count <= (size_t)field->max)
		return 0;
	return place_refuse(at, err, "has more than %" PRId64 " elements", field->max);
}

size_t value_size(const struct msg_field *element)
{
	switch (element->kind) {
	case MSG_OBJECT:
		return element->shape->size;
	case MSG_INT:
		return sizeof(int64_t);
	case MSG_BOOL:
		return sizeof(bool);
	case MSG_ENUM:
		return sizeof(int);
	case MSG_TEXT:
	case MSG_UUID:
	case MSG_DATE:
	case MSG_INSTANT:
	case MSG_LIST: /* the generator refuses lists of lists */
		break;
	}
	return sizeof(const char *);
}
