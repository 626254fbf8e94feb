/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Please stop", as something a loop can ask or wait for.
 *
 * SIGTERM and SIGINT are blocked in the whole process and arrive through a descriptor, so
 * no code ever runs inside a signal handler. SIGPIPE is ignored: a peer that went away is
 * an error of the write. Thread: signals_open in main before other threads start, the
 * rest any.
 */
#ifndef BEURT_SYS_SIGNALS_H
#define BEURT_SYS_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct signals;

MUST_CHECK int signals_open(struct signals **ret_signals, struct err *err);
void signals_close(struct signals *signals);
AUTO_FREE(signals, signals_close)
/* Whether a stop was asked for; stays true. */
bool signals_stop_asked(struct signals *signals);
/* Wait for it at most so many microseconds of real time; negative waits for ever. */
bool signals_wait_stop(struct signals *signals, int64_t micros);
/* Ask as if the signal had come: a part of the process that cannot go on. */
void signals_ask_stop(struct signals *signals);
/* Becomes readable when a stop is asked for; for poll(2), never to be read. */
int signals_descriptor(const struct signals *signals);

#endif
