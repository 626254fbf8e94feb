/* SPDX-License-Identifier: Apache-2.0 */
/* How much a car drives: the newest unchanged use, its life, or the average. */
#include "cars.h"
#include "reminder/domain/usage.h"

static struct usage usage_of(const struct history *h, struct odometer *ret_odometer)
{
	odometer_clean(h, ret_odometer);
	return usage_estimate(h, ret_odometer);
}

static void a_steady_car_keeps_its_rate(void **state)
{
	AUTO(history) *h = yearly_car();
	struct kilometres km;
	struct odometer o;
	struct usage u = usage_of(h, &o);

	(void)state;
	expect_text("basis", usage_basis_name(u.basis), "readings");
	assert_in_range(u.rate_p50, 32800, 32900);
	expect_true("a reading to start from",
		    usage_odometer_on(&u, on("2026-03-10"), &km));
	assert_in_range(km.p50, 167900, 168100);
	expect_true("low below high", km.p10 < km.p50 && km.p50 < km.p90);
}

static void a_changed_use_counts_from_its_change(void **state)
{
	AUTO(history) *h = yearly_car();
	struct odometer o;
	struct usage u;

	(void)state;
	add_visit(h, "2025-06-10", 156000 + 92 * 90, WORK_REPAIR);
	add_visit(h, "2025-09-10", 156000 + 184 * 90, WORK_REPAIR);
	add_visit(h, "2025-12-10", 156000 + 275 * 90, WORK_REPAIR);
	u = usage_of(h, &o);
	assert_in_range(u.rate_p50, 88000, 91000);
	expect_date("since the change", u.since, "2025-03-10");
}

static void few_readings_lean_on_life_then_on_the_average(void **state)
{
	AUTO(history) *h = history_new();
	struct odometer o;
	struct usage u;

	(void)state;
	h->fuel = FUEL_DIESEL;
	u = usage_of(h, &o);
	expect_text("no reading", usage_basis_name(u.basis), "average");
	expect_number("a diesel's", u.rate_p50, 19247 * 1000 / 365);
	h->first_admission = on("2024-01-01");
	add_visit(h, "2025-01-01", 36600, WORK_REPAIR);
	u = usage_of(h, &o);
	expect_text("one reading", usage_basis_name(u.basis), "life");
	expect_number("its own", u.rate_p50, 100000);
	expect_true("none, none",
		    !usage_odometer_on(&(struct usage){ .last_date = NO_DATE },
				       on("2025-01-01"), &(struct kilometres){ 0 }));
}

static void days_and_kilometres_invert_each_other(void **state)
{
	AUTO(history) *h = yearly_car();
	struct odometer o;
	struct usage u = usage_of(h, &o);

	(void)state;
	for (int64_t km = 97000; km < 180000; km += 777) {
		struct civil_date day = usage_day_of(&o, &u, km, on("2020-01-01"));

		assert_true(usage_km_on(&o, &u, day) >= km - 40);
		assert_true(usage_km_on(&o, &u, civil_add_days(day, -1)) <= km + 40);
	}
	expect_date("never before the day asked from",
		    usage_day_of(&o, &u, 97000, on("2024-05-05")), "2024-05-05");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_steady_car_keeps_its_rate),
		cmocka_unit_test(a_changed_use_counts_from_its_change),
		cmocka_unit_test(few_readings_lean_on_life_then_on_the_average),
		cmocka_unit_test(days_and_kilometres_invert_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
