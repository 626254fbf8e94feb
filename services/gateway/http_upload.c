/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Invoices by HTTP: handed in (answered once the brokers have the file), or only checked.
 */
#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/publish.h"
#include "gen/document_check.h"
#include "gen/invoice_uploaded.h"
#include "sys/uuid_new.h"

#define ACK_SECONDS 5

struct upload {
	enum document_check_format format;
	enum document_check_document_encoding encoding;
	char *document; /* text, or base64 of bytes that are no text */
};

static const struct {
	const char *media;
	enum document_check_format format;
} FORMATS[] = {
	{ "application/json", DOCUMENT_CHECK_FORMAT_JSON },
	{ "application/xml", DOCUMENT_CHECK_FORMAT_UBL },
	{ "text/xml", DOCUMENT_CHECK_FORMAT_UBL },
	{ "text/csv", DOCUMENT_CHECK_FORMAT_CSV },
};

static int read_format(const struct request *req, enum document_check_format *ret_format,
		       struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(FORMATS); i++) {
		if (strcmp(FORMATS[i].media, request_content_type(req)) != 0)
			continue;
		*ret_format = FORMATS[i].format;
		return 0;
	}
	return err_set_code(
		err, ERR_INVALID, "CONTENT_TYPE",
		"an invoice is application/json, application/xml or text/csv");
}

static int read_upload(const struct request *req, struct upload *ret_upload,
		       struct err *err)
{
	struct slice body = request_body(req);
	struct upload upload = { .encoding = DOCUMENT_CHECK_DOCUMENT_ENCODING_TEXT };
	if (read_format(req, &upload.format, err) < 0)
		return -1;
	if (body.len == 0)
		return err_set(err, ERR_INVALID, "the body is empty");
	if (text_is_utf8(body) && !memchr(body.at, '\0', body.len)) {
		upload.document = mem_text_n(body.at, body.len);
	} else {
		size_t room = sodium_base64_ENCODED_LEN(body.len,
							sodium_base64_VARIANT_ORIGINAL);
		upload.document = mem_alloc(room);
		upload.encoding = DOCUMENT_CHECK_DOCUMENT_ENCODING_BASE64;
		sodium_bin2base64(upload.document, room, (const unsigned char *)body.at,
				  body.len, sodium_base64_VARIANT_ORIGINAL);
	}
	*ret_upload = upload;
	return 0;
}

static int check_only(struct gateway *gateway, const struct request *req,
		      struct reply *reply, const struct upload *upload, struct err *err)
{
	struct told told = { 0 };
	struct command command;
	enum command_end end;
	if (command_begin(gateway, req, &document_check_type, &command, err) < 0)
		return -1;
	struct document_check msg = {
		COMMAND_FIELDS(&command),
		.format = upload->format,
		.document = upload->document,
		.document_encoding = upload->encoding,
	};
	int result = command_ask(gateway, &command, &msg, &end, &told, err);
	if (result == 0 && end == COMMAND_PENDING)
		command_reply_pending(&command, reply);
	else if (result == 0)
		strbuf_add(reply_body(reply), told.result ? told.result : "{}");
	told_done(&told);
	return result;
}

static void reply_receipt(struct reply *reply, const struct uuid *receipt,
			  const char *received_at)
{
	reply_status(reply, 202);
	reply_header(reply, "Location", "/v1/intake?receipt=%s", receipt->text);
	strbuf_addf(reply_body(reply),
		    "{\"receipt_id\":\"%s\",\"received_at\":\"%s\","
		    "\"records\":\"/v1/intake?receipt=%s\"}",
		    receipt->text, received_at, receipt->text);
}

static int take_in(struct gateway *gateway, const struct request *req,
		   struct reply *reply, const struct upload *upload, struct err *err)
{
	const struct subject *subject = access_subject(req);
	char received_at[INSTANT_TEXT];
	struct uuid receipt;
	if (command_key(req, &receipt, err) < 0)
		return -1;
	/* A file sent again under its receipt is another record: it came at another time.
	 */
	struct uuid record = uuid_new(request_received_at(req));
	struct invoice_uploaded msg = {
		.receipt_id = receipt.text,
		.dealer = subject->dealer,
		.actor = subject->login,
		.received_at = instant_format(request_received_at(req), received_at),
		.format = (enum invoice_uploaded_format)upload->format,
		.document = upload->document,
		.document_encoding =
			(enum invoice_uploaded_document_encoding)upload->encoding,
		.file_name = request_query(req, "file_name"),
	};
	struct publication publication = {
		.type = &invoice_uploaded_type,
		.msg = &msg,
		.id = record.text,
		.trace = request_trace(req),
		.time = request_received_at(req),
	};
	int64_t deadline = clock_monotonic() + ACK_SECONDS * MICROS_PER_SECOND;
	if (publish_surely(gateway->producer, &publication, deadline, err) < 0)
		return -1;
	reply_receipt(reply, &receipt, received_at);
	return 0;
}

static int limit_uploads(struct gateway *gateway, const struct request *req,
			 struct err *err)
{
	return limiter_take_of(gateway->limiter, LIMIT_UPLOAD,
			       access_subject(req)->dealer, err);
}

int http_upload_invoice(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	static const char *const answers[] = { "0", "1" };
	const char *dry_run;
	struct upload upload = { .document = NULL };
	if (limit_uploads(service, req, err) < 0 ||
	    request_query_word(req, "dry_run", answers, COUNT_OF(answers), &dry_run,
			       err) < 0 ||
	    read_upload(req, &upload, err) < 0)
		return -1;
	int result = dry_run && dry_run[0] == '1'
			     ? check_only(service, req, reply, &upload, err)
			     : take_in(service, req, reply, &upload, err);
	mem_free(upload.document);
	return result;
}
