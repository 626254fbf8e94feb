/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ThreadSanitizer follows POSIX threads and locks and knows nothing of C11's, by which
 * librdkafka starts its own: a thread it has not seen start ends the program at once.
 * Here C11's are POSIX's, as they are inside glibc. Linked into sanitized programs only.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

struct start {
	thrd_start_t run;
	void *arg;
};

static void *run_started(void *arg)
{
	struct start start = *(struct start *)arg;
	free(arg);
	return (void *)(intptr_t)start.run(start.arg);
}

int thrd_create(thrd_t *ret_thread, thrd_start_t run, void *arg)
{
	struct start *start = malloc(sizeof(*start));
	if (!start)
		return thrd_nomem;
	*start = (struct start){ run, arg };
	if (pthread_create((pthread_t *)ret_thread, NULL, run_started, start) == 0)
		return thrd_success;
	free(start);
	return thrd_error;
}

int thrd_join(thrd_t thread, int *ret_code)
{
	void *code;
	if (pthread_join((pthread_t)thread, &code) != 0)
		return thrd_error;
	if (ret_code)
		*ret_code = (int)(intptr_t)code;
	return thrd_success;
}

int thrd_detach(thrd_t thread)
{
	return pthread_detach((pthread_t)thread) == 0 ? thrd_success : thrd_error;
}

int mtx_init(mtx_t *mutex, int type)
{
	pthread_mutexattr_t attributes;
	pthread_mutexattr_init(&attributes);
	if (type & mtx_recursive)
		pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
	int failed = pthread_mutex_init((pthread_mutex_t *)mutex, &attributes);
	pthread_mutexattr_destroy(&attributes);
	return failed ? thrd_error : thrd_success;
}

void mtx_destroy(mtx_t *mutex)
{
	pthread_mutex_destroy((pthread_mutex_t *)mutex);
}

int mtx_lock(mtx_t *mutex)
{
	return pthread_mutex_lock((pthread_mutex_t *)mutex) == 0 ? thrd_success
								 : thrd_error;
}

int mtx_trylock(mtx_t *mutex)
{
	int failed = pthread_mutex_trylock((pthread_mutex_t *)mutex);
	return failed == 0 ? thrd_success : failed == EBUSY ? thrd_busy : thrd_error;
}

int mtx_unlock(mtx_t *mutex)
{
	return pthread_mutex_unlock((pthread_mutex_t *)mutex) == 0 ? thrd_success
								   : thrd_error;
}

int cnd_init(cnd_t *cond)
{
	return pthread_cond_init((pthread_cond_t *)cond, NULL) == 0 ? thrd_success
								    : thrd_error;
}

void cnd_destroy(cnd_t *cond)
{
	pthread_cond_destroy((pthread_cond_t *)cond);
}

int cnd_signal(cnd_t *cond)
{
	return pthread_cond_signal((pthread_cond_t *)cond) == 0 ? thrd_success
								: thrd_error;
}

int cnd_broadcast(cnd_t *cond)
{
	return pthread_cond_broadcast((pthread_cond_t *)cond) == 0 ? thrd_success
								   : thrd_error;
}

int cnd_wait(cnd_t *cond, mtx_t *mutex)
{
	return pthread_cond_wait((pthread_cond_t *)cond, (pthread_mutex_t *)mutex) == 0
		       ? thrd_success
		       : thrd_error;
}

int cnd_timedwait(cnd_t *restrict cond, mtx_t *restrict mutex,
		  const struct timespec *restrict until)
{
	int failed = pthread_cond_timedwait((pthread_cond_t *)cond,
					    (pthread_mutex_t *)mutex, until);
	return failed == 0           ? thrd_success
	       : failed == ETIMEDOUT ? thrd_timedout
				     : thrd_error;
}
