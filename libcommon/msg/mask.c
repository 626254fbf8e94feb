/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides personal fields in a document, and lists them for erasure.
 *
 * Masking is told what to show, not what to hide: only fields the table knows and does
 * not call personal are written as they are, so a misspelt or misplaced name cannot leak.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "msg/msg.h"
#include "msg/parse.h"

#define HIDDEN "***"

static void mask_value(struct json_out *out, const struct msg_field *field, json_t *json,
		       const char *name);

static void mask_object(struct json_out *out, const struct msg_shape *shape, json_t *json)
{
	for (size_t i = 0; i < shape->fields_count; i++) {
		const struct msg_field *field = &shape->fields[i];
		json_t *value = json_object_get(json, field->name);
		if (value)
			mask_value(out, field, value, field->name);
	}
}

/* Fields of no contract are counted, not shown. */
static size_t unknown_fields(const struct msg_shape *shape, json_t *json)
{
	size_t known = 0;
	for (size_t i = 0; i < shape->fields_count; i++)
		known += json_object_get(json, shape->fields[i].name) != NULL;
	return json_object_size(json) - known;
}

static void mask_shape(struct json_out *out, const struct msg_shape *shape, json_t *json,
		       const char *name)
{
	size_t unknown = unknown_fields(shape, json);
	json_out_open_object(out, name);
	mask_object(out, shape, json);
	if (unknown > 0)
		json_out_int(out, "(unknown fields)", (int64_t)unknown);
	json_out_close_object(out);
}

static void mask_list(struct json_out *out, const struct msg_field *field, json_t *json,
		      const char *name)
{
	json_out_open_array(out, name);
	for (size_t i = 0; i < json_array_size(json); i++)
		mask_value(out, field->element, json_array_get(json, i), NULL);
	json_out_close_array(out);
}

static bool is_textual(const struct msg_field *field)
{
	return field->kind == MSG_TEXT || field->kind == MSG_UUID ||
	       field->kind == MSG_DATE || field->kind == MSG_INSTANT ||
	       field->kind == MSG_ENUM;
}

static void mask_value(struct json_out *out, const struct msg_field *field, json_t *json,
		       const char *name)
{
	struct slice text = { json_string_value(json), json_string_length(json) };
	if (field->flags & MSG_PERSONAL)
		json_out_text(out, name, HIDDEN);
	else if (field->kind == MSG_OBJECT && json_is_object(json))
		mask_shape(out, field->shape, json, name);
	else if (field->kind == MSG_LIST && json_is_array(json))
		mask_list(out, field, json, name);
	else if (field->kind == MSG_INT && json_is_integer(json))
		json_out_int(out, name, json_integer_value(json));
	else if (field->kind == MSG_BOOL && json_is_boolean(json))
		json_out_flag(out, name, json_is_true(json));
	else if (is_textual(field) && json_is_string(json))
		json_out_text_n(out, name, text);
	else
		json_out_text(out, name, HIDDEN); /* of a wrong type: could be anything */
}

int msg_mask(const struct msg_type *type, struct slice json, struct strbuf *out,
	     struct err *err)
{
	json_t *document;
	if (parse_json(json, type->max_bytes, &document, err) < 0)
		return -1;
	struct json_out to = json_out_into(out);
	if (json_is_object(document))
		mask_shape(&to, type->shape, document, NULL);
	else
		json_out_text(&to, NULL, HIDDEN);
	json_decref(document);
	return strbuf_check(out, err);
}

struct visit {
	msg_visit_fn fn;
	void *arg;
};

static void visit_field(const struct visit *visit, const struct msg_field *field,
			const char *path);

static void visit_shape(const struct visit *visit, const struct msg_shape *shape,
			const char *path)
{
	char below[256];
	for (size_t i = 0; i < shape->fields_count; i++) {
		snprintf(below, sizeof below, "%s/%s", path, shape->fields[i].name);
		visit_field(visit, &shape->fields[i], below);
	}
}

static void visit_field(const struct visit *visit, const struct msg_field *field,
			const char *path)
{
	char below[256];
	if (field->flags & MSG_PERSONAL) {
		visit->fn(visit->arg, path, field);
	} else if (field->kind == MSG_OBJECT) {
		visit_shape(visit, field->shape, path);
	} else if (field->kind == MSG_LIST) {
		snprintf(below, sizeof below, "%.250s/*", path);
		visit_field(visit, field->element, below);
	}
}

void msg_each_personal(const struct msg_type *type, msg_visit_fn visit, void *arg)
{
	visit_shape(&(struct visit){ visit, arg }, type->shape, "");
}
