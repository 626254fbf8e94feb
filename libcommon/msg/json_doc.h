/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON document of somebody else's, read by paths: "customer.phones.0.number". What is
 * ours has schemas and msg/msg.h. Thread: one at a time.
 */
#ifndef BEURT_MSG_JSON_DOC_H
#define BEURT_MSG_JSON_DOC_H

#include "base/err.h"
#include "base/slice.h"
#include "base/strbuf.h"

struct json_doc;

/* ERR_INVALID when it is not JSON, or longer than `most`. */
MUST_CHECK int json_doc_open(struct slice text, size_t most, struct json_doc **ret_doc,
			     struct err *err);
void json_doc_free(struct json_doc *doc);
AUTO_FREE(json_doc, json_doc_free)

enum json_kind {
	JSON_ABSENT, /* or null */
	JSON_TEXT,
	JSON_NUMBER,
	JSON_TRUTH,
	JSON_NESTED, /* a list or an object */
};
/* What stands at the path; a text, number or truth value is added to `out` as text. */
enum json_kind json_doc_find(const struct json_doc *doc, const char *path,
			     struct strbuf *out);

#endif
