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
	expect_number("and the service rides along", (int64_t)plan.count, 3);
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
	expect_number("both programmes", (int64_t)plan.count, 5);
	expect_date("the round is the last service", plan.steps[3].cycle, "2025-08-01");
	expect_true("the second only after a no", plan.steps[4].after_no);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_test_is_announced_three_times),
		cmocka_unit_test(a_service_of_its_own_has_its_own_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
