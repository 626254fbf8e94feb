/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON text to a jansson document, with our limits. Only msg/ includes this.
 * Thread: any.
 */
#ifndef BEURT_MSG_PARSE_H
#define BEURT_MSG_PARSE_H

#include <jansson.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * Duplicate keys, depth over MSG_MAX_DEPTH, NUL in texts and malformed UTF-8 are refused.
 * The error says where, never what: jansson's own text quotes the document.
 */
MUST_CHECK int parse_json(struct slice json, size_t max_bytes, json_t **ret_document,
			  struct err *err);

#endif
