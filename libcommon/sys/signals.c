/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stop requests through a signalfd: SIGTERM and SIGINT are only ever pending, never
 * delivered, and a request made inside the process is a SIGTERM to itself. The signal is
 * not read from the descriptor, so it stays readable and every waiter sees it.
 */
#include "sys/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "sys/clock.h"

struct signals {
	int fd;
};

int signals_open(struct signals **ret_signals, struct err *err)
{
	struct signals *signals;
	sigset_t stops;
	int fd;

	(void)sigemptyset(&stops);
	(void)sigaddset(&stops, SIGTERM);
	(void)sigaddset(&stops, SIGINT);
	(void)pthread_sigmask(SIG_BLOCK, &stops, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	fd = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return err_set(err, ERR_BROKEN, "signalfd: %s", strerrordesc_np(errno));
	signals = mem_alloc(sizeof(*signals));
	signals->fd = fd;
	*ret_signals = signals;
	return 0;
}

void signals_close(struct signals *signals)
{
	if (signals == NULL)
		return;
	(void)close(signals->fd);
	mem_free(signals);
}

bool signals_stop_asked(struct signals *signals)
{
	return signals_wait_stop(signals, 0);
}

/* What poll(2) may wait: whole milliseconds, rounded up; -1 is for ever. */
static int millis_until(int64_t deadline)
{
	int64_t left = deadline - clock_monotonic();

	if (left <= 0)
		return 0;
	left = (left + 999) / 1000;
	return left > 1000000 ? 1000000 : (int)left;
}

bool signals_wait_stop(struct signals *signals, int64_t micros)
{
	struct pollfd waiting = { .fd = signals->fd, .events = POLLIN };
	int64_t deadline = clock_monotonic() + micros;

	for (;;) {
		int millis = micros < 0 ? -1 : millis_until(deadline);

		if (poll(&waiting, 1, millis) > 0)
			return true;
		if (micros >= 0 && clock_monotonic() >= deadline)
			return false;
	}
}

void signals_ask_stop(struct signals *signals)
{
	(void)signals;
	(void)kill(getpid(), SIGTERM);
}

int signals_descriptor(const struct signals *signals)
{
	return signals->fd;
}
