/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request as its handler sees it: parameters, headers, cookies, body.
 *
 * Every text is valid UTF-8 without control characters and lent until the request ends;
 * absent ones are NULL. Thread: one at a time.
 */
#ifndef BEURT_HTTP_REQUEST_H
#define BEURT_HTTP_REQUEST_H

#include "base/instant.h"
#include "base/iso_week.h"
#include "base/slice.h"
#include "base/uuid.h"
#include "msg/msg.h"

struct request;
struct http_route;

enum http_method { HTTP_GET = 1, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };

const char *http_method_name(enum http_method method);
enum http_method request_method(const struct request *req); /* HEAD is HTTP_GET */
bool request_is_head(const struct request *req);
const struct http_route *request_route(const struct request *req); /* NULL: no route */
const char *request_url(const struct request *req);                /* path, decoded */
const char *request_path(const struct request *req, const char *name); /* {name} */
const char *request_query(const struct request *req, const char *name);
const char *request_header(const struct request *req, const char *name);
const char *request_ip(const struct request *req);
const char *
request_trace(const struct request *req); /* 32 hex digits, of traceparent or new */
/* When the request's head arrived: what deadlines are judged by. */
struct instant request_received_at(const struct request *req);

/* Value of a cookie, copied into ret_value; false when absent or too long. */
bool request_cookie(const struct request *req, const char *name, char *ret_value,
		    size_t size);
struct slice request_body(const struct request *req);
/* Media type without parameters, lower case, e.g. "text/csv"; "" when absent. */
const char *request_content_type(const struct request *req);
/* Value of a field of an x-www-form-urlencoded body; false when absent or too long. */
bool request_form(const struct request *req, const char *name, char *ret_value,
		  size_t size);
/* … and whether it is there at all. */
bool request_form_has(const struct request *req, const char *name);

/* Body as a message; lent until the request ends. ERR_INVALID naming the place,
 * CONTENT_TYPE when it is not application/json. */
MUST_CHECK int request_msg(struct request *req, const struct msg_type *type,
			   const void **ret_msg, struct err *err);

/* Parameters with a meaning; absent optional ones leave *ret at `preset` or none.
 * ERR_INVALID naming the parameter. */
MUST_CHECK int request_path_uuid(const struct request *req, const char *name,
				 struct uuid *ret_id, struct err *err);
MUST_CHECK int request_query_uuid(const struct request *req, const char *name,
				  struct uuid *ret_id, struct err *err);
MUST_CHECK int request_path_week(const struct request *req, const char *name,
				 struct iso_week *ret_week, struct err *err);
MUST_CHECK int request_query_week(const struct request *req, const char *name,
				  struct iso_week *ret_week, struct err *err);
struct int_range {
	int64_t min;
	int64_t max;
	int64_t preset;
};
MUST_CHECK int request_query_int(const struct request *req, const char *name,
				 struct int_range range, int64_t *ret_value,
				 struct err *err);
/* One of the words, or NULL when absent. */
MUST_CHECK int request_query_word(const struct request *req, const char *name,
				  const char *const *words, size_t words_count,
				  const char **ret_word, struct err *err);

/* Room of `size` zeroed bytes that lives as long as the request. */
void *request_alloc(struct request *req, size_t size);
/* What the guard found out (who is asking), for the handlers after it. */
void request_set_subject(struct request *req, const void *subject);
const void *request_subject(const struct request *req);

/* For the guard of a quick route that has to ask somebody first: the connection waits
 * without a thread until request_go_on, from any thread; then the guard runs again. The
 * guard answers HTTP_HELD and does not touch the request any more. */
void request_hold(struct request *req);
void request_go_on(struct request *req);

#endif
