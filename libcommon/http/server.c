/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides libmicrohttpd: start, stop, and a request's way through its stages.
 *
 * The library calls take_request() once for the head, once per piece of body, once when
 * the body is complete and once more after a worker has answered.
 */
#include <arpa/inet.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "http/exchange.h"
#include "http/observe.h"
#include "http/problem.h"
#include "http/workers.h"
#include "sys/log.h"

#define HEAD_MEMORY (32 * 1024)
#define DISCARD_MAX                                                                      \
	(16 * 1024 * 1024) /* of a body too large, read to be able to answer */
#define STOP_PATIENCE_MICROS (10 * MICROS_PER_SECOND)

struct http_server {
	struct http_options options;
	struct MHD_Daemon *daemon;
	struct workers *workers;
	struct observer *observer;
	atomic_int running;
};

/* --- the head ----------------------------------------------------------------------- */

static enum MHD_Result refuse(struct request *req)
{
	req->stage = STAGE_REFUSED;
	reply_problem(req, &req->refusal);
	return exchange_send(req);
}

static enum MHD_Result take_head(struct request *req, const char *method,
				 const char *version)
{
	struct head head = { .method = method, .url = req->url, .version = version };
	int64_t length = 0;
	req->stage = STAGE_BODY;
	if (exchange_open(req, &head, &length, &req->refusal) == 0)
		return MHD_YES;
	/* A client that is still sending would miss the answer: read on, within reason.
	 */
	if (strcmp(req->refusal.code, "TOO_LARGE") == 0 && length <= DISCARD_MAX) {
		req->stage = STAGE_REFUSED;
		return MHD_YES;
	}
	return refuse(req);
}

/* --- the body ----------------------------------------------------------------------- */

static enum MHD_Result take_piece(struct request *req, const char *bytes, size_t *size)
{
	int64_t patience = req->options->timeout_seconds * MICROS_PER_SECOND;
	req->received += (int64_t)*size;
	if (req->received > DISCARD_MAX || clock_monotonic() - req->started > patience)
		return MHD_NO;
	if (req->stage == STAGE_BODY)
		strbuf_add_n(&req->body, bytes, *size);
	if (req->stage == STAGE_BODY && req->body.full) {
		err_set_code(&req->refusal, ERR_INVALID, "TOO_LARGE",
			     "the body is larger than %zu bytes", exchange_body_max(req));
		req->stage = STAGE_REFUSED;
		strbuf_done(&req->body);
	}
	*size = 0;
	return MHD_YES;
}

/* --- the handler -------------------------------------------------------------------- */

static int call_handler(struct request *req, struct err *err)
{
	const struct http_options *options = req->options;
	if (!req->route)
		return options->otherwise(options->service, req, &req->reply, err);
	int guarded = options->guard
			      ? options->guard(options->service, req, &req->reply, err)
			      : 0;
	return guarded ? guarded
		       : req->route->run(options->service, req, &req->reply, err);
}

/* False when the request is held: somebody else may have it already. */
static bool answer(struct request *req)
{
	int result = call_handler(req, &req->refusal);
	if (result == HTTP_HELD)
		return false;
	if (result < 0) {
		reply_problem(req, &req->refusal);
		if (problem_status(&req->refusal) == 500)
			log_event(LOG_ERROR, "request_broken",
				  F_TEXT("trace", req->trace),
				  F_TEXT("error", req->refusal.text));
	}
	req->stage = STAGE_ANSWERED;
	return true;
}

static void answer_in_worker(void *job)
{
	struct request *req = job;
	if (answer(req))
		MHD_resume_connection(req->connection);
}

void request_hold(struct request *req)
{
	req->stage = STAGE_RUNNING;
	MHD_suspend_connection(req->connection);
}

void request_go_on(struct request *req)
{
	req->stage = STAGE_BODY;
	MHD_resume_connection(req->connection);
}

static enum MHD_Result set_aside(struct request *req)
{
	req->stage = STAGE_RUNNING;
	MHD_suspend_connection(req->connection);
	if (workers_put(req->server->workers, req))
		return MHD_YES;
	err_set_code(&req->refusal, ERR_LATER, "BUSY", "too many requests are waiting");
	reply_problem(req, &req->refusal);
	req->stage = STAGE_ANSWERED;
	MHD_resume_connection(req->connection);
	return MHD_YES;
}

