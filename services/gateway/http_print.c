/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's letters and cards: what is printed together, its PDFs, and that they are in
 * the post. The PDFs stay with the service that makes them: it is asked for one stretch
 * after the other.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_print.h"
#include "gateway/thing.h"
#include "gen/body_print_posted.h"
#include "gen/print_batch_post.h"
#include "gen/print_batch_read.h"
#include "sys/uuid_new.h"

#define PDF_MOST     ((size_t)32 * 1024 * 1024)
#define STRETCH_MOST ((size_t)700 * 1024)
#define ANSWER_MOST  (STRETCH_MOST * 3 / 2) /* a stretch in base64 */
#define PIECES_MOST  200

int http_list_print_batches(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	AUTO(tx) *tx = NULL;

	strbuf_add(reply_body(reply), "{\"batches\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_print_batches_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

int http_print_posted(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_print_batch_write };
	const void *decoded;

	if (request_msg(req, &body_print_posted_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &print_batch_post_type, err) < 0)
		return -1;
	const struct body_print_posted *body = decoded;
	struct print_batch_post msg = {
		COMMAND_FIELDS(&asking.command),
		.batch_id = asking.id.text,
		.posted_on = body->posted_on,
	};

	return asking_end(&asking, &msg, err);
}

/* {"bytes":123,"base64":"…"}, as the service that made the PDF answers. */
static int take_stretch(const char *json, struct strbuf *pdf, int64_t *ret_bytes,
			struct err *err)
{
	static const char BYTES[] = "{\"bytes\":";
	static const char BASE64[] = ",\"base64\":\"";
	AUTO_BYTES *bytes = mem_alloc(STRETCH_MOST);
	const char *at = json ? strstr(json, BASE64) : NULL;
	const char *end = at ? strrchr(at, '"') : NULL;
	size_t len = 0;

	if (!at || strncmp(json, BYTES, strlen(BYTES)) != 0)
		return err_set(err, ERR_BROKEN, "a stretch of a PDF is not as expected");
	at += strlen(BASE64);
	if (sodium_base642bin(bytes, STRETCH_MOST, at, (size_t)(end - at), NULL, &len,
			      NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return err_set(err, ERR_BROKEN, "a stretch of a PDF is not as expected");
	strbuf_add_n(pdf, (const char *)bytes, len);
	*ret_bytes = 0;
	for (const char *digit = json + strlen(BYTES); *digit >= '0' && *digit <= '9';
	     digit++)
		*ret_bytes = *ret_bytes * 10 + (*digit - '0');
	return strbuf_check(pdf, err);
}

struct reading {
	struct gateway *gateway;
	const struct request *req;
	struct uuid batch;
	int64_t piece;
};

static int read_stretch(const struct reading *reading, struct strbuf *pdf,
			int64_t *ret_bytes, struct err *err)
{
	struct uuid id = uuid_new(request_received_at(reading->req));
	STRBUF_AUTO json = strbuf_new(ANSWER_MOST);
	struct command command;

	command_begin_part(reading->gateway, reading->req, &print_batch_read_type, &id,
			   &command);
	command.answer_is_enough = true;
	struct print_batch_read msg = {
		COMMAND_FIELDS(&command),
		.batch_id = reading->batch.text,
		.piece = reading->piece,
		.offset = (int64_t)pdf->len,
	};
	if (command_result(reading->gateway, &command, &msg, &json, err) < 0)
		return -1;
	return take_stretch(json.text, pdf, ret_bytes, err);
}

int http_print_pdf(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	const struct int_range pieces = { 1, PIECES_MOST, 1 };
	struct reading reading = { .gateway = service, .req = req };
	STRBUF_AUTO pdf = strbuf_new(PDF_MOST);
	int64_t bytes = 1;

	if (request_path_uuid(req, "id", &reading.batch, err) < 0 ||
	    request_query_int(req, "piece", pieces, &reading.piece, err) < 0)
		return -1;
	while ((int64_t)pdf.len < bytes) {
		size_t before = pdf.len;

		if (read_stretch(&reading, &pdf, &bytes, err) < 0)
			return -1;
		if (pdf.len == before)
			return err_set(err, ERR_BROKEN, "a PDF ends too early");
	}
	strbuf_add_n(reply_body(reply), pdf.text, pdf.len);
	reply_type(reply, "application/pdf");
	reply_header(reply, "Content-Disposition",
		     "attachment; filename=\"%.8s-%" PRId64 ".pdf\"", reading.batch.text,
		     reading.piece);
	reply_header(reply, "Cache-Control", "no-store");
	return 0;
}
