/* SPDX-License-Identifier: Apache-2.0 */
/* One flat JSON object over jansson, which is hidden here. */
#include "msg/json_in.h"

#include <jansson.h>
#include <string.h>

#include "base/mem.h"

struct json_line {
	json_t *doc;
};

static int read_json(struct slice text, json_t **ret_doc, struct err *err)
{
	json_error_t why;

	*ret_doc = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL,
			      &why);
	if (*ret_doc == NULL)
		return err_set(err, ERR_INVALID, "not JSON: %s at column %d", why.text,
			       why.column);
	return 0;
}

int json_line_open_list(struct slice text, struct json_line **ret_line, struct err *err)
{
	json_t *doc;

	if (read_json(text, &doc, err) < 0)
		return -1;
	if (!json_is_array(doc)) {
		json_decref(doc);
		return err_set(err, ERR_INVALID, "not a JSON list");
	}
	*ret_line = mem_alloc(sizeof(**ret_line));
	(*ret_line)->doc = json_pack("{s:o}", JSON_LINE_LIST, doc);
	return 0;
}

int json_line_open(struct slice text, struct json_line **ret_line, struct err *err)
{
	json_t *doc;

	if (read_json(text, &doc, err) < 0)
		return -1;
	if (!json_is_object(doc)) {
		json_decref(doc);
		return err_set(err, ERR_INVALID, "not a JSON object");
	}
	*ret_line = mem_alloc(sizeof(**ret_line));
	(*ret_line)->doc = doc;
	return 0;
}

void json_line_free(struct json_line *line)
{
	if (line == NULL)
		return;
	json_decref(line->doc);
	mem_free(line);
}

int json_line_bytes(const struct json_line *line, const char *name,
		    struct slice *ret_bytes, struct err *err)
{
	const json_t *value = json_object_get(line->doc, name);

	if (value == NULL)
		return err_set(err, ERR_INVALID, "\"%s\" is missing", name);
	if (!json_is_string(value))
		return err_set(err, ERR_INVALID, "\"%s\" is not a text", name);
	*ret_bytes =
		(struct slice){ json_string_value(value), json_string_length(value) };
	return 0;
}

int json_line_text(const struct json_line *line, const char *name, const char **ret_text,
		   struct err *err)
{
	struct slice bytes;

	if (json_line_bytes(line, name, &bytes, err) < 0)
		return -1;
	if (memchr(bytes.at, '\0', bytes.len) != NULL)
		return err_set(err, ERR_INVALID, "\"%s\" holds a NUL character", name);
	*ret_text = bytes.at;
	return 0;
}

int json_line_text_if_any(const struct json_line *line, const char *name,
			  const char **ret_text, struct err *err)
{
	const json_t *value = json_object_get(line->doc, name);

	if (value == NULL || json_is_null(value)) {
		*ret_text = NULL;
		return 0;
	}
	return json_line_text(line, name, ret_text, err);
}

int json_line_int(const struct json_line *line, const char *name, int64_t *ret_number,
		  struct err *err)
{
	const json_t *value = json_object_get(line->doc, name);

	if (value == NULL)
		return err_set(err, ERR_INVALID, "\"%s\" is missing", name);
	if (!json_is_integer(value))
		return err_set(err, ERR_INVALID, "\"%s\" is not a whole number", name);
	*ret_number = json_integer_value(value);
	return 0;
}

bool json_line_is_true(const struct json_line *line, const char *name)
{
	return json_is_true(json_object_get(line->doc, name));
}

size_t json_line_count(const struct json_line *line, const char *name)
{
	return json_array_size(json_object_get(line->doc, name));
}

int json_line_item(const struct json_line *line, const char *name, size_t index,
		   struct json_line **ret_item, struct err *err)
{
	json_t *item = json_array_get(json_object_get(line->doc, name), index);

	if (!json_is_object(item))
		return err_set(err, ERR_INVALID, "\"%s\" has no object at %zu", name,
			       index);
	*ret_item = mem_alloc(sizeof(**ret_item));
	(*ret_item)->doc = json_incref(item);
	return 0;
}
