/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms are kept five years: what one advised goes with it, what was proposed of it stays
 * as it was and does not come back.
 */
#include <stdio.h>

#include "../store/garage_world.h"
#include "../store/outside_world.h"
#include "unit.h"

static struct garage_world world;

/* A garage, a car that is not due for anything, on the Wednesday of week 48. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "form_gone", "2026-11-25T10:00:00Z");
	garage_world_has_garage(&world);
	garage_world_run_timers(&world);
	garage_world_has_customer(&world, 1, NULL);
	garage_world_has_car(&world, 1, "2024-11-20", NULL);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* Worn tyres, at their limit on 2027-01-20, and until when the mobility service is. */
static void form(int n)
{
	garage_world_hear(
		&world, "inspection.state",
		"{\"dealer\":\"" GARAGE "\",\"inspection_id\":\"%s\",\"version\":1,"
		"\"revision\":1,\"status\":\"saved\",\"entry\":\"uninvited\",\"prefill\":"
		"\"customer\",\"checklist_id\":\"%s\",\"checklist_version\":1,"
		"\"vehicle_id\":\"%s\",\"customer_id\":\"%s\",\"opened_on\":"
		"\"2026-11-25T09:00:00Z\",\"updated_at\":\"2026-11-25T09:40:00Z\","
		"\"send_updates\":false,\"saved_number\":1,\"first_saved_at\":"
		"\"2026-11-25T09:40:00Z\",\"fields\":[{\"path\":\"head/mobility_date\","
		"\"value\":\"2031-12-01\",\"device\":\"d\",\"revision\":1}],\"advices\":"
		"[{\"advice_id\":\"%s\",\"severity\":\"advice\",\"text\":\"Banden\","
		"\"quantity\":\"1\",\"price_kind\":\"fixed\",\"line_cents\":48400,"
		"\"urgency\":\"within_3_months\"}],\"prices_open\":false,\"answers\":[],"
		"\"wear\":[{\"advice_id\":\"%s\",\"position\":\"LV\",\"unit\":\"mm\","
		"\"value\":\"2.0\",\"measured_on\":\"2026-11-25\",\"previous\":\"4.6\","
		"\"previous_on\":\"2025-11-25\",\"limit\":\"1.6\"}]}",
		visit_id(n, 99), visit_id(9, 98), car_id(1), customer_id(1),
		visit_id(n, 97), visit_id(n, 97));
}

static void form_gone(int n)
{
	struct err err = { 0 };
	char key[100];

	snprintf(key, sizeof(key), GARAGE "/%s", visit_id(n, 99));
	if (outside_gone(&world, "inspection.state", key, &err) < 0)
		fail_msg("%s", err.text);
}

static void at(const char *now)
{
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
}

static void expect_left(const char *sentence, const char *wanted)
{
	garage_world_expect(&world, sentence,
			    "SELECT concat_ws(' ', (SELECT count(*) FROM followup),"
			    " (SELECT count(*) FROM followup WHERE is_open),"
			    " (SELECT count(*) FROM followup_line),"
			    " (SELECT count(*) FROM mobility))",
			    wanted);
}

static void one_that_was_never_proposed_goes_whole(void **state)
{
	(void)state;
	form(1);
	expect_left("heard", "1 1 1 1");
	form_gone(2);
	expect_left("another one's end", "1 1 1 1");
	form_gone(1);
	expect_left("nothing of it", "0 0 0 0");
	at("2026-11-30T08:00:00Z");
	expect_number("nor a proposal",
		      garage_world_number(&world, "SELECT count(*) FROM proposal"), 0);
}

/* Without its end it would come back in week 2 of 2027 (test_followup.c). */
static void what_was_proposed_stays_and_does_not_come_back(void **state)
{
	(void)state;
	form(1);
	at("2026-11-30T08:00:00Z");
	garage_world_expect_line(&world, "proposed", 1, "open no -");
	at("2026-12-06T14:00:05Z");
	form_gone(1);
	expect_left("a bare row for the proposal", "1 0 0 0");
	at("2027-01-11T08:00:00Z");
	at("2027-01-11T08:00:00Z");
	garage_world_expect(&world, "as it was",
			    "SELECT string_agg(list_week || ' ' || status, ', ')"
			    " FROM proposal",
			    "2026-W49 frozen");
}

/* Whoever looks at an open line finds its form, though nothing is on it any more. */
static void a_line_on_the_open_list_is_taken_off(void **state)
{
	(void)state;
	form(1);
	at("2026-11-30T08:00:00Z");
	form_gone(1);
	at("2026-11-30T08:01:00Z");
	garage_world_expect(&world, "off the list", "SELECT status FROM proposal",
			    "removed");
	at("2026-12-06T14:00:05Z");
	garage_world_expect(&world, "and never asked for",
			    "SELECT count(*)::text FROM outbox WHERE record_type LIKE"
			    " '%notification.requested%'",
			    "0");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_was_never_proposed_goes_whole),
		TEST(what_was_proposed_stays_and_does_not_come_back),
		TEST(a_line_on_the_open_list_is_taken_off),
	};

	if (!scratch_is_there("form gone"))
		return 0;
	return cmocka_run_group_tests_name("form gone", tests, NULL, NULL);
}
