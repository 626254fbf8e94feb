/* SPDX-License-Identifier: Apache-2.0 */
/* The law as rows: a new row counts from its day, and may ask for the odometer. */
#include "cars.h"
#include "reminder/domain/apk_law.h"

/* As if from 2027 on cars above 160,000 km went every year. */
static const struct apk_rule ROWS[] = {
	{ { 2027, 1, 1 }, APK_ANY_FUEL, true, NO_DATE, 0, APK_ANY_AGE, 12, 160000 },
	{ { 1, 1, 1 }, APK_ANY_FUEL, true, NO_DATE, 0, APK_ANY_AGE, 24, 0 },
};
static const struct apk_law LAW = { ROWS, sizeof(ROWS) / sizeof(ROWS[0]) };

static void a_new_row_counts_from_its_day_and_its_kilometres(void **state)
{
	struct apk_vehicle car = { .first_admission = { 2022, 3, 1 },
				   .fuel = FUEL_PETROL,
				   .category = APK_LIGHT,
				   .odometer_km = 170000 };

	(void)state;
	expect_number("before its day", apk_law_months(&LAW, &car, on("2026-12-31")), 24);
	expect_number("from its day", apk_law_months(&LAW, &car, on("2027-01-01")), 12);
	car.odometer_km = 159999;
	expect_number("below it", apk_law_months(&LAW, &car, on("2027-01-01")), 24);
	car.odometer_km = 0;
	expect_number("not known", apk_law_months(&LAW, &car, on("2027-01-01")), 24);
	car.category = APK_EXEMPT;
	expect_number("no test at all", apk_law_months(&LAW, &car, on("2027-01-01")), 0);
}

static void the_odometer_is_that_of_the_newest_test(void **state)
{
	AUTO(history) *h = yearly_car();

	(void)state;
	add_visit(h, "2025-06-10", 999000, WORK_REPAIR);
	expect_number("not of a repair", apk_vehicle_of(h).odometer_km, 156000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_row_counts_from_its_day_and_its_kilometres),
		cmocka_unit_test(the_odometer_is_that_of_the_newest_test),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
