/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON to struct in one pass: the text is read as the tables say, no document is built.
 *
 * A field that is there but null is refused, like any wrong type: absent is said by
 * leaving out. The arena starts with room for every text of the document; lists grow by
 * doubling in it, and what they outgrow stays until the message goes.
 */
#include <string.h>

#include "base/mem.h"
#include "msg/arena.h"
#include "msg/lex.h"
#include "msg/msg.h"
#include "msg/value.h"

struct decoder {
	struct lex lex;
	struct arena *arena;
	struct err *err;
};

/* One object while it is read. */
struct object {
	const struct msg_shape *shape;
	const struct place *at;
	char *into;
	uint64_t met[MSG_MAX_FIELDS / 64]; /* fields that came: none may come twice */
	struct lex_keys unknown;
};

#define NO_FIELD SIZE_MAX

static int decode_object(struct decoder *in, const struct msg_shape *shape,
			 const struct place *at, char *into);

static bool is_met(const struct object *object, size_t index)
{
	return object->met[index / 64] >> index % 64 & 1;
}

static void store(void *into, const void *value, size_t size)
{
	memcpy(into, value, size);
}

static int store_text(struct decoder *in, const struct msg_field *field,
		      const struct lex_value *value, const struct place *at, char *into)
{
	if (value->kind != LEX_TEXT)
		return place_refuse(at, in->err, "is not a text");
	if (value_check_text(field, value->text, at, in->err) < 0)
		return -1;
	store(into, &value->text.at, sizeof value->text.at);
	return 0;
}

static int store_int(struct decoder *in, const struct msg_field *field,
		     const struct lex_value *value, const struct place *at, char *into)
{
	if (value->kind != LEX_WHOLE)
		return place_refuse(at, in->err, "is not a whole number");
	if (!value->fits)
		return place_refuse(at, in->err, "is beyond 64 bits");
	if (value_check_int(field, value->number, at, in->err) < 0)
		return -1;
	store(into, &value->number, sizeof value->number);
	return 0;
}

static int store_bool(struct decoder *in, const struct lex_value *value,
		      const struct place *at, char *into)
{
	if (value->kind != LEX_TRUE && value->kind != LEX_FALSE)
		return place_refuse(at, in->err, "is not true or false");
	store(into, &(bool){ value->kind == LEX_TRUE }, sizeof(bool));
	return 0;
}

static int store_enum(struct decoder *in, const struct msg_field *field,
		      const struct lex_value *value, const struct place *at, char *into)
{
	if (value->kind != LEX_TEXT)
		return place_refuse(at, in->err, "is not a text");
	int number = msg_word_value(field->words, value->text.at);
	if (number == 0)
		return place_refuse_value(at, in->err, value->text.at,
					  "is not one of the allowed values");
	/* An unknown word of an open enum is a text like any other. */
	if (number == field->words->other &&
	    value_check_text(field, value->text, at, in->err) < 0)
		return -1;
	store(into, &number, sizeof number);
	return 0;
}

static int store_value(struct decoder *in, const struct msg_field *field,
		       const struct lex_value *value, const struct place *at, char *into)
{
	switch (field->kind) {
	case MSG_INT:
		return store_int(in, field, value, at, into);
	case MSG_BOOL:
		return store_bool(in, value, at, into);
	case MSG_ENUM:
		return store_enum(in, field, value, at, into);
	case MSG_OBJECT:
		if (value->kind != LEX_OBJECT)
			return place_refuse(at, in->err, "is not an object");
		return decode_object(in, field->shape, at, into);
	case MSG_TEXT:
	case MSG_UUID:
	case MSG_DATE:
	case MSG_INSTANT:
	case MSG_LIST: /* decode_field sees to lists */
		break;
	}
	return store_text(in, field, value, at, into);
}

static int decode_value(struct decoder *in, const struct msg_field *field,
			const struct place *at, char *into)
{
	struct lex_value value;
	if (lex_value(&in->lex, &value) < 0)
		return -1;
	return store_value(in, field, &value, at, into);
}

/* Room for one element more; `count` are there. Sizes are 8, 16, 32 … */
static char *grow(struct decoder *in, char *elements, size_t count, size_t size)
{
	if (count != 0 && (count < 8 || (count & (count - 1)) != 0))
		return elements;
	char *more = arena_add(in->arena, (count ? 2 * count : 8) * size);
	if (count > 0)
		memcpy(more, elements, count * size);
	return more;
}

static int decode_list(struct decoder *in, const struct msg_field *field,
		       const struct place *at, char *object)
{
	size_t size = value_size(field->element);
	char *elements = NULL;
	size_t count = 0;
	int more;
	for (; (more = lex_more(&in->lex, ']', count)) > 0; count++) {
		if (value_check_count(field, count + 1, at, in->err) < 0)
			return -1;
		elements = grow(in, elements, count, size);
		struct place here = place_element(at, field->element, count);
		if (decode_value(in, field->element, &here, elements + count * size) < 0)
			return -1;
	}
	/* An empty list is there; one that was not sent is NULL. */
	if (!elements)
		elements = arena_add(in->arena, 1);
	store(object + field->offset, &elements, sizeof elements);
	store(object + field->beside, &count, sizeof count);
	return more;
}

