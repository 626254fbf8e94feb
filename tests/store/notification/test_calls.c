/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is to be called: a task once a request, its attempts by person and reason, and
 * what was said of each call.
 */
#include "../scratch.h"
#include "notification/store_call.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define TASK     "0198c2f0-2222-7000-8000-000000000001"
#define OTHER    "0198c2f0-2222-7000-8000-000000000002"
#define CUSTOMER "0198c2f0-2222-7000-8000-000000000003"
#define HOLDER   "0198c2f0-2222-7000-8000-000000000004"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "notification", notification_migrations,
			     notification_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static struct call_task task_of(const char *id, const char *reason_group)
{
	struct instant now = clock_now(scratch.clock);

	return (struct call_task){ .id = uuid_from(id),
				   .dealer = "NL-1",
				   .customer = CUSTOMER,
				   .reason_group = reason_group,
				   .call_from = now,
				   .not_after = instant_add_seconds(now, 7 * 86400) };
}

static void add(const char *id, const char *reason_group)
{
	struct call_task task = task_of(id, reason_group);
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_call_add(tx, &task, &err), &err);
	scratch_commit(tx);
}

static int one_task(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE call_task, call_made, contact_attempt, carried,"
			      " intent");
	scratch_run(&scratch,
		    "INSERT INTO intent (intent_id, dealer, customer_id, vehicle_id,"
		    " purpose, is_marketing, template, channel, not_before, not_after,"
		    " plate, reasons, reason_group, to_party, due_at, requested_at)"
		    " VALUES ('" TASK "', 'NL-1', '" CUSTOMER "', '" OTHER "',"
		    " 'reminder', true, 'apk', 'phone', now(), now(), '', '', 'apk',"
		    " '" HOLDER "', now(), now())");
	add(TASK, "apk");
	return 0;
}

/* The task lends from *ret_rows. */
static struct call_task load(struct rows **ret_rows)
{
	struct uuid id = { TASK };
	struct call_task task;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_call_load(tx, &id, ret_rows, &task, &err), &err);
	scratch_commit(tx);
	return task;
}

static void save(struct call_task *task, const char *status, const char *by,
		 const char *reason)
{
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	task->status = status;
	task->claimed_by = by;
	task->reason = reason;
	must(store_call_save(tx, task, &err), &err);
	scratch_commit(tx);
}

static void note(const char *task_id, const char *reason_group, bool reached)
{
	struct call_task task = task_of(task_id, reason_group);
	struct call_made made = { .actor = "sanne",
				  .outcome = reached ? "reached_no" : "no_answer",
				  .remark = reached ? "belt zelf" : NULL,
				  .reached = reached };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_call_note(tx, &task, &made, &err), &err);
	scratch_commit(tx);
}

static int64_t attempts(const char *reason_group)
{
	struct call_task task = task_of(TASK, reason_group);
	struct err err = { 0 };
	int64_t count = 0;
	struct tx *tx = scratch_begin(&scratch);

	must(store_call_attempts(tx, &task, &count, &err), &err);
	scratch_commit(tx);
	return count;
}

static void a_task_that_runs_does_not_begin_anew(void **state)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *again = NULL;
	struct call_task task = load(&rows);

	(void)state;
	assert_string_equal(task.status, "open");
	save(&task, "claimed", "sanne", NULL);
	add(TASK, "apk");
	assert_string_equal(load(&again).claimed_by, "sanne");
}

static void one_that_went_back_to_the_gate_begins_anew(void **state)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *again = NULL;
	struct call_task task = load(&rows);

	(void)state;
	save(&task, "closed", "sanne", "NO_CONSENT");
	assert_int_equal(scratch_number(&scratch, "SELECT count(closed_at) FROM"
						  " call_task"),
			 1);
	add(TASK, "apk");
	task = load(&again);
	assert_string_equal(task.status, "open");
	assert_null(task.claimed_by);
	assert_null(task.reason);
	assert_int_equal(scratch_number(&scratch, "SELECT count(closed_at) FROM"
						  " call_task"),
			 0);
}

