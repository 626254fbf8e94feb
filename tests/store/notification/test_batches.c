/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters that are printed together: one open batch a garage and kind, one sheet a line
 * for good, and what is told of those that came too late.
 */
#include <stdio.h>

#include "../scratch.h"
#include "notification/store_print.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define CUSTOMER "0198c2f0-4444-7000-8000-000000000001"
#define UNKNOWN  "0198c2f0-4444-7000-8000-000000000002"

static const char *const LETTERS[] = { "0198c2f0-4444-7000-8000-00000000000a",
				       "0198c2f0-4444-7000-8000-00000000000b",
				       "0198c2f0-4444-7000-8000-00000000000c" };

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

static int one_garage(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE print_piece, print_line, print_batch, garage,"
			      " customer");
	scratch_run(&scratch,
		    "INSERT INTO garage (dealer, version, active, name, timezone,"
		    " language, sender_name, sender_email, letter_cents, card_cents)"
		    " VALUES ('NL-1', 1, true, 'De Brug', 'Europe/Amsterdam', 'nl',"
		    " 'De Brug', 'balie@debrug.example', 98, 0)");
	scratch_run(&scratch,
		    "INSERT INTO customer (dealer, customer_id, version, is_company,"
		    " postcode, country, language, refuses, erased) VALUES"
		    " ('NL-1', '" CUSTOMER "', 1, false, '3511AB', 'NL', 'nl', '',"
		    " false)");
	return 0;
}

static struct print_line line_of(const char *intent, const char *language)
{
	return (struct print_line){ .intent = intent,
				    .dealer = "NL-1",
				    .customer = CUSTOMER,
				    .language = language,
				    .kind = "letter",
				    .closes_at = { INT64_C(1764576000000000) } };
}

static int try_add(const struct print_line *line, struct err *err)
{
	struct uuid batch;
	bool made;
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_open(tx, line, &batch, &made, err), err);
	int failed = store_print_add(tx, line, &batch, err);

	scratch_commit(tx);
	return failed;
}

static struct uuid add(const struct print_line *line)
{
	struct uuid batch;
	bool made;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_open(tx, line, &batch, &made, &err), &err);
	must(store_print_add(tx, line, &batch, &err), &err);
	scratch_commit(tx);
	return batch;
}

/* Two Dutch letters and an English one. */
static struct uuid three_letters(void)
{
	struct uuid batch = { "" };

	for (size_t i = 0; i < 3; i++) {
		struct print_line line = line_of(LETTERS[i], i == 1 ? "en" : "nl");

		batch = add(&line);
	}
	return batch;
}

static void close_batch(const struct uuid *batch)
{
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_close(tx, batch, true, &err), &err);
	scratch_commit(tx);
}

static struct print_batch load(const struct uuid *batch, struct rows **ret_rows)
{
	struct print_batch facts;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_batch(tx, batch, ret_rows, &facts, &err), &err);
	scratch_commit(tx);
	return facts;
}

/* A PDF of what comes next; how many sheets it has. */
static size_t print_next(const struct uuid *batch, int64_t *ret_first)
{
	const char *intents[3];
	AUTO(rows) *rows = NULL;
	struct print_piece piece = { .batch = *batch,
				     .pdf = slice_of("%PDF-1.7 one"),
				     .sha256 = "abc" };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_next(tx, batch, &rows, &err), &err);
	piece.intents = intents;
	piece.count = rows_count(rows);
	for (size_t i = 0; i < piece.count; i++)
		intents[i] = row_text(rows, i, 0);
	must(store_print_place(tx, batch, &piece.number, &piece.first, &err), &err);
	must(store_print_piece(tx, &piece, &err), &err);
	scratch_commit(tx);
	*ret_first = piece.first;
	return piece.count;
}