/* An optional object lives in the arena and is pointed to. */
static int decode_pointed(struct decoder *in, const struct msg_field *field,
			  const struct place *at, char *object)
{
	char *inner = arena_add(in->arena, field->shape->size);
	if (decode_value(in, field, at, inner) < 0)
		return -1;
	store(object + field->offset, &inner, sizeof inner);
	return 0;
}

static int decode_field(struct decoder *in, const struct msg_field *field,
			const struct place *at, char *object)
{
	bool optional = !(field->flags & MSG_REQUIRED);
	struct lex_value value;
	if (field->kind == MSG_OBJECT && optional)
		return decode_pointed(in, field, at, object);
	if (lex_value(&in->lex, &value) < 0)
		return -1;
	if (field->kind == MSG_LIST && value.kind != LEX_LIST)
		return place_refuse(at, in->err, "is not a list");
	if (field->kind == MSG_LIST)
		return decode_list(in, field, at, object);
	if (store_value(in, field, &value, at, object + field->offset) < 0)
		return -1;
	if (optional && (field->kind == MSG_INT || field->kind == MSG_BOOL))
		store(object + field->beside, &(bool){ true }, sizeof(bool));
	return 0;
}

/* Index of the field with this name. Fields mostly come in the schema's order, so look on
 * from where the last one was. */
static size_t find_field(const struct msg_shape *shape, struct slice key, size_t from)
{
	size_t index = from;
	for (size_t tried = 0; tried < shape->fields_count; tried++, index++) {
		if (index >= shape->fields_count)
			index = 0;
		const struct msg_field *field = &shape->fields[index];
		if (field->name_len == key.len &&
		    memcmp(field->name, key.at, key.len) == 0)
			return index;
	}
	return NO_FIELD;
}

static int decode_known(struct decoder *in, struct object *object, size_t index)
{
	const struct msg_field *field = &object->shape->fields[index];
	struct place here = place_field(object->at, field);
	if (is_met(object, index))
		return lex_twice(&in->lex);
	object->met[index / 64] |= UINT64_C(1) << index % 64;
	return decode_field(in, field, &here, object->into);
}

static int skip_unknown(struct decoder *in, struct object *object, struct slice key)
{
	struct lex_value value;
	if (lex_keys_add(&in->lex, &object->unknown, key) < 0 ||
	    lex_value(&in->lex, &value) < 0)
		return -1;
	return lex_skip(&in->lex, &value);
}

static int check_missing(struct decoder *in, const struct object *object)
{
	for (size_t i = 0; i < object->shape->fields_count; i++) {
		const struct msg_field *field = &object->shape->fields[i];
		struct place here = place_field(object->at, field);
		if (!is_met(object, i) && (field->flags & MSG_REQUIRED))
			return place_refuse(&here, in->err, "is missing");
	}
	return 0;
}

static int decode_fields(struct decoder *in, struct object *object)
{
	size_t from = 0;
	int more;
	for (size_t count = 0; (more = lex_more(&in->lex, '}', count)) > 0; count++) {
		struct slice key;
		if (lex_key(&in->lex, &key) < 0)
			return -1;
		size_t index = find_field(object->shape, key, from);
		int done = index == NO_FIELD ? skip_unknown(in, object, key)
					     : decode_known(in, object, index);
		if (done < 0)
			return -1;
		from = index == NO_FIELD ? from : index + 1;
	}
	return more < 0 ? -1 : check_missing(in, object);
}

/* After the opening bracket. */
static int decode_object(struct decoder *in, const struct msg_shape *shape,
			 const struct place *at, char *into)
{
	struct object object = { .shape = shape, .at = at, .into = into };
	int done = decode_fields(in, &object);
	lex_keys_done(&object.unknown);
	return done;
}

static int decode_message(struct decoder *in, const struct msg_type *type, char *into)
{
	struct place top = { .parent = NULL };
	struct lex_value value;
	if (lex_value(&in->lex, &value) < 0)
		return -1;
	if (value.kind != LEX_OBJECT)
		return place_refuse(&top, in->err, "is not an object");
	if (decode_object(in, type->shape, &top, into) < 0)
		return -1;
	return lex_end(&in->lex);
}

/* What broke a rule of the schema may be no JSON further on: that is said instead. */
static void refuse(struct decoder *in, struct slice json, char *texts)
{
	struct err wrong = { 0 };
	if (in->lex.why)
		lex_refuse(&in->lex, in->err);
	else if (lex_check(json, texts, &wrong) < 0 && in->err)
		*in->err = wrong;
}

int msg_decode(const struct msg_type *type, struct slice json, void **ret_msg,
	       struct err *err)
{
	if (json.len > type->max_bytes)
		return err_set_code(err, ERR_INVALID, MSG_TOO_LARGE,
				    "the message has %zu bytes, more than %zu", json.len,
				    type->max_bytes);
	struct arena *arena = arena_new(type->shape->size, json.len + 1);
	char *texts = arena_add(arena, json.len + 1);
	struct decoder in = {
		.lex = lex_new(json, texts),
		.arena = arena,
		.err = err,
	};
	if (decode_message(&in, type, arena_first(arena)) < 0) {
		refuse(&in, json, texts);
		arena_free(arena);
		return -1;
	}
	*ret_msg = arena_first(arena);
	return 0;
}

void msg_free(const struct msg_type *type, void *msg)
{
	(void)type;
	if (msg)
		arena_free(arena_of_first(msg));
}
