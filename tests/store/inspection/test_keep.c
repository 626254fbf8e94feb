/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night that forms are looked through: what was kept long enough goes with all that
 * hangs on it and is told once, a page at a time; what is younger, or in somebody's
 * hands, stays.
 */
#include <stdio.h>

#include "../scratch.h"
#include "flow/outbox.h"
#include "inspection/form/keep.h"
#include "inspection/inspection.h"
#include "inspection/store_facts.h"
#include "unit.h"

extern const struct migration inspection_migrations[];
extern const size_t inspection_migrations_count;

#define GARAGE "NL-1"
#define PAGE   50
#define CAR    "0198c2f0-2222-7000-8000-000000000001"

static struct scratch scratch;
static const struct inspection_knobs knobs = { .keep_forms_months = 60 };

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "keep", inspection_migrations,
			     inspection_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static int empty(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE form, form_field, edit_log, form_version,"
			      " line_answer, registration, mobility, outbox, timer");
	return 0;
}

#define ID(kind) "('0198c2f0-" kind "-7000-8000-' || lpad('%d', 12, '0'))::uuid"
/* clang-format off */
/* A row everywhere: number, age. */
#define SAVED                                                                           \
	"WITH f AS (SELECT " ID("1111") " AS id, now() - interval '%s' AS t),"          \
	" a AS (INSERT INTO form_version (dealer, inspection_id, number, version,"      \
	"  saved_at, hash, state) SELECT '" GARAGE "', id, 1, 1, t, 'h', json_build_object(" \
	"  'version_id', replace(id::text, '1111', '3333')) FROM f),"                   \
	" b AS (INSERT INTO form_field (dealer, inspection_id, path, value, device,"    \
	"  counter, revision) SELECT '" GARAGE "', id, 'a', 'b', 'd', 1, 1 FROM f),"    \
	" c AS (INSERT INTO edit_log (dealer, inspection_id, device, counter, path,"    \
	"  value, revision, at, actor)"                                                 \
	"  SELECT '" GARAGE "', id, id, 1, 'a', 'b', 1, t, 'ina' FROM f),"              \
	" d AS (INSERT INTO line_answer (dealer, inspection_id, advice_id, answer,"     \
	"  number, version_hash, at, by, actor, command_id)"                            \
	"  SELECT '" GARAGE "', id, id, 'later', 1, 'h', t, 'desk', 'ina', id FROM f)"  \
	" INSERT INTO form (dealer, inspection_id, version, revision, status, entry,"   \
	"  prefill, checklist_id, checklist_version, opened_on, opened_by, updated_at," \
	"  updated_by, vehicle_id, saved_number, saved_at) SELECT '" GARAGE "', id, 7," \
	"  1, 'saved', 'uninvited', 'blank', id, 1, t, 'ina', now(), 'ina',"            \
	"  '" CAR "', 1, t FROM f"
/* clang-format on */

/* A form of the car that was saved that long ago ("5 years 1 day"). */
static void saved_form(int number, const char *age)
{
	char sql[2000];

	snprintf(sql, sizeof(sql), SAVED, number, age);
	scratch_run(&scratch, sql);
}

/* Of that form, whether or not there is one. */
static void registration(int number, const char *age)
{
	char sql[800];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO registration (dealer, registration_id, version, vehicle_id,"
		 " customer_id, status, invited_at, invited_by, inspection_id, link_hash,"
		 " link_expires_at) SELECT '" GARAGE
		 "', " ID("4444") ", 1, '" CAR "', '" CAR
				  "', 'used', now() - interval '%s', 'ina', " ID(
					  "1111") ", 'h', now()",
		 number, age, number);
	scratch_run(&scratch, sql);
}

