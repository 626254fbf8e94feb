/* SPDX-License-Identifier: Apache-2.0 */
/* A stop is asked for once and stays asked for, by signal or from inside. */
#include "sys/signals.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "sys/clock.h"
#include "unit.h"

static void waits_until_asked(void **state)
{
	AUTO(signals) *signals = NULL;
	struct err err = { 0 };
	struct pollfd waiting = { .events = POLLIN };
	int64_t before = clock_monotonic();

	(void)state;
	assert_int_equal(signals_open(&signals, &err), 0);
	assert_false(signals_stop_asked(signals));
	assert_false(signals_wait_stop(signals, 20000));
	assert_true(clock_monotonic() - before >= 20000);
	assert_int_equal(kill(getpid(), SIGINT), 0);
	assert_true(signals_wait_stop(signals, -1));
	assert_true(signals_stop_asked(signals));
	waiting.fd = signals_descriptor(signals);
	assert_int_equal(poll(&waiting, 1, 0), 1);
	signals_ask_stop(signals);
	assert_true(signals_stop_asked(signals));
}

static void a_closed_pipe_is_an_error_and_no_death(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	(void)close(ends[0]);
	assert_int_equal(write(ends[1], "x", 1), -1);
	(void)close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_until_asked),
		cmocka_unit_test(a_closed_pipe_is_an_error_and_no_death),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
