/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as any message: the first byte chooses the type, the rest is the document.
 *
 * Beside not crashing, these must hold: what is read can be written, what is written is
 * read as the same, jansson agrees about what is JSON, a mask is JSON, and a refusal's
 * text is clean UTF-8.
 * The same bytes then serve as headers of a record.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "gen/messages.h"
#include "msg/envelope.h"
#include "msg/lex.h"
#include "msg/msg.h"
#include "msg/parse.h"

enum { MAX_TEXT = 4000000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void refused(const struct err *err)
{
	must(err->kind == ERR_INVALID && err->code[0] && err->text[0]);
	must(text_is_clean(slice_of(err->text)));
}

/* A message that was read: written, read again and written again it is the same. */
static void goes_round(const struct msg_type *type, const void *msg)
{
	STRBUF_AUTO once = strbuf_new(MAX_TEXT);
	STRBUF_AUTO twice = strbuf_new(MAX_TEXT);
	struct err err = { 0 };
	void *again;
	if (msg_encode(type, msg, &once, &err) < 0) {
		/* Escapes may make a text longer than the one that was read. */
		must(strcmp(err.code, MSG_TOO_LARGE) == 0);
		return;
	}
	must(msg_decode(type, (struct slice){ once.text, once.len }, &again, &err) == 0);
	must(msg_encode(type, again, &twice, &err) == 0);
	must(strcmp(once.text, twice.text) == 0);
	msg_free(type, again);
	char key[MSG_KEY_TEXT];
	if (type->key_count > 0 && msg_key(type, msg, key, &err) < 0)
		must(strcmp(err.code, MSG_TOO_LARGE) == 0);
}

/* Our reader and jansson must agree about what is JSON, but for the limits we set: keys
 * of an object, and numbers only where a field wants one. */
static void agrees_with_jansson(struct slice json)
{
	struct err ours = { 0 };
	struct err theirs = { 0 };
	json_t *document = NULL;
	char *texts = malloc(json.len + 1);
	bool accepted = lex_check(json, texts, &ours) == 0;
	bool accepted_there = parse_json(json, MAX_TEXT, &document, &theirs) == 0;
	if (accepted && !accepted_there)
		must(strstr(theirs.text, "a number out of range") != NULL);
	if (!accepted && accepted_there)
		must(strstr(ours.text, "more than 1000 keys") != NULL);
	json_decref(document);
	free(texts);
}

static void mask(const struct msg_type *type, struct slice json)
{
	STRBUF_AUTO out = strbuf_new(MAX_TEXT);
	struct err err = { 0 };
	json_t *document = NULL;
	if (msg_mask(type, json, &out, &err) < 0) {
		refused(&err);
		return;
	}
	must(out.text[0] == '"' || parse_json((struct slice){ out.text, out.len },
					      MAX_TEXT, &document, &err) == 0);
	json_decref(document);
}

/* Cut the bytes at zeros into the values of the headers we know. */
static void headers(struct slice bytes)
{
	static const char *const NAMES[] = { "ce_specversion", "ce_id",   "ce_source",
					     "ce_type",        "ce_time", "ce_subject",
					     "traceparent" };
	struct msg_header list[COUNT_OF(NAMES)];
	struct envelope envelope;
	struct err err = { 0 };
	size_t count = 0;
	while (bytes.len > 0 && count < COUNT_OF(NAMES)) {
		const char *end = memchr(bytes.at, '\0', bytes.len);
		size_t len = end ? (size_t)(end - bytes.at) : bytes.len;
		list[count] = (struct msg_header){ NAMES[count], { bytes.at, len } };
		count++;
		len += end ? 1 : 0;
		bytes = (struct slice){ bytes.at + len, bytes.len - len };
	}
	if (envelope_read(list, count, &envelope, &err) < 0)
		refused(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const struct msg_type *type = message_types[data[0] % message_types_count];
	struct slice json = { (const char *)data + 1, size - 1 };
	struct err err = { 0 };
	void *msg;
	if (msg_decode(type, json, &msg, &err) == 0) {
		goes_round(type, msg);
		msg_free(type, msg);
	} else {
		refused(&err);
	}
	agrees_with_jansson(json);
	mask(type, json);
	headers(json);
	return 0;
}
