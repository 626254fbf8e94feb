/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One reply being made: status, headers, body.
 *
 * Starts as 200 with an empty body and `Cache-Control: no-store`. The server adds the
 * security headers, compresses what is worth it, and turns a GET whose ETag the client
 * already has into 304. Thread: one at a time.
 */
#ifndef BEURT_HTTP_REPLY_H
#define BEURT_HTTP_REPLY_H

#include "base/err.h"
#include "base/slice.h"
#include "base/strbuf.h"
#include "msg/msg.h"

struct reply;
struct kept_body;

#define REPLY_BODY_MAX (16 * 1024 * 1024)

void reply_status(struct reply *reply, int status);
/* Content type is static text; the body is added to *reply_body(). */
void reply_type(struct reply *reply, const char *type);
struct strbuf *reply_body(struct reply *reply);
/* application/json from a message. */
MUST_CHECK int reply_msg(struct reply *reply, const struct msg_type *type,
			 const void *msg, struct err *err);
/* Sets a header; Set-Cookie may be given several times. Values with CR or LF are dropped
 * with an assertion: they are never taken from a request. */
void reply_header(struct reply *reply, const char *name, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
void reply_etag_version(struct reply *reply, int64_t version);                /* "7" */
void reply_etag(struct reply *reply, const char *fmt, ...) PRINTF_LIKE(2, 3); /* quoted */
void reply_etag_of_body(struct reply *reply); /* hash of what is in it now */
/* Bytes that outlive the server, already gzip when asked for: static files. */
void reply_static(struct reply *reply, struct slice bytes, const char *encoding);

/* The body begins with what is kept (kept.h); *reply_body() follows it. Shares kept. */
void reply_kept(struct reply *reply, struct kept_body *kept);

/* True when an If-Match or If-None-Match header lists this ETag (weak comparison). */
bool etag_matches(const char *header, const char *etag);

#endif
