/* SPDX-License-Identifier: Apache-2.0 */
/* Threads run, locks exclude, waiting ends at its deadline. */
#include "sys/thread.h"

#include "sys/clock.h"
#include "unit.h"

struct shared {
	struct mutex mutex;
	struct cond changed;
	int count;
	bool go;
};

static void count_up(void *arg)
{
	struct shared *shared = arg;

	mutex_lock(&shared->mutex);
	while (!shared->go)
		cond_wait(&shared->changed, &shared->mutex);
	mutex_unlock(&shared->mutex);
	for (int i = 0; i < 10000; i++) {
		MUTEX_HOLD(&shared->mutex);
		shared->count++;
	}
}

static void threads_share_under_a_lock(void **state)
{
	struct shared shared = { .count = 0 };
	struct thread threads[4] = { 0 };
	struct err err = { 0 };

	(void)state;
	mutex_init(&shared.mutex);
	cond_init(&shared.changed);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(thread_start(&threads[i], "beurt-unit-test-thread",
					      count_up, &shared, &err),
				 0);
	mutex_lock(&shared.mutex);
	shared.go = true;
	cond_wake_all(&shared.changed);
	mutex_unlock(&shared.mutex);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		thread_join(&threads[i]);
	thread_join(&threads[0]); /* joined already: nothing */
	assert_int_equal(shared.count, 40000);
	cond_done(&shared.changed);
	mutex_done(&shared.mutex);
}

static void waiting_ends_at_the_deadline(void **state)
{
	struct mutex mutex;
	struct cond never;
	int64_t deadline = clock_monotonic() + 30000;

	(void)state;
	mutex_init(&mutex);
	cond_init(&never);
	mutex_lock(&mutex);
	while (cond_wait_until(&never, &mutex, deadline))
		continue;
	assert_true(clock_monotonic() >= deadline);
	mutex_unlock(&mutex);
	cond_done(&never);
	mutex_done(&mutex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_share_under_a_lock),
		cmocka_unit_test(waiting_ends_at_the_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
