/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what goes with every reply: security headers, caching, 304, compression.
 */
#include <string.h>
#include <zlib.h>

#include "http/exchange.h"
#include "http/problem.h"

#define GZIP_FROM 1024

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

static void pack_body(struct reply *reply)
{
	if (!reply->kept)
		gzip_body(reply);
	else if (reply->body.len <= KEPT_REST_MAX && kept_body_pack(reply->kept))
		reply->encoding = "gzip";
}

static size_t body_length(const struct reply *reply)
{
	return reply->body.len + (reply->kept ? kept_body_length(reply->kept) : 0);
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
		kept_body_free(TAKE(reply->kept));
		strbuf_clear(&reply->body);
	}
	if (!reply->encoding && body_length(reply) >= GZIP_FROM && is_text(reply->type) &&
	    accepts_gzip(request_header(req, "Accept-Encoding")))
		pack_body(reply);
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

static char *join(const struct reply *reply, size_t *ret_length)
{
	struct slice rest = { reply->body.text ? reply->body.text : "", reply->body.len };
	return kept_body_join(reply->kept, rest, reply->encoding != NULL, ret_length);
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
	if (length == 0 && !reply->kept)
		return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	char *body = reply->kept ? join(reply, &length) : strbuf_take(&reply->body);
	return MHD_create_response_from_buffer_with_free_callback(length, body, mem_free);
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