static void a_letter_is_in_one_batch_however_often_it_is_put_there(void **state)
{
	struct print_line line = line_of(LETTERS[0], "nl");
	struct uuid first = add(&line);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(try_add(&line, &err), -1);
	assert_string_equal(err.code, "LINE_TAKEN");
	close_batch(&first);
	line.closes_at = instant_add_seconds(line.closes_at, 7 * 86400);
	err_clear(&err);
	assert_int_equal(try_add(&line, &err), -1);
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM print_line"), 1);
	AUTO(rows) *rows = NULL;

	assert_int_equal(load(&first, &rows).count, 1); /* it stays where it is */
}

static void one_that_was_left_out_goes_into_the_next_batch(void **state)
{
	struct print_line line = line_of(LETTERS[0], "nl");
	struct uuid first = add(&line);
	AUTO(rows) *before = NULL;
	AUTO(rows) *after = NULL;
	struct err err = { 0 };

	(void)state;
	close_batch(&first);
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_left_out(tx, LETTERS[0], "TOO_EARLY", &err), &err);
	scratch_commit(tx);
	assert_int_equal(load(&first, &before).count, 0);
	line.closes_at = instant_add_seconds(line.closes_at, 7 * 86400);
	struct uuid next = add(&line);

	assert_int_equal(load(&next, &after).count, 1);
}

static void cards_and_letters_are_batches_of_their_own(void **state)
{
	struct print_line letter = line_of(LETTERS[0], "nl");
	struct print_line card = line_of(LETTERS[1], "nl");

	(void)state;
	card.kind = "card";
	assert_string_not_equal(add(&letter).text, add(&card).text);
}

static void the_price_is_that_of_the_day_it_was_closed(void **state)
{
	struct uuid batch = three_letters();
	AUTO(rows) *rows = NULL;
	AUTO(rows) *later = NULL;

	(void)state;
	assert_false(load(&batch, &rows).has_each_cents);
	close_batch(&batch);
	scratch_run(&scratch, "UPDATE garage SET letter_cents = 120");
	struct print_batch facts = load(&batch, &later);

	assert_true(facts.is_closed && facts.print_house);
	assert_int_equal(facts.each_cents, 98);
	assert_int_equal(facts.count, 3);
	assert_string_equal(facts.garage, "De Brug");
}

static void a_pdf_speaks_one_language_and_sheets_count_on(void **state)
{
	struct uuid batch = three_letters();
	int64_t first = 0;

	(void)state;
	close_batch(&batch);
	assert_int_equal(print_next(&batch, &first), 2);
	assert_int_equal(first, 1);
	assert_int_equal(print_next(&batch, &first), 1);
	assert_int_equal(first, 3);
	assert_int_equal(scratch_number(&scratch, "SELECT count(DISTINCT sheet) FROM"
						  " print_line WHERE piece IS NOT NULL"),
			 3);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM print_line WHERE"
						  " language = 'en' AND piece = 2"
						  " AND sheet = 3"),
			 1);
}

static void all_is_read_when_every_piece_is(void **state)
{
	struct uuid batch = three_letters();
	int64_t first = 0;
	bool all = true;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	print_next(&batch, &first);
	print_next(&batch, &first);
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_fetched(tx, &batch, 1, &all, &err), &err);
	assert_false(all);
	must(store_print_fetched(tx, &batch, 2, &all, &err), &err);
	assert_true(all);
	must(store_print_stretch(tx, &batch, 1, 5, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(row_int(rows, 0, 0), 12);
	assert_string_equal(row_text(rows, 0, 1), "MS43IG9uZQ=="); /* "1.7 one" */
}

static void a_sheet_is_too_late_once_and_told_once(void **state)
{
	struct uuid batch = three_letters();
	int64_t first = 0;
	AUTO(rows) *late = NULL;
	AUTO(rows) *looked = NULL;
	AUTO(rows) *unsettled = NULL;
	AUTO(rows) *places = NULL;
	struct err err = { 0 };

	(void)state;
	print_next(&batch, &first);
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_too_late(tx, LETTERS[0], "BOOKED", &err), &err);
	must(store_print_too_late(tx, LETTERS[0], "NO_CONSENT", &err), &err);
	must(store_print_late(tx, &batch, &late, &err), &err);
	assert_int_equal(rows_count(late), 1);
	assert_string_equal(row_text(late, 0, 2), "BOOKED");
	must(store_print_sheets(tx, &batch, 0, &looked, &err), &err);
	assert_int_equal(rows_count(looked), 1);
	must(store_print_settled(tx, LETTERS, 1, &err), &err);
	must(store_print_unsettled(tx, &batch, &unsettled, &err), &err);
	assert_int_equal(rows_count(unsettled), 1);
	assert_string_equal(row_text(unsettled, 0, 0), LETTERS[2]);
	must(store_print_places(tx, &batch, &places, &err), &err);
	assert_int_equal(rows_count(places), 2);
	assert_string_equal(row_text(places, 0, 2), "3511AB");
	scratch_commit(tx);
}

