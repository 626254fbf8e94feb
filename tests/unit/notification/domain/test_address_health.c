/* SPDX-License-Identifier: Apache-2.0 */
/* Bounces counted: what pauses an address, what ends it, what heals it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "notification/domain/address_health.h"

static struct instant day(int n)
{
	return (struct instant){ INT64_C(1795000000) * MICROS_PER_SECOND +
				 (int64_t)n * 86400 * MICROS_PER_SECOND };
}

static void a_hard_bounce_is_final(void **state)
{
	struct address_health health = { 0 };

	(void)state;
	health = address_health_after(health, ADDRESS_HARD, day(0));
	assert_false(address_is_healthy(&health, day(3000)));
	assert_string_equal(address_health_name(&health, day(3000)), "hard");
}

static void three_soft_ones_in_14_days_pause_for_30(void **state)
{
	struct address_health health = { 0 };

	(void)state;
	health = address_health_after(health, ADDRESS_SOFT, day(0));
	health = address_health_after(health, ADDRESS_SOFT, day(7));
	assert_true(address_is_healthy(&health, day(7)));
	health = address_health_after(health, ADDRESS_SOFT, day(14));
	assert_false(address_is_healthy(&health, day(14)));
	assert_string_equal(address_health_name(&health, day(43)), "soft");
	assert_true(address_is_healthy(&health, day(44)));
}

static void soft_ones_far_apart_do_not(void **state)
{
	struct address_health health = { 0 };

	(void)state;
	for (int i = 0; i < 10; i++) {
		health = address_health_after(health, ADDRESS_SOFT, day(i * 15));
		assert_true(address_is_healthy(&health, day(i * 15)));
	}
}

static void a_delivered_letter_forgets_the_soft_ones(void **state)
{
	struct address_health health = { 0 };

	(void)state;
	health = address_health_after(health, ADDRESS_SOFT, day(0));
	health = address_health_after(health, ADDRESS_SOFT, day(1));
	health = address_health_after(health, ADDRESS_TOOK_IT, day(2));
	health = address_health_after(health, ADDRESS_SOFT, day(3));
	assert_true(address_is_healthy(&health, day(3)));
	assert_int_equal(health.soft_count, 1);
	health = address_health_after(health, ADDRESS_NO_NEWS, day(4));
	assert_int_equal(health.soft_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hard_bounce_is_final),
		cmocka_unit_test(three_soft_ones_in_14_days_pause_for_30),
		cmocka_unit_test(soft_ones_far_apart_do_not),
		cmocka_unit_test(a_delivered_letter_forgets_the_soft_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
