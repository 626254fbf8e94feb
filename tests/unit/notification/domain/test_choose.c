/* SPDX-License-Identifier: Apache-2.0 */
/* By which channel a person is reached, and who goes first when there is one place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "notification/domain/gate.h"
#include "notification/domain/holdout.h"
#include "notification/domain/rank.h"
#include "sys/zone_file.h"

#define MONDAY INT64_C(1795435200) /* 2026-11-23T12:00:00Z */

static struct instant at(int64_t seconds)
{
	return (struct instant){ (MONDAY + seconds) * MICROS_PER_SECOND };
}

static struct gate_facts by_mail_or_text(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	assert_int_equal(zone_find("Europe/Amsterdam", &zone, &err), 0);
	return (struct gate_facts){
		.is_marketing = true,
		.purpose = PURPOSE_REMINDER,
		.wishes = { .asked = CHANNEL_EMAIL,
			    .may = channel_list_read("email,sms"),
			    .order = channel_list_read("sms,letter,email") },
		.dealer_known = true,
		.dealer_active = true,
		.customer_known = true,
		.ways = { [CHANNEL_EMAIL] = { .served = true, .has_address = true },
			  [CHANNEL_SMS] = { .served = true, .has_address = true },
			  [CHANNEL_LETTER] = { .served = true, .has_address = true } },
		.limits = CAP_LIMITS_DEFAULT,
		.person = { .last_paid = { 2026, 1, 5 } },
		.zone = zone,
		.today = { 2026, 11, 23 },
		.now = at(0),
		.not_before = at(-60),
		.not_after = at(86400),
	};
}

static void expect_channel(struct gate_facts facts, enum channel channel)
{
	struct gate_answer answer = gate_judge(&facts);

	assert_int_equal(answer.verdict, GATE_SEND);
	assert_string_equal(channel_name(answer.channel), channel_name(channel));
}

static void the_garages_order_chooses_and_a_wish_comes_first(void **state)
{
	struct gate_facts facts = by_mail_or_text();

	(void)state;
	expect_channel(facts, CHANNEL_SMS);
	facts.wishes.preferred = CHANNEL_EMAIL;
	expect_channel(facts, CHANNEL_EMAIL);
	facts.wishes.preferred = CHANNEL_PHONE; /* not for this message */
	expect_channel(facts, CHANNEL_SMS);
	facts.ways[CHANNEL_SMS].has_address = false;
	expect_channel(facts, CHANNEL_EMAIL);
}

static void a_channel_is_passed_over_for_each_reason(void **state)
{
	struct gate_facts facts = by_mail_or_text();
	struct way healthy = facts.ways[CHANNEL_SMS];
	struct way *sms = &facts.ways[CHANNEL_SMS];

	(void)state;
	sms->refused = true;
	expect_channel(facts, CHANNEL_EMAIL);
	*sms = healthy;
	sms->tried = true;
	expect_channel(facts, CHANNEL_EMAIL);
	*sms = healthy;
	sms->health.hard = true;
	expect_channel(facts, CHANNEL_EMAIL);
	*sms = healthy;
	sms->contacts.days_30 = 1;
	expect_channel(facts, CHANNEL_EMAIL);
	facts.ways[CHANNEL_EMAIL].tried = true;
	assert_string_equal(gate_judge(&facts).reason, "CHANNEL_CAP");
}

static void after_a_failure_comes_the_next_channel(void **state)
{
	struct gate_facts facts = by_mail_or_text();

	(void)state;
	facts.ways[CHANNEL_SMS].tried = true;
	assert_int_equal(gate_next_channel(&facts), CHANNEL_EMAIL);
	facts.now = at(86401);
	assert_int_equal(gate_next_channel(&facts), CHANNEL_NONE);
	facts.now = at(0);
	facts.ways[CHANNEL_EMAIL].health.hard = true;
	assert_int_equal(gate_next_channel(&facts), CHANNEL_NONE);
}

static void a_user_who_chose_the_channels_is_obeyed(void **state)
{
	struct gate_facts facts = by_mail_or_text();

	(void)state;
	facts.wishes.by_hand = true;
	expect_channel(facts, CHANNEL_EMAIL);
	facts.wishes.may = channel_list_read("letter");
	expect_channel(facts, CHANNEL_LETTER);
}

static void one_channel_alone_is_that_channel(void **state)
{
	struct gate_facts facts = by_mail_or_text();

	(void)state;
	facts.wishes.may = channel_list_read("");
	expect_channel(facts, CHANNEL_EMAIL);
}

