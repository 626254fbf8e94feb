/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the other side can have it is what matters: an answer, no connection, and a
 * server that takes a post and says nothing are told apart.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/thread.h"
#include "text/post.h"
#include "unit.h"

#define REQUEST_MAX 4096
#define SLOW_MILLIS 20

/* A server that answers each connection's first request with the next of these texts; ""
 * hangs up instead. */
struct server {
	int listening;
	const char *const *answers;
	size_t count;
	bool keeps; /* answers all requests on one connection */
	int wait_millis;
	char heard[REQUEST_MAX]; /* the last request */
	struct thread thread;
	char url[40];
};

static void hear(struct server *server, int connection)
{
	size_t len = 0;
	ssize_t got = 1;

	while (got > 0 && len < REQUEST_MAX - 1) {
		got = read(connection, server->heard + len, REQUEST_MAX - 1 - len);
		len += got > 0 ? (size_t)got : 0;
		server->heard[len] = '\0';
		const char *end = strstr(server->heard, "\r\n\r\n");

		if (end && strchr(end, '}'))
			return;
	}
}

static void serve(void *context)
{
	struct server *server = context;
	int connection = -1;

	for (size_t i = 0; i < server->count; i++) {
		const char *answer = server->answers[i];

		if (i == 0 || !server->keeps)
			connection = accept(server->listening, NULL, NULL);
		assert_true(connection >= 0);
		hear(server, connection);
		poll(NULL, 0, server->wait_millis); /* a slow server */
		if (*answer)
			assert_true(write(connection, answer, strlen(answer)) > 0);
		if (!server->keeps || i + 1 == server->count)
			close(connection);
	}
}

static int listen_locally(char url[40])
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(listening >= 0);
	assert_int_equal(bind(listening, (struct sockaddr *)&at, len), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &len), 0);
	snprintf(url, 40, "http://127.0.0.1:%d/", ntohs(at.sin_port));
	return listening;
}

static void server_start(struct server *server)
{
	struct err err = { .kind = ERR_NONE };

	server->listening = listen_locally(server->url);
	assert_int_equal(listen(server->listening, 8), 0);
	assert_int_equal(thread_start(&server->thread, "server", serve, server, &err), 0);
}

static void server_end(struct server *server)
{
	thread_join(&server->thread);
	close(server->listening);
}

static void run(struct post *posts, size_t count, int64_t budget_millis)
{
	const struct poster_request request = { .connections = 1,
						.connect_millis = 5000,
						.post_millis = 20000 };
	struct err err = { .kind = ERR_NONE };
	AUTO(poster) *poster = NULL;

	assert_int_equal(poster_open(&request, &poster, &err), 0);
	poster_run(poster, posts, count, budget_millis);
}

static struct post post_to(const char *url)
{
	return (struct post){ .url = url,
			      .headers = { "Idempotency-Key: k-1" },
			      .body = slice_of("{\"id\":1}") };
}

static void an_answer_is_told_with_its_status_and_how_long_to_wait(void **state)
{
	static const char *const ANSWERS[] = {
		"HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nlast"
	};
	struct server server = { .answers = ANSWERS, .count = 1 };

	(void)state;
	server_start(&server);
	struct post post = post_to(server.url);

	run(&post, 1, 0);
	server_end(&server);
	assert_int_equal(post.outcome, POST_ANSWERED);
	assert_int_equal(post.status, 429);
	assert_int_equal(post.retry_after, 7);
	assert_string_equal(post.answer.text, "last");
	assert_non_null(strstr(server.heard, "Idempotency-Key: k-1"));
	assert_non_null(strstr(server.heard, "{\"id\":1}"));
	assert_null(strstr(server.heard, "Expect:"));
	strbuf_done(&post.answer);
}

/* The server behind the proxy may be slow, and not away. */
static void a_proxy_without_an_answer_leaves_it_open_who_has_it(void **state)
{
	static const char *const ANSWERS[] = {
		"HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n",
	};
	static const enum post_outcome OUTCOMES[] = { POST_LOST, POST_LOST,
						      POST_ANSWERED };
	struct server server = { .answers = ANSWERS, .count = COUNT_OF(ANSWERS) };

	(void)state;
	server_start(&server);
	for (size_t i = 0; i < COUNT_OF(OUTCOMES); i++) {
		struct post post = post_to(server.url);

		run(&post, 1, 0);
		assert_int_equal(post.outcome, OUTCOMES[i]);
		strbuf_done(&post.answer);
	}
	server_end(&server);
}

