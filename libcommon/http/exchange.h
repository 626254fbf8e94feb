/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private to http/: one request and its reply from the head's arrival to the last byte.
 *
 * Belongs to one server thread or, while the connection is set aside, to one worker.
 */
#ifndef BEURT_HTTP_EXCHANGE_H
#define BEURT_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "http/forwarded.h"
#include "http/head.h"
#include "http/http.h"
#include "http/kept.h"

#define PATH_PARAMS_MAX   4
#define REPLY_HEADERS_MAX 12
#define ETAG_TEXT         40
#define TRACE_TEXT        33
#define IP_TEXT           FORWARDED_IP_TEXT

struct path_param {
	struct slice name; /* in the route's pattern */
	const char *value; /* lives as long as the request */
};

struct reply_field {
	const char *name; /* static */
	char *value;
};

struct reply {
	int status;
	const char *type;
	struct strbuf body;
	struct slice fixed;     /* instead of body */
	struct kept_body *kept; /* before body; a user of it */
	const char *encoding;
	char etag[ETAG_TEXT];
	struct reply_field fields[REPLY_HEADERS_MAX];
	size_t fields_count;
};

enum stage {
	STAGE_BODY,     /* head was fine, body is coming in */
	STAGE_REFUSED,  /* `refusal` is the answer, whatever still comes in */
	STAGE_RUNNING,  /* a worker has it, it is held, or a handler is on the stack */
	STAGE_ANSWERED, /* reply is complete */
};

struct owned;

struct request {
	struct http_server *server;
	const struct http_options *options;
	struct MHD_Connection *connection;
	const struct http_route *route;
	enum http_method method;
	bool is_head; /* a GET without its body */
	enum stage stage;
	const char *url;
	struct path_param params[PATH_PARAMS_MAX];
	size_t params_count;
	char trace[TRACE_TEXT];
	char ip[IP_TEXT];
	char content_type[64];
	struct instant received_at;
	int64_t started;  /* monotonic */
	int64_t received; /* bytes of body, also those thrown away */
	struct strbuf body;
	struct err refusal;
	struct owned *owned;
	const void *subject;
	struct reply reply;
};

/* request.c */
struct request *exchange_new(struct http_server *server,
			     const struct http_options *options,
			     struct MHD_Connection *connection);
void exchange_free(struct request *req);
void *exchange_keep(struct request *req, void *what,
		    void (*free_fn)(void *context, void *what),
		    void *context); /* takes `what`, frees it at the end */

/* arrive.c: the head is read and checked, its route found; -1 is the refusal. */
MUST_CHECK int exchange_open(struct request *req, struct head *head, int64_t *ret_length,
			     struct err *err);
size_t exchange_body_max(const struct request *req);

/* reply.c */
void reply_start(struct reply *reply);
void reply_clear(struct reply *reply);
void reply_done(struct reply *reply);

/* problem.c: the reply becomes the error's, whatever was in it. */
void reply_problem(struct request *req, const struct err *err);

/* kept.c: packs once, false when that is not possible; the kept body and `rest` (at most
 * KEPT_REST_MAX when packed) as one, caller frees. */
#define GZIP_LEVEL    3 /* most of the gain, a fraction of the time */
#define KEPT_REST_MAX 65535
bool kept_body_pack(struct kept_body *kept);
char *kept_body_join(const struct kept_body *kept, struct slice rest, bool packed,
		     size_t *ret_length);

/* send.c */
enum MHD_Result exchange_send(struct request *req);

/* router.c: the route that takes method and path, with its parameters in req. */
enum route_found { ROUTE_NONE, ROUTE_OTHER_METHOD, ROUTE_FOUND };
enum route_found router_find(const struct http_options *options, struct request *req);

#endif
