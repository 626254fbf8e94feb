/* SPDX-License-Identifier: Apache-2.0 */
/* The table of levels: whole, never falling, and read by both the day and the chance. */
#include "cars.h"
#include "reminder/domain/levels.h"
#include "reminder/domain/rulebook.h"

static void rows_never_fall(const struct levels_table *table)
{
	for (enum segment s = SEGMENT_NONE + 1; s < SEGMENTS; s++) {
		const struct spread *row = levels_of(table, s);

		assert_true(segment_name(s)[0] != '\0');
		expect_number("nothing", row->day[0], 0);
		expect_number("everything", row->day[SPREAD_POINTS - 1], PPM);
		for (int i = 1; i < SPREAD_POINTS; i++)
			assert_true(row->day[i - 1] <= row->day[i]);
	}
	assert_null(levels_of(table, SEGMENT_NONE));
}

static void every_segment_has_a_row_that_never_falls(void **state)
{
	(void)state;
	rows_never_fall(&LEVELS_1);
	rows_never_fall(&LEVELS_2);
	assert_null(levels_of(NULL, SEGMENT_APK_ALONE));
}

static int64_t uniform(const void *context, struct civil_date date)
{
	const struct civil_date *first = context;
	int64_t chance = civil_days_between(*first, date) * PPM / 100;

	return chance < 0 ? 0 : chance > PPM ? PPM : chance;
}

static void levels_move_the_day_and_the_chance_alike(void **state)
{
	static const struct spread EARLY = { { 0, 10000, 20000, 100000, 200000, 400000,
					       600000, 800000, 1000000 } };
	struct civil_date first = on("2026-01-01");
	struct outlook_of plain = { uniform, &first, NULL };
	struct outlook_of early = { uniform, &first, &EARLY };

	(void)state;
	expect_date("a half, by the rules", when_at(first, &plain, PPM / 2),
		    "2026-02-20");
	expect_date("a half, by what came of it", when_at(first, &early, PPM / 2),
		    "2026-01-21");
	expect_number("the chance of that day",
		      when_chance(first, &early, on("2026-01-21")), 500000);
	expect_number("by the rules alone", when_chance(first, &plain, on("2026-01-21")),
		      200000);
}

static void an_explanation_names_its_edition(void **state)
{
	(void)state;
	expect_true("the first", !rulebook_of("usage-rate@1")->seasons);
	expect_true("is not calibrated", rulebook_of("usage-rate@1")->levels == NULL);
	expect_true("today's", rulebook_of(rulebook_now()->usage_rule) == rulebook_now());
	expect_true("another rule", rulebook_of("owner-rhythm@1") == NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_segment_has_a_row_that_never_falls),
		cmocka_unit_test(levels_move_the_day_and_the_chance_alike),
		cmocka_unit_test(an_explanation_names_its_edition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
