/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads, locks and waiting with a deadline: POSIX threads without their return codes.
 *
 * Misuse (unlocking what is not held, a lock used after done) is a bug and not reported.
 * Deadlines are clock_monotonic() microseconds, so stepping the clock wakes nobody.
 */
#ifndef BEURT_SYS_THREAD_H
#define BEURT_SYS_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct thread {
	pthread_t id;
	bool started;
};

/* Run a function in a thread of its own; the name (15 characters) shows in ps and gdb.
 * Keeps arg. ERR_BROKEN when the system has no thread to give. */
MUST_CHECK int thread_start(struct thread *ret_thread, const char *name,
			    void (*run)(void *), void *arg, struct err *err);
void thread_join(struct thread *thread); /* waits for its end; nothing when not started */

struct mutex {
	pthread_mutex_t lock;
};

void mutex_init(struct mutex *mutex);
void mutex_done(struct mutex *mutex);
void mutex_lock(struct mutex *mutex);
void mutex_unlock(struct mutex *mutex);

static inline void mutex_let_go(struct mutex **held)
{
	mutex_unlock(*held);
}

/* Holds the lock until the end of the block: MUTEX_HOLD(&pool->mutex); */
#define MUTEX_HOLD(which)                                                                \
	__attribute__((cleanup(mutex_let_go), unused)) struct mutex *held_ = (which);    \
	mutex_lock(held_)

struct cond {
	pthread_cond_t wakeup;
};

void cond_init(struct cond *cond);
void cond_done(struct cond *cond);
/* May also return for no reason, as always with conditions: ask again in a loop. */
void cond_wait(struct cond *cond, struct mutex *held);
/* False when the deadline passed first. */
bool cond_wait_until(struct cond *cond, struct mutex *held, int64_t deadline);
void cond_wake_one(struct cond *cond);
void cond_wake_all(struct cond *cond);

#endif
