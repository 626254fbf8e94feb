/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the status and words of every error a client sees.
 */
#include "http/problem.h"

#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "http/exchange.h"

#define PROBLEM_TYPE "application/problem+json"

struct problem {
	const char *code;
	int status;
	const char *title;
	int retry_after; /* seconds; 0 = not said */
};

/* Codes whose status is not their kind's. */
static const struct problem BY_CODE[] = {
	{ "NOT_SIGNED_IN", 401, "Sign in first" },
	{ "LOGIN_REFUSED", 401, "Log-in name or password is not right" },
	{ "METHOD_NOT_ALLOWED", 405, "This address does not take that method" },
	{ "VERSION_MISMATCH", 412, "It changed since you read it" },
	{ "TOO_LARGE", 413, "The body is too large" },
	{ "URI_TOO_LONG", 414, "The address is too long" },
	{ "CONTENT_TYPE", 415, "This type of content is not taken here" },
	{ "PHOTO_KIND", 415, "A photo is a JPEG or a PNG" },
	{ "PHOTO_DAMAGED", 422, "The photo did not arrive as it was sent" },
	{ "VERSION_MISSING", 428, "Say which version you read, in If-Match" },
	{ "TOO_MANY", 429, "Too many requests", 30 },
	{ "TOO_FAST", 429, "Too many requests", 2 },
	{ "TOO_MANY_FIELDS", 431, "Too many headers or parameters" },
	{ "ADDRESS_INVALID", 422, "Nothing can be mailed to this address" },
	{ "SAME_ADDRESS", 422, "It is that address already" },
	{ "FLEET_EMAIL_EQUALS_PASSPORT", 422, "A fleet needs an address of its own" },
	{ "RECIPIENT_IS_HOLDER", 422, "The car is theirs already" },
	{ "RECIPIENT_IS_FLEET", 422, "This address is a fleet's" },
	{ "PASSWORD_WEAK", 422, "This password is too easy to guess" },
	{ "HABIT_NEEDS_CONSENT", 422, "The driver has to agree first" },
	{ "GARAGE_NOT_LINKED", 422, "This garage does not look after the car" },
	{ "LIST_FROZEN", 409, "The list is closed" },
	{ "LIST_CHANGED", 409, "The list changed since you saw it" },
	{ "CROSS_SITE", 403, "The request came from another site" },
};

static const struct problem BY_KIND[] = {
	[ERR_NONE] = { "BROKEN", 500, "Something is broken here" },
	[ERR_INVALID] = { "INVALID", 400, "The request is not right" },
	[ERR_DENIED] = { "DENIED", 403, "Not allowed" },
	[ERR_ABSENT] = { "ABSENT", 404, "Not there" },
	[ERR_CONFLICT] = { "CONFLICT", 409, "Somebody was first" },
	[ERR_LATER] = { "LATER", 503, "Not possible now; try again", 2 },
	[ERR_BROKEN] = { "BROKEN", 500, "Something is broken here" },
};

static struct problem find(const struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(BY_CODE); i++)
		if (strcmp(BY_CODE[i].code, err->code) == 0)
			return BY_CODE[i];
	struct problem problem = BY_KIND[err->kind];
	if (err->code[0] && problem.status != 500)
		problem.code = err->code;
	return problem;
}

int problem_status(const struct err *err)
{
	return find(err).status;
}

/* "/lines/1/kind 'x' is not …" names its place: one entry of `errors`. */
static void write_place(struct json_out *out, const struct err *err)
{
	const char *space = strchr(err->text, ' ');
	if (err->kind != ERR_INVALID || err->text[0] != '/' || !space)
		return;
	json_out_open_array(out, "errors");
	json_out_open_object(out, NULL);
	json_out_text_n(out, "pointer",
			(struct slice){ err->text, (size_t)(space - err->text) });
	json_out_text(out, "detail", space + 1);
	json_out_close_object(out);
	json_out_close_array(out);
}

void problem_write(struct strbuf *buf, const struct err *err, const char *trace,
		   const char *more)
{
	struct problem problem = find(err);
	struct json_out out = json_out_into(buf);
	char type[80];
	snprintf(type, sizeof(type), "urn:beurt:problem:%s", problem.code);
	json_out_open_object(&out, NULL);
	json_out_text(&out, "type", type);
	json_out_text(&out, "title", problem.title);
	json_out_int(&out, "status", problem.status);
	json_out_text(&out, "code", problem.code);
	if (problem.status != 500 && err->text[0])
		json_out_text(&out, "detail", err->text);
	json_out_text(&out, "traceId", trace);
	write_place(&out, err);
	if (more)
		strbuf_addf(buf, ",%s", more);
	json_out_close_object(&out);
}

static void become(struct request *req, const struct err *err, const char *more)
{
	struct reply *reply = &req->reply;
	struct problem problem = find(err);
	reply_clear(reply);
	reply_status(reply, problem.status);
	reply_type(reply, PROBLEM_TYPE);
	if (problem.retry_after)
		reply_header(reply, "Retry-After", "%d", problem.retry_after);
	problem_write(&reply->body, err, req->trace, more);
}

int problem_refuse(struct request *req, const struct err *err, const char *more)
{
	become(req, err, more);
	return -1;
}

void reply_problem(struct request *req, const struct err *err)
{
	/* A handler that wrote its own problem keeps it. */
	if (strcmp(req->reply.type, PROBLEM_TYPE) != 0 || req->reply.body.len == 0)
		become(req, err, NULL);
}
