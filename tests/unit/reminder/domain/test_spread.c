/* SPDX-License-Identifier: Apache-2.0 */
/* Quantile tables as distributions, in whole numbers. */
#include "cars.h"
#include "reminder/domain/spread.h"

static const struct spread S = { { -40, -30, -20, -10, 0, 10, 20, 30, 40 } };

static int64_t chance(const void *context, struct civil_date date)
{
	return spread_until(
		&S, civil_days_between(*(const struct civil_date *)context, date));
}

static void the_points_are_its_quantiles(void **state)
{
	(void)state;
	expect_number("before", spread_until(&S, -41), 0);
	expect_number("5 %", spread_until(&S, -30), 50000);
	expect_number("half", spread_until(&S, 0), 500000);
	expect_number("between", spread_until(&S, 5), 625000);
	expect_number("after", spread_until(&S, 41), PPM);
	for (int day = -60; day < 60; day++)
		assert_true(spread_until(&S, day) <= spread_until(&S, day + 1));
	expect_number("near the middle", spread_near(&S, 0, 10), 500000);
	for (int64_t ppm = 50000; ppm < PPM; ppm += 50000)
		assert_in_range(spread_until(&S, spread_at(&S, ppm)), ppm - 26000, ppm);
}

static void quantiles_look_ahead_only(void **state)
{
	struct civil_date anchor = on("2026-06-01");
	struct outlook_of one = { chance, &anchor, NULL };
	struct when early = when_after(on("2026-01-01"), &one);
	struct when late = when_after(on("2026-06-01"), &one);
	struct when gone = when_after(on("2026-08-01"), &one);

	(void)state;
	expect_date("the median", early.p50, "2026-06-01");
	expect_date("one in ten before", early.p10, "2026-05-12");
	expect_date("one in ten after", early.p90, "2026-06-21");
	expect_date("half gone: the half of the rest", late.p50, "2026-06-11");
	expect_date("all gone: soon", gone.p50, "2026-09-30");
	expect_true("set", when_is_set(&gone));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_points_are_its_quantiles),
		cmocka_unit_test(quantiles_look_ahead_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