static void pdfs_are_forgotten_after_their_day(void **state)
{
	struct uuid batch = three_letters();
	struct civil_date posted = { 2026, 12, 1 };
	int64_t first = 0;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	print_next(&batch, &first);
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_posted(tx, &batch, posted, civil_add_days(posted, 2), &err),
	     &err);
	must(store_print_tidy(tx, posted, posted, &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(pdf) FROM print_piece"),
			 1);
	tx = scratch_begin(&scratch);
	must(store_print_tidy(tx, civil_add_days(posted, 1), posted, &err), &err);
	must(store_print_stretch(tx, &batch, 1, 0, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(rows), 0);
}

static void who_is_erased_is_taken_out_and_the_pdf_is_made_anew(void **state)
{
	struct uuid batch = three_letters();
	struct uuid gone = uuid_from(LETTERS[0]);
	const char *left[] = { LETTERS[2] };
	struct print_piece piece = { .batch = batch,
				     .number = 1,
				     .first = 1,
				     .pdf = slice_of("%PDF new"),
				     .sha256 = "def",
				     .intents = left,
				     .count = 1 };
	int64_t first = 0;
	AUTO(rows) *batches = NULL;
	AUTO(rows) *sheets = NULL;
	struct err err = { 0 };

	(void)state;
	print_next(&batch, &first);
	struct tx *tx = scratch_begin(&scratch);

	must(store_print_of_person(tx, "NL-1", CUSTOMER, &batches, &err), &err);
	assert_int_equal(rows_count(batches), 1);
	must(store_print_take_out(tx, &gone, "ERASED", &err), &err);
	must(store_print_of_piece(tx, &batch, 1, &sheets, &err), &err);
	assert_int_equal(rows_count(sheets), 1);
	assert_int_equal(row_int(sheets, 0, 1), 2); /* the others keep their numbers */
	must(store_print_renew(tx, &piece, &err), &err);
	piece.count = 0;
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM print_piece WHERE"
						  " sha256 = 'def' AND bytes = 8"),
			 1);
	tx = scratch_begin(&scratch);
	must(store_print_renew(tx, &piece, &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM print_piece"), 0);
}

static void a_batch_of_nobody_is_absent(void **state)
{
	struct uuid unknown = { UNKNOWN };
	struct print_batch facts;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	assert_int_equal(store_print_batch(tx, &unknown, &rows, &facts, &err), -1);
	assert_string_equal(err.code, "BATCH_UNKNOWN");
	scratch_commit(tx);
}

#define TEST(name) cmocka_unit_test_setup(name, one_garage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_letter_is_in_one_batch_however_often_it_is_put_there),
		TEST(one_that_was_left_out_goes_into_the_next_batch),
		TEST(cards_and_letters_are_batches_of_their_own),
		TEST(the_price_is_that_of_the_day_it_was_closed),
		TEST(a_pdf_speaks_one_language_and_sheets_count_on),
		TEST(all_is_read_when_every_piece_is),
		TEST(a_sheet_is_too_late_once_and_told_once),
		TEST(pdfs_are_forgotten_after_their_day),
		TEST(who_is_erased_is_taken_out_and_the_pdf_is_made_anew),
		TEST(a_batch_of_nobody_is_absent),
	};

	if (!scratch_is_there("notification/test_batches"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
