/* SPDX-License-Identifier: Apache-2.0 */
/* A car that the garage delivered itself and that has not been in since. */
#include "cars.h"
#include "reminder/domain/explain.h"
#include "reminder/domain/pick.h"

static struct prediction p;

static void the_first_service_is_by_months_from_the_delivery(void **state)
{
	AUTO(history) *h = history_new();
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT * 2);
	struct plan plan;

	(void)state;
	h->fuel = FUEL_PETROL;
	h->first_admission = on("2026-02-20"); /* stood in the showroom for a month */
	h->delivered_on = on("2026-03-16");
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	expect_date("since", p.since, "2026-03-16");
	expect_date("a year later", p.periodic.due, "2027-03-16");
	expect_text("so", due_bound_name(p.periodic.bound), "delivery");
	expect_text("rule", explain_chosen_rule(&p, GROUP_SERVICE),
		    "interval-from-delivery@1");
	explain_text(&p, GROUP_SERVICE, EXPLAIN_DUTCH, &nl);
	assert_non_null(
		strstr(nl.text, "Hier afgeleverd op 16-03-2026; nog geen beurt bekend"));
	plan_make(&p, &plan);
	expect_true("it is planned",
		    plan_has_cycle(&plan, GROUP_SERVICE, p.periodic.due));
	h->interval_months = 24;
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	expect_date("the garage's interval", p.periodic.due, "2028-03-16");
}

static void a_first_admission_that_is_missing_is_not_guessed(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	assert_int_equal(p.none, NOT_WITHOUT_DATES);
	h->delivered_on = on("2026-03-16");
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	assert_int_equal(p.none, PREDICTED);
	expect_date("the service", p.periodic.due, "2027-03-16");
	expect_date("no test day", prediction_item(&p, DUE_APK)->due, "none");
	assert_int_equal(prediction_item(&p, DUE_APK)->rejected, REJECTED_NO_DATE);
}

static void its_first_visit_takes_over(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	h->delivered_on = on("2026-03-16");
	add_visit(h, "2026-09-01", 9000, WORK_REPAIR);
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	expect_date("a repair is no service", p.periodic.due, "2027-03-16");
	add_visit(h, "2026-12-01", 13000, WORK_PERIODIC_SMALL);
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	expect_date("a service is", p.periodic.by_months, "2027-12-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_service_is_by_months_from_the_delivery),
		cmocka_unit_test(a_first_admission_that_is_missing_is_not_guessed),
		cmocka_unit_test(its_first_visit_takes_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
