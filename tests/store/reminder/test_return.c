/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was taken off or held back for something that says nothing of another week comes
 * back on a later list.
 */
#include <stdio.h>

#include "../store/outside_world.h"
#include "unit.h"

static struct garage_world world;

/* Tuesday; one who comes each December, for a service and nothing else. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "return", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	garage_world_has_customer(&world, 1, NULL);
	garage_world_has_car(&world, 1, "2025-02-01", NULL);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void came(int nth, const char *date, const char *classes)
{
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = nth,
							  .date = date,
							  .km = nth * 9000,
							  .classes = classes,
							  .cents = 9000 });
}

static void is_then(const char *now)
{
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
}

static void expect_lines(const char *sentence, const char *wanted)
{
	garage_world_expect(&world, sentence,
			    "SELECT string_agg(concat_ws(' ', list_week, reason_group,"
			    " status, reason), ', ' ORDER BY list_week) FROM proposal",
			    wanted);
}

static void has_a_service_line(void)
{
	came(1, "2025-12-14", "\"periodic_small\"");
	is_then("2026-11-24T09:00:05Z");
	expect_lines("its service is due in December", "2026-W48 service open");
}

static void who_came_for_tyres_is_asked_for_the_service_still(void **state)
{
	(void)state;
	has_a_service_line();
	is_then("2026-11-25T15:00:00Z");
	came(2, "2026-11-25", "\"tyres\"");
	expect_lines("it is here now", "2026-W48 service removed VISITED");
	is_then("2026-11-30T00:06:00Z");
	expect_lines("just been in", "2026-W48 service removed VISITED");
	is_then("2026-12-07T00:06:00Z");
	expect_lines("a fortnight later",
		     "2026-W48 service removed VISITED, 2026-W50 service open");
}

static void who_came_for_tyres_after_the_freeze_too(void **state)
{
	(void)state;
	has_a_service_line();
	is_then("2026-11-29T14:00:02Z");
	came(2, "2026-11-28", "\"tyres\"");
	is_then("2026-12-02T11:00:00Z");
	expect_lines("held back", "2026-W48 service suppressed VISITED");
	is_then("2026-12-07T00:06:00Z");
	expect_lines("a fortnight later",
		     "2026-W48 service suppressed VISITED, 2026-W50 service open");
}

static void who_came_for_the_service_is_not(void **state)
{
	(void)state;
	has_a_service_line();
	is_then("2026-11-25T15:00:00Z");
	came(2, "2026-11-25", "\"periodic_small\"");
	is_then("2026-12-07T00:06:00Z");
	is_then("2026-12-14T00:06:00Z");
	expect_lines("it was done", "2026-W48 service removed VISITED");
}

static void a_list_that_nobody_saw_loses_nothing(void **state)
{
	(void)state;
	garage_world_hear(&world, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":2,\"name\":\"G\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"yes\",\"default_followup\":\"no\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"hold\"}");
	has_a_service_line();
	is_then("2026-11-29T14:00:02Z");
	expect_lines("the garage was closed", "2026-W48 service suppressed UNTOUCHED");
	is_then("2026-11-30T00:06:00Z");
	expect_lines("and opens again",
		     "2026-W48 service suppressed UNTOUCHED, 2026-W49 service open");
}

static void a_recall_is_told_once_there_is_an_address(void **state)
{
	(void)state;
	outside_plate(&world, 1, 2, 1);
	garage_world_has_customer(&world, 1, "\"version\":2");
	AUTO_TEXT *plate = scratch_text(&world.scratch, "SELECT plate FROM vehicle");
	garage_world_hear(&world, "register.state",
			  "{\"plate\":\"%s\",\"version\":1,\"checked_at\":"
			  "\"2026-11-24T03:00:00Z\",\"recalls\":[{\"code\":\"R2026\","
			  "\"text\":\"airbag\"}]}",
			  plate);
	is_then("2026-11-24T09:00:05Z");
	is_then("2026-11-29T14:00:02Z");
	is_then("2026-12-02T11:00:00Z");
	expect_lines("nowhere to write to", "2026-W48 recall suppressed NO_ADDRESS");
	garage_world_has_customer(&world, 1,
				  "\"version\":3,\"email\":\"c@example.nl\"");
	is_then("2026-12-02T11:00:05Z");
	expect_lines("there is now",
		     "2026-W48 recall suppressed NO_ADDRESS, 2026-W49 recall open");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_came_for_tyres_is_asked_for_the_service_still),
		TEST(who_came_for_tyres_after_the_freeze_too),
		TEST(who_came_for_the_service_is_not),
		TEST(a_list_that_nobody_saw_loses_nothing),
		TEST(a_recall_is_told_once_there_is_an_address),
	};

	if (!scratch_is_there("test_return"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
