/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as what a client may send. The first byte chooses: through a socket to a real
 * server, or into the small grammars (heads, addresses, cookies, forms, ETags, cursors).
 *
 * Beside not crashing, these must hold: a handler runs only for a head that passes the
 * checks, and never with more body than its route allows; what comes out of a form or a
 * cookie fits and is clean; decoding never makes a text longer.
 */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "gateway/domain/cursor.h"
#include "http/head.h"
#include "http/http.h"
#include "sys/log.h"

#define BODY_MOST 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

/* --- the grammars --------------------------------------------------------------------
 */

static void split_fields(char *text, struct head *head)
{
	for (char *line = strtok(text, "\n");
	     line && head->fields_count < HEAD_FIELDS_MAX; line = strtok(NULL, "\n")) {
		size_t name = strcspn(line, ":");
		size_t rest = line[name] ? name + 1 : name;
		head->fields[head->fields_count++] = (struct head_field){
			{ line, name },
			slice_trim(slice_of(line + rest)),
		};
	}
}

static void check_head(char *text)
{
	struct err err = { 0 };
	int64_t length = 0;
	char *url = text;
	char *rest = strchr(text, '\n');
	if (!rest)
		return;
	*rest++ = '\0';
	struct head head = { .method = "GET", .url = url, .version = "HTTP/1.1" };
	split_fields(rest, &head);
	if (head_check(&head, &length, &err) == 0)
		must(length >= -1 && url[0] == '/' && strlen(url) <= HEAD_URL_MAX);
	else
		must(err.kind == ERR_INVALID && text_is_clean(slice_of(err.text)));
}

static void check_values(char *text, size_t size)
{
	char value[32];
	char trace[33];
	(void)cookie_find(text, "beurt", value, sizeof(value));
	if (form_find((struct slice){ text, size }, "scope", value, sizeof(value)))
		must(strlen(value) < sizeof(value) && text_is_clean(slice_of(value)));
	if (trace_read(text, trace))
		must(strlen(trace) == 32);
	(void)accepts_gzip(text);
	(void)etag_matches(text, "\"7\"");
	size_t before = strlen(text);
	must(url_decode(text) <= before);
}

static void check_cursor(const char *text)
{
	static const enum cursor_key kinds[] = { CURSOR_DATE, CURSOR_INSTANT,
						 CURSOR_NAME };
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		char again[CURSOR_TEXT];
		struct cursor cursor;
		struct cursor back;
		struct err err = { 0 };
		if (cursor_read(text, kinds[i], &cursor, &err) < 0)
			continue;
		must(cursor_read(cursor_write(&cursor, again), kinds[i], &back, &err) ==
		     0);
		must(strcmp(back.key, cursor.key) == 0);
	}
}

/* --- the server ----------------------------------------------------------------------
 */

static int answer(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	char value[16];
	(void)service;
	(void)err;
	must(request_body(req).len <= BODY_MOST);
	(void)request_cookie(req, "beurt", value, sizeof(value));
	(void)request_form(req, "scope", value, sizeof(value));
	const char *id = request_path(req, "id");
	must(!id || text_is_clean(slice_of(id)));
	strbuf_add(reply_body(reply), "{}");
	reply_etag_of_body(reply);
	return 0;
}

static const struct http_route ROUTES[] = {
	{ HTTP_GET, "/a", answer, 0, 0, BODY_MOST },
	{ HTTP_POST, "/a/{id}", answer, 0, 0, BODY_MOST },
	{ HTTP_PUT, "/slow/{id}", answer, 0, HTTP_SLOW, BODY_MOST },
};

static struct http_server *start_server(void)
{
	struct http_server *server;
	struct clock *clock;
	struct err err = { 0 };
	log_start("fuzz", LOG_ERROR);
	must(clock_open(NULL, &clock, &err) == 0);
	struct http_options options = {
		.address = "127.0.0.1",
		.threads = 1,
		.workers = 1,
		.queue = 4,
		.connections = 20,
		.connections_per_ip = 20,
		.timeout_seconds = 1,
		.clock = clock,
		.routes = ROUTES,
		.routes_count = COUNT_OF(ROUTES),
	};
	must(http_server_start(&options, &server, &err) == 0);
	return server;
}

static void send_bytes(const uint8_t *data, size_t size)
{
	static struct http_server *server;
	char bytes[4096];
	struct timeval patience = { .tv_usec = 20000 };
	if (!server)
		server = start_server();
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)http_server_port(server)),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int line = socket(AF_INET, SOCK_STREAM, 0);
	must(line >= 0);
	must(setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0);
	struct linger now = { 1, 0 }; /* leave no socket waiting behind */
	must(setsockopt(line, SOL_SOCKET, SO_LINGER, &now, sizeof(now)) == 0);
	if (connect(line, (struct sockaddr *)&to, sizeof(to)) == 0 &&
	    send(line, data, size, MSG_NOSIGNAL) == (ssize_t)size) {
		(void)shutdown(line, SHUT_WR);
		while (recv(line, bytes, sizeof(bytes), 0) > 0)
			continue;
	}
	close(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2 || size > 20000)
		return 0;
	if (data[0] % 4 == 0) {
		send_bytes(data + 1, size - 1);
		return 0;
	}
	char *text = mem_text_n((const char *)data + 1, size - 1);
	if (data[0] % 4 == 1)
		check_head(text);
	else if (data[0] % 4 == 2)
		check_values(text, strlen(text));
	else
		check_cursor(text);
	mem_free(text);
	return 0;
}
