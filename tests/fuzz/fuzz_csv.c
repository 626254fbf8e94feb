/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a CSV file. What is read gives texts that are JSON, at most one invoice a
 * row, and findings with place and words; what is not read says why.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gen/invoice_published.h"
#include "invoice/intake/csv.h"
#include "msg/msg.h"
#include "msg/parse.h"

enum { MAX_TEXT = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void check_invoice(const struct csv_invoice *invoice)
{
	json_t *document = NULL;
	struct err err = { 0 };
	void *msg = NULL;

	must(parse_json(slice_of(invoice->json), MAX_TEXT, &document, &err) == 0);
	json_decref(document);
	if (msg_decode(&invoice_published_type, slice_of(invoice->json), &msg, &err) == 0)
		msg_free(&invoice_published_type, msg);
	else
		must(err.kind == ERR_INVALID && err.text[0]);
	for (size_t i = 0; i < invoice->findings.count; i++)
		must(invoice->findings.at[i].place[0] && invoice->findings.at[i].text[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CSV_INVOICES_AUTO invoices = { NULL, 0 };
	struct err err = { 0 };

	struct slice bytes = { (const char *)data, size };

	if (csv_read(bytes, "NL-1", &invoices, &err) < 0) {
		must(err.kind == ERR_INVALID && err.code[0] && err.text[0]);
		return 0;
	}
	must(invoices.count <= size);
	for (size_t i = 0; i < invoices.count; i++)
		check_invoice(&invoices.at[i]);
	return 0;
}
