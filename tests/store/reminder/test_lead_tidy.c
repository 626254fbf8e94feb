/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night that leads are looked through: those nothing came of go after six months, or
 * after two years when they may be written to; who became no customer is erased
 * everywhere, who did is only no lead any more.
 */
#include <stdio.h>

#include "../store/garage_world.h"
#include "unit.h"

#define NOW      "2026-11-25T10:00:00Z"
#define PAGE     200
#define LEAD     "0198c2f0-1111-7000-8000-%012d"
#define ERASURES "SELECT count(*) FROM outbox WHERE record_type LIKE '%customer.erase.v1'"
#define LEADS                                                                             \
	"SELECT coalesce(string_agg(right(lead_id::text, 2), ' ' ORDER BY lead_id), '-')" \
	" FROM lead"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "lead_tidy", NOW);
	garage_world_has_garage(&world);
	garage_world_run_timers(&world);
	scratch_run(&world.scratch, "DELETE FROM outbox");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* Touched that long before now. */
static void lead(int number, const char *age, const char *status, bool listable)
{
	char sql[600], id[40];

	snprintf(id, sizeof(id), LEAD, number);
	snprintf(sql, sizeof(sql),
		 "INSERT INTO lead (dealer, lead_id, version, status, customer_id, plate,"
		 " opened_at, touched_at, listable, state) SELECT '" GARAGE "', '%s', 1,"
		 " '%s', '%s', 'H001HB', t, t, %s, '{}' FROM (SELECT timestamptz '" NOW
		 "' - interval '%s' AS t) x",
		 id, status, id, listable ? "true" : "false", age);
	scratch_run(&world.scratch, sql);
}

static void night(void)
{
	scratch_run(&world.scratch,
		    "INSERT INTO timer (kind, key, due, retry_at) VALUES ('lead_tidy',"
		    " 'all', timestamptz '" NOW "', timestamptz '" NOW "') ON CONFLICT"
		    " (kind, key) DO UPDATE SET due = excluded.due");
	garage_world_run_timers(&world);
}

static void those_nothing_came_of_go_after_their_time(void **state)
{
	(void)state;
	lead(1, "182 days", "new", false);
	lead(2, "183 days", "new", false);
	lead(3, "183 days", "called", true);
	lead(4, "729 days", "invited", true);
	lead(5, "731 days", "invited", true);
	lead(6, "183 days", "lost", true);
	night();
	garage_world_expect(&world, "half a year, two years for who may be written to",
			    LEADS, "01 03 04");
	expect_number("each is told to be gone",
		      garage_world_number(&world,
					  "SELECT count(*) FROM outbox WHERE topic"
					  " = 'lead.state.v1' AND value IS NULL"),
		      3);
	expect_number("and erased everywhere", garage_world_number(&world, ERASURES), 3);
	garage_world_expect(&world, "by retention, not by a person",
			    "SELECT DISTINCT value::json ->> 'actor' FROM outbox WHERE"
			    " record_type LIKE '%customer.erase.v1'",
			    "retention");
	night();
	expect_number("once", garage_world_number(&world, ERASURES), 3);
}

static void who_became_a_customer_is_not_erased(void **state)
{
	(void)state;
	lead(1, "183 days", "customer", true);
	lead(2, "100 days", "customer", true);
	night();
	garage_world_expect(&world, "no lead any more", LEADS, "02");
	expect_number("but a customer", garage_world_number(&world, ERASURES), 0);
}

static void many_go_a_page_at_a_time(void **state)
{
	(void)state;
	for (int i = 0; i <= PAGE; i++)
		lead(i, "2 years 3 months", "new", false);
	night();
	expect_number("a page", garage_world_number(&world, "SELECT count(*) FROM lead"),
		      1);
	expect_number("the next at once",
		      garage_world_number(&world,
					  "SELECT count(*) FROM timer WHERE kind ="
					  " 'lead_tidy' AND due <= timestamptz '" NOW
					  "' + interval '10 minutes'"),
		      1);
	night();
	expect_number("the rest",
		      garage_world_number(&world, "SELECT count(*) FROM lead"), 0);
	expect_number("then in a day",
		      garage_world_number(&world,
					  "SELECT count(*) FROM timer WHERE kind ="
					  " 'lead_tidy' AND due > timestamptz '" NOW
					  "' + interval '23 hours'"),
		      1);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(those_nothing_came_of_go_after_their_time),
		TEST(who_became_a_customer_is_not_erased),
		TEST(many_go_a_page_at_a_time),
	};

	if (!scratch_is_there("lead tidy"))
		return 0;
	return cmocka_run_group_tests_name("lead tidy", tests, NULL, NULL);
}
