/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of a letter, against a server of our own that behaves as the recipient's
 * name tells it: ok@, refuse@, busy@, drop-dot@ (closes after the final dot), …
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "text/smtp.h"

struct server {
	int listener;
	int port;
	pthread_t thread;
	atomic_int connections;
	atomic_int accepted; /* letters answered with 250 */
};

struct session {
	struct server *server;
	FILE *in;
	int fd;
	char to[100];
};

static void reply(const struct session *s, const char *line)
{
	char text[200];
	int len = snprintf(text, sizeof(text), "%s\r\n", line);

	(void)!send(s->fd, text, (size_t)len, MSG_NOSIGNAL);
}

static bool wants(const struct session *s, const char *what)
{
	return strstr(s->to, what) != NULL;
}

static bool take_text(struct session *s)
{
	char line[2000];

	if (wants(s, "no-data@")) {
		reply(s, "554 5.7.1 not like this");
		return true;
	}
	reply(s, "354 go on");
	while (fgets(line, sizeof(line), s->in) && strcmp(line, ".\r\n") != 0) {
		if (wants(s, "drop-text@"))
			return false;
	}
	if (wants(s, "drop-dot@"))
		return false;
	if (wants(s, "slow-dot@")) {
		(void)!fgets(line, sizeof(line), s->in);
		return false;
	}
	if (wants(s, "busy-dot@") || wants(s, "refuse-dot@")) {
		reply(s, wants(s, "busy-dot@") ? "452 4.3.1 disk" : "554 5.6.0 spam");
		return true;
	}
	atomic_fetch_add(&s->server->accepted, 1);
	reply(s, "250 2.0.0 taken");
	return !wants(s, "then-close@");
}

static bool take_recipient(struct session *s, const char *line)
{
	snprintf(s->to, sizeof(s->to), "%.90s", line);
	if (wants(s, "<refuse@"))
		reply(s, "550 5.1.1 no such user");
	else if (wants(s, "<busy@"))
		reply(s, "451 4.7.1 greylisted");
	else if (wants(s, "<drop-rcpt@"))
		return false;
	else
		reply(s, "250 2.1.5 fine");
	return true;
}

static bool take_line(struct session *s, const char *line)
{
	if (strncmp(line, "RCPT", 4) == 0)
		return take_recipient(s, line);
	if (strncmp(line, "DATA", 4) == 0)
		return take_text(s);
	if (strncmp(line, "MAIL", 4) == 0 && strstr(line, "<silence@"))
		return true;
	if (strncmp(line, "MAIL", 4) == 0 && strstr(line, "<bad-sender@"))
		reply(s, "553 5.1.8 who are you");
	else if (strncmp(line, "EHLO", 4) == 0)
		reply(s, "250 sink");
	else
		reply(s, strncmp(line, "QUIT", 4) == 0 ? "221 bye" : "250 fine");
	return strncmp(line, "QUIT", 4) != 0;
}

static void *serve_session(void *context)
{
	struct session *s = context;
	char line[2000];

	reply(s, "220 sink ESMTP");
	while (fgets(line, sizeof(line), s->in) && take_line(s, line))
		;
	fclose(s->in);
	free(s);
	return NULL;
}

static void *serve(void *context)
{
	struct server *server = context;

	for (;;) {
		int fd = accept(server->listener, NULL, NULL);
		pthread_t thread;

		if (fd < 0)
			return NULL;
		struct session *s = calloc(1, sizeof(*s));

		atomic_fetch_add(&server->connections, 1);
		s->server = server;
		s->fd = fd;
		s->in = fdopen(fd, "r");
		pthread_create(&thread, NULL, serve_session, s);
		pthread_detach(thread);
	}
}

static int start_server(void **state)
{
	struct server *server = calloc(1, sizeof(*server));
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	server->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(server->listener, (struct sockaddr *)&at, len) < 0 ||
	    listen(server->listener, 64) < 0 ||
	    getsockname(server->listener, (struct sockaddr *)&at, &len) < 0)
		return -1;
	server->port = ntohs(at.sin_port);
	*state = server;
	return pthread_create(&server->thread, NULL, serve, server);
}

