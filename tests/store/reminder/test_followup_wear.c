/* SPDX-License-Identifier: Apache-2.0 */
/* Advice about what wears: dated by two inspections, and back once near its limit. */
#include "../store/followup_world.h"
#include "unit.h"

static struct followup_world world;

static int open_world(void **state)
{
	(void)state;
	followup_world_open(&world, "followup_wear");
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

#define TREAD(position, value, before)                                                   \
	"{\"advice_id\":\"" TYRES "\",\"position\":\"" position "\",\"unit\":\"mm\","    \
	"\"value\":\"" value "\",\"measured_on\":\"2026-11-25\",\"previous\":\"" before  \
	"\",\"previous_on\":\"2025-11-25\",\"limit\":\"1.6\"}"

static void what_wears_is_dated_by_two_inspections(void **state)
{
	(void)state;
	form(1, LINE(TYRES, "Banden", "48400", ""),
	     PRICED ",\"wear\":[" TREAD("LV", "3.4", "4.6") "," TREAD(
		     "RV", "3,1", "4,6") "," TREAD("LA", "6.0", "6.0") "]");
	at("2026-11-30T08:00:00Z");
	garage_world_expect(&world.garage, "the place that is at its limit first",
			    "SELECT concat_ws(' ', state::json ->> 'due_p10', state::json"
			    " ->> 'due_p50', state::json ->> 'due_p90', state::json #>>"
			    " '{why,advice,lines,0,wear,position}') FROM proposal",
			    "2027-10-13 2027-11-25 2028-01-20 RV");
	followup_world_expect_why(
		&world, "and why",
		"Advies van 25-11-2026: Banden € 484 (RV 3,1 mm, was 4,6 op"
		" 25-11-2025: onder 1,6 omstreeks 25-11-2027)");
	followup_world_expect_recomputes(&world);
}

/* Treads of which 2.6 mm went in a year: at their limit on 2027-01-20. */
#define WORN PRICED ",\"wear\":[" TREAD("LV", "2.0", "4.6") "]"

/* domain.md 3d-4: 30 days before it is at its limit, but 60 days after the save. */
static void what_wears_comes_back_near_its_limit(void **state)
{
	(void)state;
	form(1, LINE(TYRES, "Banden", "48400", ""), WORN);
	at("2026-11-30T08:00:00Z");
	garage_world_expect_line(&world.garage, "as every form, the week after", 1,
				 "open no -");
	at("2026-12-06T14:00:05Z");
	at("2027-01-04T08:00:00Z");
	at("2027-01-04T08:00:00Z");
	garage_world_expect(&world.garage, "not two months later yet",
			    "SELECT count(*)::text FROM proposal", "1");
	at("2027-01-11T08:00:00Z");
	at("2027-01-11T08:00:00Z");
	garage_world_expect(
		&world.garage, "in the week of the sixtieth day",
		"SELECT string_agg(concat_ws(' ', list_week, step, status,"
		" decision, state::json ->> 'due_p50',"
		" state::json #>> '{why,chosen_rule}'), ', '"
		" ORDER BY list_week) FROM proposal",
		"2026-W49 1 frozen no 2027-01-20 advice-followup@1, 2027-W02 2"
		" open no 2027-01-20 advice-wear@1");
	at("2027-01-18T08:00:00Z");
	at("2027-01-18T08:00:00Z");
	garage_world_expect(&world.garage, "once", "SELECT count(*)::text FROM proposal",
			    "2");
}

static void who_was_asked_about_what_wears_is_not_asked_again(void **state)
{
	(void)state;
	form(1, LINE(TYRES, "Banden", "48400", ""), WORN);
	at("2026-11-30T08:00:00Z");
	followup_world_says_yes(&world, 1);
	at("2026-12-06T14:00:05Z");
	at("2026-12-09T12:00:00Z");
	at("2027-01-11T08:00:00Z");
	at("2027-01-11T08:00:00Z");
	at("2027-01-18T08:00:00Z");
	garage_world_expect(
		&world.garage, "one line, and it was asked for",
		"SELECT concat_ws(' ', count(*), min(decision)) FROM proposal", "1 yes");
}

static void a_new_inspection_speaks_for_what_wears(void **state)
{
	(void)state;
	form(1, LINE(TYRES, "Banden", "48400", ""), WORN);
	at("2026-11-30T08:00:00Z");
	at("2026-12-06T14:00:05Z");
	followup_world_form(&world, &(struct followup_form){
					    2, 1, "2026-12-21T09:40:00Z",
					    LINE(TYRES, "Banden", "48400", ""), PRICED });
	at("2026-12-28T08:00:00Z");
	at("2027-01-11T08:00:00Z");
	at("2027-01-11T08:00:00Z");
	at("2027-01-18T08:00:00Z");
	garage_world_expect(&world.garage, "a line of each form, none of the first again",
			    "SELECT string_agg(concat_ws(' ', list_week, step, decision),"
			    " ', ' ORDER BY list_week) FROM proposal",
			    "2026-W49 1 no, 2026-W53 1 no");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_wears_is_dated_by_two_inspections),
		TEST(what_wears_comes_back_near_its_limit),
		TEST(who_was_asked_about_what_wears_is_not_asked_again),
		TEST(a_new_inspection_speaks_for_what_wears),
	};

	if (!scratch_is_there("followup_wear"))
		return 0;
	return cmocka_run_group_tests_name("followup_wear", tests, NULL, NULL);
}
