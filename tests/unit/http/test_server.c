/* SPDX-License-Identifier: Apache-2.0 */
/* The server over a real socket: routes, limits, caching, slow handlers, counting. */
#include "http/http.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "unit.h"

struct world {
	struct clock *clock;
	struct metrics *metrics;
	struct http_server *server;
	atomic_int slow;
};

static int answer_ending(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	(void)service;
	(void)err;
	reply_header(reply, "X-Head", "%s", request_is_head(req) ? "yes" : "no");
	strbuf_addf(reply_body(reply), "text of %s", request_path(req, "id"));
	return 0;
}

static int answer_item(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	(void)service;
	struct int_range range = { 1, 9, 5 };
	int64_t number;
	if (request_query_int(req, "n", range, &number, err) < 0)
		return -1;
	if (strcmp(request_path(req, "id"), "none") == 0)
		return err_set(err, ERR_ABSENT, "there is no such item");
	strbuf_addf(reply_body(reply), "{\"id\":\"%s\",\"n\":%d}",
		    request_path(req, "id"), (int)number);
	reply_etag_version(reply, 7);
	return 0;
}

/* Slow ones go on once they are released, not after a time. */
static atomic_bool released = true;
static atomic_int went_on;

static void wait_for_release(void)
{
	int64_t patience = clock_monotonic() + 20 * MICROS_PER_SECOND;
	while (!atomic_load(&released) && clock_monotonic() < patience)
		clock_pause(1000);
	atomic_fetch_add(&went_on, 1);
}

static int answer_echo(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct world *world = service;
	struct slice body = request_body(req);
	(void)err;
	atomic_fetch_add(&world->slow, 1);
	wait_for_release();
	reply_type(reply, "text/plain");
	strbuf_add_n(reply_body(reply), body.at, body.len);
	return 0;
}

static int answer_large(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	for (int i = 0; i < 1000; i++)
		strbuf_add(reply_body(reply), "[1,2,3]");
	return 0;
}

#define ACCESS_HELD 2

static void *look_for_it(void *held)
{
	wait_for_release();
	request_go_on(held);
	return NULL;
}

/* Holds the request until another thread has looked; lets it through the second time. */
static int hold(struct request *req)
{
	pthread_t thread;
	if (request_subject(req))
		return 0;
	request_set_subject(req, "somebody");
	request_hold(req);
	assert_int_equal(pthread_create(&thread, NULL, look_for_it, req), 0);
	pthread_detach(thread);
	return HTTP_HELD;
}

static int guard(void *service, struct request *req, struct reply *reply, struct err *err)
{
	(void)service;
	(void)reply;
	if (request_route(req)->access == ACCESS_HELD)
		return hold(req);
	if (request_route(req)->access == 0 || request_header(req, "X-Key"))
		return 0;
	return err_set_code(err, ERR_DENIED, "NOT_SIGNED_IN", "sign in first");
}

static const struct http_route ROUTES[] = {
	{ HTTP_GET, "/items/{id}.txt", answer_ending, 0, 0, 0 },
	{ HTTP_GET, "/items/{id}", answer_item, 0, 0, 0 },
	{ HTTP_POST, "/echo", answer_echo, 0, HTTP_SLOW, 100 },
	{ HTTP_GET, "/large", answer_large, 0, 0, 0 },
	{ HTTP_GET, "/secret", answer_large, 1, 0, 0 },
	{ HTTP_GET, "/held/{id}", answer_item, ACCESS_HELD, 0, 0 },
};

static int start(void **state)
{
	struct world *world = mem_alloc(sizeof(*world));
	struct err err = { 0 };
	if (clock_open(NULL, &world->clock, &err) < 0)
		return -1;
	world->metrics = metrics_new();
	struct http_options options = {
		.address = "127.0.0.1",
		.threads = 2,
		.workers = 4,
		.queue = 8,
		.connections = 50,
		.connections_per_ip = 50,
		.timeout_seconds = 5,
		.clock = world->clock,
		.metrics = world->metrics,
		.routes = ROUTES,
		.routes_count = COUNT_OF(ROUTES),
		.guard = guard,
		.service = world,
	};
	*state = world;
	return http_server_start(&options, &world->server, &err);
}