/* 300 of 1,000 came by SMS and 240 by mail; how often each is drawn in 1,000 messages. */
static int drawn_sms(int64_t contacts, int64_t visits_by_sms)
{
	struct gate_facts facts = by_mail_or_text();
	int sms = 0;

	facts.wishes.order = channel_list_read("email,sms");
	facts.wishes.scores[CHANNEL_EMAIL] = (struct channel_score){ 1000, 240 };
	facts.wishes.scores[CHANNEL_SMS] =
		(struct channel_score){ contacts, visits_by_sms };
	for (uint64_t seed = 1; seed <= 1000; seed++) {
		facts.wishes.seed = seed;
		sms += choose_order(&facts.wishes).at[0] == CHANNEL_SMS;
	}
	return sms;
}

static void what_brings_people_in_goes_first(void **state)
{
	(void)state;
	assert_int_equal(drawn_sms(499, 499), 0); /* too few to learn from */
	assert_in_range(drawn_sms(1000, 300), 980, 1000);
	assert_in_range(drawn_sms(1000, 240), 400, 600);
	assert_in_range(drawn_sms(1000, 180), 0, 20);
}

static void lists_are_read_as_they_are_written(void **state)
{
	struct channel_list list = channel_list_read("sms,email,sms,pigeon,phone");
	char text[CHANNEL_LIST_TEXT];

	(void)state;
	channel_list_write(&list, text);
	assert_string_equal(text, "sms,email,phone");
	list = channel_list_read("email,sms,push,letter,card,phone");
	channel_list_write(&list, text);
	assert_string_equal(text, "email,sms,push,letter,card,phone");
	assert_int_equal(channel_list_read(NULL).count, 0);
}

static void the_most_urgent_reason_ranks(void **state)
{
	static const struct {
		const char *group, *reasons;
		bool is_urgent;
		int expires_in;
		enum rank rank;
	} cases[] = {
		{ "recall", "periodic", false, 0, RANK_RECALL },
		{ "apk", "periodic,apk", false, 30, RANK_APK_SOON },
		{ "apk", "periodic,apk", false, 31, RANK_APK },
		{ "apk", "apk", false, 0, RANK_APK },
		{ "advice", "advice", true, 0, RANK_ADVICE_RED },
		{ "advice", "advice", false, 0, RANK_ADVICE },
		{ NULL, "habit", false, 0, RANK_SERVICE },
		{ NULL, "mobility,tyres", false, 0, RANK_MOBILITY },
		{ "tyres", "", false, 0, RANK_TYRES },
		{ NULL, "", false, 0, RANK_PROMOTION },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct rank_facts facts = { .reasons = cases[i].reasons,
					    .reason_group = cases[i].group,
					    .is_urgent = cases[i].is_urgent,
					    .leaves = { 2026, 11, 23 } };

		if (cases[i].expires_in > 0)
			facts.apk_expiry =
				civil_add_days(facts.leaves, cases[i].expires_in);
		assert_int_equal(rank_of(&facts), cases[i].rank);
	}
}

/* 50 of a thousand: of 20,000 people between 880 and 1,120 (four standard deviations). */
static void the_lot_is_fair_and_stays_the_same(void **state)
{
	struct holdout draw = { .dealer = "NL-1", .programme = "apk" };
	char person[40];
	int held = 0, moved = 0;

	(void)state;
	draw.person = person;
	for (int i = 0; i < 20000; i++) {
		snprintf(person, sizeof(person), "0198c2f0-1111-7000-8000-%012d", i);
		draw.day = (struct civil_date){ 2026, 10, 1 };
		int lot = holdout_lot(&draw);

		assert_in_range(lot, 0, 999);
		held += lot < HOLDOUT_PER_MILLE;
		draw.day = (struct civil_date){ 2026, 12, 31 };
		assert_int_equal(holdout_lot(&draw), lot);
		draw.day = (struct civil_date){ 2027, 1, 1 };
		moved += holdout_lot(&draw) != lot;
	}
	assert_in_range(held, 880, 1120);
	assert_in_range(moved, 19900, 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_garages_order_chooses_and_a_wish_comes_first),
		cmocka_unit_test(a_channel_is_passed_over_for_each_reason),
		cmocka_unit_test(after_a_failure_comes_the_next_channel),
		cmocka_unit_test(a_user_who_chose_the_channels_is_obeyed),
		cmocka_unit_test(one_channel_alone_is_that_channel),
		cmocka_unit_test(what_brings_people_in_goes_first),
		cmocka_unit_test(lists_are_read_as_they_are_written),
		cmocka_unit_test(the_most_urgent_reason_ranks),
		cmocka_unit_test(the_lot_is_fair_and_stays_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
