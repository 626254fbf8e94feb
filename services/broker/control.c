/* SPDX-License-Identifier: Apache-2.0 */
/* Hides where a command comes from, and what each one does to the mock cluster. */
#include "broker/control.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define THE_BROKER  1 /* the mock cluster numbers its brokers from 1 */
#define MAX_COMMAND 64
#define MAX_RTT     60000

struct control {
	rd_kafka_mock_cluster_t *cluster;
	bool quit;
};

enum waiting { WAIT_STOP, WAIT_PORT, WAIT_INPUT, WAITING_COUNT };

static const char *answer_of(rd_kafka_resp_err_t code)
{
	return code ? "error: the cluster refuses" : "ok";
}

static const char *obey_rtt(struct control *control, const char *text)
{
	char *end = NULL;
	long millis = strtol(text, &end, 10);

	if (end == text || *end || millis < 0 || millis > MAX_RTT)
		return "error: rtt takes 0 to 60000 milliseconds";
	return answer_of(
		rd_kafka_mock_broker_set_rtt(control->cluster, THE_BROKER, (int)millis));
}

static const char *obey(struct control *control, const char *line)
{
	if (!strcmp(line, "down"))
		return answer_of(
			rd_kafka_mock_broker_set_down(control->cluster, THE_BROKER));
	if (!strcmp(line, "up"))
		return answer_of(
			rd_kafka_mock_broker_set_up(control->cluster, THE_BROKER));
	if (!strncmp(line, "rtt ", 4))
		return obey_rtt(control, line + 4);
	if (!strcmp(line, "quit")) {
		control->quit = true;
		return "ok";
	}
	return "error: commands are down, up, rtt MILLISECONDS, quit";
}

/* Read one line and obey it. False at the end of the input. */
static bool obey_from(struct control *control, int in, int out)
{
	char line[MAX_COMMAND] = "";
	ssize_t size = read(in, line, sizeof(line) - 1);
	const char *answer;

	if (size <= 0)
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	answer = obey(control, line);
	if (write(out, answer, strlen(answer)) < 0 || write(out, "\n", 1) < 0)
		return false;
	return true;
}

static void obey_caller(struct control *control, int listener)
{
	struct timeval patience = { .tv_sec = 1 };
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	obey_from(control, fd, fd);
	close(fd);
}

int control_listen(uint16_t port, int *ret_fd, struct err *err)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
				    .sin_port = htons(port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_set(err, ERR_BROKEN, "no socket for the control port");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
	if (bind(fd, (struct sockaddr *)&here, sizeof(here)) < 0 || listen(fd, 8) < 0) {
		close(fd);
		return err_set_code(err, ERR_CONFLICT, "PORT_TAKEN",
				    "port %u of 127.0.0.1 is taken", port);
	}
	*ret_fd = fd;
	return 0;
}

static void serve(struct control *control, struct pollfd *waiting)
{
	while (!control->quit && poll(waiting, WAITING_COUNT, -1) >= 0) {
		if (waiting[WAIT_STOP].revents)
			return;
		if (waiting[WAIT_PORT].revents)
			obey_caller(control, waiting[WAIT_PORT].fd);
		if (waiting[WAIT_INPUT].revents &&
		    !obey_from(control, STDIN_FILENO, STDOUT_FILENO))
			waiting[WAIT_INPUT].fd = -1;
	}
}

void control_serve(rd_kafka_mock_cluster_t *cluster, int listener, int stop_fd)
{
	struct control control = { .cluster = cluster };
	struct pollfd waiting[WAITING_COUNT] = {
		[WAIT_STOP] = { .fd = stop_fd, .events = POLLIN },
		[WAIT_PORT] = { .fd = listener, .events = POLLIN },
		[WAIT_INPUT] = { .fd = STDIN_FILENO, .events = POLLIN },
	};

	serve(&control, waiting);
	if (listener >= 0)
		close(listener);
}