static int stop_server(void **state)
{
	struct server *server = *state;

	shutdown(server->listener, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listener);
	free(server);
	return 0;
}

static struct smtp *opened(const struct server *server, int connections,
			   enum smtp_tls tls)
{
	char url[64];
	struct smtp *smtp = NULL;
	struct err err = { 0 };

	snprintf(url, sizeof(url), "smtp://127.0.0.1:%d", server->port);
	struct smtp_request request = { .url = url,
					.tls = tls,
					.helo = "garage.example",
					.connections = connections,
					.connect_millis = 2000,
					.letter_millis = 1000 };

	if (smtp_open(&request, &smtp, &err) < 0)
		fail_msg("%s", err.text);
	return smtp;
}

static const char message[] = "Subject: x\r\n\r\n.dot first\r\ntext\r\n";

static struct smtp_letter letter_to(const char *to)
{
	return (struct smtp_letter){ .from = "garage@example.nl",
				     .to = to,
				     .message = { message, sizeof(message) - 1 } };
}

struct outcome_case {
	const char *sentence;
	const char *to;
	enum smtp_outcome outcome;
	enum smtp_stage stage;
	int code;
	const char *reply; /* NULL = any */
};

static const struct outcome_case cases[] = {
	{ "250 after the dot", "ok@example.nl", SMTP_ACCEPTED, SMTP_AT_TEXT, 250,
	  "250 2.0.0 taken" },
	{ "unknown recipient", "refuse@example.nl", SMTP_REFUSED, SMTP_AT_RECIPIENT, 550,
	  "550 5.1.1 no such user" },
	{ "recipient not now", "busy@example.nl", SMTP_LATER, SMTP_AT_RECIPIENT, 451,
	  "451 4.7.1 greylisted" },
	{ "lost at the recipient", "drop-rcpt@example.nl", SMTP_LATER, SMTP_AT_SERVER,
	  250, NULL },
	{ "DATA refused", "no-data@example.nl", SMTP_REFUSED, SMTP_AT_TEXT, 554,
	  "554 5.7.1 not like this" },
	{ "busy after the dot", "busy-dot@example.nl", SMTP_LATER, SMTP_AT_TEXT, 452,
	  "452 4.3.1 disk" },
	{ "refused after the dot", "refuse-dot@example.nl", SMTP_REFUSED, SMTP_AT_TEXT,
	  554, "554 5.6.0 spam" },
	{ "line lost after the dot", "drop-dot@example.nl", SMTP_UNCERTAIN, SMTP_AT_TEXT,
	  354, NULL },
	{ "no answer to the dot in time", "slow-dot@example.nl", SMTP_UNCERTAIN,
	  SMTP_AT_TEXT, 354, NULL },
};

static void says_what_became_of_each_letter(void **state)
{
	AUTO(smtp) *smtp = opened(*state, 1, SMTP_TLS_NONE);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct smtp_letter letter = letter_to(cases[i].to);

		smtp_send(smtp, &letter, 1, 0);
		if (letter.outcome != cases[i].outcome ||
		    letter.stage != cases[i].stage || letter.code != cases[i].code)
			fail_msg("%s: %s at stage %d, code %d, '%s'", cases[i].sentence,
				 smtp_outcome_name(letter.outcome), (int)letter.stage,
				 letter.code, letter.reply);
		if (cases[i].reply)
			assert_string_equal(letter.reply, cases[i].reply);
		assert_true(letter.reply[0] != '\0');
	}
}

static void a_refused_sender_is_not_the_recipients_fault(void **state)
{
	AUTO(smtp) *smtp = opened(*state, 1, SMTP_TLS_NONE);
	struct smtp_letter letter = letter_to("ok@example.nl");

	letter.from = "bad-sender@example.nl";
	smtp_send(smtp, &letter, 1, 0);
	assert_int_equal(letter.outcome, SMTP_REFUSED);
	assert_int_equal(letter.stage, SMTP_AT_SENDER);
}

