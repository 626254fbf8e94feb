/* SPDX-License-Identifier: Apache-2.0 */
/* pg/ against a real server: values, transactions, COPY, errors, lost connections. */
#include <stdio.h>

#include "../store/scratch.h"
#include "base/strbuf.h"
#include "pg/session.h"
#include "unit.h"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open(&scratch, "pg");
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void run(struct tx *tx, const char *sql)
{
	struct err err = { 0 };
	if (tx_run(tx, sql, NO_ARGS, NULL, &err) < 0)
		fail_msg("%s: %s", sql, err.text);
}

static void values_come_back_as_they_went(void **state)
{
	(void)state;
	static const char SQL[] =
		"SELECT $1::text, $2::bigint, $3::boolean, $4::date, $5::timestamptz,"
		" $6::text, encode($7::bytea, 'hex'), ($8::text[])[1], ($8::text[])[2],"
		" ($9::bigint[])[2], $10::text, ($8::text[])[3]";
	const char *texts[] = { "a \"quoted\\ {thing}", NULL, "" };
	const int64_t numbers[] = { 1, INT64_MIN };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);
	AUTO(rows) *rows = NULL;
	assert_int_equal(
		0,
		tx_rows(tx, SQL,
			ARGS(arg_text("d'Ancona \xe2\x82\xac\n"), arg_int(INT64_MAX),
			     arg_bool(true), arg_date((struct civil_date){ 2024, 2, 29 }),
			     arg_instant((struct instant){ INT64_C(1774746000123456) }),
			     arg_week((struct iso_week){ 2026, 53 }),
			     arg_bytes("\0\xff", 2), arg_texts(texts, 3),
			     arg_ints(numbers, 2), arg_text(NULL)),
			&rows, &err));
	expect_text("text", row_text(rows, 0, 0), "d'Ancona \xe2\x82\xac\n");
	expect_number("number", row_int(rows, 0, 1), INT64_MAX);
	expect_true("truth", row_bool(rows, 0, 2));
	struct civil_date date = row_date(rows, 0, 3);
	expect_true("leap day", date.year == 2024 && date.month == 2 && date.day == 29);
	expect_number("instant", row_instant(rows, 0, 4).micros,
		      INT64_C(1774746000123456));
	expect_number("week", row_week(rows, 0, 5).week, 53);
	expect_text("bytes", row_text(rows, 0, 6), "00ff");
	expect_text("text in a list", row_text(rows, 0, 7), texts[0]);
	expect_true("NULL in a list", row_is_null(rows, 0, 8));
	expect_number("number in a list", row_int(rows, 0, 9), INT64_MIN);
	expect_true("absent text is NULL", row_text(rows, 0, 10) == NULL);
	expect_text("empty text is not NULL", row_text(rows, 0, 11), "");
	tx_rollback(tx);
}

static void only_commit_keeps(void **state)
{
	(void)state;
	scratch_run(&scratch, "CREATE TABLE kept (n int)");
	struct tx *tx = scratch_begin(&scratch);
	run(tx, "INSERT INTO kept VALUES (1)");
	tx_rollback(tx);
	tx = scratch_begin(&scratch);
	run(tx, "INSERT INTO kept VALUES (2)");
	scratch_commit(tx);
	expect_number("sum", scratch_number(&scratch, "SELECT sum(n) FROM kept"), 2);
}

static void savepoints_nest(void **state)
{
	(void)state;
	struct err err = { 0 };
	scratch_run(&scratch, "CREATE TABLE nested (n int PRIMARY KEY)");
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(0, tx_save(tx, &err));
	run(tx, "INSERT INTO nested VALUES (1)");
	assert_int_equal(0, tx_save(tx, &err));
	run(tx, "INSERT INTO nested VALUES (2)");
	assert_int_equal(
		-1, tx_run(tx, "INSERT INTO nested VALUES (1)", NO_ARGS, NULL, &err));
	expect_number("a duplicate is a conflict", err.kind, ERR_CONFLICT);
	assert_int_equal(0, tx_undo(tx, &err));
	assert_int_equal(0, tx_release(tx, &err));
	run(tx, "INSERT INTO nested VALUES (4)");
	scratch_commit(tx);
	expect_number("sum", scratch_number(&scratch, "SELECT sum(n) FROM nested"), 5);
}

static void a_failed_transaction_does_not_commit(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(-1, tx_run(tx, "SELECT 1 / 0", NO_ARGS, NULL, &err));
	assert_int_equal(-1, tx_commit(tx, &err));
	expect_number("kind", err.kind, ERR_INVALID);
}

