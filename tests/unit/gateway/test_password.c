/* SPDX-License-Identifier: Apache-2.0 */
/* Who logs in while too many wait is told so at once, and the others get their answer. */
#include "gateway/password.h"

#include "sys/thread.h"
#include "unit.h"

#define MANY      60 /* all at once; two for a turn and 16 that wait are let in */
#define LET_IN    18
#define MEBIBYTES 19
#define SECRET    "een goed geheim"

struct crowd {
	struct mutex mutex;
	struct cond changed;
	struct passwords *passwords;
	bool go;
	int right;
	int refused;
	char hash[PASSWORD_HASH_TEXT];
};

static void wait_for_go(struct crowd *crowd)
{
	MUTEX_HOLD(&crowd->mutex);
	while (!crowd->go)
		cond_wait(&crowd->changed, &crowd->mutex);
}

static void log_in(void *arg)
{
	struct crowd *crowd = arg;
	struct password_verdict verdict = { false, false };
	struct err err = { 0 };

	wait_for_go(crowd);
	int failed = password_check(crowd->passwords, crowd->hash, SECRET, &verdict,
				    &err);
	MUTEX_HOLD(&crowd->mutex);
	crowd->right += !failed && verdict.right;
	crowd->refused += failed && err.kind == ERR_LATER && !strcmp(err.code, "BUSY");
}

static void open_crowd(struct crowd *crowd)
{
	struct err err = { 0 };

	mutex_init(&crowd->mutex);
	cond_init(&crowd->changed);
	assert_int_equal(passwords_open(MEBIBYTES, 2, &crowd->passwords, &err), 0);
	assert_int_equal(password_hash(crowd->passwords, SECRET, crowd->hash, &err), 0);
}

static void close_crowd(struct crowd *crowd)
{
	passwords_close(crowd->passwords);
	cond_done(&crowd->changed);
	mutex_done(&crowd->mutex);
}

static void a_flood_is_refused_and_keeps_nobody_waiting(void **state)
{
	struct crowd crowd = { .go = false };
	struct thread threads[MANY] = { 0 };
	struct err err = { 0 };

	(void)state;
	open_crowd(&crowd);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(thread_start(&threads[i], "log-in", log_in, &crowd,
					      &err),
				 0);
	mutex_lock(&crowd.mutex);
	crowd.go = true;
	cond_wake_all(&crowd.changed);
	mutex_unlock(&crowd.mutex);
	for (size_t i = 0; i < MANY; i++)
		thread_join(&threads[i]);
	expect_true("those there was room for logged in", crowd.right >= LET_IN);
	expect_true("the others were refused", crowd.refused > 0);
	expect_number("everybody was answered", crowd.right + crowd.refused, MANY);
	close_crowd(&crowd);
}

static void afterwards_there_is_room_again(void **state)
{
	struct crowd crowd = { .go = true };

	(void)state;
	open_crowd(&crowd);
	for (int i = 0; i < LET_IN + 2; i++)
		log_in(&crowd);
	expect_number("one after the other is never refused", crowd.right, LET_IN + 2);
	close_crowd(&crowd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flood_is_refused_and_keeps_nobody_waiting),
		cmocka_unit_test(afterwards_there_is_room_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
