/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides how a reply is kept until it is sent.
 */
#include "http/reply.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "http/exchange.h"

#define HEADER_VALUE_MAX 4096

void reply_start(struct reply *reply)
{
	*reply = (struct reply){
		.status = 200,
		.type = "application/json",
		.body = strbuf_new(REPLY_BODY_MAX),
	};
}

void reply_clear(struct reply *reply)
{
	reply_done(reply);
	reply_start(reply);
}

void reply_done(struct reply *reply)
{
	for (size_t i = 0; i < reply->fields_count; i++)
		mem_free(reply->fields[i].value);
	reply->fields_count = 0;
	kept_body_free(TAKE(reply->kept));
	strbuf_done(&reply->body);
}

void reply_status(struct reply *reply, int status)
{
	reply->status = status;
}

void reply_type(struct reply *reply, const char *type)
{
	reply->type = type;
}

struct strbuf *reply_body(struct reply *reply)
{
	return &reply->body;
}

int reply_msg(struct reply *reply, const struct msg_type *type, const void *msg,
	      struct err *err)
{
	strbuf_clear(&reply->body);
	reply_type(reply, "application/json");
	return msg_encode(type, msg, &reply->body, err);
}

static struct reply_field *field_for(struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->fields_count; i++)
		if (strcmp(reply->fields[i].name, name) == 0 &&
		    strcmp(name, "Set-Cookie") != 0)
			return &reply->fields[i];
	assert(reply->fields_count < REPLY_HEADERS_MAX);
	struct reply_field *field = &reply->fields[reply->fields_count++];
	*field = (struct reply_field){ name, NULL };
	return field;
}

void reply_header(struct reply *reply, const char *name, const char *fmt, ...)
{
	char value[HEADER_VALUE_MAX];
	va_list args;
	va_start(args, fmt);
	int length = vsnprintf(value, sizeof(value), fmt, args);
	va_end(args);
	bool good =
		length >= 0 && (size_t)length < sizeof(value) && !strpbrk(value, "\r\n");
	assert(good);
	if (!good)
		return;
	struct reply_field *field = field_for(reply, name);
	mem_free(field->value);
	field->value = mem_text(value);
}

void reply_etag_version(struct reply *reply, int64_t version)
{
	snprintf(reply->etag, sizeof(reply->etag), "\"%lld\"", (long long)version);
}

void reply_etag(struct reply *reply, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	vsnprintf(reply->etag, sizeof(reply->etag), fmt, args);
	va_end(args);
}

void reply_etag_of_body(struct reply *reply)
{
	snprintf(reply->etag, sizeof(reply->etag), "\"%016llx%zx\"",
		 (unsigned long long)text_hash(reply->body.text ? reply->body.text : ""),
		 reply->body.len);
}

void reply_static(struct reply *reply, struct slice bytes, const char *encoding)
{
	reply->fixed = bytes;
	reply->encoding = encoding;
}

void reply_kept(struct reply *reply, struct kept_body *kept)
{
	kept_body_free(reply->kept);
	reply->kept = kept_body_share(kept);
}

bool etag_matches(const char *header, const char *etag)
{
	const char *at = header;
	while (at && *at) {
		at += strspn(at, " ,\t");
		size_t length = strcspn(at, ",");
		struct slice one = slice_trim((struct slice){ at, length });
		if (one.len > 2 && strncmp(one.at, "W/", 2) == 0)
			one = (struct slice){ one.at + 2, one.len - 2 };
		if (slice_is(one, "*") || slice_is(one, etag))
			return true;
		at += length;
	}
	return false;
}
