/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes in from outside: invoices of DMSs, files users upload, and records that
 * cannot be read. All become arrivals of a batch.
 */
#include <stdio.h>
#include <string.h>

#include "gen/invoice_uploaded.h"
#include "invoice/batch.h"
#include "invoice/events.h"
#include "invoice/intake/base64.h"
#include "invoice/intake/csv.h"
#include "invoice/intake/json_split.h"
#include "invoice/intake/ubl_xml.h"
#include "invoice/store.h"
#include "msg/msg.h"

enum { UPLOAD_MAX = 2 << 20, JSON_PIECES_MAX = 5000 };

/* The vendor is part of the topic's name, which the broker's ACL guards. */
static void name_vendor(const struct heard *in, struct arrival *arrival)
{
	if (!identity_vendor(in->topic, arrival->vendor_text))
		snprintf(arrival->vendor_text, sizeof(arrival->vendor_text), "unknown");
	arrival->vendor = arrival->vendor_text;
}

static struct uuid record_id_of(const struct heard *in)
{
	char place[64];

	snprintf(place, sizeof(place), "%d/%lld", in->partition, (long long)in->offset);
	return uuid_named("record", in->topic, place, in->id, NULL);
}

static struct arrival *add_heard(struct taking *batch, const struct heard *in)
{
	struct arrival *arrival = taking_add(batch);

	arrival->cause = in;
	arrival->record_id = record_id_of(in);
	arrival->received_at = instant_is_set(in->time) ? in->time : tx_now(batch->tx);
	arrival->key = in->key;
	arrival->format = FORMAT_MESSAGE;
	name_vendor(in, arrival);
	return arrival;
}

void *invoice_read_published(const struct heard *in)
{
	return reading_new(in->msg, reading_keep(in->raw));
}

void invoice_unread_published(void *reading)
{
	reading_free(reading);
}

static void add_published(struct taking *batch, const struct heard *in)
{
	const struct reading *reading = in->prepared;
	struct arrival *arrival = add_heard(batch, in);

	arrival->msg = in->msg;
	arrival->reading = reading;
	if (!reading) {
		arrival_keep(arrival, in->raw);
		return;
	}
	arrival->payload_text = reading->text;
	if (reading->text)
		arrival->payload = in->raw;
}

int invoice_on_published_batch(void *service, struct tx *tx,
			       const struct heard *const *in, size_t count,
			       struct outbox *say, struct err *err)
{
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	for (size_t i = 0; i < count; i++)
		add_published(&batch, in[i]);
	return taking_run(&batch, err);
}

int invoice_on_published(void *service, struct tx *tx, const struct heard *in,
			 struct outbox *say, struct err *err)
{
	return invoice_on_published_batch(service, tx, &in, 1, say, err);
}

int invoice_on_unreadable(void *service, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err)
{
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	struct arrival *arrival = add_heard(&batch, in);

	arrival_keep(arrival, in->raw);
	if (in->raw.at)
		arrival_read_json(arrival, in->raw);
	/* Readable after all: then what its envelope says of it was not. */
	if (arrival->msg || arrival->findings.count == 0) {
		arrival->msg = NULL;
		findings_add(&arrival->findings, "MESSAGE_ENVELOPE", SEVERITY_ERROR, "/",
			     in->unreadable_reason ? in->unreadable_reason
						   : "the record has no content");
	}
	return taking_run(&batch, err);
}

/* One arrival of an uploaded file; pieces are told apart by their place in it. */
static struct arrival *add_piece(struct taking *batch, const struct heard *in,
				 struct slice payload)
{
	const struct invoice_uploaded *msg = in->msg;
	struct arrival *arrival = taking_add(batch);
	char place[24];

	snprintf(place, sizeof(place), "%zu", batch->count);
	arrival->cause = in;
	arrival->record_id = uuid_named("record", msg->receipt_id, place, NULL);
	arrival->receipt_id = uuid_from(msg->receipt_id);
	arrival->upload_dealer = msg->dealer;
	if (instant_parse(msg->received_at, &arrival->received_at, NULL) < 0)
		arrival->received_at = tx_now(batch->tx);
	arrival->vendor = "upload";
	arrival->format = FORMAT_MESSAGE;
	arrival_keep(arrival, payload);
	return arrival;
}

