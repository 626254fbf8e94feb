/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Struct to JSON, through the tables, with the same checks as reading.
 */
#include <string.h>

#include "base/json_out.h"
#include "msg/msg.h"
#include "msg/value.h"

struct encoder {
	struct json_out out;
	struct err *err;
};

static int encode_object(struct encoder *to, const struct msg_shape *shape,
			 const char *object, const struct place *at);

static const char *pointer_at(const char *at)
{
	const char *pointer;
	memcpy(&pointer, at, sizeof pointer);
	return pointer;
}

static int encode_text(struct encoder *to, const struct msg_field *field,
		       const char *from, const struct place *at)
{
	struct slice text = slice_of(pointer_at(from));
	if (!text.at)
		return place_refuse(at, to->err, "is missing");
	if (value_check_text(field, text, at, to->err) < 0)
		return -1;
	json_out_text_n(&to->out, at->name, text);
	return 0;
}

static int encode_int(struct encoder *to, const struct msg_field *field, const char *from,
		      const struct place *at)
{
	int64_t number;
	memcpy(&number, from, sizeof number);
	if (value_check_int(field, number, at, to->err) < 0)
		return -1;
	json_out_int(&to->out, at->name, number);
	return 0;
}

static int encode_enum(struct encoder *to, const struct msg_field *field,
		       const char *from, const struct place *at)
{
	int value;
	memcpy(&value, from, sizeof value);
	const char *word = msg_word(field->words, value);
	if (!word && value == 0)
		return place_refuse(at, to->err, "is missing");
	if (!word)
		return place_refuse(at, to->err, "%d is not one of the allowed values",
				    value);
	json_out_text(&to->out, at->name, word);
	return 0;
}

static int encode_inner(struct encoder *to, const struct msg_field *field,
			const char *from, const struct place *at)
{
	json_out_open_object(&to->out, at->name);
	if (encode_object(to, field->shape, from, at) < 0)
		return -1;
	json_out_close_object(&to->out);
	return 0;
}

static int encode_one(struct encoder *to, const struct msg_field *field, const char *from,
		      const struct place *at)
{
	switch (field->kind) {
	case MSG_INT:
		return encode_int(to, field, from, at);
	case MSG_BOOL:
		json_out_flag(&to->out, at->name, *(const bool *)from);
		return 0;
	case MSG_ENUM:
		return encode_enum(to, field, from, at);
	case MSG_OBJECT:
		return encode_inner(to, field, from, at);
	case MSG_TEXT:
	case MSG_UUID:
	case MSG_DATE:
	case MSG_INSTANT:
	case MSG_LIST: /* encode_field sees to lists */
		break;
	}
	return encode_text(to, field, from, at);
}

static int encode_list(struct encoder *to, const struct msg_field *field,
		       const char *object, const struct place *at)
{
	size_t count;
	memcpy(&count, object + field->beside, sizeof count);
	const char *elements = pointer_at(object + field->offset);
	if (value_check_count(field, count, at, to->err) < 0)
		return -1;
	if (count == 0 && !(field->flags & MSG_REQUIRED))
		return 0;
	size_t size = value_size(field->element);
	json_out_open_array(&to->out, at->name);
	for (size_t i = 0; i < count; i++) {
		struct place here = place_element(at, field->element, i);
		if (encode_one(to, field->element, elements + i * size, &here) < 0)
			return -1;
	}
	json_out_close_array(&to->out);
	return 0;
}

/* Whether an optional field other than a list has a value. */
static bool is_present(const struct msg_field *field, const char *object)
{
	int value;
	switch (field->kind) {
	case MSG_INT:
	case MSG_BOOL:
		return *(const bool *)(object + field->beside);
	case MSG_ENUM:
		memcpy(&value, object + field->offset, sizeof value);
		return value != 0;
	case MSG_TEXT:
	case MSG_UUID:
	case MSG_DATE:
	case MSG_INSTANT:
	case MSG_OBJECT:
	case MSG_LIST:
		break;
	}
	return pointer_at(object + field->offset) != NULL;
}

static int encode_field(struct encoder *to, const struct msg_field *field,
			const char *object, const struct place *at)
{
	if (field->kind == MSG_LIST)
		return encode_list(to, field, object, at);
	bool optional = !(field->flags & MSG_REQUIRED);
	if (optional && !is_present(field, object))
		return 0;
	if (optional && field->kind == MSG_OBJECT)
		return encode_inner(to, field, pointer_at(object + field->offset), at);
	return encode_one(to, field, object + field->offset, at);
}

static int encode_object(struct encoder *to, const struct msg_shape *shape,
			 const char *object, const struct place *at)
{
	for (size_t i = 0; i < shape->fields_count; i++) {
		struct place here = place_field(at, &shape->fields[i]);
		if (encode_field(to, &shape->fields[i], object, &here) < 0)
			return -1;
	}
	return 0;
}

/* Straight into the caller's text; what was begun is taken back when it fails. */
int msg_encode(const struct msg_type *type, const void *msg, struct strbuf *out,
	       struct err *err)
{
	size_t before = out->len;
	struct encoder to = { .out = json_out_into(out), .err = err };
	struct place top = { .parent = NULL };
	json_out_open_object(&to.out, NULL);
	int answer = encode_object(&to, type->shape, msg, &top);
	json_out_close_object(&to.out);
	size_t bytes = out->len - before;
	if (answer == 0 && bytes > type->max_bytes)
		answer = err_set_code(err, ERR_INVALID, MSG_TOO_LARGE,
				      "%s would have more than %zu bytes", type->name,
				      type->max_bytes);
	if (answer < 0) {
		strbuf_cut(out, bytes);
		return -1;
	}
	return strbuf_check(out, err);
}
