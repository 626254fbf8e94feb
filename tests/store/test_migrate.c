/* SPDX-License-Identifier: Apache-2.0 */
/* Migrations: once, in order, never changed, all or nothing each. */
#include "../store/scratch.h"
#include "sys/thread.h"
#include "unit.h"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open(&scratch, "migrate");
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void each_runs_once(void **state)
{
	(void)state;
	struct err err = { 0 };
	int ran = -1;
	const struct migration list[] = {
		{ "a/0001", "CREATE TABLE once (n int); INSERT INTO once VALUES (1);" },
		{ "a/0002", "INSERT INTO once VALUES (10);" },
	};
	assert_int_equal(
		0, migrate_run(scratch.conninfo, scratch.schema, list, 2, &ran, &err));
	expect_number("first time", ran, 2);
	assert_int_equal(
		0, migrate_run(scratch.conninfo, scratch.schema, list, 2, &ran, &err));
	expect_number("second time", ran, 0);
	expect_number("rows", scratch_number(&scratch, "SELECT sum(n) FROM once"), 11);
	assert_int_equal(0, migrate_check(scratch.pool, list, 2, &err));
	assert_int_equal(0, migrate_check(scratch.pool, list, 1, &err));
}

static void a_changed_one_is_refused(void **state)
{
	(void)state;
	struct err err = { 0 };
	int ran = -1;
	const struct migration before[] = { { "b/0001",
					      "CREATE TABLE changed (n int);" } };
	const struct migration after[] = { { "b/0001",
					     "CREATE TABLE changed (n bigint);" } };
	assert_int_equal(
		0, migrate_run(scratch.conninfo, scratch.schema, before, 1, &ran, &err));
	assert_int_equal(
		-1, migrate_run(scratch.conninfo, scratch.schema, after, 1, &ran, &err));
	expect_number("run", err.kind, ERR_BROKEN);
	assert_int_equal(-1, migrate_check(scratch.pool, after, 1, &err));
	expect_number("check", err.kind, ERR_BROKEN);
}

static void a_failing_one_leaves_nothing(void **state)
{
	(void)state;
	struct err err = { 0 };
	int ran = -1;
	const struct migration list[] = {
		{ "c/0001", "CREATE TABLE half (n int); SELECT 1 / 0;" },
	};
	assert_int_equal(
		-1, migrate_run(scratch.conninfo, scratch.schema, list, 1, &ran, &err));
	expect_true("the error names the migration", strstr(err.text, "c/0001") != NULL);
	expect_number("tables",
		      scratch_number(&scratch,
				     "SELECT count(*) FROM pg_class WHERE relname ="
				     " 'half' AND relnamespace ="
				     " current_schema()::regnamespace"),
		      0);
	assert_int_equal(-1, migrate_check(scratch.pool, list, 1, &err));
	expect_number("a missing one is waited for", err.kind, ERR_LATER);
}

static const struct migration RACED[] = {
	{ "d/0001", "CREATE TABLE raced (n int); INSERT INTO raced VALUES (1);" },
	{ "d/0002", "INSERT INTO raced VALUES (10);" },
};

static void race(void *context)
{
	struct err err = { 0 };
	int *failures = context;
	int ran = 0;
	if (migrate_run(scratch.conninfo, scratch.schema, RACED, 2, &ran, &err) < 0)
		__atomic_fetch_add(failures, 1, __ATOMIC_SEQ_CST);
}

static void many_at_once_do_the_work_once(void **state)
{
	(void)state;
	struct thread threads[6] = { 0 };
	struct err err = { 0 };
	int failures = 0;
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(
			0, thread_start(&threads[i], "race", race, &failures, &err));
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		thread_join(&threads[i]);
	expect_number("failures", failures, 0);
	expect_number("rows", scratch_number(&scratch, "SELECT sum(n) FROM raced"), 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_runs_once),
		cmocka_unit_test(a_changed_one_is_refused),
		cmocka_unit_test(a_failing_one_leaves_nothing),
		cmocka_unit_test(many_at_once_do_the_work_once),
	};
	if (!scratch_is_there("migrate"))
		return 0;
	return cmocka_run_group_tests_name("migrate", tests, open_scratch, close_scratch);
}
