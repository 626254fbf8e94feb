/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posting to HTTP servers outside, several at a time, over connections that stay open.
 *
 * What the sender must know is whether the other side can have it: POST_UNREACHED means
 * certainly not, POST_LOST means perhaps. HTTP and HTTPS only, certificates are always
 * checked, no redirect is followed. Thread: one at a time.
 */
#ifndef BEURT_TEXT_POST_H
#define BEURT_TEXT_POST_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/strbuf.h"

#define POST_HEADERS_MAX 8
#define POST_ANSWER_MAX  ((size_t)16 * 1024)

struct poster;

struct poster_request {
	const char *ca_file; /* NULL or "" = the system's */
	int connections;     /* 1..64 at the same time */
	int64_t connect_millis;
	int64_t post_millis; /* for the whole of one post, answer included */
};

enum post_outcome {
	POST_NOT_TRIED, /* the time for the round was over */
	POST_ANSWERED,  /* status and answer say what */
	POST_UNREACHED, /* no connection: the server does not have it */
	POST_LOST,      /* handed over, no answer but a proxy's: the server may have it */
};

struct post {
	const char *url;                       /* lent for the call, like all of these */
	const char *headers[POST_HEADERS_MAX]; /* "Name: value"; NULL ends them */
	struct slice body;
	/* What became of it. */
	enum post_outcome outcome;
	int status;
	int64_t retry_after;  /* seconds, as the header says; 0 = it says nothing */
	struct strbuf answer; /* cut off at POST_ANSWER_MAX; strbuf_done() it */
};

MUST_CHECK int poster_open(const struct poster_request *request,
			   struct poster **ret_poster, struct err *err);
void poster_close(struct poster *poster);
AUTO_FREE(poster, poster_close)

/* Every post comes back with its outcome; the call itself cannot fail. Posts that were
 * not begun after `budget_millis` stay POST_NOT_TRIED; 0 = no such limit. */
void poster_run(struct poster *poster, struct post *posts, size_t count,
		int64_t budget_millis);

#endif
