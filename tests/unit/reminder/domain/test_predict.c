/* SPDX-License-Identifier: Apache-2.0 */
/* From a history to one date: what leads, what comes along, what waits. */
#include "cars.h"
#include "reminder/domain/predict.h"

static struct prediction *predicted(const struct history *h, enum car_use use)
{
	static struct prediction p;

	predict(h, use, history_last_day(h), &p);
	return &p;
}

static void near_items_are_one_visit_led_by_the_hard_date(void **state)
{
	AUTO(history) *h = yearly_car();
	struct prediction *p = predicted(h, CAR_OF_CUSTOMER);

	(void)state;
	expect_number("the test leads", p->leads, DUE_APK);
	expect_date("on its own day", p->date, "2026-03-20");
	expect_number("the service comes along",
		      prediction_item(p, DUE_PERIODIC)->rejected, REJECTED_NOT);
	expect_number("habit is for want of better",
		      prediction_item(p, DUE_HABIT)->rejected, REJECTED_FALLBACK);
	expect_text("sure", confidence_name(p->confidence), "high");
	expect_true("low, middle, high",
		    civil_compare(p->next_visit.p10, p->next_visit.p50) <= 0 &&
			    civil_compare(p->next_visit.p50, p->next_visit.p90) <= 0);
}

static void far_items_wait_for_their_own_turn(void **state)
{
	AUTO(history) *h = yearly_car();
	struct prediction *p;

	(void)state;
	add_visit(h, "2025-08-01", 160700, WORK_PERIODIC_SMALL);
	p = predicted(h, CAR_OF_CUSTOMER);
	expect_number("the test leads", p->leads, DUE_APK);
	expect_number("the service is later", prediction_item(p, DUE_PERIODIC)->rejected,
		      REJECTED_LATER);
}

static void nothing_is_predicted_from_nothing(void **state)
{
	AUTO(history) *h = history_new();
	struct prediction p;

	(void)state;
	predict(h, CAR_OF_CUSTOMER, on("2026-01-01"), &p);
	expect_number("no date of any kind", p.none, NOT_WITHOUT_DATES);
	AUTO(history) *stock = yearly_car();
	expect_number("a car of the garage", predicted(stock, CAR_OF_STOCK)->none,
		      NOT_FOR_STOCK);
}

static void an_old_car_has_no_test_but_a_service(void **state)
{
	AUTO(history) *h = history_new();
	struct prediction *p;

	(void)state;
	h->fuel = FUEL_PETROL;
	h->first_admission = on("1970-01-01");
	add_visit(h, "2025-05-05", 90000, WORK_PERIODIC_SMALL);
	p = predicted(h, CAR_OF_CUSTOMER);
	expect_number("exempt", prediction_item(p, DUE_APK)->rejected, REJECTED_EXEMPT);
	expect_number("the service leads", p->leads, DUE_PERIODIC);
}

static void habit_is_used_where_nothing_else_is_known(void **state)
{
	AUTO(history) *h = history_new();
	struct prediction *p;

	(void)state;
	add_visit(h, "2024-05-05", -1, WORK_REPAIR);
	add_visit(h, "2025-05-05", -1, WORK_REPAIR);
	p = predicted(h, CAR_OF_CUSTOMER);
	expect_number("months after the visit still count", p->leads, DUE_PERIODIC);
	expect_date("a year on", p->periodic.due, "2026-05-05");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_items_are_one_visit_led_by_the_hard_date),
		cmocka_unit_test(far_items_wait_for_their_own_turn),
		cmocka_unit_test(nothing_is_predicted_from_nothing),
		cmocka_unit_test(an_old_car_has_no_test_but_a_service),
		cmocka_unit_test(habit_is_used_where_nothing_else_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
