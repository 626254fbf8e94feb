/* SPDX-License-Identifier: Apache-2.0 */
/* What a saved form advised comes onto the next list, changes with the form, and goes. */
#include <stdio.h>

#include "../store/followup_world.h"
#include "unit.h"

static struct followup_world world;

static int open_world(void **state)
{
	(void)state;
	followup_world_open(&world, "followup");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	followup_world_close(&world);
	return 0;
}

static void form(int n, const char *lines, const char *more)
{
	followup_world_form(&world, &(struct followup_form){ n, n, SAVED, lines, more });
}

static void at(const char *now)
{
	followup_world_at(&world, now);
}

static void expect_none(const char *sentence)
{
	expect_number(sentence,
		      garage_world_number(&world.garage, "SELECT count(*) FROM proposal"),
		      0);
}

static void the_week_after_the_save_it_is_proposed_on_no(void **state)
{
	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	at("2026-11-25T10:00:10Z");
	expect_none("not in the week of the save");
	at("2026-11-30T08:00:00Z");
	garage_world_expect_line(&world.garage, "by itself", 1, "open no -");
	garage_world_expect(
		&world.garage, "what it is",
		"SELECT concat_ws(' ', list_week, reason_group, decision_source,"
		" state::json ->> 'expected_value_cents', state::json ->>"
		" 'due_p50') FROM proposal",
		"2026-W49 advice default 20000 2026-12-07");
	followup_world_expect_why(&world, "and why",
				  "Advies van 25-11-2026: Remblokken € 242");
	followup_world_expect_recomputes(&world);
}

static void a_form_heard_late_joins_the_open_list_at_once(void **state)
{
	(void)state;
	at("2026-12-01T10:00:00Z");
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	expect_none("a moment later");
	at("2026-12-01T10:00:10Z");
	garage_world_expect_line(&world.garage, "there", 1, "open no -");
	at("2026-12-03T11:00:01Z"); /* Thursday noon */
	form(2, LINE(BRAKES, "Accu", "12100", ""), PRICED);
	garage_world_has_customer(&world.garage, 2, NULL);
	at("2026-12-03T11:00:20Z");
	garage_world_expect(&world.garage, "this one is too late for it",
			    "SELECT count(*)::text FROM proposal", "1");
	at("2026-12-07T08:00:00Z");
	garage_world_expect_line(&world.garage, "the next list has it", 2, "open no -");
}

static void the_garage_may_have_it_on_yes(void **state)
{
	(void)state;
	garage_world_hear(&world.garage, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":2,\"name\":\"G\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"no\",\"default_followup\":\"yes\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"send\"}");
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	at("2026-11-30T08:00:00Z");
	garage_world_expect_line(&world.garage, "its default", 1, "open yes -");
}

static void later_versions_change_it_and_make_no_other(void **state)
{
	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	at("2026-11-30T08:00:00Z");
	form(1, THREE, PRICED);
	followup_world_expect_why(
		&world, "three lines now",
		"Advies van 25-11-2026: Remblokken € 242; Banden € 484; Uitlaat (prijs"
		" volgt). Samen € 726, 1 prijs volgt");
	followup_world_expect_recomputes(&world);
	garage_world_expect(&world.garage, "their worth",
			    "SELECT state::json ->> 'expected_value_cents' FROM proposal",
			    "60000");
	scratch_run(&world.garage.scratch, "DELETE FROM outbox");
	form(1, THREE, PRICED);
	expect_number("the same again says nothing",
		      garage_world_number(&world.garage, "SELECT count(*) FROM outbox"),
		      0);
	at("2026-12-07T08:00:00Z");
	garage_world_expect(&world.garage, "one a form, for ever",
			    "SELECT count(*)::text FROM proposal", "1");
}

static void settled_lines_take_it_off_and_an_open_one_brings_it_back(void **state)
{
	(void)state;
	form(1,
	     LINE(BRAKES, "Remblokken", "24200", "") "," LINE(TYRES, "Banden", "48400",
							      ""),
	     PRICED);
	at("2026-11-30T08:00:00Z");
	form(1,
	     LINE(BRAKES, "Remblokken", "24200",
		  ",\"executed\":true") "," LINE(TYRES, "Banden", "48400", ""),
	     SAID(BRAKES, "approve", ""));
	garage_world_expect_line(&world.garage, "one is left", 1, "open no -");
	followup_world_expect_why(&world, "that one",
				  "Advies van 25-11-2026: Banden € 484");
	form(1,
	     LINE(BRAKES, "Remblokken", "24200",
		  ",\"executed\":true") "," LINE(TYRES, "Banden", "48400", ""),
	     SAID(TYRES, "decline", ""));
	garage_world_expect_line(&world.garage, "none is", 1,
				 "removed no ADVICE_SETTLED");
	form(1,
	     LINE(BRAKES, "Remblokken", "24200",
		  ",\"executed\":true") "," LINE(TYRES, "Banden", "58400", ""),
	     SAID(TYRES, "decline", ",\"voided\":\"price_rise\""));
	garage_world_expect_line(&world.garage, "the word no longer holds", 1,
				 "open no -");
}

