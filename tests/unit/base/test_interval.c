/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intervals as the literature prints them: Newcombe, Statist. Med. 17 (1998), pages
 * 857-872 table I (one share) and 873-890 table II (a difference), both for method
 * "score"; Student's quantiles from the usual tables.
 */
#include <math.h>

#include "base/interval.h"
#include "unit.h"

static void expect_near(const char *what, double got, double wanted, double by)
{
	if (fabs(got - wanted) > by)
		fail_msg("%s: got %.5f, wanted %.5f", what, got, wanted);
}

static void a_share_after_wilson(void **state)
{
	static const struct {
		const char *what;
		struct share share;
		double low, high;
	} VECTORS[] = {
		{ "81 of 263", { 81, 263 }, 0.2553, 0.3662 },
		{ "15 of 148", { 15, 148 }, 0.0624, 0.1605 },
		{ "0 of 20", { 0, 20 }, 0.0000, 0.1611 },
		{ "1 of 29", { 1, 29 }, 0.0061, 0.1718 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(VECTORS); i++) {
		struct interval got = share_interval(VECTORS[i].share);

		expect_near(VECTORS[i].what, got.low, VECTORS[i].low, 0.00006);
		expect_near(VECTORS[i].what, got.high, VECTORS[i].high, 0.00006);
	}
}

static void a_difference_after_newcombe(void **state)
{
	static const struct {
		const char *what;
		struct share a, b;
		double low, high;
	} VECTORS[] = {
		{ "56/70-48/80", { 56, 70 }, { 48, 80 }, 0.0524, 0.3339 },
		{ "9/10-3/10", { 9, 10 }, { 3, 10 }, 0.1705, 0.8090 },
		{ "6/7-2/7", { 6, 7 }, { 2, 7 }, 0.0582, 0.8062 },
		{ "5/56-0/29", { 5, 56 }, { 0, 29 }, -0.0381, 0.1926 },
		{ "0/10-0/20", { 0, 10 }, { 0, 20 }, -0.1611, 0.2775 },
		{ "0/10-0/10", { 0, 10 }, { 0, 10 }, -0.2775, 0.2775 },
		{ "10/10-0/20", { 10, 10 }, { 0, 20 }, 0.6791, 1.0000 },
		{ "10/10-0/10", { 10, 10 }, { 0, 10 }, 0.6075, 1.0000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(VECTORS); i++) {
		struct interval got = share_difference(VECTORS[i].a, VECTORS[i].b);

		expect_near(VECTORS[i].what, got.low, VECTORS[i].low, 0.00006);
		expect_near(VECTORS[i].what, got.high, VECTORS[i].high, 0.00006);
	}
}

static void student_comes_near_the_tables(void **state)
{
	(void)state;
	expect_near("10", student_quantile(10), 2.2281, 0.0003);
	expect_near("30", student_quantile(30), 2.0423, 0.0001);
	expect_near("100", student_quantile(100), 1.9840, 0.0001);
	expect_near("many", student_quantile(1e9), INTERVAL_Z, 0.0001);
}

/* 1..5 against 2, 4, 6, 8, 10: means 3 and 6, variances of the means 0.5 and 2;
 * freedom 5.882, quantile 2.4592, so 3 +- 3.888. */
static void means_after_welch(void **state)
{
	struct interval got = mean_difference((struct sample){ 5, 15, 55 },
					      (struct sample){ 5, 30, 220 });

	(void)state;
	expect_near("difference", got.value, -3, 1e-9);
	expect_near("low", got.low, -6.888, 0.01);
	expect_near("high", got.high, 0.888, 0.01);
	got = mean_difference((struct sample){ 5, 50, 500 },
			      (struct sample){ 5, 25, 125 });
	expect_near("all the same", got.low, 5, 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_share_after_wilson),
		cmocka_unit_test(a_difference_after_newcombe),
		cmocka_unit_test(student_comes_near_the_tables),
		cmocka_unit_test(means_after_welch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
