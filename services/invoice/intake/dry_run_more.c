/* SPDX-License-Identifier: Apache-2.0 */
/* Dry runs of CSV and JSON files: every invoice as it would be taken in. */
#include <stdio.h>

#include "base/json_out.h"
#include "gen/invoice_published.h"
#include "invoice/intake/csv.h"
#include "invoice/intake/dry_run.h"
#include "invoice/intake/json_split.h"
#include "msg/msg.h"

enum { DRY_RUN_INVOICES = 200 };

/* An answer that is being written: invoices first, findings gathered. */
struct answer_out {
	struct json_out out;
	struct findings findings;
	size_t count;
};

static void add_all(struct findings *into, const struct findings *from)
{
	for (size_t i = 0; i < from->count; i++)
		findings_add(into, from->at[i].rule, from->at[i].severity,
			     from->at[i].place, from->at[i].text);
}

/* What the message engine makes of it; a refusal is a finding at that invoice. */
static void add_invoice(struct answer_out *answer, struct slice json)
{
	struct err err = { 0 };
	void *msg = NULL;
	char place[40];

	snprintf(place, sizeof(place), "/invoices/%zu", answer->count++);
	if (msg_decode(&invoice_published_type, json, &msg, &err) < 0) {
		findings_add(&answer->findings, err.code[0] ? err.code : MSG_NOT_VALID,
			     SEVERITY_ERROR, place, err.text);
		json_out_null(&answer->out, NULL);
		return;
	}
	msg_free(&invoice_published_type, msg);
	json_out_raw(&answer->out, NULL, json);
}

static void open_answer(struct answer_out *answer, struct strbuf *json)
{
	*answer = (struct answer_out){ .out = json_out_into(json) };
	json_out_open_object(&answer->out, NULL);
	json_out_open_object(&answer->out, "document");
	json_out_open_array(&answer->out, "invoices");
}

static bool close_answer(struct answer_out *answer, struct strbuf *json)
{
	json_out_close_array(&answer->out);
	json_out_close_object(&answer->out);
	findings_write(&answer->findings, json);
	json_out_close_object(&answer->out);
	findings_done(&answer->findings);
	return answer->count > 0;
}

bool dry_run_csv(struct slice bytes, const char *dealer, struct strbuf *json)
{
	CSV_INVOICES_AUTO invoices = { NULL, 0 };
	struct answer_out answer;
	struct err err = { 0 };

	open_answer(&answer, json);
	if (csv_read(bytes, dealer, &invoices, &err) < 0)
		findings_add(&answer.findings, err.code[0] ? err.code : "CSV_MALFORMED",
			     SEVERITY_ERROR, "row 1", err.text);
	for (size_t i = 0; i < invoices.count && i < DRY_RUN_INVOICES; i++) {
		add_all(&answer.findings, &invoices.at[i].findings);
		add_invoice(&answer, slice_of(invoices.at[i].json));
	}
	return close_answer(&answer, json);
}

bool dry_run_json(struct slice text, struct strbuf *json)
{
	struct json_split split = json_split_of(text);
	struct answer_out answer;
	struct slice piece;

	open_answer(&answer, json);
	while (answer.count < DRY_RUN_INVOICES && json_split_next(&split, &piece))
		add_invoice(&answer, piece);
	if (answer.count == 0)
		findings_add(&answer.findings, MSG_NOT_JSON, SEVERITY_ERROR, "/",
			     "the file is empty");
	return close_answer(&answer, json);
}
