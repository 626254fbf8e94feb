/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the garage asks of a batch: its PDF, in stretches, and to note that it is posted.
 */
#include <string.h>

#include "base/json_out.h"
#include "gen/print_batch_post.h"
#include "gen/print_batch_read.h"
#include "notification/events.h"
#include "notification/print/print.h"

#define RESULT_MAX ((size_t)600 * 1024)

/* Another garage's batch is none. */
static int load(struct tx *tx, const char *dealer, const struct uuid *id,
		struct rows **ret_rows, struct print_batch *ret_batch, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_print_batch(tx, id, &rows, ret_batch, err) < 0)
		return -1;
	if (strcmp(ret_batch->dealer, dealer) != 0)
		return err_set_code(err, ERR_ABSENT, "BATCH_UNKNOWN",
				    "there is no batch %s", id->text);
	*ret_rows = TAKE(rows);
	return 0;
}

int notification_on_print_batch_post(struct notification *svc, struct tx *tx,
				     const struct print_batch_post *msg,
				     struct outbox *say, struct answer *ret_answer,
				     struct err *err)
{
	struct uuid id = uuid_from(msg->batch_id);
	struct civil_date posted_on;
	struct print_batch batch;
	AUTO(rows) *rows = NULL;

	if (load(tx, msg->dealer, &id, &rows, &batch, err) < 0 ||
	    civil_parse(msg->posted_on, &posted_on, err) < 0 ||
	    print_post(svc, tx, &id, posted_on, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	return print_say(tx, &id, say, &ret_answer->version, err);
}

/* The end of the last piece that nobody had read: the garage has all of it. */
static int note_fetched(struct tx *tx, const struct print_batch *batch, int64_t piece,
			struct outbox *say, struct err *err)
{
	bool all;

	if (store_print_fetched(tx, &batch->id, piece, &all, err) < 0)
		return -1;
	if (!all || strcmp(batch->status, "ready") != 0)
		return 0;
	if (store_print_status(tx, &batch->id, "printed", err) < 0)
		return -1;
	return print_say(tx, &batch->id, say, NULL, err);
}

int notification_on_print_batch_read(struct notification *svc, struct tx *tx,
				     const struct print_batch_read *msg,
				     struct outbox *say, struct answer *ret_answer,
				     struct err *err)
{
	struct uuid id = uuid_from(msg->batch_id);
	STRBUF_AUTO out = strbuf_new(RESULT_MAX);
	struct print_batch batch;
	AUTO(rows) *rows = NULL;
	AUTO(rows) *stretch = NULL;

	(void)svc;
	if (load(tx, msg->dealer, &id, &rows, &batch, err) < 0 ||
	    store_print_stretch(tx, &id, msg->piece, msg->offset, &stretch, err) < 0)
		return -1;
	if (rows_count(stretch) == 0)
		return err_set_code(err, ERR_ABSENT, "PIECE_UNKNOWN",
				    "there is no PDF %lld of this batch any more",
				    (long long)msg->piece);
	const char *base64 = row_text(stretch, 0, 1);
	int64_t bytes = row_int(stretch, 0, 0);
	struct json_out json = json_out_into(&out);

	json_out_open_object(&json, NULL);
	json_out_int(&json, "bytes", bytes);
	json_out_text(&json, "base64", base64);
	json_out_close_object(&json);
	if (strbuf_check(&out, err) < 0)
		return -1;
	if (msg->offset + (int64_t)(strlen(base64) / 4 * 3) >= bytes &&
	    note_fetched(tx, &batch, msg->piece, say, err) < 0)
		return -1;
	ret_answer->json = strbuf_take(&out);
	return 0;
}
