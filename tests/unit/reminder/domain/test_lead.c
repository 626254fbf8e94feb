/* SPDX-License-Identifier: Apache-2.0 */
/* Which steps of a lead are a garage's to say, and which follow from facts. */
#include "reminder/domain/lead.h"

#include "unit.h"

static void by_hand_a_lead_is_called_booked_or_lost(void **state)
{
	(void)state;
	assert_true(lead_may_go(LEAD_NEW, LEAD_CALLED));
	assert_true(lead_may_go(LEAD_INVITED, LEAD_APPOINTMENT));
	assert_true(lead_may_go(LEAD_CALLED, LEAD_LOST));
	assert_true(lead_may_go(LEAD_LOST, LEAD_CALLED));
	assert_false(lead_may_go(LEAD_CALLED, LEAD_NEW));
	assert_false(lead_may_go(LEAD_CALLED, LEAD_INVITED));
	assert_false(lead_may_go(LEAD_APPOINTMENT, LEAD_CUSTOMER));
}

static void who_is_a_customer_stays_one(void **state)
{
	(void)state;
	for (int to = LEAD_NEW; to <= LEAD_LOST; to++) {
		assert_false(lead_may_go(LEAD_CUSTOMER, (enum lead_step)to));
		assert_false(lead_follows(LEAD_CUSTOMER, (enum lead_step)to));
	}
}

static void facts_only_go_on(void **state)
{
	(void)state;
	assert_true(lead_follows(LEAD_NEW, LEAD_INVITED));
	assert_false(lead_follows(LEAD_APPOINTMENT, LEAD_INVITED));
	assert_false(lead_follows(LEAD_LOST, LEAD_INVITED));
	assert_true(lead_follows(LEAD_INVITED, LEAD_APPOINTMENT));
	assert_false(lead_follows(LEAD_LOST, LEAD_APPOINTMENT));
	assert_true(lead_follows(LEAD_LOST, LEAD_CUSTOMER));
}

static void each_step_has_a_name_that_reads_back(void **state)
{
	(void)state;
	for (int step = LEAD_NEW; step <= LEAD_LOST; step++)
		assert_int_equal(lead_step_from(lead_step_name((enum lead_step)step)),
				 step);
	assert_int_equal(lead_step_from("elsewhere"), LEAD_NONE);
	assert_int_equal(lead_step_from(NULL), LEAD_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand_a_lead_is_called_booked_or_lost),
		cmocka_unit_test(who_is_a_customer_stays_one),
		cmocka_unit_test(facts_only_go_on),
		cmocka_unit_test(each_step_has_a_name_that_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
