/* SPDX-License-Identifier: Apache-2.0 */
/* Campaigns: lots, hours, pace, four eyes, and how sure a comparison is. */
#include "../../../support/unit.h"

#include <stdio.h>
#include <string.h>

#include "reminder/domain/campaign.h"

static void lots_are_even_and_stay_the_same(void **state)
{
	int got[3] = { 0 };
	char customer[40];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(customer, sizeof(customer), "00000000-0000-5000-8000-%012d", i);
		int drawn = campaign_draw("c", customer, 3);

		assert_int_equal(drawn, campaign_draw("c", customer, 3));
		got[drawn]++;
	}
	for (int i = 0; i < 3; i++)
		assert_in_range(got[i], 850, 1150);
	assert_int_equal(campaign_draw("c", customer, 1), 0);
}

static void an_hour_has_its_share_and_no_more(void **state)
{
	struct instant now = { INT64_C(1000000000000000) };
	struct campaign_pace pace = { .per_hour = 150 };

	(void)state;
	assert_int_equal(campaign_pace_room(&pace, now, 100), 100);
	pace.count += 100;
	assert_int_equal(campaign_pace_room(&pace, now, 100), 50);
	pace.count += 50;
	assert_int_equal(campaign_pace_room(&pace, now, 100), 0);
	now = campaign_pace_next(&pace);
	assert_int_equal(campaign_pace_room(&pace, now, 100), 100);
}

static void an_estimate_may_be_a_tenth_too_low(void **state)
{
	(void)state;
	assert_false(campaign_needs_second(500, 500, false));
	assert_true(campaign_needs_second(501, 500, false));
	assert_true(campaign_needs_second(460, 500, true));
	assert_false(campaign_needs_second(450, 500, true));
}

/* Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611. */
static void shares_have_wilsons_interval(void **state)
{
	struct campaign_share share = campaign_share_of(81, 263);

	(void)state;
	assert_int_equal(share.low, 255);
	assert_int_equal(share.high, 366);
	share = campaign_share_of(0, 20);
	assert_int_equal(share.low, 0);
	assert_int_equal(share.high, 161);
	share = campaign_share_of(0, 0);
	assert_int_equal(share.high, 1000);
}

static void a_winner_is_one_whose_interval_stands_apart(void **state)
{
	const struct campaign_arm apart[] = { { 1000, 300 }, { 1000, 200 } };
	const struct campaign_arm near[] = { { 1000, 230 }, { 1000, 200 } };
	const struct campaign_arm few[] = { { 99, 90 }, { 1000, 200 } };

	(void)state;
	assert_int_equal(campaign_winner(apart, 2), 0);
	assert_int_equal(campaign_winner(near, 2), -1);
	assert_int_equal(campaign_winner(few, 2), -1);
	assert_int_equal(campaign_winner(apart, 1), -1);
}

static void a_text_message_has_parts(void **state)
{
	char text[200];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[161] = '\0';
	assert_int_equal(campaign_sms_parts(text), 2);
	text[160] = '\0';
	assert_int_equal(campaign_sms_parts(text), 1);
	assert_int_equal(campaign_sms_parts(""), 0);
	assert_int_equal(campaign_sms_parts("één"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lots_are_even_and_stay_the_same),
		cmocka_unit_test(an_hour_has_its_share_and_no_more),
		cmocka_unit_test(an_estimate_may_be_a_tenth_too_low),
		cmocka_unit_test(shares_have_wilsons_interval),
		cmocka_unit_test(a_winner_is_one_whose_interval_stands_apart),
		cmocka_unit_test(a_text_message_has_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
