/* SPDX-License-Identifier: Apache-2.0 */
/* A bounded pool of threads with a bounded queue. Thread: any; stop on main. */
#ifndef BEURT_HTTP_WORKERS_H
#define BEURT_HTTP_WORKERS_H

#include <stdbool.h>

#include "base/err.h"

struct workers;

typedef void (*work_fn)(void *job);

MUST_CHECK int workers_start(int threads, int queue, work_fn run,
			     struct workers **ret_workers, struct err *err);
/* False when the queue is full: the job was not taken. */
bool workers_put(struct workers *workers, void *job);
/* Runs what is queued, ends the threads, frees. NULL is allowed. */
void workers_stop(struct workers *workers);

#endif