static void connections_are_kept(void **state)
{
	struct server *server = *state;
	AUTO(smtp) *smtp = opened(server, 2, SMTP_TLS_NONE);
	struct smtp_letter letters[50];
	int before = atomic_load(&server->connections);
	int accepted = atomic_load(&server->accepted);

	for (int round = 0; round < 4; round++) {
		for (size_t i = 0; i < COUNT_OF(letters); i++)
			letters[i] = letter_to("ok@example.nl");
		smtp_send(smtp, letters, COUNT_OF(letters), 0);
		for (size_t i = 0; i < COUNT_OF(letters); i++)
			assert_int_equal(letters[i].outcome, SMTP_ACCEPTED);
	}
	assert_int_equal(atomic_load(&server->accepted) - accepted, 200);
	assert_true(atomic_load(&server->connections) - before <= 2);
}

static void a_connection_the_server_closed_is_opened_again(void **state)
{
	AUTO(smtp) *smtp = opened(*state, 1, SMTP_TLS_NONE);

	for (int i = 0; i < 10; i++) {
		struct smtp_letter letter = letter_to("then-close@example.nl");

		smtp_send(smtp, &letter, 1, 0);
		assert_int_equal(letter.outcome, SMTP_ACCEPTED);
	}
}

static void a_silent_connection_has_its_time_once(void **state)
{
	struct server *server = *state;
	AUTO(smtp) *smtp = opened(server, 1, SMTP_TLS_NONE);
	struct smtp_letter letter = letter_to("ok@example.nl");
	int before = atomic_load(&server->connections);

	smtp_send(smtp, &letter, 1, 0);
	assert_int_equal(letter.outcome, SMTP_ACCEPTED);
	letter = letter_to("ok@example.nl");
	letter.from = "silence@example.nl";
	smtp_send(smtp, &letter, 1, 0);
	assert_int_equal(letter.outcome, SMTP_LATER);
	assert_int_equal(atomic_load(&server->connections) - before, 1);
}

static void nobody_there_means_later(void **state)
{
	struct server gone = { .port = 1 };
	AUTO(smtp) *smtp = opened(&gone, 1, SMTP_TLS_NONE);
	struct smtp_letter letter = letter_to("ok@example.nl");

	(void)state;
	smtp_send(smtp, &letter, 1, 0);
	assert_int_equal(letter.outcome, SMTP_LATER);
	assert_int_equal(letter.stage, SMTP_AT_SERVER);
	assert_int_equal(letter.code, 0);
}

static void without_starttls_nothing_is_sent_when_it_is_required(void **state)
{
	struct server *server = *state;
	AUTO(smtp) *smtp = opened(server, 1, SMTP_TLS_REQUIRED);
	struct smtp_letter letter = letter_to("ok@example.nl");
	int accepted = atomic_load(&server->accepted);

	smtp_send(smtp, &letter, 1, 0);
	assert_int_equal(letter.outcome, SMTP_LATER);
	assert_int_equal(atomic_load(&server->accepted), accepted);
}

static void stops_beginning_letters_when_the_time_is_over(void **state)
{
	AUTO(smtp) *smtp = opened(*state, 1, SMTP_TLS_NONE);
	struct smtp_letter letters[3] = { letter_to("slow-dot@example.nl"),
					  letter_to("ok@example.nl"),
					  letter_to("ok@example.nl") };

	smtp_send(smtp, letters, 3, 100);
	assert_int_equal(letters[0].outcome, SMTP_UNCERTAIN);
	assert_int_equal(letters[1].outcome, SMTP_NOT_TRIED);
	assert_int_equal(letters[2].outcome, SMTP_NOT_TRIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_became_of_each_letter),
		cmocka_unit_test(a_refused_sender_is_not_the_recipients_fault),
		cmocka_unit_test(connections_are_kept),
		cmocka_unit_test(a_connection_the_server_closed_is_opened_again),
		cmocka_unit_test(a_silent_connection_has_its_time_once),
		cmocka_unit_test(nobody_there_means_later),
		cmocka_unit_test(without_starttls_nothing_is_sent_when_it_is_required),
		cmocka_unit_test(stops_beginning_letters_when_the_time_is_over),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
