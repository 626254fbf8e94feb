/* SPDX-License-Identifier: Apache-2.0 */
/* The door every JSON text comes through: size, depth, then jansson. */
#include "msg/parse.h"

#include <string.h>

#include "msg/msg.h"

/* Deepest nesting of brackets outside texts. Malformed text may give any number. */
static int depth_of(struct slice json)
{
	int depth = 0;
	int deepest = 0;
	bool quoted = false;
	for (size_t i = 0; i < json.len; i++) {
		char c = json.at[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			deepest = ++depth > deepest ? depth : deepest;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
	}
	return deepest;
}

static const char *why_not(const json_error_t *error)
{
	int code = (int)json_error_code(
		error); /* more codes may come with a newer jansson */
	switch (code) {
	case json_error_invalid_utf8:
		return "malformed UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "a NUL character in a text";
	case json_error_duplicate_key:
		return "a key that stands twice in one object";
	case json_error_numeric_overflow:
		return "a number out of range";
	case json_error_premature_end_of_input:
		return "an early end";
	case json_error_end_of_input_expected:
		return "something after the end";
	default:
		return "not JSON";
	}
}

int parse_json(struct slice json, size_t max_bytes, json_t **ret_document,
	       struct err *err)
{
	if (json.len > max_bytes)
		return err_set_code(err, ERR_INVALID, MSG_TOO_LARGE,
				    "the message has %zu bytes, more than %zu", json.len,
				    max_bytes);
	/* jansson 2.14 reads over a NUL byte that follows a number. */
	if (json.len > 0 && memchr(json.at, '\0', json.len))
		return err_set_code(err, ERR_INVALID, MSG_NOT_JSON,
				    "the message holds a NUL byte");
	if (depth_of(json) > MSG_MAX_DEPTH)
		return err_set_code(err, ERR_INVALID, MSG_NOT_JSON,
				    "the message nests deeper than %d", MSG_MAX_DEPTH);
	json_error_t error;
	json_t *document = json_loadb(json.at ? json.at : "", json.len,
				      JSON_REJECT_DUPLICATES, &error);
	if (!document)
		return err_set_code(err, ERR_INVALID, MSG_NOT_JSON,
				    "line %d, column %d of the message: %s", error.line,
				    error.column, why_not(&error));
	*ret_document = document;
	return 0;
}
