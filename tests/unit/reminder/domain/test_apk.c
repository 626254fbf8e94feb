/* SPDX-License-Identifier: Apache-2.0 */
/* The law's own sentences as cases; the open vectors run through beurt-ctl try apk. */
#include "cars.h"
#include "reminder/domain/apk.h"

static struct apk_vehicle car(const char *admitted, enum fuel fuel)
{
	return (struct apk_vehicle){ on(admitted), fuel, APK_LIGHT };
}

static void petrol_runs_four_two_two_one(void **state)
{
	struct apk_vehicle v = car("2018-03-15", FUEL_PETROL);
	struct civil_date expiry = apk_first_due(&v);
	static const char *const DAYS[] = { "2022-03-15", "2024-03-15", "2026-03-15",
					    "2027-03-15", "2028-03-15" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(DAYS); i++) {
		expect_date("tested a month before each time", expiry, DAYS[i]);
		expiry = apk_renewed(&v, civil_add_months(expiry, -1), expiry);
	}
}

static void a_leap_day_falls_back(void **state)
{
	struct apk_vehicle v = car("2020-02-29", FUEL_ELECTRIC);

	(void)state;
	expect_date("four years on", apk_first_due(&v), "2024-02-29");
	expect_date("two years on", apk_renewed(&v, on("2024-02-10"), on("2024-02-29")),
		    "2026-02-28");
}

static void gas_and_diesel_run_three_one_one(void **state)
{
	(void)state;
	for (enum fuel fuel = FUEL_DIESEL; fuel <= FUEL_CNG; fuel++) {
		struct apk_vehicle v = car("2022-03-31", fuel);

		expect_date(fuel_name(fuel), apk_first_due(&v), "2025-03-31");
		expect_number(fuel_name(fuel), apk_period_months(&v, on("2025-03-31")),
			      12);
	}
}

static void the_window_to_keep_the_date_is_two_months(void **state)
{
	static const struct {
		const char *expiry, *approved, *renewed;
	} CASES[] = {
		{ "2020-05-13", "2020-03-13", "2021-05-13" },
		{ "2020-05-13", "2020-03-12", "2021-03-12" },
		{ "2026-04-30", "2026-02-28", "2027-04-30" },
		{ "2026-04-30", "2026-02-27", "2027-02-27" },
		{ "2026-12-31", "2026-10-31", "2027-12-31" },
		{ "2026-12-31", "2026-12-31", "2027-12-31" },
		{ "2026-12-31", "2027-01-01", "2028-01-01" },
	};
	struct apk_vehicle v = car("2010-01-01", FUEL_DIESEL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_date(CASES[i].approved,
			    apk_renewed(&v, on(CASES[i].approved), on(CASES[i].expiry)),
			    CASES[i].renewed);
}

static void age_decides_the_period(void **state)
{
	struct apk_vehicle v = car("2018-06-01", FUEL_PETROL);
	struct apk_vehicle old = car("1995-04-10", FUEL_PETROL);
	struct apk_vehicle before = car("2004-12-31", FUEL_PETROL);

	(void)state;
	expect_number("a day under seven", apk_period_months(&v, on("2025-05-31")), 24);
	expect_number("seven", apk_period_months(&v, on("2025-06-01")), 12);
	expect_number("a day under thirty", apk_period_months(&old, on("2025-04-09")),
		      12);
	expect_number("thirty", apk_period_months(&old, on("2025-04-10")), 24);
	expect_number("admitted before 2005",
		      apk_period_months(&before, on("2009-01-01")), 12);
}

static void fifty_years_are_exempt_but_not_a_taxi(void **state)
{
	struct apk_vehicle v = car("1975-05-01", FUEL_PETROL);

	(void)state;
	expect_true("on its birthday", apk_is_exempt(&v, on("2025-05-01")));
	expect_true("not the day before", !apk_is_exempt(&v, on("2025-04-30")));
	v.category = APK_TAXI;
	expect_true("a taxi never", !apk_is_exempt(&v, on("2025-05-01")));
	v.first_admission = on("1960-01-01");
	v.category = APK_LIGHT;
	expect_true("not before 2021", !apk_is_exempt(&v, on("2020-12-31")));
}

static void the_stated_date_wins_unless_a_test_came_after_it(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	h->fuel = FUEL_DIESEL;
	h->first_admission = on("2015-04-01");
	add_visit(h, "2024-03-20", 1000, WORK_APK);
	expect_date("tests elsewhere kept the day of the year", apk_expiry_of(h),
		    "2025-04-01");
	h->apk_expiry = on("2026-04-01");
	expect_date("as stated", apk_expiry_of(h), "2026-04-01");
	add_visit(h, "2026-03-10", 1000, WORK_APK);
	expect_date("renewed after it", apk_expiry_of(h), "2027-04-01");
	h->apk_checked_on = on("2026-03-10");
	expect_date("asked in the night before it", apk_expiry_of(h), "2027-04-01");
	h->apk_checked_on = on("2026-03-11");
	expect_date("the register was asked since: it did not pass", apk_expiry_of(h),
		    "2026-04-01");
	h->apk_checked_on = NO_DATE;
	h->first_admission = NO_DATE;
	expect_date("never guessed", apk_expiry_of(h), "2026-04-01");
	h->apk_expiry = NO_DATE;
	expect_date("nothing known", apk_expiry_of(h), "none");
}

static void an_old_expiry_rolls_on(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	h->fuel = FUEL_PETROL;
	h->first_admission = on("2012-05-01");
	expect_date("year by year", apk_rolled(h, on("2020-05-01"), on("2023-06-01")),
		    "2024-05-01");
	expect_date("already there", apk_rolled(h, on("2024-05-01"), on("2023-06-01")),
		    "2024-05-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(petrol_runs_four_two_two_one),
		cmocka_unit_test(a_leap_day_falls_back),
		cmocka_unit_test(gas_and_diesel_run_three_one_one),
		cmocka_unit_test(the_window_to_keep_the_date_is_two_months),
		cmocka_unit_test(age_decides_the_period),
		cmocka_unit_test(fifty_years_are_exempt_but_not_a_taxi),
		cmocka_unit_test(the_stated_date_wins_unless_a_test_came_after_it),
		cmocka_unit_test(an_old_expiry_rolls_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
