/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same facts in any order, heard once or three times, make the same rows; and every
 * stored explanation gives its dates again.
 */
#include <stdio.h>

#include "../store/garage_world.h"
#include "reminder/list/why.h"
#include "unit.h"

#define CARS     6
#define VISITS   5
#define MESSAGES (CARS * VISITS)

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "replay", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	for (int n = 1; n <= CARS; n++) {
		garage_world_has_customer(&world, n, NULL);
		garage_world_has_car(&world, n, "2018-03-15", NULL);
	}
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* One typing error in every third car, a car that is only repaired, a voided visit. */
static void hear(int message)
{
	int car = message / VISITS + 1, nth = message % VISITS + 1;
	char date[40];
	struct world_visit visit = {
		.car = car,
		.nth = nth,
		.km = 15000 + nth * 14000 + car * 300,
		.classes = car == 4 ? "\"repair\"" : "\"periodic_large\",\"apk\"",
		.cents = 25000 + car,
		.voided = car == 5 && nth == 5,
	};

	snprintf(date, sizeof(date), "%d-12-%02d", 2020 + nth, 5 + car);
	visit.date = date;
	if (car % 3 == 0 && nth == 3)
		visit.km *= 10;
	garage_world_visit(&world, &visit);
}

static char *fingerprint(void)
{
	return scratch_text(
		&world.scratch,
		"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM"
		" (SELECT p::text AS t FROM plan p UNION ALL SELECT v::text FROM visit v"
		"  UNION ALL SELECT vehicle_id || reason_group || cycle || step ||"
		"  status || since || (state::json ->> 'due_p50') FROM proposal) x");
}

static void let_settle(void)
{
	garage_world_at(&world, "2026-11-24T09:01:00Z");
	garage_world_run_timers(&world);
}

static void order_does_not_matter(void **state)
{
	AUTO_TEXT *forwards = NULL;
	AUTO_TEXT *backwards = NULL;

	(void)state;
	for (int i = 0; i < MESSAGES; i++)
		hear(i);
	let_settle();
	forwards = fingerprint();
	close_world(NULL);
	open_world(NULL);
	for (int i = 0; i < MESSAGES; i++)
		hear((MESSAGES - 1 - i) * 7 % MESSAGES);
	let_settle();
	backwards = fingerprint();
	expect_text("rows after another order", backwards, forwards);
}

static void a_whole_replay_changes_nothing(void **state)
{
	AUTO_TEXT *once = NULL;
	AUTO_TEXT *thrice = NULL;
	int64_t said;

	(void)state;
	for (int i = 0; i < MESSAGES; i++)
		hear(i);
	let_settle();
	once = fingerprint();
	said = garage_world_number(&world, "SELECT count(*) FROM outbox");
	for (int i = 0; i < MESSAGES * 2; i++)
		hear(i % MESSAGES);
	let_settle();
	thrice = fingerprint();
	expect_text("rows after two replays", thrice, once);
	expect_number("and nothing more was said",
		      garage_world_number(&world, "SELECT count(*) FROM outbox"), said);
}

static char *proposals(void)
{
	return scratch_text(&world.scratch, "SELECT string_agg(regexp_replace(state,"
					    " '\"status_at\":\"[^\"]*\"', ''), chr(10)"
					    " ORDER BY proposal_id) FROM proposal");
}

/* The log read again into a fresh schema: message by message in its order, or in another
 * one, gives proposal.state byte for byte; only the moment it was said is another. */
static void a_fresh_schema_gives_the_same_bytes(void **state)
{
	/* Each a permutation of the messages: none divides their number. */
	static const int STEPS[] = { 1, 7, 11, 29 };
	AUTO_TEXT *first = NULL;

	(void)state;
	for (int i = 0; i < MESSAGES; i++)
		hear(i);
	let_settle();
	first = proposals();
	assert_non_null(first);
	for (size_t n = 0; n < COUNT_OF(STEPS); n++) {
		close_world(NULL);
		open_world(NULL);
		for (int i = 0; i < MESSAGES; i++)
			hear((i + 1) * STEPS[n] % MESSAGES);
		let_settle();
		AUTO_TEXT *again = proposals();
		expect_text("proposals of the same log", again, first);
	}
}

static void verify(const char *json)
{
	struct err err = { 0 };
	void *msg = NULL;

	if (msg_decode(&proposal_state_type, slice_of(json), &msg, &err) < 0 ||
	    why_verify(msg, &err) < 0)
		fail_msg("%s", err.text);
	msg_free(&proposal_state_type, msg);
}

static void every_explanation_gives_its_dates_again(void **state)
{
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = NULL;

	(void)state;
	for (int i = 0; i < MESSAGES; i++)
		hear(i);
	let_settle();
	assert_int_equal(tx_begin(world.pool, &tx, &err), 0);
	assert_int_equal(tx_rows(tx, "SELECT state FROM proposal", NO_ARGS, &rows, &err),
			 0);
	assert_int_equal(tx_commit(tx, &err), 0);
	assert_true(rows_count(rows) >= 3);
	for (size_t i = 0; i < rows_count(rows); i++)
		verify(row_text(rows, i, 0));
}

static void a_changed_explanation_is_found_out(void **state)
{
	struct err err = { 0 };
	void *memory = NULL;

	(void)state;
	for (int i = 0; i < MESSAGES; i++)
		hear(i);
	let_settle();
	AUTO_TEXT *json =
		scratch_text(&world.scratch, "SELECT state FROM proposal LIMIT 1");
	assert_int_equal(msg_decode(&proposal_state_type, slice_of(json), &memory, &err),
			 0);
	struct proposal_state *msg = memory;
	msg->due_p50 = "2026-12-31";
	assert_int_equal(why_verify(msg, &err), -1);
	assert_non_null(strstr(err.text, "due_p50"));
	msg_free(&proposal_state_type, msg);
}

static void a_corrected_reading_changes_the_line(void **state)
{
	(void)state;
	for (int i = 0; i < VISITS; i++)
		hear(i);
	let_settle();
	AUTO_TEXT *visit = scratch_text(
		&world.scratch, "SELECT visit_id FROM visit ORDER BY visit_date LIMIT 1");
	AUTO_TEXT *before = fingerprint();
	expect_text("no such visit",
		    garage_world_command(&world, "vehicle.correct",
					 "{\"vehicle_id\":\"%s\",\"kind\":\"odometer\","
					 "\"visit_id\":\"%s\",\"odometer_km\":5}",
					 car_id(2), visit),
		    "NO_SUCH_VISIT");
	expect_text("an interval of its own",
		    garage_world_command(&world, "vehicle.correct",
					 "{\"vehicle_id\":\"%s\",\"kind\":\"interval\","
					 "\"interval_months\":24,\"interval_km\":60000}",
					 car_id(1)),
		    "ok");
	AUTO_TEXT *after = fingerprint();
	assert_string_not_equal(before, after);
	garage_world_expect(&world, "kept who said so",
			    "SELECT kind || ' ' || actor FROM correction",
			    "interval sanne");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order_does_not_matter),
		TEST(a_whole_replay_changes_nothing),
		TEST(a_fresh_schema_gives_the_same_bytes),
		TEST(every_explanation_gives_its_dates_again),
		TEST(a_changed_explanation_is_found_out),
		TEST(a_corrected_reading_changes_the_line),
	};

	if (!scratch_is_there("test_replay"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
