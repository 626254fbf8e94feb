/* SPDX-License-Identifier: Apache-2.0 */
/* Records into handlers, one transaction a batch. */
#include "../store/intake_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json_out.h"
#include "gen/invoice_published.h"
#include "gen/invoice_uploaded.h"
#include "msg/msg.h"
#include "unit.h"

extern const struct migration invoice_migrations[];
extern const size_t invoice_migrations_count;

#define MAX_BATCH 64

static struct scratch scratch;
static struct invoice_knobs knobs = { .retry_page = 100 };
struct invoice_service intake_service = { .knobs = &knobs };
static int64_t offset;

int intake_world_open(void **state)
{
	struct err err = { 0 };
	int ran = 0;

	(void)state;
	scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE") };
	snprintf(scratch.schema, sizeof(scratch.schema), "t_intake_%d", (int)getpid());
	must(clock_open(NULL, &scratch.clock, &err), &err);
	must(migrate_run(scratch.conninfo, scratch.schema, invoice_migrations,
			 invoice_migrations_count, &ran, &err),
	     &err);
	struct pool_request request = { .conninfo = scratch.conninfo,
					.schema = scratch.schema,
					.application = "test",
					.size = 4,
					.clock = scratch.clock };
	must(pool_open(&request, &scratch.pool, &err), &err);
	return 0;
}

int intake_world_close(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

int intake_world_clean(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE dealer, operation_code, record, invoice,"
			      " invoice_line, customer, vehicle, visit, outbox, timer");
	scratch_run(&scratch, "INSERT INTO dealer VALUES ('NL-1', 1, true,"
			      " 'Europe/Amsterdam', '{pilot,upload}')");
	return 0;
}

void intake_world_hear(const char *const *jsons, size_t count)
{
	struct heard heard[MAX_BATCH];
	const struct heard *in[MAX_BATCH];
	char ids[MAX_BATCH][16];
	void *msgs[MAX_BATCH];
	AUTO(outbox) *say = outbox_new("invoice");
	struct err err = { 0 };
	struct tx *tx = NULL;

	for (size_t i = 0; i < count; i++) {
		snprintf(ids[i], sizeof(ids[i]), "r%lld", (long long)offset);
		must(msg_decode(&invoice_published_type, slice_of(jsons[i]), &msgs[i],
				&err),
		     &err);
		heard[i] = (struct heard){ .type = &invoice_published_type,
					   .msg = msgs[i],
					   .raw = slice_of(jsons[i]),
					   .topic = "ingress.invoice.pilot.v1",
					   .key = "",
					   .id = ids[i],
					   .source = "",
					   .trace = "",
					   .offset = offset++ };
		in[i] = &heard[i];
	}
	must(tx_begin(scratch.pool, &tx, &err), &err);
	must(invoice_on_published_batch(&intake_service, tx, in, count, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	for (size_t i = 0; i < count; i++)
		msg_free(&invoice_published_type, msgs[i]);
}

void intake_world_hear_one(const char *json)
{
	intake_world_hear(&json, 1);
}

void intake_world_expect(const char *sentence, const char *sql, const char *wanted)
{
	AUTO_TEXT *got = scratch_text(&scratch, sql);

	expect_text(sentence, got ? got : "(none)", wanted);
}

void intake_world_upload(const char *receipt, const char *format, const char *document)
{
	STRBUF_AUTO json = strbuf_new(1 << 20);
	struct json_out out = json_out_into(&json);
	AUTO(outbox) *say = outbox_new("invoice");
	struct err err = { 0 };
	struct tx *tx = NULL;
	void *msg = NULL;

	json_out_open_object(&out, NULL);
	json_out_text(&out, "receipt_id", receipt);
	json_out_text(&out, "dealer", "NL-1");
	json_out_text(&out, "actor", "sanne");
	json_out_text(&out, "received_at", "2026-03-20T10:00:00Z");
	json_out_text(&out, "format", format);
	json_out_text(&out, "document", document);
	json_out_close_object(&out);
	must(msg_decode(&invoice_uploaded_type, (struct slice){ json.text, json.len },
			&msg, &err),
	     &err);
	must(tx_begin(scratch.pool, &tx, &err), &err);
	struct heard in = { .type = &invoice_uploaded_type,
			    .msg = msg,
			    .topic = "ingress.invoice.upload.v1",
			    .key = "NL-1/x",
			    .id = receipt };

	must(invoice_on_uploaded(&intake_service, tx, &in, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	msg_free(&invoice_uploaded_type, msg);
}

void intake_world_hear_bytes(const char *bytes)
{
	AUTO(outbox) *say = outbox_new("invoice");
	struct err err = { 0 };
	struct tx *tx = NULL;
	struct heard in = { .unreadable_reason = "why",
			    .raw = slice_of(bytes),
			    .topic = "ingress.invoice.pilot.v1",
			    .key = "NL-1/F1",
			    .id = "x",
			    .offset = offset++ };

	outbox_because_of(say, "x", NULL);
	must(tx_begin(scratch.pool, &tx, &err), &err);
	must(invoice_on_unreadable(&intake_service, tx, &in, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
}

struct scratch *intake_world_scratch(void)
{
	return &scratch;
}