static int stop(void **state)
{
	struct world *world = *state;
	http_server_stop(world->server);
	metrics_free(world->metrics);
	clock_close(world->clock);
	mem_free(world);
	return 0;
}

static int dial(const struct world *world)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(
					  (uint16_t)http_server_port(world->server)),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 5 };
	int line = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(line >= 0);
	assert_int_equal(
		setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)),
		0);
	assert_int_equal(connect(line, (struct sockaddr *)&to, sizeof(to)), 0);
	return line;
}

/* The whole answer to a request that asks to close afterwards. */
static void ask(const struct world *world, const char *request, struct strbuf *answer)
{
	char bytes[4096];
	int line = dial(world);
	strbuf_clear(answer);
	assert_int_equal(write(line, request, strlen(request)), (ssize_t)strlen(request));
	for (ssize_t got = read(line, bytes, sizeof(bytes)); got > 0;
	     got = read(line, bytes, sizeof(bytes)))
		strbuf_add_n(answer, bytes, (size_t)got);
	close(line);
}

#define HEAD "Host: a\r\nConnection: close\r\n"

static const struct {
	const char *sentence;
	const char *request;
	const char *status;
	const char *part;
} routes_cases[] = {
	{ "a path with a parameter", "GET /items/a%20b?n=3 HTTP/1.1\r\n" HEAD "\r\n",
	  "200", "{\"id\":\"a b\",\"n\":3}" },
	{ "a parameter with an ending", "GET /items/a.b.txt HTTP/1.1\r\n" HEAD "\r\n",
	  "200", "text of a.b" },
	{ "an ending alone is a parameter", "GET /items/.txt HTTP/1.1\r\n" HEAD "\r\n",
	  "200", "{\"id\":\".txt\"" },
	{ "a handler knows a GET", "GET /items/a.txt HTTP/1.1\r\n" HEAD "\r\n", "200",
	  "X-Head: no" },
	{ "from a HEAD", "HEAD /items/a.txt HTTP/1.1\r\n" HEAD "\r\n", "200",
	  "X-Head: yes" },
	{ "a parameter out of range", "GET /items/a?n=30 HTTP/1.1\r\n" HEAD "\r\n", "400",
	  "n must be a number from 1 to 9" },
	{ "an error of the handler", "GET /items/none HTTP/1.1\r\n" HEAD "\r\n", "404",
	  "\"code\":\"ABSENT\"" },
	{ "no such address", "GET /items HTTP/1.1\r\n" HEAD "\r\n", "404", "" },
	{ "a slash too many", "GET /items/a/ HTTP/1.1\r\n" HEAD "\r\n", "404", "" },
	{ "another method", "POST /items/a HTTP/1.1\r\n" HEAD "Content-Length: 0\r\n\r\n",
	  "405", "METHOD_NOT_ALLOWED" },
	{ "HEAD is GET without a body", "HEAD /items/a HTTP/1.1\r\n" HEAD "\r\n", "200",
	  "ETag: \"7\"" },
	{ "what the client has",
	  "GET /items/a HTTP/1.1\r\n" HEAD "If-None-Match: \"7\"\r\n\r\n", "304", "" },
	{ "the guard", "GET /secret HTTP/1.1\r\n" HEAD "\r\n", "401", "NOT_SIGNED_IN" },
	{ "a guard that holds", "GET /held/a HTTP/1.1\r\n" HEAD "\r\n", "200",
	  "{\"id\":\"a\",\"n\":5}" },
	{ "a body for a worker",
	  "POST /echo HTTP/1.1\r\n" HEAD "Content-Length: 5\r\n\r\nhello", "200",
	  "hello" },
	{ "a body in chunks",
	  "POST /echo HTTP/1.1\r\n" HEAD
	  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
	  "200", "abcde" },
	{ "two lengths",
	  "POST /echo HTTP/1.1\r\n" HEAD
	  "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
	  "400", "" },
	{ "security headers", "GET /large HTTP/1.1\r\n" HEAD "\r\n", "200",
	  "X-Content-Type-Options: nosniff" },
	{ "compression", "GET /large HTTP/1.1\r\n" HEAD "Accept-Encoding: gzip\r\n\r\n",
	  "200", "Content-Encoding: gzip" },
};

