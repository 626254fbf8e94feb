/* SPDX-License-Identifier: Apache-2.0 */
/* Months or kilometres, whichever is first; what happens between is the owner's rhythm.
 */
#include "cars.h"
#include "reminder/domain/due.h"

static struct periodic_due due_of(const struct history *h)
{
	struct periodic_due due;
	struct odometer o;
	struct usage u;

	odometer_clean(h, &o);
	u = usage_estimate(h, &o);
	periodic_due_find(h, &o, &u, &due);
	return due;
}

static void the_first_of_months_and_kilometres_counts(void **state)
{
	AUTO(history) *h = yearly_car();
	struct periodic_due due = due_of(h);

	(void)state;
	expect_date("12 months come first", due.due, "2026-03-10");
	expect_text("so", due_bound_name(due.bound), "months");
	h->interval_km = 6000;
	due = due_of(h);
	expect_date("half a year's km come first, summer's too", due.due, "2025-09-05");
	expect_text("so", due_bound_name(due.bound), "km");
	expect_number("counted from", due.last_km, 156000);
}

static void tyres_do_not_reset_the_service(void **state)
{
	AUTO(history) *h = yearly_car();

	(void)state;
	add_visit(h, "2025-11-20", 164000, WORK_TYRES);
	expect_date("still a year after the service", due_of(h).due, "2026-03-10");
}

static void without_a_service_it_counts_from_admission_or_the_visit(void **state)
{
	AUTO(history) *h = history_new();
	struct periodic_due due = due_of(h);

	(void)state;
	expect_date("nothing known", due.due, "none");
	add_visit(h, "2025-05-05", 30000, WORK_REPAIR);
	due = due_of(h);
	expect_date("a year after the visit", due.due, "2026-05-05");
	expect_text("so", due_bound_name(due.bound), "visit");
	h->first_admission = on("2022-02-01");
	due = due_of(h);
	expect_date("the next anniversary", due.due, "2026-02-01");
	expect_text("so", due_bound_name(due.bound), "admission");
}

static void lateness_is_learned(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	for (int i = 0; i < 5; i++) {
		char date[CIVIL_TEXT];

		civil_format(civil_add_days(on("2018-01-10"), i * (365 + 60)), date);
		add_visit(h, date, 20000 + i * 9000, WORK_PERIODIC_SMALL);
	}
	struct periodic_due due = due_of(h);
	expect_text("sixty days each time", owner_name(rhythm_likeliest(&due.rhythm)),
		    "slack");
	expect_number("from four due dates", (int64_t)due.rhythm.past, 4);
}

static void habit_leans_on_a_year(void **state)
{
	AUTO(history) *h = history_new();
	struct habit habit;

	(void)state;
	habit_find(h, &habit);
	expect_number("no visit, no habit", habit.gap_days, 0);
	add_visit(h, "2025-01-01", 1000, WORK_REPAIR);
	add_visit(h, "2025-01-03", 1000, WORK_REPAIR);
	habit_find(h, &habit);
	expect_number("two days apart is one visit", habit.gap_days, 0);
	add_visit(h, "2025-07-01", 1000, WORK_REPAIR);
	habit_find(h, &habit);
	expect_number("one gap of 179 days beside two years", habit.gap_days,
		      (179 + 2 * 365) / 3);
	expect_number(
		"half by then",
		habit_chance(&habit, civil_add_days(on("2025-07-01"), habit.gap_days)),
		500000);
}

static void nothing_else_gets_less_likely_with_time(void **state)
{
	AUTO(history) *h = yearly_car();
	struct habit habit;

	(void)state;
	habit_find(h, &habit);
	expect_number("today", habit_nothing_within(&habit, 0), PPM);
	for (int32_t days = 0; days < 2000; days++)
		assert_true(habit_nothing_within(&habit, days) + 2 >=
			    habit_nothing_within(&habit, days + 1));
}

static void most_tests_come_before_their_last_day(void **state)
{
	struct civil_date expiry = on("2026-11-18");

	(void)state;
	assert_true(apk_chance(&expiry, expiry) > 700000);
	assert_true(apk_chance(&expiry, on("2026-09-01")) < 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_of_months_and_kilometres_counts),
		cmocka_unit_test(tyres_do_not_reset_the_service),
		cmocka_unit_test(without_a_service_it_counts_from_admission_or_the_visit),
		cmocka_unit_test(lateness_is_learned),
		cmocka_unit_test(habit_leans_on_a_year),
		cmocka_unit_test(nothing_else_gets_less_likely_with_time),
		cmocka_unit_test(most_tests_come_before_their_last_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