static const struct {
	const char *sentence;
	const char *sql;
	enum err_kind kind;
} FAILURES[] = {
	{ "a value that is no number", "SELECT 'Jansen'::int", ERR_INVALID },
	{ "a check", "INSERT INTO checked VALUES (-1)", ERR_INVALID },
	{ "a missing value", "INSERT INTO checked VALUES (NULL)", ERR_INVALID },
	{ "a duplicate", "INSERT INTO checked VALUES (1), (1)", ERR_CONFLICT },
	{ "a missing table", "SELECT * FROM nowhere", ERR_BROKEN },
	{ "a cancelled statement", "SELECT pg_cancel_backend(pg_backend_pid())",
	  ERR_LATER },
};

static void an_error_says_what_to_do(void **state)
{
	(void)state;
	scratch_run(&scratch, "CREATE TABLE checked (n int PRIMARY KEY CHECK (n > 0))");
	for (size_t i = 0; i < COUNT_OF(FAILURES); i++) {
		struct err err = { 0 };
		struct tx *tx = scratch_begin(&scratch);
		int result = tx_run(tx, FAILURES[i].sql, NO_ARGS, NULL, &err);
		expect_number(FAILURES[i].sentence, result < 0 ? err.kind : ERR_NONE,
			      FAILURES[i].kind);
		expect_true("no data in the error", !strstr(err.text, "Jansen"));
		tx_rollback(tx);
	}
}

static int gather(void *context, const char *const *columns, int count, struct err *err)
{
	(void)err;
	for (int i = 0; i < count; i++)
		strbuf_add(context, columns[i] ? columns[i] : "<null>");
	strbuf_add_char(context, '|');
	return 0;
}

static int stop_at_once(void *context, const char *const *columns, int count,
			struct err *err)
{
	(void)context;
	(void)columns;
	(void)count;
	return err_set(err, ERR_INVALID, "enough");
}

static void copy_keeps_every_character(void **state)
{
	(void)state;
	STRBUF_AUTO found = strbuf_new(200);
	struct err err = { 0 };
	struct copy *copy = NULL;
	scratch_run(&scratch, "CREATE TABLE copied (n int, t text)");
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(0, copy_begin(tx, "COPY copied FROM STDIN", &copy, &err));
	assert_int_equal(
		0, copy_row(copy, ARGS(arg_int(1), arg_text("a\tb\nc\\d\r")), &err));
	assert_int_equal(0, copy_row(copy, ARGS(arg_int(2), arg_null()), &err));
	assert_int_equal(0, copy_row(copy, ARGS(arg_int(3), arg_text("\\N")), &err));
	assert_int_equal(0, copy_end(copy, &err));
	assert_int_equal(0,
			 copy_out(tx, "COPY (SELECT * FROM copied ORDER BY n) TO STDOUT",
				  gather, &found, &err));
	expect_text("rows", found.text, "1a\tb\nc\\d\r|2<null>|3\\N|");
	assert_int_equal(-1,
			 copy_out(tx, "COPY copied TO STDOUT", stop_at_once, NULL, &err));
	run(tx, "INSERT INTO copied VALUES (4, 'after a stopped copy')");
	scratch_commit(tx);
}

static void copy_fills_every_type_of_column(void **state)
{
	(void)state;
	STRBUF_AUTO found = strbuf_new(400);
	struct err err = { 0 };
	struct copy *copy = NULL;
	struct uuid id = uuid_named("copied", NULL);
	struct instant at = { INT64_C(1763802000123456) };
	scratch_run(&scratch,
		    "CREATE TABLE typed (s smallint, i integer, l bigint, b boolean,"
		    " d date, t timestamptz, u uuid, y bytea, w text, n text)");
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(0, copy_begin(tx, "COPY typed FROM STDIN", &copy, &err));
	assert_int_equal(
		0, copy_row(copy,
			    ARGS(arg_int(-32768), arg_int(2147483647), arg_int(INT64_MIN),
				 arg_bool(true),
				 arg_date((struct civil_date){ 1999, 12, 31 }),
				 arg_instant(at), arg_uuid(&id), arg_bytes("\0\xff", 2),
				 arg_week((struct iso_week){ 2026, 48 }), arg_null()),
			    &err));
	assert_int_equal(0, copy_end(copy, &err));
	assert_int_equal(0, copy_out(tx, "COPY typed TO STDOUT", gather, &found, &err));
	STRBUF_AUTO wanted = strbuf_new(400);
	strbuf_addf(&wanted,
		    "-327682147483647-9223372036854775808t1999-12-31"
		    "2025-11-22 09:00:00.123456+00%s\\x00ff2026-W48<null>|",
		    id.text);
	expect_text("row", found.text, wanted.text);
	scratch_commit(tx);
}

