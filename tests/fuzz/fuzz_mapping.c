/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any mapping on any document: what leaves is JSON, what comes in is read or refused with
 * a code. The input's first NUL cuts it into a connector's body and a document.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "gateway/connect/mapping.h"
#include "gen/body_connector.h"
#include "msg/msg.h"

#define WORDS_MOST ((size_t)64 << 20)
#define DOC_MOST   ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static enum json_kind find(const void *from, const char *path, struct strbuf *out)
{
	return json_doc_find(from, path, out);
}

static void is_refused(const struct err *err)
{
	must(err->kind == ERR_INVALID && err->code[0] && err->text[0]);
}

/* A name may be given twice: whoever wrote the mapping sees that in the test post. */
static void leaves(const struct wire_connector_out *out,
		   const struct mapping_source *source)
{
	STRBUF_AUTO words = strbuf_new(WORDS_MOST);
	struct err err = { .kind = ERR_NONE };

	if (mapping_write(out, source, &words, &err) < 0) {
		is_refused(&err);
		return;
	}
	json_t *said = json_loadb(words.text, words.len, 0, NULL);

	must(json_is_object(said));
	json_decref(said);
}

static void comes_in(const struct wire_connector_in *in,
		     const struct mapping_source *source)
{
	for (size_t i = 0; i < in->fields_count; i++) {
		STRBUF_AUTO value = strbuf_new(MAPPED_MOST);
		struct err err = { .kind = ERR_NONE };

		if (mapping_read(in, source, in->fields[i].to, &value, &err) < 0)
			is_refused(&err);
		else
			must(value.len <= MAPPED_MOST);
	}
}

static void maps(const struct wire_connector_mapping *mapping,
		 const struct mapping_source *source)
{
	struct err err = { .kind = ERR_NONE };
	const struct wire_connector_in *in = NULL;
	struct wire_connector_in report;
	struct wire_connector_out carry;

	for (size_t i = 0; i < mapping->out_count; i++)
		leaves(&mapping->out[i], source);
	if (mapping_of_message(mapping, "sms", &carry))
		leaves(&carry, source);
	if (mapping_is_report(mapping, source, &report))
		comes_in(&report, source);
	if (mapping_kind(mapping, source, &in, &err) < 0)
		is_refused(&err);
	else
		comes_in(in, source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, 0, size) : NULL;
	size_t len = end ? (size_t)(end - data) : size;
	struct slice body = { (const char *)data, len };
	struct slice rest = { (const char *)data + len + (end != NULL),
			      size - len - (end != NULL) };
	struct err err = { .kind = ERR_NONE };
	AUTO(json_doc) *doc = NULL;
	void *connector = NULL;

	if (msg_decode(&body_connector_type, body, &connector, &err) < 0)
		return 0;
	if (json_doc_open(rest, DOC_MOST, &doc, &err) == 0)
		maps(&((const struct body_connector *)connector)->mapping,
		     &(struct mapping_source){ find, doc });
	msg_free(&body_connector_type, connector);
	return 0;
}
