/* SPDX-License-Identifier: Apache-2.0 */
/* Hides jansson: steps through members and elements, one name of the path at a time. */
#include "msg/json_doc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "msg/parse.h"

#define NAME_MOST   120
#define NUMBER_TEXT 40

struct json_doc {
	json_t *root;
};

int json_doc_open(struct slice text, size_t most, struct json_doc **ret_doc,
		  struct err *err)
{
	json_t *root;

	if (parse_json(text, most, &root, err) < 0)
		return -1;
	struct json_doc *doc = mem_alloc(sizeof(*doc));

	doc->root = root;
	*ret_doc = doc;
	return 0;
}

void json_doc_free(struct json_doc *doc)
{
	if (doc)
		json_decref(doc->root);
	mem_free(doc);
}

/* NULL when it is no number of an element. */
static const json_t *element(const json_t *list, const char *name)
{
	size_t at = 0;

	if (!*name || strlen(name) > 4 || strspn(name, "0123456789") != strlen(name))
		return NULL;
	for (; *name; name++)
		at = at * 10 + (size_t)(*name - '0');
	return json_array_get(list, at);
}

static const json_t *step(const json_t *from, const char *name)
{
	if (json_is_array(from))
		return element(from, name);
	return json_object_get(from, name);
}

static enum json_kind tell(const json_t *value, struct strbuf *out)
{
	char text[NUMBER_TEXT];

	switch (json_typeof(value)) {
	case JSON_STRING:
		strbuf_add_n(out, json_string_value(value), json_string_length(value));
		return JSON_TEXT;
	case JSON_INTEGER:
		strbuf_addf(out, "%" PRId64, (int64_t)json_integer_value(value));
		return JSON_NUMBER;
	case JSON_REAL:
		snprintf(text, sizeof(text), "%.15g", json_real_value(value));
		strbuf_add(out, text);
		return JSON_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		strbuf_add(out, json_is_true(value) ? "true" : "false");
		return JSON_TRUTH;
	case JSON_NULL:
		return JSON_ABSENT;
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
	return JSON_NESTED;
}

enum json_kind json_doc_find(const struct json_doc *doc, const char *path,
			     struct strbuf *out)
{
	const json_t *at = doc->root;
	char name[NAME_MOST + 1];

	while (at && *path) {
		size_t len = strcspn(path, ".");

		if (len > NAME_MOST)
			return JSON_ABSENT;
		memcpy(name, path, len);
		name[len] = '\0';
		at = step(at, name);
		path += len + (path[len] == '.');
	}
	return at ? tell(at, out) : JSON_ABSENT;
}