static void copy_refuses_what_does_not_fit(void **state)
{
	(void)state;
	static const struct {
		struct arg value;
		enum err_kind kind;
	} CASES[] = {
		{ { .kind = ARG_INT, .number = 32768 }, ERR_INVALID },
		{ { .kind = ARG_TEXT, .text = "12" }, ERR_BROKEN },
		{ { .kind = ARG_BOOL, .number = 1 }, ERR_BROKEN },
	};
	scratch_run(&scratch, "CREATE TABLE narrow (s smallint)");
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct err err = { 0 };
		struct copy *copy = NULL;
		struct tx *tx = scratch_begin(&scratch);
		assert_int_equal(0, copy_begin(tx, "COPY narrow (s) FROM STDIN", &copy,
					       &err));
		assert_int_equal(-1, copy_row(copy, &CASES[i].value, 1, &err));
		expect_number("kind", err.kind, CASES[i].kind);
		copy_cancel(copy);
		tx_rollback(tx);
	}
	expect_number("rows", scratch_number(&scratch, "SELECT count(*) FROM narrow"), 0);
}

static void a_refused_copy_is_an_error_and_no_more(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct copy *copy = NULL;
	scratch_run(&scratch, "CREATE TABLE unique_copy (n int PRIMARY KEY)");
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(0, copy_begin(tx, "COPY unique_copy FROM STDIN", &copy, &err));
	assert_int_equal(0, copy_row(copy, ARGS(arg_int(1)), &err));
	assert_int_equal(0, copy_row(copy, ARGS(arg_int(1)), &err));
	assert_int_equal(-1, copy_end(copy, &err));
	expect_number("kind", err.kind, ERR_CONFLICT);
	tx_rollback(tx);
	tx = scratch_begin(&scratch);
	assert_int_equal(0, copy_begin(tx, "COPY unique_copy FROM STDIN", &copy, &err));
	copy_cancel(copy);
	tx_rollback(tx);
	expect_number("rows",
		      scratch_number(&scratch, "SELECT count(*) FROM unique_copy"), 0);
}

static void a_lost_connection_is_replaced(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(-1, tx_run(tx, "SELECT pg_terminate_backend(pg_backend_pid())",
				    NO_ARGS, NULL, &err));
	expect_number("lost in the middle", err.kind, ERR_LATER);
	tx_rollback(tx);
	scratch_run(&scratch,
		    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		    " WHERE pid <> pg_backend_pid() AND application_name = 'test'");
	for (int i = 0; i < 10; i++)
		expect_number("next", scratch_number(&scratch, "SELECT 7"), 7);
}

static void a_local_setting_ends_with_its_transaction(void **state)
{
	(void)state;
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	struct tx *tx = scratch_begin(&scratch);
	assert_int_equal(0, tx_set_local(tx, "app.dealer", "NL-1", &err));
	assert_int_equal(0, tx_rows(tx, "SELECT current_setting('app.dealer', true)",
				    NO_ARGS, &rows, &err));
	expect_text("inside", row_text(rows, 0, 0), "NL-1");
	scratch_commit(tx);
	for (int i = 0; i < 8; i++)
		expect_number("outside",
			      scratch_number(&scratch, "SELECT length(current_setting("
						       "'app.dealer', true))"),
			      0);
}

static void one_session_holds_a_lock(void **state)
{
	(void)state;
	struct err err = { 0 };
	bool held = false;
	struct session *first = NULL;
	struct session *second = NULL;
	struct pool_request request = { .conninfo = scratch.conninfo,
					.schema = scratch.schema,
					.clock = scratch.clock };
	assert_int_equal(0, session_open(&request, &first, &err));
	assert_int_equal(0, session_open(&request, &second, &err));
	assert_int_equal(0, session_try_lock(first, "relay", &held, &err));
	expect_true("the first has it", held);
	assert_int_equal(0, session_try_lock(second, "relay", &held, &err));
	expect_true("the second has not", !held);
	session_close(first);
	for (int i = 0; i < 100 && !held; i++) {
		assert_int_equal(0, session_try_lock(second, "relay", &held, &err));
		clock_pause(10000);
	}
	expect_true("the second gets it when the first is gone", held);
	session_close(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_back_as_they_went),
		cmocka_unit_test(only_commit_keeps),
		cmocka_unit_test(savepoints_nest),
		cmocka_unit_test(a_failed_transaction_does_not_commit),
		cmocka_unit_test(an_error_says_what_to_do),
		cmocka_unit_test(copy_keeps_every_character),
		cmocka_unit_test(copy_fills_every_type_of_column),
		cmocka_unit_test(copy_refuses_what_does_not_fit),
		cmocka_unit_test(a_refused_copy_is_an_error_and_no_more),
		cmocka_unit_test(a_lost_connection_is_replaced),
		cmocka_unit_test(a_local_setting_ends_with_its_transaction),
		cmocka_unit_test(one_session_holds_a_lock),
	};
	if (!scratch_is_there("pg"))
		return 0;
	return cmocka_run_group_tests_name("pg", tests, open_scratch, close_scratch);
}
