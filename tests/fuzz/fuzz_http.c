/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes at the server's port: heads, bodies and several requests in a row.
 *
 * A real server listens on the loopback; each input is one connection's bytes, after
 * which the client says no more. Handlers read everything a request can carry. What
 * comes back must be nothing, or begin like HTTP. The same bytes then go through the
 * pure readers of a head's parts.
 */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gen/body_decide.h"
#include "http/head.h"
#include "http/http.h"

enum { MOST_BYTES = 64 << 10, ANSWER_BYTES = 16 << 10, PATIENCE_MICROS = 30000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

/* Reads what a handler may ask a request for. */
static int on_any(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct int_range limits = { 1, 1000, 50 };
	char value[64];
	int64_t limit;

	(void)service;
	request_cookie(req, "beurt", value, sizeof(value));
	request_form(req, "action", value, sizeof(value));
	if (request_query_int(req, "limit", limits, &limit, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"limit\":%lld}", (long long)limit);
	reply_etag_of_body(reply);
	return 0;
}

static int on_message(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	const void *msg;
	struct uuid id;

	(void)service;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_msg(req, &body_decide_type, &msg, err) < 0)
		return -1;
	return reply_msg(reply, &body_decide_type, msg, err);
}

static const struct http_route ROUTES[] = {
	{ HTTP_GET, "/v1/a", on_any, 0, 0, 0 },
	{ HTTP_POST, "/v1/a", on_any, 0, HTTP_SLOW, 4096 },
	{ HTTP_PATCH, "/v1/a/{id}", on_message, 0, 0, 0 },
};

static int start_server(void)
{
	static struct http_server *server; /* lives as long as the process */
	static struct clock *clock;
	struct err err = { 0 };

	if (server)
		return http_server_port(server);
	must(clock_open(NULL, &clock, &err) == 0);
	struct http_options options = {
		.address = "127.0.0.1",
		.threads = 1,
		.workers = 1,
		.queue = 8,
		.connections = 64,
		.connections_per_ip = 64,
		.timeout_seconds = 2,
		.clock = clock,
		.routes = ROUTES,
		.routes_count = sizeof(ROUTES) / sizeof(ROUTES[0]),
	};
	must(http_server_start(&options, &server, &err) == 0);
	return http_server_port(server);
}

static int dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port) };
	/* A head that never ends is not waited for until the server gives up. */
	struct timeval patience = { .tv_usec = PATIENCE_MICROS };
	/* Closed at once, so that ports are free again for the next inputs. */
	struct linger gone = { .l_onoff = 1 };
	int at = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	must(at >= 0 && connect(at, (struct sockaddr *)&to, sizeof(to)) == 0);
	setsockopt(at, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(at, SOL_SOCKET, SO_LINGER, &gone, sizeof(gone));
	return at;
}

static void one_connection(int port, const uint8_t *data, size_t size)
{
	char answer[ANSWER_BYTES];
	size_t got = 0;
	ssize_t more;
	int at = dial(port);

	if (send(at, data, size, MSG_NOSIGNAL) >= 0)
		shutdown(at, SHUT_WR);
	while ((more = recv(at, answer + got, sizeof(answer) - got, 0)) > 0)
		got = got + (size_t)more < sizeof(answer) ? got + (size_t)more : 0;
	close(at);
	if (got >= 5 && got < sizeof(answer) / 2)
		must(memcmp(answer, "HTTP/", 5) == 0);
}

static void parts(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	char value[40];

	memcpy(text, data, size);
	text[size] = '\0';
	if (cookie_find(text, "beurt", value, sizeof(value)))
		must(strlen(value) < sizeof(value));
	if (form_find((struct slice){ text, size }, "action", value, sizeof(value)))
		must(strlen(value) < sizeof(value));
	if (trace_read(text, value))
		must(strlen(value) == 32);
	(void)accepts_gzip(text);
	must(url_decode(text) <= size);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > MOST_BYTES)
		return -1;
	one_connection(start_server(), data, size);
	parts(data, size);
	return 0;
}