static void attempts_count_by_person_and_reason_over_tasks(void **state)
{
	AUTO(rows) *rows = NULL;

	(void)state;
	add(OTHER, "apk");
	note(TASK, "apk", false);
	note(TASK, "apk", false);
	note(OTHER, "apk", false);
	note(OTHER, "periodic", false);
	assert_int_equal(attempts("apk"), 3);
	assert_int_equal(attempts("periodic"), 1);
	assert_int_equal(load(&rows).attempts, 2); /* of this task alone */
	scratch_run(&scratch, "UPDATE call_made SET at = at - interval '15 days'");
	assert_int_equal(attempts("apk"), 0);
}

/* The gate counts by who was to be reached: a holder, when one is named. */
static void each_call_is_an_attempt_at_the_person_that_was_meant(void **state)
{
	AUTO_TEXT *person = NULL;

	(void)state;
	note(TASK, "apk", false);
	note(TASK, "apk", true);
	person = scratch_text(&scratch, "SELECT min(person::text) FROM contact_attempt"
					" WHERE channel = 'phone' AND reason_group ="
					" 'apk' AND intent_id = '" TASK "'");
	assert_string_equal(person, HOLDER);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM contact_attempt"
						  " WHERE reached"),
			 1);
}

static void calls_are_numbered_and_the_newest_comes_first(void **state)
{
	struct uuid id = { TASK };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	note(TASK, "apk", false);
	note(TASK, "apk", true);
	struct tx *tx = scratch_begin(&scratch);

	must(store_calls_made(tx, &id, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(rows), 2);
	assert_string_equal(row_text(rows, 0, 2), "reached_no");
	assert_string_equal(row_text(rows, 0, 3), "belt zelf");
	assert_string_equal(row_text(rows, 1, 2), "no_answer");
}

static void what_is_open_of_a_person_is_found_until_it_is_closed(void **state)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *open = NULL;
	AUTO(rows) *foreign = NULL;
	struct call_task task = load(&rows);
	struct err err = { 0 };

	(void)state;
	add(OTHER, "apk");
	save(&task, "closed", NULL, "BOOKED");
	struct tx *tx = scratch_begin(&scratch);

	must(store_calls_open_of(tx, "NL-1", CUSTOMER, &open, &err), &err);
	must(store_calls_open_of(tx, "NL-2", CUSTOMER, &foreign, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(open), 1);
	assert_string_equal(row_text(open, 0, 0), OTHER);
	assert_int_equal(rows_count(foreign), 0);
}

static void versions_count_up_and_a_task_of_nobody_is_absent(void **state)
{
	struct uuid id = { TASK };
	struct uuid unknown = { OTHER };
	AUTO(rows) *rows = NULL;
	struct call_task task;
	struct err err = { 0 };
	int64_t version = 0;
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_call_version(tx, &id, &version, &err), &err);
	assert_int_equal(version, 1);
	must(store_call_version(tx, &id, &version, &err), &err);
	assert_int_equal(version, 2);
	assert_int_equal(store_call_load(tx, &unknown, &rows, &task, &err), -1);
	assert_string_equal(err.code, "CALL_UNKNOWN");
	scratch_commit(tx);
}

#define TEST(name) cmocka_unit_test_setup(name, one_task)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_task_that_runs_does_not_begin_anew),
		TEST(one_that_went_back_to_the_gate_begins_anew),
		TEST(attempts_count_by_person_and_reason_over_tasks),
		TEST(each_call_is_an_attempt_at_the_person_that_was_meant),
		TEST(calls_are_numbered_and_the_newest_comes_first),
		TEST(what_is_open_of_a_person_is_found_until_it_is_closed),
		TEST(versions_count_up_and_a_task_of_nobody_is_absent),
	};

	if (!scratch_is_there("notification/test_calls"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
