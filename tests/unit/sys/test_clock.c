/* SPDX-License-Identifier: Apache-2.0 */
/* The business clock steps for all who opened its file; the real one never does. */
#include "sys/clock.h"

#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

static void steps_for_every_holder_of_the_file(void **state)
{
	char path[] = "/tmp/beurt_clock_XXXXXX";
	int fd = mkstemp(path);
	AUTO(clock) *one = NULL;
	AUTO(clock) *other = NULL;
	struct instant at = { INT64_C(1790000000) * MICROS_PER_SECOND };
	struct err err = { 0 };
	int64_t before = clock_monotonic();
	int64_t ahead;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(clock_open(path, &one, &err), 0);
	assert_int_equal(clock_open(path, &other, &err), 0);
	assert_int_equal(clock_set(one, at, &err), 0);
	ahead = clock_now(other).micros - at.micros;
	assert_true(ahead >= 0 &&
		    ahead <= clock_monotonic() - before + MICROS_PER_SECOND);
	assert_int_equal(clock_set(other, instant_add_seconds(at, -86400 * 400), &err),
			 0);
	assert_true(clock_now(one).micros < at.micros);
	(void)close(fd);
	(void)unlink(path);
}

/* The file's second number is the moment at which time stands, for every holder. */
static void stands_for_every_holder_of_the_file(void **state)
{
	char path[] = "/tmp/beurt_clock_XXXXXX";
	int fd = mkstemp(path);
	int64_t stands_at = INT64_C(1790000000) * MICROS_PER_SECOND;
	AUTO(clock) *clock = NULL;
	struct err err = { 0 };

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(clock_open(path, &clock, &err), 0);
	assert_int_equal(pwrite(fd, &stands_at, sizeof(stands_at), sizeof(stands_at)),
			 sizeof(stands_at));
	clock_pause(20);
	assert_int_equal(clock_now(clock).micros, stands_at);
	assert_int_equal(clock_set(clock, (struct instant){ stands_at + 7 }, &err), 0);
	clock_pause(20);
	assert_int_equal(clock_now(clock).micros, stands_at + 7);
	(void)close(fd);
	(void)unlink(path);
}

static void a_plain_clock_is_the_systems_and_cannot_be_set(void **state)
{
	AUTO(clock) *clock = NULL;
	struct err err = { 0 };
	int64_t apart;

	(void)state;
	assert_int_equal(clock_open("", &clock, &err), 0);
	apart = clock_now(clock).micros - clock_real().micros;
	assert_true(apart <= 0 && apart > -5 * MICROS_PER_SECOND);
	assert_int_equal(clock_set(clock, clock_now(clock), &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
}

static void a_file_that_cannot_be_made_is_an_error(void **state)
{
	AUTO(clock) *clock = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(clock_open("/nonexistent/clock", &clock, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/clock"));
}

static void a_pause_lasts_as_long_as_asked(void **state)
{
	int64_t before = clock_monotonic();

	(void)state;
	clock_pause(20000);
	assert_true(clock_monotonic() - before >= 20000);
	clock_pause(-1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_for_every_holder_of_the_file),
		cmocka_unit_test(stands_for_every_holder_of_the_file),
		cmocka_unit_test(a_plain_clock_is_the_systems_and_cannot_be_set),
		cmocka_unit_test(a_file_that_cannot_be_made_is_an_error),
		cmocka_unit_test(a_pause_lasts_as_long_as_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
