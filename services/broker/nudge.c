/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how a sleeping mock cluster is woken: by connections nobody speaks on. */
#include "broker/nudge.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVERY_MILLIS 5

static void nudge_once(int port)
{
	struct sockaddr_in there = { .sin_family = AF_INET,
				     .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (line < 0)
		return;
	/* whether it is taken up matters to nobody: trying wakes the listener */
	(void)!connect(line, (struct sockaddr *)&there, sizeof(there));
	poll(NULL, 0, EVERY_MILLIS);
	close(line);
}

static void nudge_run(void *context)
{
	struct nudge *nudge = context;

	while (!atomic_load(&nudge->enough))
		nudge_once(nudge->port);
}

int nudge_start(struct nudge *nudge, int port, struct err *err)
{
	*nudge = (struct nudge){ .port = port };
	return thread_start(&nudge->thread, "nudge", nudge_run, nudge, err);
}

void nudge_stop(struct nudge *nudge)
{
	atomic_store(&nudge->enough, true);
	thread_join(&nudge->thread);
}