static enum MHD_Result take_end(struct request *req)
{
	if (req->stage == STAGE_REFUSED)
		return refuse(req);
	if (req->stage == STAGE_BODY && req->route && (req->route->flags & HTTP_SLOW))
		return set_aside(req);
	if (req->stage == STAGE_BODY && !answer(req))
		return MHD_YES;
	return req->stage == STAGE_ANSWERED ? exchange_send(req) : MHD_YES;
}

static enum MHD_Result
take_request(void *arg, /* lint-ok: shape: libmicrohttpd fixes this list */
	     struct MHD_Connection *connection, const char *url, const char *method,
	     const char *version, const char *upload, size_t *upload_size, void **context)
{
	struct http_server *server = arg;
	struct request *req = *context;
	if (!req) {
		*context = req = exchange_new(server, &server->options, connection);
		req->url = url;
		atomic_fetch_add(&server->running, 1);
		return take_head(req, method, version);
	}
	if (*upload_size > 0)
		return take_piece(req, upload, upload_size);
	return take_end(req);
}

static void end_request(void *arg, struct MHD_Connection *connection, void **context,
			enum MHD_RequestTerminationCode code)
{
	struct http_server *server = arg;
	struct request *req = *context;
	(void)connection;
	(void)code;
	if (!req)
		return;
	int64_t micros = clock_monotonic() - req->started;
	observer_count(server->observer, req, micros);
	observer_log(req, micros);
	exchange_free(req);
	*context = NULL;
	atomic_fetch_sub(&server->running, 1);
}

static size_t decode_address(void *arg, struct MHD_Connection *connection, char *text)
{
	(void)arg;
	(void)connection;
	return url_decode(text);
}

/* --- start and stop ----------------------------------------------------------------- */

static int read_listen_address(const struct http_options *options,
			       struct sockaddr_in *ret_address, struct err *err)
{
	*ret_address = (struct sockaddr_in){ .sin_family = AF_INET,
					     .sin_port = htons((uint16_t)options->port) };
	if (inet_pton(AF_INET, options->address, &ret_address->sin_addr) != 1)
		return err_set(err, ERR_INVALID,
			       "listen address %s is not an IPv4 address",
			       options->address);
	return 0;
}

static struct MHD_Daemon *start_daemon(struct http_server *server,
				       const struct sockaddr_in *address)
{
	const struct http_options *options = &server->options;
	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		take_request, server, MHD_OPTION_SOCK_ADDR, address,
		MHD_OPTION_THREAD_POOL_SIZE, (unsigned)options->threads,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)options->timeout_seconds,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)options->connections,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)options->connections_per_ip,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MEMORY,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U,
		MHD_OPTION_UNESCAPE_CALLBACK, decode_address, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, end_request, server, MHD_OPTION_END);
}

static void free_server(struct http_server *server)
{
	workers_stop(server->workers);
	observer_free(server->observer);
	mem_free(server);
}

int http_server_start(const struct http_options *options, struct http_server **ret_server,
		      struct err *err)
{
	struct sockaddr_in address;
	if (read_listen_address(options, &address, err) < 0)
		return -1;
	struct http_server *server = mem_alloc(sizeof(*server));
	server->options = *options;
	server->observer = observer_new(&server->options);
	if (workers_start(options->workers, options->queue, answer_in_worker,
			  &server->workers, err) < 0) {
		free_server(server);
		return -1;
	}
	server->daemon = start_daemon(server, &address);
	if (!server->daemon) {
		free_server(server);
		return err_set(err, ERR_BROKEN, "cannot listen on %s port %d",
			       options->address, options->port);
	}
	*ret_server = server;
	return 0;
}

int http_server_port(const struct http_server *server)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
	return info ? info->port : 0;
}

void http_server_stop(struct http_server *server)
{
	if (!server)
		return;
	MHD_socket listener = MHD_quiesce_daemon(server->daemon);
	int64_t until = clock_monotonic() + STOP_PATIENCE_MICROS;
	while (atomic_load(&server->running) > 0 && clock_monotonic() < until)
		clock_pause(5000);
	workers_stop(TAKE(server->workers));
	MHD_stop_daemon(server->daemon);
	if (listener != MHD_INVALID_SOCKET)
		close(listener);
	free_server(server);
}
