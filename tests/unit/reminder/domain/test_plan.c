/* SPDX-License-Identifier: Apache-2.0 */
/* When to write: the steps that follow from a prediction. */
#include "cars.h"
#include "reminder/domain/pick.h"

static struct plan plan_of(const struct history *h)
{
	static struct prediction p;
	struct plan plan;

	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	plan_make(&p, &plan);
	return plan;
}

static void a_test_is_announced_three_times(void **state)
{
	AUTO(history) *h = yearly_car();
	struct plan plan = plan_of(h);

	(void)state;
	expect_number("the service rides along, and four of long overdue",
		      (int64_t)plan.count, 7);
	expect_date("nine weeks before", plan.steps[0].send_on, "2026-01-16");
	expect_date("four weeks before", plan.steps[1].send_on, "2026-02-20");
	expect_date("ten days before", plan.steps[2].send_on, "2026-03-10");
	expect_true("one round", plan_has_cycle(&plan, GROUP_APK, on("2026-03-20")));
	expect_true("of tests", !plan_has_cycle(&plan, GROUP_SERVICE, on("2026-03-20")));
}

static void a_service_of_its_own_has_its_own_steps(void **state)
{
	AUTO(history) *h = yearly_car();
	struct plan plan;

	(void)state;
	add_visit(h, "2025-08-01", 160700, WORK_PERIODIC_SMALL);
	plan = plan_of(h);
	expect_number("both programmes, and four of long overdue", (int64_t)plan.count,
		      9);
	expect_date("the round is the last service", plan.steps[3].cycle, "2025-08-01");
	expect_true("the second only after a no", plan.steps[4].after_no);
}

static const struct plan_step *first_of(const struct plan *plan, enum reason_group group)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->steps[i].group == group)
			return &plan->steps[i];
	return NULL;
}

static void who_stays_away_is_asked_seldom_until_three_years(void **state)
{
	AUTO(history) *h = yearly_car();
	struct plan plan = plan_of(h);
	const struct plan_step *step = first_of(&plan, GROUP_DORMANT);

	(void)state;
	assert_non_null(step);
	expect_date("two months after the service was due", step->send_on, "2026-05-09");
	expect_date("half a year later again", step[1].send_on, "2026-11-05");
	expect_date("the last before three years without a visit", step[3].send_on,
		    "2027-10-31");
}

static void a_recall_is_told_at_once_whatever_else_is_known(void **state)
{
	AUTO(history) *h = history_new();
	struct plan plan = plan_of(h);
	const struct plan_step *step;

	(void)state;
	expect_number("nothing known: nothing planned", (int64_t)plan.count, 0);
	h->recalls = 1;
	h->recalled_on = on("2026-02-03");
	plan = plan_of(h);
	step = first_of(&plan, GROUP_RECALL);
	assert_non_null(step);
	expect_date("at once", step->send_on, "2026-02-03");
	expect_date("a newer one is another round", step->cycle, "2026-02-03");
}

static void tyres_are_announced_before_their_usual_day(void **state)
{
	AUTO(history) *h = yearly_car();
	const struct plan_step *step;
	struct plan plan;

	(void)state;
	add_visit(h, "2024-10-20", 151000, WORK_TYRES);
	add_visit(h, "2025-04-05", 156900, WORK_TYRES);
	plan = plan_of(h);
	step = first_of(&plan, GROUP_TYRES);
	assert_non_null(step);
	expect_date("the season names the round", step->cycle, "2025-10-01");
	expect_date("three weeks before", step->send_on, "2025-09-29");
	expect_date("over with the season", step->until, "2025-11-30");
	expect_date("and the season after", step[1].cycle, "2026-03-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_test_is_announced_three_times),
		cmocka_unit_test(a_service_of_its_own_has_its_own_steps),
		cmocka_unit_test(who_stays_away_is_asked_seldom_until_three_years),
		cmocka_unit_test(a_recall_is_told_at_once_whatever_else_is_known),
		cmocka_unit_test(tyres_are_announced_before_their_usual_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
