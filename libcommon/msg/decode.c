/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON to struct, through the tables.
 *
 * Texts are not copied: the struct points into the parsed document, which lives as long
 * as the struct does. A field that is there but null is refused, like any wrong type:
 * absent is said by leaving out.
 */
#include <string.h>

#include "base/mem.h"
#include "msg/arena.h"
#include "msg/msg.h"
#include "msg/parse.h"
#include "msg/value.h"

struct decoder {
	struct arena *arena;
	struct err *err;
};

static int decode_object(struct decoder *in, const struct msg_shape *shape, json_t *json,
			 const struct place *at, char *into);

static void store(void *into, const void *value, size_t size)
{
	memcpy(into, value, size);
}

static int decode_text(struct decoder *in, const struct msg_field *field, json_t *json,
		       const struct place *at, char *into)
{
	if (!json_is_string(json))
		return place_refuse(at, in->err, "is not a text");
	struct slice text = { json_string_value(json), json_string_length(json) };
	if (value_check_text(field, text, at, in->err) < 0)
		return -1;
	store(into, &text.at, sizeof text.at);
	return 0;
}

static int decode_int(struct decoder *in, const struct msg_field *field, json_t *json,
		      const struct place *at, char *into)
{
	if (!json_is_integer(json))
		return place_refuse(at, in->err, "is not a whole number");
	int64_t number = json_integer_value(json);
	if (value_check_int(field, number, at, in->err) < 0)
		return -1;
	store(into, &number, sizeof number);
	return 0;
}

static int decode_bool(struct decoder *in, json_t *json, const struct place *at,
		       char *into)
{
	if (!json_is_boolean(json))
		return place_refuse(at, in->err, "is not true or false");
	bool flag = json_is_true(json);
	store(into, &flag, sizeof flag);
	return 0;
}

static int decode_enum(struct decoder *in, const struct msg_field *field, json_t *json,
		       const struct place *at, char *into)
{
	if (!json_is_string(json))
		return place_refuse(at, in->err, "is not a text");
	struct slice word = { json_string_value(json), json_string_length(json) };
	int value = msg_word_value(field->words, word.at);
	if (value == 0)
		return place_refuse_value(at, in->err, word.at,
					  "is not one of the allowed values");
	/* An unknown word of an open enum is a text like any other. */
	if (value == field->words->other &&
	    value_check_text(field, word, at, in->err) < 0)
		return -1;
	store(into, &value, sizeof value);
	return 0;
}

static int decode_one(struct decoder *in, const struct msg_field *field, json_t *json,
		      const struct place *at, char *into)
{
	switch (field->kind) {
	case MSG_INT:
		return decode_int(in, field, json, at, into);
	case MSG_BOOL:
		return decode_bool(in, json, at, into);
	case MSG_ENUM:
		return decode_enum(in, field, json, at, into);
	case MSG_OBJECT:
		return decode_object(in, field->shape, json, at, into);
	case MSG_TEXT:
	case MSG_UUID:
	case MSG_DATE:
	case MSG_INSTANT:
	case MSG_LIST: /* decode_field sees to lists */
		break;
	}
	return decode_text(in, field, json, at, into);
}

static int decode_list(struct decoder *in, const struct msg_field *field, json_t *json,
		       const struct place *at, char *object)
{
	if (!json_is_array(json))
		return place_refuse(at, in->err, "is not a list");
	size_t count = json_array_size(json);
	if (value_check_count(field, count, at, in->err) < 0)
		return -1;
	if (count == 0)
		return 0;
	size_t size = value_size(field->element);
	char *elements = arena_add(in->arena, count * size);
	for (size_t i = 0; i < count; i++) {
		struct place here = place_element(at, field->element, i);
		if (decode_one(in, field->element, json_array_get(json, i), &here,
			       elements + i * size) < 0)
			return -1;
	}
	store(object + field->offset, &elements, sizeof elements);
	store(object + field->beside, &count, sizeof count);
	return 0;
}

/* An optional object lives in the arena and is pointed to. */
static int decode_pointed(struct decoder *in, const struct msg_field *field, json_t *json,
			  const struct place *at, char *object)
{
	char *inner = arena_add(in->arena, field->shape->size);
	if (decode_object(in, field->shape, json, at, inner) < 0)
		return -1;
	store(object + field->offset, &inner, sizeof inner);
	return 0;
}

static int decode_field(struct decoder *in, const struct msg_field *field, json_t *json,
			const struct place *at, char *object)
{
	bool optional = !(field->flags & MSG_REQUIRED);
	if (field->kind == MSG_LIST)
		return decode_list(in, field, json, at, object);
	if (field->kind == MSG_OBJECT && optional)
		return decode_pointed(in, field, json, at, object);
	if (decode_one(in, field, json, at, object + field->offset) < 0)
		return -1;
	bool flagged = field->kind == MSG_INT || field->kind == MSG_BOOL;
	if (flagged && optional)
		store(object + field->beside, &(bool){ true }, sizeof(bool));
	return 0;
}

static int decode_object(struct decoder *in, const struct msg_shape *shape, json_t *json,
			 const struct place *at, char *into)
{
	if (!json_is_object(json))
		return place_refuse(at, in->err, "is not an object");
	for (size_t i = 0; i < shape->fields_count; i++) {
		const struct msg_field *field = &shape->fields[i];
		struct place here = place_field(at, field);
		json_t *value = json_object_get(json, field->name);
		if (!value && (field->flags & MSG_REQUIRED))
			return place_refuse(&here, in->err, "is missing");
		if (value && decode_field(in, field, value, &here, into) < 0)
			return -1;
	}
	return 0;
}

static void release_document(void *document)
{
	json_decref(document);
}

int msg_decode(const struct msg_type *type, struct slice json, void **ret_msg,
	       struct err *err)
{
	json_t *document;
	if (parse_json(json, type->max_bytes, &document, err) < 0)
		return -1;
	struct decoder in = {
		.arena = arena_new(type->shape->size, document, release_document),
		.err = err,
	};
	struct place top = { .parent = NULL };
	if (decode_object(&in, type->shape, document, &top, arena_first(in.arena)) < 0) {
		arena_free(in.arena);
		return -1;
	}
	*ret_msg = arena_first(in.arena);
	return 0;
}

void msg_free(const struct msg_type *type, void *msg)
{
	(void)type;
	if (msg)
		arena_free(arena_of_first(msg));
}