static void add_json(struct taking *batch, const struct heard *in, struct slice text)
{
	struct json_split split = json_split_of(text);
	struct slice piece;

	while (batch->count < JSON_PIECES_MAX && json_split_next(&split, &piece))
		arrival_read(add_piece(batch, in, piece));
	if (split.rest.len > 0 && batch->count == JSON_PIECES_MAX)
		findings_add(&add_piece(batch, in, split.rest)->findings, "JSON_TOO_MANY",
			     SEVERITY_ERROR, "/",
			     "a file holds at most 5,000 invoices; split it");
	if (batch->count == 0)
		arrival_read(add_piece(batch, in, text));
}

/* What could be read is kept, so that it can be tried again. */
static void keep_in_utf8(struct arrival *arrival, struct slice text)
{
	arrival->own_text = text.len <= UBL_MAX_BYTES ? ubl_as_utf8(text) : NULL;
	arrival->payload_text = arrival->own_text;
}

static void add_ubl(struct taking *batch, const struct heard *in, struct slice text)
{
	struct arrival *arrival = add_piece(batch, in, text);

	arrival->format = FORMAT_UBL;
	/* Bytes in another encoding are no text to us, but they are to the XML parser. */
	if (!arrival->payload_text)
		arrival->payload = text;
	arrival_read(arrival);
	if (!arrival->payload_text)
		keep_in_utf8(arrival, text);
}

/* The CSV reader's findings belong to the record, before its own. */
static void add_csv_invoice(struct taking *batch, const struct heard *in,
			    struct csv_invoice *invoice)
{
	struct arrival *arrival = add_piece(batch, in, slice_of(invoice->json));

	arrival->format =
		findings_have_error(&invoice->findings) ? FORMAT_CSV_BROKEN : FORMAT_CSV;
	arrival->findings = invoice->findings;
	invoice->findings = (struct findings){ NULL, 0, 0 };
	arrival_read(arrival);
}

static void add_csv(struct taking *batch, const struct heard *in, struct slice text)
{
	const struct invoice_uploaded *msg = in->msg;
	CSV_INVOICES_AUTO invoices = { NULL, 0 };
	struct err err = { 0 };

	if (csv_read(text, msg->dealer, &invoices, &err) < 0) {
		struct arrival *arrival = add_piece(batch, in, text);

		arrival->format = FORMAT_CSV_BROKEN;
		findings_add(&arrival->findings, err.code[0] ? err.code : "CSV_MALFORMED",
			     SEVERITY_ERROR, "row 1", err.text);
		return;
	}
	for (size_t i = 0; i < invoices.count; i++)
		add_csv_invoice(batch, in, &invoices.at[i]);
	if (invoices.count == 0)
		findings_add(&add_piece(batch, in, text)->findings, "CSV_EMPTY",
			     SEVERITY_ERROR, "row 2",
			     "the file has a header and no rows");
}

static void add_file(struct taking *batch, const struct heard *in, struct slice bytes)
{
	const struct invoice_uploaded *msg = in->msg;

	switch (msg->format) {
	case INVOICE_UPLOADED_FORMAT_UBL:
		add_ubl(batch, in, bytes);
		break;
	case INVOICE_UPLOADED_FORMAT_CSV:
		add_csv(batch, in, bytes);
		break;
	case INVOICE_UPLOADED_FORMAT_JSON:
	case INVOICE_UPLOADED_FORMAT_NONE:
		add_json(batch, in, bytes);
		break;
	}
}

int invoice_on_uploaded(void *service, struct tx *tx, const struct heard *in,
			struct outbox *say, struct err *err)
{
	const struct invoice_uploaded *msg = in->msg;
	STRBUF_AUTO decoded = strbuf_new(UPLOAD_MAX);
	TAKING_AUTO batch;
	bool known = false;

	taking_begin(&batch, service, tx, say);
	/* A client that got no answer sends again under the same receipt. */
	if (store_receipt_known(tx, msg->receipt_id, &known, err) < 0 || known)
		return known ? 0 : -1;
	if (msg->document_encoding != INVOICE_UPLOADED_DOCUMENT_ENCODING_BASE64)
		add_file(&batch, in, slice_of(msg->document));
	else if (base64_decode(slice_of(msg->document), &decoded))
		add_file(&batch, in, (struct slice){ decoded.text, decoded.len });
	else
		findings_add(&add_piece(&batch, in, slice_of(""))->findings, "NOT_BASE64",
			     SEVERITY_ERROR, "/", "the file did not arrive whole");
	return taking_run(&batch, err);
}
