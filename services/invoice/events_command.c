/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What users ask of intake: try a record again, give it up, look at a document without
 * taking it in; and the settings of dealers, which may let parked records in.
 */
#include <string.h>

#include "gen/dealer_state.h"
#include "gen/document_check.h"
#include "gen/intake_discard.h"
#include "gen/intake_replay.h"
#include "invoice/batch.h"
#include "invoice/events.h"
#include "invoice/intake/base64.h"
#include "invoice/intake/dry_run.h"
#include "invoice/store.h"

enum { CHECK_MAX = 900000, UPLOAD_MAX = 2 << 20 };

/* What a command is about, and whose it is. */
struct asked {
	const char *record_id;
	const char *dealer;
	const char *actor;
};

/* The record a command is about, of the dealer who asks; "unknown" is the helpdesk's. */
static int find_record(struct tx *tx, const char *record_id, const char *dealer,
		       struct rows **ret_rows, struct err *err)
{
	if (store_record(tx, record_id, ret_rows, err) < 0)
		return -1;
	if (rows_count(*ret_rows) == 0 || strcmp(row_text(*ret_rows, 0, 2), dealer) != 0)
		return err_set_code(err, ERR_ABSENT, "RECORD_ABSENT", "no such record");
	return 0;
}

/* One that waits for a person, opened in the batch. */
static int open_parked(struct taking *batch, const struct asked *asked,
		       struct rows **ret_rows, struct arrival **ret_arrival,
		       struct err *err)
{
	if (find_record(batch->tx, asked->record_id, asked->dealer, ret_rows, err) < 0)
		return -1;
	struct arrival *arrival = taking_add(batch);

	store_arrival(*ret_rows, 0, arrival);
	if (arrival->status != STATUS_PARKED)
		return err_set_code(err, ERR_CONFLICT, "RECORD_SETTLED",
				    "the record is not parked any more");
	arrival->decided_by = asked->actor;
	*ret_arrival = arrival;
	return 0;
}

static void answer_with(const struct arrival *arrival, struct answer *ret_answer)
{
	ret_answer->aggregate = arrival->record_id;
	ret_answer->version = arrival->version;
}

static int check_readable(const struct arrival *arrival, struct err *err)
{
	if (!arrival->payload.at)
		return err_set_code(err, ERR_INVALID, "RECORD_BROKEN",
				    "this file could not be read, so nothing of it was "
				    "kept; correct it and upload it again");
	if (arrival->format == FORMAT_CSV_BROKEN)
		return err_set_code(
			err, ERR_INVALID, "RECORD_BROKEN",
			"fields of this row could not be read; correct the file "
			"and upload it again");
	return 0;
}

int invoice_on_intake_replay(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct answer *ret_answer,
			     struct err *err)
{
	const struct intake_replay *msg = in->msg;
	struct asked asked = { msg->record_id, msg->dealer, msg->actor };
	struct arrival *arrival;
	AUTO(rows) *rows = NULL;
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	if (open_parked(&batch, &asked, &rows, &arrival, err) < 0 ||
	    check_readable(arrival, err) < 0)
		return -1;
	arrival_read(arrival);
	if (taking_run(&batch, err) < 0)
		return -1;
	answer_with(arrival, ret_answer);
	return 0;
}

int invoice_on_intake_discard(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err)
{
	const struct intake_discard *msg = in->msg;
	struct asked asked = { msg->record_id, msg->dealer, msg->actor };
	struct arrival *arrival;
	AUTO(rows) *rows = NULL;
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	if (open_parked(&batch, &asked, &rows, &arrival, err) < 0)
		return -1;
	arrival_read(arrival);
	arrival->note = msg->reason;
	if (taking_discard(&batch, arrival, err) < 0)
		return -1;
	answer_with(arrival, ret_answer);
	return 0;
}

static void check_document(const struct document_check *msg, struct slice bytes,
			   struct strbuf *json)
{
	switch (msg->format) {
	case DOCUMENT_CHECK_FORMAT_UBL:
		dry_run_ubl(bytes, json);
		break;
	case DOCUMENT_CHECK_FORMAT_CSV:
		dry_run_csv(bytes, msg->dealer, json);
		break;
	case DOCUMENT_CHECK_FORMAT_JSON:
	case DOCUMENT_CHECK_FORMAT_NONE:
		dry_run_json(bytes, json);
		break;
	}
}

int invoice_on_document_check(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err)
{
	const struct document_check *msg = in->msg;
	STRBUF_AUTO decoded = strbuf_new(UPLOAD_MAX);
	STRBUF_AUTO json = strbuf_new(CHECK_MAX);
	struct slice bytes = slice_of(msg->document);

	(void)service;
	(void)tx;
	(void)say;
	if (msg->document_encoding == DOCUMENT_CHECK_DOCUMENT_ENCODING_BASE64) {
		if (!base64_decode(bytes, &decoded))
			return err_set_code(err, ERR_INVALID, "NOT_BASE64",
					    "the file did not arrive whole");
		bytes = (struct slice){ decoded.text ? decoded.text : "", decoded.len };
	}
	check_document(msg, bytes, &json);
	if (strbuf_check(&json, err) < 0)
		return err_prefix(err, "the answer is too long: ");
	ret_answer->json = strbuf_take(&json);
	return 0;
}

int invoice_on_dealer_state(void *service, struct tx *tx, const struct heard *in,
			    struct outbox *say, struct err *err)
{
	const struct dealer_state *msg = in->msg;

	(void)service;
	(void)say;
	if (store_dealer(tx, msg, err) < 0)
		return -1;
	/* Settings may let in what was parked for want of them. */
	return timer_set(tx, "dealer_retry", msg->dealer, tx_now(tx), err);
}

int invoice_at_retry(void *service, struct tx *tx, const char *key, struct instant due,
		     struct outbox *say, struct err *err)
{
	const struct invoice_service *svc = service;
	AUTO(rows) *rows = NULL;
	TAKING_AUTO batch;
	size_t settled = 0;

	(void)due;
	taking_begin(&batch, service, tx, say);
	if (store_parked_of_dealer(tx, key, svc->knobs->retry_page, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct arrival *arrival = taking_add(&batch);

		store_arrival(rows, i, arrival);
		arrival_read(arrival);
	}
	if (batch.count == 0 || taking_run(&batch, err) < 0)
		return batch.count == 0 ? 0 : -1;
	for (size_t i = 0; i < batch.count; i++)
		settled += batch.arrivals[i]->claimed_dealer == NULL;
	/* A full page that moved has more behind it. */
	if ((int64_t)batch.count < svc->knobs->retry_page || settled == 0)
		return 0;
	return timer_set(tx, "dealer_retry", key, tx_now(tx), err);
}
