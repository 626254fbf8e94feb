/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides the queue between the server's threads and the handlers that may block.
 */
#include "http/workers.h"

#include <pthread.h>

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t something;
	work_fn run;
	void **jobs; /* ring */
	int room;
	int first;
	int count;
	bool stopping;
	pthread_t *threads;
	int threads_count;
};

/* The next job, or NULL when it is time to end. */
static void *take_job(struct workers *workers)
{
	void *job = NULL;
	pthread_mutex_lock(&workers->lock);
	while (workers->count == 0 && !workers->stopping)
		pthread_cond_wait(&workers->something, &workers->lock);
	if (workers->count > 0) {
		job = workers->jobs[workers->first];
		workers->first = (workers->first + 1) % workers->room;
		workers->count--;
	}
	pthread_mutex_unlock(&workers->lock);
	return job;
}

static void *work(void *arg)
{
	struct workers *workers = arg;
	for (void *job = take_job(workers); job; job = take_job(workers))
		workers->run(job);
	return NULL;
}

int workers_start(int threads, int queue, work_fn run, struct workers **ret_workers,
		  struct err *err)
{
	struct workers *workers = mem_alloc(sizeof(*workers));
	*workers = (struct workers){
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.something = PTHREAD_COND_INITIALIZER,
		.run = run,
		.jobs = mem_alloc((size_t)queue * sizeof(void *)),
		.room = queue,
		.threads = mem_alloc((size_t)threads * sizeof(pthread_t)),
	};
	for (int i = 0; i < threads; i++) {
		if (pthread_create(&workers->threads[i], NULL, work, workers) != 0) {
			workers_stop(workers);
			return err_set(err, ERR_BROKEN, "cannot start worker thread %d",
				       i);
		}
		workers->threads_count++;
	}
	*ret_workers = workers;
	return 0;
}

bool workers_put(struct workers *workers, void *job)
{
	pthread_mutex_lock(&workers->lock);
	bool taken = workers->count < workers->room && !workers->stopping;
	if (taken) {
		workers->jobs[(workers->first + workers->count) % workers->room] = job;
		workers->count++;
		pthread_cond_signal(&workers->something);
	}
	pthread_mutex_unlock(&workers->lock);
	return taken;
}

void workers_stop(struct workers *workers)
{
	if (!workers)
		return;
	pthread_mutex_lock(&workers->lock);
	workers->stopping = true;
	pthread_cond_broadcast(&workers->something);
	pthread_mutex_unlock(&workers->lock);
	for (int i = 0; i < workers->threads_count; i++)
		pthread_join(workers->threads[i], NULL);
	pthread_cond_destroy(&workers->something);
	pthread_mutex_destroy(&workers->lock);
	mem_free(workers->threads);
	mem_free(workers->jobs);
	mem_free(workers);
}
