/* SPDX-License-Identifier: Apache-2.0 */
/* Seasonal tyres: who changes, when the next time is, and who stopped. */
#include "cars.h"
#include "reminder/domain/tyres.h"

static void one_pair_of_tyres_is_no_habit(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	add_visit(h, "2024-10-20", 10000, WORK_TYRES);
	assert_false(civil_is_set(tyre_change_find(h, on("2024-12-01")).last));
	add_visit(h, "2025-06-20", 15000, WORK_TYRES);
	assert_false(civil_is_set(tyre_change_find(h, on("2025-07-01")).last));
}

static void two_seasons_in_a_row_are(void **state)
{
	AUTO(history) *h = history_new();
	struct tyre_change change;

	(void)state;
	add_visit(h, "2024-11-20", 10000, WORK_TYRES);
	add_visit(h, "2025-03-20", 15000, WORK_TYRES);
	change = tyre_change_find(h, on("2025-03-20"));
	expect_date("its usual day in autumn", change.usual, "2025-11-20");
	expect_date("from", change.first, "2025-10-01");
	expect_date("until", change.end, "2025-11-30");
	change = tyre_change_after(h, &change);
	expect_date("then in spring", change.usual, "2026-03-20");
	change = tyre_change_find(h, on("2025-12-05"));
	expect_date("the autumn passed: spring", change.first, "2026-03-01");
	change = tyre_change_find(h, on("2026-12-05"));
	expect_true("a year and a half without: stopped", !civil_is_set(change.last));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pair_of_tyres_is_no_habit),
		cmocka_unit_test(two_seasons_in_a_row_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
