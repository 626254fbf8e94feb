/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a CSV file of invoices: every invoice it gives is JSON, what cannot be
 * read at all is refused with a code, and the dry run tells either as JSON.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "invoice/intake/csv.h"
#include "invoice/intake/dry_run.h"
#include "msg/parse.h"

enum { MAX_TEXT = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void is_json(struct slice text)
{
	struct err err = { 0 };
	json_t *document = NULL;

	must(parse_json(text, MAX_TEXT, &document, &err) == 0);
	json_decref(document);
}

static void gives_invoices(struct slice bytes)
{
	CSV_INVOICES_AUTO invoices = { .count = 0 };
	struct err err = { 0 };

	if (csv_read(bytes, "NL-4711", &invoices, &err) < 0) {
		must(err.kind == ERR_INVALID && err.code[0] && err.text[0]);
		return;
	}
	for (size_t i = 0; i < invoices.count; i++) {
		if (invoices.at[i].json)
			is_json(slice_of(invoices.at[i].json));
		must(invoices.at[i].row > 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { (const char *)data, size };
	STRBUF_AUTO told = strbuf_new(MAX_TEXT);

	gives_invoices(bytes);
	(void)dry_run_csv(bytes, "NL-4711", &told);
	is_json((struct slice){ told.text, told.len });
	return 0;
}
