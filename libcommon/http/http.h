/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An HTTP server as a table of routes.
 *
 * A route names a method, a path with {parameters}, a handler and what it costs: quick
 * handlers run on the server's own threads, slow ones (HTTP_SLOW: commands, log-in,
 * uploads) in a bounded pool with the connection set aside, so every handler is straight
 * code. A handler answers 0 and a filled reply, or an error that becomes
 * application/problem+json (problem.h). What the parser lets through but RFC 9112 does
 * not is refused here (head.h).
 * Thread: handlers run on any; start and stop on main.
 */
#ifndef BEURT_HTTP_HTTP_H
#define BEURT_HTTP_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "http/reply.h"
#include "http/request.h"
#include "sys/clock.h"
#include "sys/metrics.h"

typedef int (*http_fn)(void *service, struct request *req, struct reply *reply,
		       struct err *err);

/* What a guard answers beside 0 and -1: the request is held (request_hold); the reply is
 * made and no handler runs. */
#define HTTP_HELD     1
#define HTTP_ANSWERED 2

enum http_flag {
	HTTP_SLOW = 1, /* may block: runs in the worker pool */
};

#define HTTP_BODY_DEFAULT (64 * 1024)

struct http_route {
	enum http_method method;
	const char *path; /* "/v1/weeks/{week}/proposals" */
	http_fn run;
	int access; /* meaning belongs to the guard */
	unsigned flags;
	size_t body_max; /* bytes; 0 = HTTP_BODY_DEFAULT; above it 413 */
};

struct http_options {
	const char *address; /* "127.0.0.1", "0.0.0.0" */
	int port;            /* 0 = any free one, see http_server_port() */
	int threads;
	int workers;
	int queue; /* slow requests waiting for a worker; above it 503 */
	int connections;
	int connections_per_ip;
	int timeout_seconds; /* idle connection, and a whole request's arrival */
	const char
		*proxies; /* whose X-Forwarded-For is believed (forwarded.h), or NULL */
	const struct clock *clock;       /* keeps */
	struct metrics *metrics;         /* keeps; NULL: nothing is counted */
	const struct http_route *routes; /* keeps */
	size_t routes_count;
	http_fn guard;     /* runs before every handler; may hold it; may be NULL */
	http_fn otherwise; /* GET that no route takes (static files); NULL = 404 */
	void *service;     /* keeps */
};

struct http_server;
MUST_CHECK int http_server_start(const struct http_options *options,
				 struct http_server **ret_server, struct err *err);
int http_server_port(const struct http_server *server);
/* Stops accepting, lets running requests end, frees. NULL is allowed. */
void http_server_stop(struct http_server *server);

#endif
