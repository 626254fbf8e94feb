/* SPDX-License-Identifier: Apache-2.0 */
/* Shares are rounded, never above the whole, and never of nothing. */
#include "gateway/domain/funnel.h"

#include "unit.h"

static void shares_of_the_stage_before_and_of_the_first(void **state)
{
	struct funnel_stage stages[] = { { .count = 187 },
					 { .count = 120 },
					 { .count = 60 },
					 { .count = 0 },
					 { .count = 0 } };
	(void)state;
	funnel_fill(stages, COUNT_OF(stages));
	expect_number("first has nothing before it", stages[0].of_previous_permille, -1);
	expect_number("first of itself", stages[0].of_first_permille, 1000);
	expect_number("120 of 187", stages[1].of_previous_permille, 642);
	expect_number("60 of 120", stages[2].of_previous_permille, 500);
	expect_number("60 of 187", stages[2].of_first_permille, 321);
	expect_number("none of 60", stages[3].of_previous_permille, 0);
	expect_number("none of none", stages[4].of_previous_permille, -1);
}

static void an_empty_period_divides_by_nothing(void **state)
{
	struct funnel_stage stages[3] = { { .count = 0 } };
	(void)state;
	funnel_fill(stages, COUNT_OF(stages));
	expect_number("of first", stages[0].of_first_permille, -1);
	expect_number("of previous", stages[2].of_previous_permille, -1);
}

static void more_than_the_whole_is_the_whole(void **state)
{
	struct funnel_stage stages[] = { { .count = 3 }, { .count = 5 } };
	(void)state;
	funnel_fill(stages, COUNT_OF(stages));
	expect_number("capped", stages[1].of_previous_permille, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_of_the_stage_before_and_of_the_first),
		cmocka_unit_test(an_empty_period_divides_by_nothing),
		cmocka_unit_test(more_than_the_whole_is_the_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
