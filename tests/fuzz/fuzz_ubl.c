/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a UBL document: read, judged, extracted, written, and turned into a
 * message. Whatever they are, the dry run's answer is JSON, and what could be read gives
 * a message or a refusal with words.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gen/invoice_published.h"
#include "invoice/intake/dry_run.h"
#include "invoice/intake/from_ubl.h"
#include "invoice/intake/ubl_xml.h"
#include "msg/msg.h"
#include "msg/parse.h"

enum { MAX_TEXT = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void answers_in_json(struct slice xml)
{
	STRBUF_AUTO answer = strbuf_new(MAX_TEXT);
	json_t *document = NULL;
	struct err err = { 0 };

	dry_run_ubl(xml, &answer);
	must(!answer.full);
	must(parse_json((struct slice){ answer.text, answer.len }, MAX_TEXT, &document,
			&err) == 0);
	json_decref(document);
}

static void becomes_a_message(struct slice xml)
{
	AUTO(ubl_tree) *tree = NULL;
	STRBUF_AUTO json = strbuf_new(MAX_TEXT);
	struct err err = { 0 };
	void *msg = NULL;

	if (ubl_read(xml, &tree, &err) < 0) {
		must(err.kind == ERR_INVALID && err.code[0] && err.text[0]);
		return;
	}
	AUTO(document) *document = document_extract(ubl_root(tree));

	published_from_ubl(document, "NL-1", &json);
	must(!json.full);
	if (msg_decode(&invoice_published_type, (struct slice){ json.text, json.len },
		       &msg, &err) == 0)
		msg_free(&invoice_published_type, msg);
	else
		must(err.kind == ERR_INVALID && err.text[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice xml = { (const char *)data, size };

	answers_in_json(xml);
	becomes_a_message(xml);
	return 0;
}
