/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The true effect: of a garage, of a formula, and of neither. Simulated garages have an
 * effect that is known, and nineteen intervals in twenty must hold it.
 */
#include "reminder/domain/effect.h"

#include "unit.h"

static struct effect_arm arm(int64_t persons, int64_t visited)
{
	/* Each visit is worth 200 euros. */
	return (struct effect_arm){ persons, visited, visited * 20000,
				    (double)visited * 20000 * 20000 };
}

static void a_large_garage_measures_itself(void **state)
{
	struct effect_group own = { arm(600, 205), arm(504, 140) };
	struct effect got = effect_judge(&own, NULL, 0);

	(void)state;
	expect_number("its own", got.basis, EFFECT_OWN);
	expect_number("34.17 % against 27.78 %", got.visits.difference, 639);
	expect_number("low", got.visits.low, 90);
	expect_number("high", got.visits.high, 1178);
	expect_number("extra visits of 600", got.extra_visits, 38);
	expect_number("cents a person", got.revenue.difference, 1278);
	expect_number("extra revenue", got.extra_cents, 766667);
	expect_true("the interval holds the difference",
		    got.revenue.low < 1278 && got.revenue.high > 1278);
}

static void few_people_give_no_number(void **state)
{
	struct effect_group own = { arm(5000, 1700), arm(199, 50) };

	(void)state;
	expect_number("held out too few", effect_judge(&own, NULL, 0).basis,
		      EFFECT_TOO_FEW);
	expect_number("nothing is said", effect_judge(&own, NULL, 0).visits.difference,
		      0);
	own = (struct effect_group){ arm(199, 70), arm(500, 120) };
	expect_number("treated too few", effect_judge(&own, NULL, 0).basis,
		      EFFECT_TOO_FEW);
	own = (struct effect_group){ arm(0, 0), arm(0, 0) };
	expect_number("nobody", effect_judge(&own, NULL, 0).basis, EFFECT_TOO_FEW);
}

static void a_small_garage_gets_its_formulas(void **state)
{
	struct effect_group garages[] = {
		{ arm(400, 136), arm(45, 12) }, { arm(400, 136), arm(45, 12) },
		{ arm(400, 136), arm(45, 12) }, { arm(400, 136), arm(45, 12) },
		{ arm(400, 136), arm(45, 12) },
	};
	struct effect got = effect_judge(&garages[0], garages, 5);

	(void)state;
	expect_number("of the formula", got.basis, EFFECT_NETWORK);
	expect_number("five", (int64_t)got.garages, 5);
	expect_number("34 % against 26.67 %", got.visits.difference, 733);
	expect_true("an interval", got.visits.low < 733 && got.visits.high > 733);
	expect_number("no visits of its own are promised", got.extra_visits, 0);
	expect_number("four are too few", effect_judge(&garages[0], garages, 4).basis,
		      EFFECT_TOO_FEW);
	garages[2] = (struct effect_group){ arm(3000, 1000), arm(300, 80) };
	expect_number("one is most of it", effect_judge(&garages[0], garages, 5).basis,
		      EFFECT_TOO_FEW);
}

/* Who leaves out more must not move the answer: the same 5 points in each garage, but
 * the one with the many loyal customers leaves out hardly anybody. */
static void garages_that_differ_are_not_lumped_together(void **state)
{
	struct effect_group garages[] = {
		{ arm(1000, 650), arm(50, 30) },  { arm(1000, 150), arm(200, 20) },
		{ arm(1000, 150), arm(200, 20) }, { arm(1000, 150), arm(200, 20) },
		{ arm(1000, 150), arm(200, 20) },
	};
	struct effect_group small = { arm(10, 1), arm(1, 0) };
	struct effect got = effect_judge(&small, garages, 5);

	(void)state;
	expect_number("five points in each is five points together",
		      got.visits.difference, 500);
}

static void figures_stand_beside_those_of_five_others(void **state)
{
	const int64_t even[] = { 20, 20, 20, 20, 20 };
	const int64_t tall[] = { 41, 20, 19, 10, 10 };
	const int64_t none[] = { 0, 0, 0, 0, 0 };

	(void)state;
	expect_true("five", effect_may_compare(even, 5));
	expect_true("not four", !effect_may_compare(even, 4));
	expect_true("nobody more than 40 %", !effect_may_compare(tall, 5));
	expect_true("nothing compares with nothing", !effect_may_compare(none, 5));
}

/* xorshift64*, so that every machine draws the same people. */
static double draw(uint64_t *seed)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return (double)((*seed * UINT64_C(2685821657736338717)) >> 11) /
	       9007199254740992.0;
}

static struct effect_arm played(uint64_t *seed, int persons, double rate)
{
	struct effect_arm arm = { .persons = persons };

	for (int i = 0; i < persons; i++) {
		int64_t cents;

		if (draw(seed) >= rate)
			continue;
		cents = 5000 + (int64_t)(draw(seed) * 40000);
		arm.visited++;
		arm.revenue_cents += cents;
		arm.revenue_squares += (double)cents * (double)cents;
	}
	return arm;
}

static bool holds(struct effect_range range, int64_t truth)
{
	return range.low <= truth && truth <= range.high;
}

/* 28 % come anyway, 34 % when invited, each worth 250 euros on average. Of 2,000
 * quarters 95 % should hold the truth; 93.5 to 96.5 % is within three standard errors. */
static void intervals_hold_a_known_effect(void **state)
{
	uint64_t seed = 20261122;
	int visits = 0, revenue = 0, over_zero = 0;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct effect_group own = { played(&seed, 900, 0.34),
					    played(&seed, 250, 0.28) };
		struct effect got = effect_judge(&own, NULL, 0);

		visits += holds(got.visits, 600);
		revenue += holds(got.revenue, 1500);
		over_zero += got.visits.low > 0;
	}
	expect_true("visits: 95 % of the intervals", visits >= 1870 && visits <= 1930);
	expect_true("revenue: 95 % of the intervals", revenue >= 1870 && revenue <= 1930);
	expect_true("an effect of 6 points is not always proven",
		    over_zero > 700 && over_zero < 1300);
}

static void nothing_is_found_where_nothing_is(void **state)
{
	uint64_t seed = 4711;
	int found = 0;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct effect_group own = { played(&seed, 800, 0.3),
					    played(&seed, 240, 0.3) };
		struct effect got = effect_judge(&own, NULL, 0);

		found += !holds(got.visits, 0);
	}
	expect_true("one in twenty by chance", found >= 70 && found <= 130);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_large_garage_measures_itself),
		cmocka_unit_test(few_people_give_no_number),
		cmocka_unit_test(a_small_garage_gets_its_formulas),
		cmocka_unit_test(garages_that_differ_are_not_lumped_together),
		cmocka_unit_test(figures_stand_beside_those_of_five_others),
		cmocka_unit_test(intervals_hold_a_known_effect),
		cmocka_unit_test(nothing_is_found_where_nothing_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
