/* SPDX-License-Identifier: Apache-2.0 */
/* A garage beside its formula: quartiles of five or more, never of one that is most of
 * it. */
#include "reminder/domain/benchmark.h"

#include "unit.h"

static struct garage_figures garage(int64_t sent, int64_t visited)
{
	return (struct garage_figures){ .proposed = sent * 2,
					.approved = sent,
					.reviewed = sent,
					.sent = sent,
					.visited = visited,
					.cents = visited * 20000 };
}

static const struct benchmark_line *line_of(const struct benchmark_line *lines,
					    size_t count, enum benchmark_metric metric)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].metric == metric)
			return &lines[i];
	return NULL;
}

static void own_value_stands_between_quartiles(void **state)
{
	struct garage_figures garages[] = { garage(100, 30), garage(100, 10),
					    garage(100, 20), garage(100, 40),
					    garage(100, 50) };
	struct benchmark_line lines[BENCHMARK_METRICS];
	size_t count = benchmark_lines(&garages[0], garages, 5, lines);
	const struct benchmark_line *visited = line_of(lines, count, METRIC_VISITED);
	const struct benchmark_line *revenue = line_of(lines, count, METRIC_REVENUE);

	(void)state;
	assert_non_null(visited);
	expect_number("own", visited->own, 300);
	expect_number("a quarter", visited->q1, 200);
	expect_number("half", visited->median, 300);
	expect_number("three quarters", visited->q3, 400);
	assert_non_null(revenue);
	expect_number("cents of a sent one", revenue->own, 6000);
	assert_null(line_of(lines, count, METRIC_ANSWERED_ADVICES));
}

static void values_between_two_garages_are_shared_out(void **state)
{
	struct garage_figures garages[] = { garage(100, 10), garage(100, 20),
					    garage(100, 30), garage(100, 40),
					    garage(100, 50), garage(100, 60) };
	struct benchmark_line lines[BENCHMARK_METRICS];
	size_t count = benchmark_lines(&garages[0], garages, 6, lines);
	const struct benchmark_line *visited = line_of(lines, count, METRIC_VISITED);

	(void)state;
	assert_non_null(visited);
	expect_number("a quarter", visited->q1, 225);
	expect_number("half", visited->median, 350);
	expect_number("three quarters", visited->q3, 475);
}

static void few_or_one_that_is_most_are_not_shown(void **state)
{
	struct garage_figures garages[] = { garage(100, 30), garage(100, 10),
					    garage(100, 20), garage(100, 40),
					    garage(400, 100) };
	struct benchmark_line lines[BENCHMARK_METRICS];

	(void)state;
	expect_number("four", (int64_t)benchmark_lines(&garages[0], garages, 4, lines),
		      0);
	expect_number("half of it is one",
		      (int64_t)benchmark_lines(&garages[0], garages, 5, lines), 0);
	garages[4] = garage(0, 0);
	expect_number("one that sent nothing does not count",
		      (int64_t)benchmark_lines(&garages[0], garages, 5, lines), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_value_stands_between_quartiles),
		cmocka_unit_test(values_between_two_garages_are_shared_out),
		cmocka_unit_test(few_or_one_that_is_most_are_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
