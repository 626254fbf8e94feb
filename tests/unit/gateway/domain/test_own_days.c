/* SPDX-License-Identifier: Apache-2.0 */
/* Prices and persons are one's own from the moment the car came. */
#include "gateway/domain/own_days.h"

#include "unit.h"

static const struct civil_date SINCE = { 2026, 11, 25 };
static const struct civil_date BEFORE = { 2026, 11, 24 };
static const struct civil_date NEXT = { 2026, 11, 26 };
static const struct civil_date AFTER = { 2026, 12, 1 };
static const struct instant NOON = { 1764068400000000 };

static void what_has_a_day_only_is_ones_own_from_the_next_day_on(void **state)
{
	static const struct {
		const char *what;
		enum passport_role role;
		const struct civil_date *date;
		bool price;
		bool own;
	} cases[] = {
		{ "an owner's day before", PASSPORT_OWNER, &BEFORE, false, false },
		{ "the day it came", PASSPORT_OWNER, &SINCE, false, false },
		{ "an owner's later day", PASSPORT_OWNER, &AFTER, true, true },
		{ "before it joined the fleet", PASSPORT_MANAGER, &BEFORE, false, false },
		{ "the day it joined the fleet", PASSPORT_MANAGER, &SINCE, false, false },
		{ "the day after it joined", PASSPORT_MANAGER, &NEXT, true, true },
		{ "somebody else's car", PASSPORT_DRIVER, &AFTER, false, true },
		{ "before the driver drove it", PASSPORT_DRIVER, &BEFORE, false, false },
		{ "nobody", PASSPORT_NOBODY, &AFTER, false, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct own_days days = { .role = cases[i].role, .since = SINCE };
		expect_number(cases[i].what, own_days_show_price(days, *cases[i].date),
			      cases[i].price);
		expect_number(cases[i].what, own_days_hold(days, *cases[i].date),
			      cases[i].own);
	}
}

static void nobody_had_it_before_the_first_holder(void **state)
{
	struct own_days days = { PASSPORT_OWNER, SINCE, NOON, /* is_first= */ true };
	(void)state;
	assert_true(own_days_hold(days, SINCE));
	assert_true(own_days_show_price(days, SINCE));
	assert_false(own_days_hold(days, BEFORE));
	assert_true(own_days_hold_at(days, SINCE, (struct instant){ NOON.micros - 1 }));
}

static void what_has_a_moment_is_held_against_the_moment(void **state)
{
	static const struct {
		const char *what;
		const struct civil_date *date;
		int64_t later;
		bool own;
	} cases[] = {
		{ "that day, a moment before", &SINCE, -1, false },
		{ "that day, that moment", &SINCE, 0, true },
		{ "that day, later", &SINCE, 3600000000, true },
		{ "written later of a day before", &BEFORE, 3600000000, false },
		{ "begun before, dated after", &NEXT, -1, false },
		{ "another day", &NEXT, 90000000000, true },
	};
	struct own_days days = { PASSPORT_OWNER, SINCE, NOON, /* is_first= */ false };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].what,
			      own_days_hold_at(days, *cases[i].date,
					       (struct instant){ NOON.micros +
								 cases[i].later }),
			      cases[i].own);
	assert_false(own_days_hold_at(days, NEXT, NO_INSTANT));
}

static void a_day_nobody_knows_is_nobodys(void **state)
{
	struct own_days days = { .role = PASSPORT_OWNER, .since = SINCE, .at = NOON };
	(void)state;
	assert_false(own_days_hold(days, NO_DATE));
	assert_false(own_days_hold_at(days, NO_DATE, NOON));
}

static void what_is_above_the_limit_is_the_managers_to_approve(void **state)
{
	static const struct {
		const char *what;
		enum passport_role role;
		int64_t limit, cents;
		bool may;
	} cases[] = {
		{ "a driver below the limit", PASSPORT_DRIVER, 25000, 24999, true },
		{ "a driver at the limit", PASSPORT_DRIVER, 25000, 25000, true },
		{ "a driver above the limit", PASSPORT_DRIVER, 25000, 25001, false },
		{ "a driver without a limit", PASSPORT_DRIVER, -1, 900000, true },
		{ "a driver who may approve nothing", PASSPORT_DRIVER, 0, 1, false },
		{ "the manager above the limit", PASSPORT_MANAGER, 25000, 25001, true },
		{ "an owner", PASSPORT_OWNER, -1, 900000, true },
		{ "a garage", PASSPORT_GARAGE, -1, 1, false },
		{ "nobody", PASSPORT_NOBODY, -1, 1, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].what,
			      own_days_may_approve(cases[i].role, cases[i].limit,
						   cases[i].cents),
			      cases[i].may);
}

static void roles_have_words(void **state)
{
	(void)state;
	assert_int_equal(passport_role_of("garage"), PASSPORT_GARAGE);
	assert_int_equal(passport_role_of("driver"), PASSPORT_DRIVER);
	assert_int_equal(passport_role_of("owner"), PASSPORT_OWNER);
	assert_int_equal(passport_role_of("manager"), PASSPORT_MANAGER);
	assert_int_equal(passport_role_of("x"), PASSPORT_NOBODY);
	assert_int_equal(passport_role_of(NULL), PASSPORT_NOBODY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_has_a_day_only_is_ones_own_from_the_next_day_on),
		cmocka_unit_test(nobody_had_it_before_the_first_holder),
		cmocka_unit_test(what_has_a_moment_is_held_against_the_moment),
		cmocka_unit_test(a_day_nobody_knows_is_nobodys),
		cmocka_unit_test(what_is_above_the_limit_is_the_managers_to_approve),
		cmocka_unit_test(roles_have_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
