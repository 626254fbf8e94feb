/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: each check alone, and the order when several would hit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "notification/domain/gate.h"

#define NOON INT64_C(1795348800) /* 2026-11-22T12:00:00Z */

static struct instant at(int64_t seconds)
{
	return (struct instant){ (NOON + seconds) * MICROS_PER_SECOND };
}

/* A letter that may leave at once. */
static struct gate_facts sendable(void)
{
	return (struct gate_facts){
		.is_marketing = true,
		.purpose = PURPOSE_REMINDER,
		.channel = CHANNEL_EMAIL,
		.dealer_known = true,
		.dealer_active = true,
		.customer_known = true,
		.has_address = true,
		.person = { .last_paid = { 2026, 1, 5 } },
		.today = { 2026, 11, 22 },
		.now = at(0),
		.not_before = at(-60),
		.not_after = at(86400),
		.window_opens = at(0),
	};
}

static void expect(struct gate_facts facts, enum gate_verdict verdict, const char *reason)
{
	struct gate_answer answer = gate_judge(&facts);

	if (answer.verdict != verdict || strcmp(answer.reason, reason) != 0)
		fail_msg("%d %s instead of %s", (int)answer.verdict, answer.reason,
			 reason);
}

static void nothing_in_the_way(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	expect(facts, GATE_SEND, "");
	facts.not_before = facts.now;
	facts.not_after = facts.now;
	expect(facts, GATE_SEND, "");
}

/* Worst first: each step repairs what stood in the way and meets the next. */
static void the_first_hit_wins(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.customer_erased = true;
	facts.not_after = at(-1);
	facts.dealer_active = false;
	facts.standing.last = CONSENT_WITHDRAW;
	facts.suppressed = true;
	facts.vehicle_gone = true;
	facts.has_address = false;
	facts.health.hard = true;
	facts.not_before = at(30);
	facts.window_opens = at(3600);
	facts.contacts.days_7 = 1;
	expect(facts, GATE_SUPPRESS, "ERASED");
	facts.customer_erased = false;
	expect(facts, GATE_SUPPRESS, "STALE");
	facts.not_after = at(86400);
	expect(facts, GATE_SUPPRESS, "DEALER_INACTIVE");
	facts.dealer_active = true;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
	facts.standing.last = CONSENT_NONE;
	expect(facts, GATE_SUPPRESS, "SUPPRESSED_ADDRESS");
	facts.suppressed = false;
	expect(facts, GATE_SUPPRESS, "NOT_OWNER");
	facts.vehicle_gone = false;
	expect(facts, GATE_SUPPRESS, "NO_ADDRESS");
	facts.has_address = true;
	expect(facts, GATE_SUPPRESS, "HARD_BOUNCE");
	facts.health = (struct address_health){ .paused_until = at(60) };
	expect(facts, GATE_SUPPRESS, "PAUSED_ADDRESS");
	facts.health.paused_until = at(0);
	expect(facts, GATE_WAIT, "TOO_EARLY");
	facts.not_before = at(0);
	expect(facts, GATE_WAIT, "QUIET_HOURS");
	facts.window_opens = at(0);
	expect(facts, GATE_SUPPRESS, "FREQUENCY_CAP");
	facts.contacts.days_7 = 0;
	expect(facts, GATE_SEND, "");
}

static void a_new_holder_holds_invitations_back_and_nothing_else(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.holder_changed = true;
	facts.has_address = false;
	expect(facts, GATE_SUPPRESS, "HOLDER_CHANGED");
	facts.vehicle_gone = true;
	expect(facts, GATE_SUPPRESS, "NOT_OWNER");
	facts = sendable();
	facts.holder_changed = true;
	facts.is_marketing = false;
	expect(facts, GATE_SEND, "");
}

static void who_is_not_known_yet_is_waited_for(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.customer_known = false;
	expect(facts, GATE_WAIT, "CUSTOMER_UNKNOWN");
	facts.dealer_known = false;
	expect(facts, GATE_WAIT, "DEALER_UNKNOWN");
	facts.not_after = at(-1);
	expect(facts, GATE_SUPPRESS, "STALE");
}

static void waiting_names_the_moment(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.not_before = at(90);
	assert_int_equal(gate_judge(&facts).until.micros, at(90).micros);
	facts.not_before = at(0);
	facts.window_opens = at(7200);
	assert_int_equal(gate_judge(&facts).until.micros, at(7200).micros);
}

static void a_service_message_needs_no_consent_and_no_cap(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.is_marketing = false;
	facts.refuses_channel = true;
	facts.standing.last = CONSENT_OBJECT;
	facts.suppressed = true;
	facts.window_opens = at(3600);
	facts.contacts = (struct cap_count){ 5, 5, 50 };
	expect(facts, GATE_SEND, "");
	facts.health.hard = true;
	expect(facts, GATE_SUPPRESS, "HARD_BOUNCE");
}

static void a_later_yes_opens_a_listed_address(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.suppressed = true;
	expect(facts, GATE_SUPPRESS, "SUPPRESSED_ADDRESS");
	facts.standing.last = CONSENT_GRANT;
	expect(facts, GATE_SEND, "");
}

static void only_mail_leaves_from_here(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.channel = CHANNEL_LETTER;
	expect(facts, GATE_SUPPRESS, "CHANNEL_NOT_SERVED");
	facts.channel = CHANNEL_PHONE;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
}

static void refused_at_the_desk_until_granted(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.refuses_channel = true;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
	facts.standing.last = CONSENT_GRANT;
	expect(facts, GATE_SEND, "");
}

static void the_cap_counts_three_windows(void **state)
{
	static const struct {
		struct cap_count count;
		bool allowed;
	} cases[] = {
		{ { 0, 0, 0 }, true },  { { 0, 1, 7 }, true },  { { 1, 1, 1 }, false },
		{ { 0, 2, 2 }, false }, { { 0, 0, 8 }, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(cap_allows_one_more(&cases[i].count), cases[i].allowed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_in_the_way),
		cmocka_unit_test(the_first_hit_wins),
		cmocka_unit_test(a_new_holder_holds_invitations_back_and_nothing_else),
		cmocka_unit_test(who_is_not_known_yet_is_waited_for),
		cmocka_unit_test(waiting_names_the_moment),
		cmocka_unit_test(a_service_message_needs_no_consent_and_no_cap),
		cmocka_unit_test(a_later_yes_opens_a_listed_address),
		cmocka_unit_test(only_mail_leaves_from_here),
		cmocka_unit_test(refused_at_the_desk_until_granted),
		cmocka_unit_test(the_cap_counts_three_windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
