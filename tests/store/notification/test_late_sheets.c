/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of sheets after their batch was closed. */
#include "../scratch.h"
#include "notification/store_print.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define CUSTOMER "0198c2f0-4444-7000-8000-000000000001"
#define FIRST    "0198c2f0-4444-7000-8000-00000000000a"
#define SECOND   "0198c2f0-4444-7000-8000-00000000000b"
#define BATCH    "0198c2f0-5555-7000-8000-000000000001"

static const char *const LETTERS[] = { FIRST, SECOND };

static struct scratch scratch;
static struct uuid batch = { BATCH };

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

static int two_sheets(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE print_piece, print_line, print_batch");
	scratch_run(&scratch, "INSERT INTO print_batch (batch_id, dealer, kind, status,"
			      " closes_at, closed_at) VALUES ('" BATCH "', 'NL-1',"
			      " 'letter', 'ready', '2026-11-30T08:00:00Z',"
			      " '2026-11-30T08:00:00Z')");
	scratch_run(&scratch,
		    "INSERT INTO print_line (intent_id, batch_id, dealer, customer_id,"
		    " language, piece, sheet) VALUES ('" FIRST "', '" BATCH
		    "', 'NL-1', '" CUSTOMER "', 'nl', 1, 1), ('" SECOND "', '" BATCH
		    "', 'NL-1', '" CUSTOMER "', 'nl', 1, 2)");
	scratch_run(&scratch, "INSERT INTO print_piece (batch_id, number, first, count,"
			      " bytes, sha256, pdf) VALUES ('" BATCH
			      "', 1, 1, 2, 4, 'abc', '%PDF')");
	return 0;
}

static void whose_sheet_was_taken_out_gets_another_in_the_next_batch(void **state)
{
	struct print_line line = { .intent = FIRST,
				   .dealer = "NL-1",
				   .customer = CUSTOMER,
				   .language = "nl",
				   .kind = "letter",
				   .closes_at = { INT64_C(1796635200000000) } };
	struct uuid next;
	bool made = false;
	AUTO(rows) *unsettled = NULL;
	AUTO(rows) *lines = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_print_too_late(tx, FIRST, "BOOKED", &err), &err);
	must(store_print_left_out(tx, FIRST, "BOOKED", &err), &err);
	must(store_print_settled(tx, LETTERS, 2, &err), &err);
	must(store_print_unsettled(tx, &batch, &unsettled, &err), &err);
	assert_int_equal(rows_count(unsettled), 0);
	must(store_print_open(tx, &line, &next, &made, &err), &err);
	assert_true(made);
	must(store_print_add(tx, &line, &next, &err), &err);
	must(store_print_next(tx, &next, &lines, &err), &err);
	assert_int_equal(rows_count(lines), 1);
	line.intent = SECOND;
	must(store_print_open(tx, &line, &next, &made, &err), &err);
	assert_false(made); /* when it closes stands */
	assert_int_equal(store_print_add(tx, &line, &next, &err), -1);
	assert_string_equal(err.code, "LINE_TAKEN");
	scratch_commit(tx);
}

static void pdfs_that_nobody_posted_are_forgotten_too(void **state)
{
	struct civil_date day = { 2026, 11, 30 };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_print_tidy(tx, civil_add_days(day, 99), day, &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(pdf) FROM print_piece"),
			 1);
	tx = scratch_begin(&scratch);
	must(store_print_tidy(tx, day, civil_add_days(day, 1), &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(pdf) FROM print_piece"),
			 0);
}

#define TEST(name) cmocka_unit_test_setup(name, two_sheets)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whose_sheet_was_taken_out_gets_another_in_the_next_batch),
		TEST(pdfs_that_nobody_posted_are_forgotten_too),
	};

	if (!scratch_is_there("notification/test_late_sheets"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
