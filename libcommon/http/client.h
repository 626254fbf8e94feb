/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking another HTTP server: one connection that is kept, cookies that are kept, limits
 * on time and size. For the command line and for servers outside; services do not call
 * each other.
 * Thread: one at a time.
 */
#ifndef BEURT_HTTP_CLIENT_H
#define BEURT_HTTP_CLIENT_H

#include "base/slice.h"
#include "base/strbuf.h"

struct http_client;

/* base is like "https://garage.example" without a slash at the end. */
MUST_CHECK int http_client_open(const char *base, struct http_client **ret_client,
				struct err *err);
void http_client_close(struct http_client *client);
AUTO_FREE(http_client, http_client_close)

/* For addresses that others chose: only servers on the public Internet are asked
 * (public_address.h), whatever a name leads to and whatever proxy is set; and no answer
 * is waited for longer than `seconds`. */
enum http_reach { HTTP_REACH_ANY, HTTP_REACH_PUBLIC };
void http_client_limit(struct http_client *client, enum http_reach reach, int seconds);

struct http_call {
	const char *method; /* "GET", "POST" */
	const char *path;   /* with query */
	const char *type;   /* of the body; NULL = no body */
	struct slice body;
	const char *const *headers; /* "Name: value"; may be NULL */
	size_t headers_count;
};

struct http_answer {
	int status;
	int64_t retry_after; /* seconds, as the header says; 0 = it says nothing */
	struct strbuf body;
};

#define HTTP_ANSWER_MAX ((size_t)8 << 20)
#define HTTP_URL_MAX    ((size_t)8000) /* base and path: what servers take */

#define HTTP_UNREACHED  "UNREACHED"

/* 0 whatever the status is; ERR_LATER when no answer came, or not all of it (connection,
 * time-out of 30 s), with code HTTP_UNREACHED when the server surely heard nothing;
 * ERR_INVALID when it or the address is too long. Free the body with strbuf_done. */
MUST_CHECK int http_client_call(struct http_client *client, const struct http_call *call,
				struct http_answer *ret_answer, struct err *err);

#endif
