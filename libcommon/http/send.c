/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what goes with every reply: security headers, caching, 304, compression.
 */
#include <string.h>
#include <zlib.h>

#include "http/exchange.h"
#include "http/problem.h"

#define GZIP_FROM  1024
#define GZIP_LEVEL 3 /* most of the gain, a fraction of the time */

static const char *const SECURITY[][2] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri "
				     "'none'; frame-ancestors 'none'; "
				     "form-action 'self'; img-src 'self' data:" },
};

static bool is_text(const char *type)
{
	return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL;
}

static bool gzip_body(struct reply *reply)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return false;
	size_t room = deflateBound(&z, reply->body.len);
	unsigned char *packed = mem_alloc(room);
	z.next_in = (unsigned char *)reply->body.text;
	z.avail_in = (unsigned)reply->body.len;
	z.next_out = packed;
	z.avail_out = (unsigned)room;
	bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
	size_t length = z.total_out;
	deflateEnd(&z);
	if (done) {
		strbuf_clear(&reply->body);
		strbuf_add_n(&reply->body, (const char *)packed, length);
		reply->encoding = "gzip";
	}
	mem_free(packed);
	return done;
}

static void settle_body(struct request *req)
{
	struct reply *reply = &req->reply;
	if (reply->body.full) {
		struct err err = { 0 };
		err_set(&err, ERR_BROKEN, "the reply is larger than its limit");
		reply_problem(req, &err);
	}
	if (reply->status == 200 && reply->etag[0] &&
	    etag_matches(request_header(req, "If-None-Match"), reply->etag)) {
		reply->status = 304;
		reply->fixed = (struct slice){ NULL, 0 };
		reply->encoding = NULL;
		strbuf_clear(&reply->body);
	}
	if (!reply->encoding && reply->body.len >= GZIP_FROM && is_text(reply->type) &&
	    accepts_gzip(request_header(req, "Accept-Encoding")))
		gzip_body(reply);
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

static void add_headers(struct MHD_Response *response, const struct request *req)
{
	const struct reply *reply = &req->reply;
	bool cached = false;
	for (size_t i = 0; i < COUNT_OF(SECURITY); i++)
		add(response, SECURITY[i][0], SECURITY[i][1]);
	for (size_t i = 0; i < reply->fields_count; i++) {
		cached = cached || strcmp(reply->fields[i].name, "Cache-Control") == 0;
		add(response, reply->fields[i].name, reply->fields[i].value);
	}
	if (!cached)
		add(response, "Cache-Control", "no-store");
	if (reply->etag[0])
		add(response, "ETag", reply->etag);
	if (reply->encoding)
		add(response, "Content-Encoding", reply->encoding);
	if (is_text(reply->type))
		add(response, "Vary", "Accept-Encoding");
	if (reply->status != 204 && reply->status != 304)
		add(response, "Content-Type", reply->type);
	if (req->stage == STAGE_REFUSED)
		add(response, "Connection", "close");
	add(response, "X-Trace-Id", req->trace);
}

static struct MHD_Response *response_of(struct reply *reply)
{
	union {
		const char *in;
		void *out;
	} fixed = { .in = reply->fixed.at };
	if (fixed.in)
		return MHD_create_response_from_buffer(reply->fixed.len, fixed.out,
						       MHD_RESPMEM_PERSISTENT);
	size_t length = reply->body.len;
	if (length == 0)
		return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	return MHD_create_response_from_buffer_with_free_callback(
		length, strbuf_take(&reply->body), mem_free);
}

enum MHD_Result exchange_send(struct request *req)
{
	settle_body(req);
	struct MHD_Response *response = response_of(&req->reply);
	if (!response)
		return MHD_NO;
	add_headers(response, req);
	enum MHD_Result result = MHD_queue_response(
		req->connection, (unsigned)req->reply.status, response);
	MHD_destroy_response(response);
	return result;
}
