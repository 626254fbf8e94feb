/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how far reading may run ahead of handling: one batch, beside the one being
 * read.
 *
 * That is enough to decode while the database works, and bounds what a process holds.
 */
#include "flow/handoff.h"

#include <string.h>

#include "sys/clock.h"
#include "sys/thread.h"

#define MAX_QUEUED 1

struct handoff {
	struct mutex lock;
	struct cond changed;
	struct record_batch *queue[MAX_QUEUED];
	size_t count;
	unsigned epoch;
	bool busy;
	bool stopped;
	bool reposition;
};

struct handoff *handoff_new(void)
{
	struct handoff *handoff = mem_alloc(sizeof(*handoff));
	mutex_init(&handoff->lock);
	cond_init(&handoff->changed);
	return handoff;
}

static void drop_queued(struct handoff *handoff)
{
	while (handoff->count > 0)
		record_batch_free(handoff->queue[--handoff->count]);
}

void handoff_free(struct handoff *handoff)
{
	if (!handoff)
		return;
	drop_queued(handoff);
	cond_done(&handoff->changed);
	mutex_done(&handoff->lock);
	mem_free(handoff);
}

bool handoff_put(struct handoff *handoff, struct record_batch *batch, int64_t micros)
{
	int64_t deadline = clock_monotonic() + micros;
	MUTEX_HOLD(&handoff->lock);
	while (handoff->count == MAX_QUEUED && !handoff->stopped)
		if (!cond_wait_until(&handoff->changed, &handoff->lock, deadline))
			return false;
	if (handoff->stopped)
		return false;
	handoff->queue[handoff->count++] = batch;
	cond_wake_all(&handoff->changed);
	return true;
}

struct record_batch *handoff_take(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	while (handoff->count == 0 && !handoff->stopped)
		cond_wait(&handoff->changed, &handoff->lock);
	if (handoff->stopped)
		return NULL;
	struct record_batch *batch = handoff->queue[0];
	handoff->count--;
	memmove(handoff->queue, handoff->queue + 1,
		handoff->count * sizeof(*handoff->queue));
	handoff->busy = true;
	cond_wake_all(&handoff->changed);
	return batch;
}

void handoff_done(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	handoff->busy = false;
	cond_wake_all(&handoff->changed);
}

bool handoff_is_idle(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	return handoff->count == 0 && !handoff->busy;
}

bool handoff_is_current(struct handoff *handoff, const struct record_batch *batch)
{
	MUTEX_HOLD(&handoff->lock);
	return batch->epoch == handoff->epoch && !handoff->stopped;
}

unsigned handoff_new_epoch(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	handoff->epoch++;
	handoff->reposition = false;
	drop_queued(handoff);
	cond_wake_all(&handoff->changed);
	while (handoff->busy)
		cond_wait(&handoff->changed, &handoff->lock);
	return handoff->epoch;
}

bool handoff_pause(struct handoff *handoff, const struct record_batch *batch,
		   int64_t micros)
{
	int64_t deadline = clock_monotonic() + micros;
	MUTEX_HOLD(&handoff->lock);
	while (batch->epoch == handoff->epoch && !handoff->stopped)
		if (!cond_wait_until(&handoff->changed, &handoff->lock, deadline))
			return true;
	return false;
}

void handoff_ask_reposition(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	handoff->reposition = true;
}

bool handoff_take_reposition(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	bool asked = handoff->reposition;
	handoff->reposition = false;
	return asked;
}

void handoff_stop(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	handoff->stopped = true;
	cond_wake_all(&handoff->changed);
}

bool handoff_is_stopped(struct handoff *handoff)
{
	MUTEX_HOLD(&handoff->lock);
	return handoff->stopped;
}
