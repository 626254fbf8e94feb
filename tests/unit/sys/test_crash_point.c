/* SPDX-License-Identifier: Apache-2.0 */
/* A crash point ends the process at the pass that was asked for, and at no other. */
#define BEURT_CRASH_POINTS 1
#include "sys/crash_point.c" /* normal builds compile it to nothing */

#include <sys/wait.h>

#include "unit.h"

/* How many of three passes of two labels a child survived, or its exit code from 100. */
static int passes_survived(const char *crash_at)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int survived = 0;

		/* lint-ok: setenv: a child of its own sets what a person would */
		(void)setenv("BEURT_CRASH_AT", crash_at, 1);
		for (int i = 0; i < 3; i++) {
			crash_point("flow.before_commit");
			crash_point("flow.before");
			survived++;
		}
		_exit(survived);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void dies_at_the_asked_pass_only(void **state)
{
	(void)state;
	assert_int_equal(passes_survived("flow.before_commit:1"), 137);
	assert_int_equal(passes_survived("flow.before_commit:3"), 137);
	assert_int_equal(passes_survived("flow.before_commit:4"), 3);
	assert_int_equal(passes_survived("flow.before_commit"), 3);
	assert_int_equal(passes_survived("flow.after_commit:1"), 3);
	assert_int_equal(passes_survived("flow.before:3"), 137);
	assert_int_equal(passes_survived("flow.before:4"), 3);
	assert_int_equal(passes_survived(""), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dies_at_the_asked_pass_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