static void a_server_that_takes_it_and_hangs_up_may_have_it(void **state)
{
	static const char *const ANSWERS[] = { "" };
	struct server server = { .answers = ANSWERS, .count = 1 };

	(void)state;
	server_start(&server);
	struct post post = post_to(server.url);

	run(&post, 1, 0);
	server_end(&server);
	assert_int_equal(post.outcome, POST_LOST);
	strbuf_done(&post.answer);
}

/* Octets that came by one more connection; its other end is closed by now. */
static ssize_t heard_more(int listening)
{
	struct pollfd more = { .fd = listening, .events = POLLIN };
	char bytes[REQUEST_MAX];

	if (poll(&more, 1, 0) == 0)
		return 0;
	int connection = accept(listening, NULL, NULL);
	ssize_t len = read(connection, bytes, sizeof(bytes));

	close(connection);
	return len;
}

static void what_a_kept_connection_took_is_not_posted_again(void **state)
{
	static const char *const ANSWERS[] = {
		"HTTP/1.1 204 None\r\nContent-Length: 0\r\n\r\n", ""
	};
	struct server server = { .answers = ANSWERS, .count = 2, .keeps = true };

	(void)state;
	server_start(&server);
	struct post posts[2] = { post_to(server.url), post_to(server.url) };

	run(posts, 2, 0);
	assert_int_equal(heard_more(server.listening), 0);
	server_end(&server);
	assert_int_equal(posts[0].outcome, POST_ANSWERED);
	assert_int_equal(posts[1].outcome, POST_LOST);
	strbuf_done(&posts[0].answer);
	strbuf_done(&posts[1].answer);
}

static void where_nobody_listens_nobody_has_it(void **state)
{
	char url[40];
	int bound = listen_locally(url); /* taken, but nobody listens */
	struct post post = post_to(url);

	(void)state;
	run(&post, 1, 0);
	close(bound);
	assert_int_equal(post.outcome, POST_UNREACHED);
	strbuf_done(&post.answer);
}

static void an_answer_that_is_too_long_is_cut_off_and_counts(void **state)
{
	STRBUF_AUTO answer = strbuf_new(4 * POST_ANSWER_MAX);
	const char *answers[1];
	struct server server = { .answers = answers, .count = 1 };

	(void)state;
	strbuf_addf(&answer, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
		    2 * POST_ANSWER_MAX);
	for (size_t i = 0; i < 2 * POST_ANSWER_MAX; i++)
		strbuf_add_char(&answer, 'x');
	answers[0] = answer.text;
	server_start(&server);
	struct post post = post_to(server.url);

	run(&post, 1, 0);
	server_end(&server);
	assert_int_equal(post.outcome, POST_ANSWERED);
	assert_int_equal(post.answer.len, POST_ANSWER_MAX);
	strbuf_done(&post.answer);
}

static void what_finds_no_time_in_the_round_is_not_tried(void **state)
{
	static const char *const ANSWERS[] = {
		"HTTP/1.1 204 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
	};
	struct server server = { .answers = ANSWERS,
				 .count = 1,
				 .wait_millis = SLOW_MILLIS };

	(void)state;
	server_start(&server);
	struct post posts[2] = { post_to(server.url), post_to(server.url) };

	run(posts, 2, SLOW_MILLIS / 4);
	server_end(&server);
	assert_int_equal(posts[0].outcome, POST_ANSWERED);
	assert_int_equal(posts[1].outcome, POST_NOT_TRIED);
	for (size_t i = 0; i < 2; i++)
		strbuf_done(&posts[i].answer);
}

static void so_many_connections_there_are_not(void **state)
{
	const struct poster_request request = { .connections = 65 };
	struct err err = { .kind = ERR_NONE };
	struct poster *poster = NULL;

	(void)state;
	assert_int_equal(poster_open(&request, &poster, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_null(poster);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_told_with_its_status_and_how_long_to_wait),
		cmocka_unit_test(a_proxy_without_an_answer_leaves_it_open_who_has_it),
		cmocka_unit_test(a_server_that_takes_it_and_hangs_up_may_have_it),
		cmocka_unit_test(what_a_kept_connection_took_is_not_posted_again),
		cmocka_unit_test(where_nobody_listens_nobody_has_it),
		cmocka_unit_test(an_answer_that_is_too_long_is_cut_off_and_counts),
		cmocka_unit_test(what_finds_no_time_in_the_round_is_not_tried),
		cmocka_unit_test(so_many_connections_there_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
