/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a UBL invoice: read, judged by every rule, told as JSON, and turned into
 * the message a DMS would have published. Both texts must be JSON whatever came in.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "invoice/intake/dry_run.h"
#include "invoice/intake/from_ubl.h"
#include "invoice/intake/ubl_xml.h"
#include "msg/parse.h"

enum { MAX_TEXT = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void is_json(const struct strbuf *text)
{
	struct err err = { 0 };
	json_t *document = NULL;

	must(parse_json((struct slice){ text->text, text->len }, MAX_TEXT, &document,
			&err) == 0);
	json_decref(document);
}

static void becomes_a_message(struct slice xml)
{
	STRBUF_AUTO json = strbuf_new(MAX_TEXT);
	struct ubl_tree *tree = NULL;
	struct err err = { 0 };

	if (ubl_read(xml, &tree, &err) < 0) {
		must(err.kind == ERR_INVALID && err.code[0] && err.text[0]);
		return;
	}
	struct document *document = document_extract(ubl_root(tree));

	published_from_ubl(document, "NL-4711", &json);
	is_json(&json);
	document_free(document);
	ubl_tree_free(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice xml = { (const char *)data, size };
	STRBUF_AUTO told = strbuf_new(MAX_TEXT);

	(void)dry_run_ubl(xml, &told);
	is_json(&told);
	becomes_a_message(xml);
	return 0;
}