static void open_prices_are_waited_for(void **state)
{
	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), OPEN);
	at("2026-11-30T08:00:00Z");
	expect_none("prices are still being adjusted");
	at("2026-12-08T22:59:00Z");
	expect_none("on the thirteenth day");
	at("2026-12-08T23:00:01Z");
	at("2026-12-08T23:00:10Z");
	garage_world_expect_line(&world.garage, "at the start of the fourteenth", 1,
				 "open no -");
}

static void settled_prices_end_the_wait(void **state)
{
	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), OPEN);
	at("2026-12-01T08:00:00Z");
	form(1, LINE(BRAKES, "Remblokken", "25200", ""), PRICED);
	at("2026-12-01T08:00:10Z");
	followup_world_expect_why(&world, "at once",
				  "Advies van 25-11-2026: Remblokken € 252");
}

static void nobody_is_asked_about_a_blank_form(void **state)
{
	(void)state;
	garage_world_hear(
		&world.garage, "inspection.state",
		"{\"dealer\":\"" GARAGE "\",\"inspection_id\":\"%s\",\"version\":1,"
		"\"revision\":1,\"status\":\"saved\",\"entry\":\"uninvited\",\"prefill\":"
		"\"blank\",\"checklist_id\":\"%s\",\"checklist_version\":1,"
		"\"opened_on\":\"2026-11-25T09:00:00Z\",\"updated_at\":"
		"\"2026-11-25T09:40:00Z\",\"send_updates\":false,\"saved_number\":1,"
		"\"first_saved_at\":\"2026-11-25T09:40:00Z\",\"fields\":[],"
		"\"advices\":[" LINE(BRAKES, "Remblokken", "24200", "") "]," PRICED "}",
		visit_id(1, 99), visit_id(9, 98));
	at("2026-11-30T08:00:00Z");
	expect_none("whom?");
}

static void a_visit_of_the_same_days_is_the_inspected_one(void **state)
{
	struct world_visit visit = { .car = 1,
				     .nth = 2,
				     .date = "2026-12-02",
				     .km = 30100,
				     .classes = "\"repair\"",
				     .cents = 100 };

	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	at("2026-11-30T08:00:00Z");
	garage_world_visit(&world.garage, &visit);
	garage_world_expect_line(&world.garage, "its invoice came a week later", 1,
				 "open no -");
	visit.nth = 3;
	visit.date = "2026-12-03";
	garage_world_visit(&world.garage, &visit);
	garage_world_expect_line(&world.garage, "that is another visit", 1,
				 "removed no VISITED");
}

static void the_chosen_one_is_asked_for_with_what_is_still_open(void **state)
{
	(void)state;
	form(1,
	     LINE(BRAKES, "Remblokken", "24200", "") "," LINE(TYRES, "Banden", "48400",
							      ""),
	     PRICED);
	at("2026-11-30T08:00:00Z");
	followup_world_says_yes(&world, 1);
	at("2026-12-06T14:00:05Z");
	form(1,
	     LINE(BRAKES, "Remblokken", "24200",
		  ",\"executed\":true") "," LINE(TYRES, "Banden", "50000", ""),
	     PRICED);
	at("2026-12-09T12:00:00Z");
	garage_world_expect(
		&world.garage, "the letter",
		"SELECT concat_ws(' ', v ->> 'template', v -> 'params' ->> 'total_cents',"
		" v -> 'params' ->> 'inspection_date',"
		" v -> 'params' -> 'lines' -> 0 ->> 'text',"
		" json_array_length(v -> 'params' -> 'lines'))"
		" FROM (SELECT value::json AS v"
		" FROM outbox WHERE topic = 'notification.requested.v1') o",
		"advice 50000 2026-11-25 Banden 1");
}

static void what_was_settled_after_the_freeze_is_held_back(void **state)
{
	(void)state;
	form(1, LINE(BRAKES, "Remblokken", "24200", ""), PRICED);
	at("2026-11-30T08:00:00Z");
	followup_world_says_yes(&world, 1);
	at("2026-12-06T14:00:05Z");
	form(1, LINE(BRAKES, "Remblokken", "24200", ",\"executed\":true"), PRICED);
	at("2026-12-09T12:00:00Z");
	garage_world_expect_line(&world.garage, "nothing to write about", 1,
				 "suppressed yes ADVICE_SETTLED");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_week_after_the_save_it_is_proposed_on_no),
		TEST(a_form_heard_late_joins_the_open_list_at_once),
		TEST(the_garage_may_have_it_on_yes),
		TEST(later_versions_change_it_and_make_no_other),
		TEST(settled_lines_take_it_off_and_an_open_one_brings_it_back),
		TEST(open_prices_are_waited_for),
		TEST(settled_prices_end_the_wait),
		TEST(nobody_is_asked_about_a_blank_form),
		TEST(a_visit_of_the_same_days_is_the_inspected_one),
		TEST(the_chosen_one_is_asked_for_with_what_is_still_open),
		TEST(what_was_settled_after_the_freeze_is_held_back),
	};

	if (!scratch_is_there("followup"))
		return 0;
	return cmocka_run_group_tests_name("followup", tests, NULL, NULL);
}
