/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keeps the mock cluster's thread awake while topics are made.
 *
 * librdkafka 2.0.2 sometimes loses the wake-up of a request to that thread, which then
 * sleeps up to a second, and does so for many a topic: a start took 0.03 or 5 seconds. A
 * connection to the broker's port, opened and closed every few milliseconds, wakes it.
 * Thread: one of its own between nudge_start and nudge_stop.
 */
#ifndef BEURT_BROKER_NUDGE_H
#define BEURT_BROKER_NUDGE_H

#include <stdatomic.h>

#include "sys/thread.h"

struct nudge {
	struct thread thread;
	int port; /* of 127.0.0.1 */
	atomic_bool enough;
};

MUST_CHECK int nudge_start(struct nudge *nudge, int port, struct err *err);
void nudge_stop(struct nudge *nudge); /* waits for its end */

#endif