/* One run of the timer, and what it says, in one transaction. */
static void night(void)
{
	struct inspection svc = { .knobs = &knobs };
	AUTO(outbox) *say = outbox_new("inspection");
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	outbox_because_of(say, "night", NULL);
	must(keep_at_night(&svc, tx, "all", tx_now(tx), say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	scratch_commit(tx);
}

static int64_t number(const char *sql)
{
	return scratch_number(&scratch, sql);
}

#define EVERYTHING                                                                       \
	"SELECT (SELECT count(*) FROM form) + (SELECT count(*) FROM form_version)"       \
	" + (SELECT count(*) FROM form_field) + (SELECT count(*) FROM edit_log)"         \
	" + (SELECT count(*) FROM line_answer)"
#define TOLD(topic)                                                                      \
	"SELECT count(DISTINCT key) FROM outbox WHERE value IS NULL AND topic = '" topic \
	".v1'"

static void a_form_goes_whole_and_one_a_day_younger_stays(void **state)
{
	char *key;

	(void)state;
	saved_form(1, "5 years 1 day");
	saved_form(2, "5 years");
	night();
	expect_number("the younger one's rows", number(EVERYTHING), 5);
	expect_number("the form", number(TOLD("inspection.state")), 1);
	expect_number("its version", number(TOLD("inspection_version.state")), 1);
	expect_number("nothing else is said", number("SELECT count(*) FROM outbox"), 2);
	key = scratch_text(&scratch, "SELECT key FROM outbox WHERE topic ="
				     " 'inspection_version.state.v1'");
	expect_text("by its own id", key, GARAGE "/0198c2f0-3333-7000-8000-000000000001");
	mem_free(key);
	expect_number("again in a day",
		      number("SELECT count(*) FROM timer WHERE kind = 'keep'"
			     " AND due > now() + interval '23 hours'"),
		      1);
	night();
	expect_number("told once", number("SELECT count(*) FROM outbox"), 2);
}

static void a_draft_that_nobody_saved_counts_from_its_opening(void **state)
{
	(void)state;
	saved_form(1, "5 years 1 day");
	saved_form(2, "4 years");
	scratch_run(&scratch, "UPDATE form SET saved_at = NULL");
	night();
	expect_number("one is left", number("SELECT count(*) FROM form"), 1);
}

static void many_go_a_page_at_a_time(void **state)
{
	(void)state;
	for (int i = 1; i <= PAGE + 3; i++)
		saved_form(i, "6 years");
	night();
	expect_number("a page", number(TOLD("inspection.state")), PAGE);
	expect_number("at once again",
		      number("SELECT count(*) FROM timer WHERE kind ="
			     " 'keep' AND due <= now()"),
		      1);
	night();
	expect_number("the rest", number(TOLD("inspection.state")), PAGE + 3);
	expect_number("nothing is left", number(EVERYTHING), 0);
}

static void one_in_somebodys_hands_waits(void **state)
{
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	struct tx *tx;

	(void)state;
	saved_form(1, "6 years");
	tx = scratch_begin(&scratch);
	must(tx_rows(tx, "SELECT 1 FROM form FOR UPDATE", NO_ARGS, &rows, &err), &err);
	night();
	expect_number("it is there", number("SELECT count(*) FROM form"), 1);
	tx_rollback(tx);
	night();
	expect_number("and goes", number("SELECT count(*) FROM form"), 0);
}

static void a_registration_goes_with_its_form_and_not_before(void **state)
{
	(void)state;
	saved_form(1, "6 years");
	saved_form(2, "1 year");
	registration(1, "6 years");
	registration(2, "6 years");
	registration(3, "6 years");
	registration(4, "4 years");
	night();
	expect_number("of the form that is kept, and the young one",
		      number("SELECT count(*) FROM registration"), 2);
	expect_number("told", number(TOLD("registration.state")), 2);
}

static void what_was_noted_of_a_car_goes_with_its_last_form(void **state)
{
	(void)state;
	saved_form(1, "6 years");
	saved_form(2, "1 year");
	scratch_run(&scratch, "INSERT INTO mobility (dealer, vehicle_id, ends_on) VALUES"
			      " ('" GARAGE "', '" CAR "', '2030-01-01')");
	night();
	expect_number("another form is there", number("SELECT count(*) FROM mobility"),
		      1);
	scratch_run(&scratch, "UPDATE form SET saved_at = now() - interval '6 years'");
	night();
	expect_number("none is", number("SELECT count(*) FROM mobility"), 0);
}

#define TEST(fn) cmocka_unit_test_setup(fn, empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_form_goes_whole_and_one_a_day_younger_stays),
		TEST(a_draft_that_nobody_saved_counts_from_its_opening),
		TEST(many_go_a_page_at_a_time),
		TEST(one_in_somebodys_hands_waits),
		TEST(a_registration_goes_with_its_form_and_not_before),
		TEST(what_was_noted_of_a_car_goes_with_its_last_form),
	};

	if (!scratch_is_there("store/inspection/keep"))
		return 0;
	return cmocka_run_group_tests_name("store/inspection/keep", tests, open_scratch,
					   close_scratch);
}
