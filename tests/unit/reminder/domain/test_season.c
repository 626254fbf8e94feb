/* SPDX-License-Identifier: Apache-2.0 */
/* Driven days: more of them in summer, a year of them in a year. */
#include "cars.h"
#include "reminder/domain/season.h"

static int64_t driven(const char *from, const char *to)
{
	return season_days(on(from), on(to), true);
}

static void a_summer_day_counts_more_than_another(void **state)
{
	(void)state;
	expect_number("June", driven("2025-06-01", "2025-06-02"), 975);
	expect_number("the last of June", driven("2025-06-30", "2025-07-01"), 975);
	expect_number("July", driven("2025-07-01", "2025-07-02"), 1122);
	expect_number("the last of July", driven("2025-07-31", "2025-08-01"), 1122);
	expect_number("the last of August", driven("2025-08-31", "2025-09-01"), 1122);
	expect_number("September", driven("2025-09-01", "2025-09-02"), 975);
	expect_number("backwards", driven("2025-07-02", "2025-07-01"), -1122);
}

static void a_year_is_a_years_worth_and_stretches_add_up(void **state)
{
	(void)state;
	for (int month = 1; month <= 12; month++) {
		struct civil_date day = { 2023, month, 15 };
		int64_t year = season_days(day, civil_add_months(day, 12), true);

		assert_in_range(year, 364900, 366000);
		expect_number("in two parts",
			      season_days(day, on("2023-07-20"), true) +
				      season_days(on("2023-07-20"),
						  civil_add_months(day, 12), true),
			      year);
	}
	expect_number("without seasons",
		      season_days(on("2025-06-30"), on("2025-07-02"), false), 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_summer_day_counts_more_than_another),
		cmocka_unit_test(a_year_is_a_years_worth_and_stretches_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
