/* SPDX-License-Identifier: Apache-2.0 */
/* Threads, locks and conditions over POSIX threads; waits are on CLOCK_MONOTONIC. */
#include "sys/thread.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/instant.h"

struct start {
	void (*run)(void *);
	void *arg;
	char name[16]; /* Linux's limit */
};

static void *run_thread(void *given)
{
	struct start start = *(struct start *)given;

	mem_free(given);
	(void)pthread_setname_np(pthread_self(), start.name);
	start.run(start.arg);
	return NULL;
}

int thread_start(struct thread *ret_thread, const char *name, void (*run)(void *),
		 void *arg, struct err *err)
{
	struct start *start = mem_alloc(sizeof(*start));
	int failed;

	start->run = run;
	start->arg = arg;
	(void)snprintf(start->name, sizeof(start->name), "%s", name);
	failed = pthread_create(&ret_thread->id, NULL, run_thread, start);
	if (failed != 0) {
		mem_free(start);
		return err_set(err, ERR_BROKEN, "thread %s: %s", name,
			       strerrordesc_np(failed));
	}
	ret_thread->started = true;
	return 0;
}

void thread_join(struct thread *thread)
{
	if (!thread->started)
		return;
	(void)pthread_join(thread->id, NULL);
	thread->started = false;
}

void mutex_init(struct mutex *mutex)
{
	(void)pthread_mutex_init(&mutex->lock, NULL);
}

void mutex_done(struct mutex *mutex)
{
	(void)pthread_mutex_destroy(&mutex->lock);
}

void mutex_lock(struct mutex *mutex)
{
	(void)pthread_mutex_lock(&mutex->lock);
}

void mutex_unlock(struct mutex *mutex)
{
	(void)pthread_mutex_unlock(&mutex->lock);
}

void cond_init(struct cond *cond)
{
	pthread_condattr_t kind;

	(void)pthread_condattr_init(&kind);
	(void)pthread_condattr_setclock(&kind, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&cond->wakeup, &kind);
	(void)pthread_condattr_destroy(&kind);
}

void cond_done(struct cond *cond)
{
	(void)pthread_cond_destroy(&cond->wakeup);
}

void cond_wait(struct cond *cond, struct mutex *held)
{
	(void)pthread_cond_wait(&cond->wakeup, &held->lock);
}

bool cond_wait_until(struct cond *cond, struct mutex *held, int64_t deadline)
{
	struct timespec until = {
		.tv_sec = deadline / MICROS_PER_SECOND,
		.tv_nsec = deadline % MICROS_PER_SECOND * 1000,
	};

	return pthread_cond_timedwait(&cond->wakeup, &held->lock, &until) != ETIMEDOUT;
}

void cond_wake_one(struct cond *cond)
{
	(void)pthread_cond_signal(&cond->wakeup);
}

void cond_wake_all(struct cond *cond)
{
	(void)pthread_cond_broadcast(&cond->wakeup);
}
