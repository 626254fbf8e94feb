/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading one flat JSON object, as on a line of beurt-ctl's input.
 *
 * Messages between services are not read this way: they have schemas and msg/msg.h.
 * Duplicate keys are refused. Thread: one at a time.
 */
#ifndef BEURT_MSG_JSON_IN_H
#define BEURT_MSG_JSON_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

struct json_line;

/* ERR_INVALID when the text is not one JSON object. */
MUST_CHECK int json_line_open(struct slice text, struct json_line **ret_line,
			      struct err *err);
/* The same for one JSON list: its objects are json_line_item(line, JSON_LINE_LIST, n).
 * ERR_INVALID when the text is anything else. */
#define JSON_LINE_LIST "list"
MUST_CHECK int json_line_open_list(struct slice text, struct json_line **ret_line,
				   struct err *err);
void json_line_free(struct json_line *line);
AUTO_FREE(json_line, json_line_free)

/* The members lend until json_line_free. ERR_INVALID when absent or of another type. */
MUST_CHECK int json_line_text(const struct json_line *line, const char *name,
			      const char **ret_text, struct err *err);
/* Like json_line_text, but the text may hold NUL bytes. */
MUST_CHECK int json_line_bytes(const struct json_line *line, const char *name,
			       struct slice *ret_bytes, struct err *err);
/* NULL when absent or null. */
MUST_CHECK int json_line_text_if_any(const struct json_line *line, const char *name,
				     const char **ret_text, struct err *err);
MUST_CHECK int json_line_int(const struct json_line *line, const char *name,
			     int64_t *ret_number, struct err *err);
/* Whether it is there and true. */
bool json_line_is_true(const struct json_line *line, const char *name);

/* Objects of a list inside: how many (0 when there is no such list), and each of them,
 * to be freed with json_line_free. ERR_INVALID when it is no object. */
size_t json_line_count(const struct json_line *line, const char *name);
MUST_CHECK int json_line_item(const struct json_line *line, const char *name,
			      size_t index, struct json_line **ret_item, struct err *err);

#endif