static void routes_answer_and_refuse(void **state)
{
	STRBUF_AUTO answer = strbuf_new(1000000);
	for (size_t i = 0; i < COUNT_OF(routes_cases); i++) {
		ask(*state, routes_cases[i].request, &answer);
		char status[4] = "";
		if (answer.len > 12)
			memcpy(status, answer.text + 9, 3);
		expect_text(routes_cases[i].sentence, status, routes_cases[i].status);
		expect_true(routes_cases[i].sentence,
			    strstr(answer.text, routes_cases[i].part) != NULL);
	}
}

static void a_body_too_large_is_refused_and_never_cut(void **state)
{
	STRBUF_AUTO request = strbuf_new(1000000);
	STRBUF_AUTO answer = strbuf_new(1000000);
	struct world *world = *state;
	int before = atomic_load(&world->slow);
	strbuf_add(&request,
		   "POST /echo HTTP/1.1\r\n" HEAD "Content-Length: 200000\r\n\r\n");
	for (int i = 0; i < 20000; i++)
		strbuf_add(&request, "0123456789");
	ask(world, request.text, &answer);
	expect_true("413", strncmp(answer.text, "HTTP/1.1 413", 12) == 0);
	strbuf_clear(&request);
	strbuf_add(&request,
		   "POST /echo HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 30; i++)
		strbuf_add(&request, "a\r\n0123456789\r\n");
	strbuf_add(&request, "0\r\n\r\n");
	ask(world, request.text, &answer);
	expect_true("413 in chunks", strncmp(answer.text, "HTTP/1.1 413", 12) == 0);
	expect_number("the handler saw none of it", atomic_load(&world->slow), before);
}

/* Eight of these, while a quick one is asked by itself. */
static void ask_beside(const struct world *world, const char *slow)
{
	STRBUF_AUTO answer = strbuf_new(1000000);
	int lines[8];
	atomic_store(&released, false);
	atomic_store(&went_on, 0);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		lines[i] = dial(world);
		assert_int_equal(write(lines[i], slow, strlen(slow)),
				 (ssize_t)strlen(slow));
	}
	ask(world, "GET /items/a HTTP/1.1\r\n" HEAD "\r\n", &answer);
	expect_number("answered before any slow one", atomic_load(&went_on), 0);
	atomic_store(&released, true);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		char bytes[15] = "";
		assert_true(read(lines[i], bytes, 12) == 12);
		expect_text("slow", bytes, "HTTP/1.1 200");
		close(lines[i]);
	}
}

static void slow_handlers_do_not_hold_up_quick_ones(void **state)
{
	ask_beside(*state, "POST /echo HTTP/1.1\r\n" HEAD "Content-Length: 1\r\n\r\nx");
}

static void held_requests_do_not_hold_up_others(void **state)
{
	ask_beside(*state, "GET /held/a HTTP/1.1\r\n" HEAD "\r\n");
}

static void requests_are_counted_by_route_and_code(void **state)
{
	struct world *world = *state;
	STRBUF_AUTO answer = strbuf_new(1000000);
	STRBUF_AUTO text = strbuf_new(1000000);
	ask(world, "GET /items/none HTTP/1.1\r\n" HEAD "\r\n", &answer);
	ask(world, "GET /items/none HTTP/1.1\r\n" HEAD "\r\n", &answer);
	metrics_write(world->metrics, &text);
	expect_true("counter",
		    strstr(text.text, "http_requests_total{route=\"GET /items/{id}\","
				      "code=\"404\"}") != NULL);
	expect_true("histogram",
		    strstr(text.text, "http_request_seconds_bucket{route=\"GET "
				      "/items/{id}\"") != NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(routes_answer_and_refuse, start, stop),
		cmocka_unit_test_setup_teardown(a_body_too_large_is_refused_and_never_cut,
						start, stop),
		cmocka_unit_test_setup_teardown(slow_handlers_do_not_hold_up_quick_ones,
						start, stop),
		cmocka_unit_test_setup_teardown(held_requests_do_not_hold_up_others,
						start, stop),
		cmocka_unit_test_setup_teardown(requests_are_counted_by_route_and_code,
						start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
