/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: each check alone, and the order when several would hit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "notification/domain/gate.h"
#include "sys/zone_file.h"

#define NOON INT64_C(1795348800) /* 2026-11-22T12:00:00Z */

static struct instant at(int64_t seconds)
{
	return (struct instant){ (NOON + seconds) * MICROS_PER_SECOND };
}

static const struct zone *amsterdam(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	assert_int_equal(zone_find("Europe/Amsterdam", &zone, &err), 0);
	return zone;
}

/* A message that may leave at once, by mail: a Sunday, 13:00 on the garage's clock. */
static struct gate_facts sendable(void)
{
	return (struct gate_facts){
		.is_marketing = true,
		.purpose = PURPOSE_REMINDER,
		.wishes = { .asked = CHANNEL_EMAIL },
		.dealer_known = true,
		.dealer_active = true,
		.customer_known = true,
		.ways = { [CHANNEL_EMAIL] = { .served = true, .has_address = true },
			  [CHANNEL_SMS] = { .served = true, .has_address = true },
			  [CHANNEL_LETTER] = { .has_address = true },
			  [CHANNEL_PHONE] = { .served = true, .has_address = true } },
		.limits = CAP_LIMITS_DEFAULT,
		.person = { .last_paid = { 2026, 1, 5 } },
		.zone = amsterdam(),
		.today = { 2026, 11, 22 },
		.now = at(0),
		.not_before = at(-60),
		.not_after = at(86400),
	};
}

static struct way *mail_of(struct gate_facts *facts)
{
	return &facts->ways[CHANNEL_EMAIL];
}

/* Late in the evening: mail waits for the morning. */
static void make_night(struct gate_facts *facts)
{
	facts->now = at(11 * 3600);
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
static struct gate_facts hopeless(void)
{
	struct gate_facts facts = sendable();
	struct way *mail = mail_of(&facts);

	facts.customer_erased = true;
	facts.not_after = at(-1);
	facts.dealer_active = false;
	mail->standing.last = CONSENT_WITHDRAW;
	mail->suppressed_at = at(-3600);
	facts.withdrawn = "BOOKED";
	facts.vehicle_gone = true;
	facts.holder_changed = true;
	facts.blocked = true;
	mail->has_address = false;
	mail->health.hard = true;
	facts.not_before = at(12 * 3600);
	facts.closed_from = facts.closed_until = facts.today;
	facts.contacts.days_7 = 1;
	facts.holdout_per_mille = 50;
	facts.lot = 49;
	return facts;
}

static void the_first_hit_wins(void **state)
{
	struct gate_facts facts = hopeless();
	struct way *mail = mail_of(&facts);

	(void)state;
	expect(facts, GATE_SUPPRESS, "ERASED");
	facts.customer_erased = false;
	expect(facts, GATE_SUPPRESS, "STALE");
	facts.not_after = at(86400);
	expect(facts, GATE_SUPPRESS, "DEALER_INACTIVE");
	facts.dealer_active = true;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
	mail->standing.last = CONSENT_NONE;
	expect(facts, GATE_SUPPRESS, "SUPPRESSED_ADDRESS");
	mail->suppressed_at = NO_INSTANT;
	expect(facts, GATE_SUPPRESS, "BOOKED");
	facts.withdrawn = NULL;
	expect(facts, GATE_SUPPRESS, "NOT_OWNER");
	facts.vehicle_gone = false;
	expect(facts, GATE_SUPPRESS, "HOLDER_CHANGED");
	facts.holder_changed = false;
	expect(facts, GATE_SUPPRESS, "BLOCKED");
	facts.blocked = false;
	expect(facts, GATE_SUPPRESS, "NO_ADDRESS");
	mail->has_address = true;
	expect(facts, GATE_SUPPRESS, "HARD_BOUNCE");
	mail->health = (struct address_health){ .paused_until = at(60) };
	expect(facts, GATE_SUPPRESS, "PAUSED_ADDRESS");
}

/* What can be waited for, once nothing forbids it; the lot last. */
static void then_hours_then_caps_then_the_lot(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.not_before = at(12 * 3600);
	facts.closed_from = facts.closed_until = facts.today;
	facts.contacts.days_7 = 1;
	facts.holdout_per_mille = 50;
	facts.lot = 49;
	make_night(&facts);
	expect(facts, GATE_WAIT, "TOO_EARLY");
	facts.not_before = at(0);
	expect(facts, GATE_WAIT, "GARAGE_CLOSED");
	facts.closed_from = facts.closed_until = NO_DATE;
	expect(facts, GATE_WAIT, "QUIET_HOURS");
	facts.now = at(0);
	facts.reason_group = "service";
	facts.ladder = 2;
	expect(facts, GATE_SUPPRESS, "LADDER_DONE");
	facts.ladder = 1;
	expect(facts, GATE_WAIT, "FREQUENCY_CAP");
	facts.contacts.days_7 = 0;
	expect(facts, GATE_SUPPRESS, "HOLDOUT");
	facts.lot = 50;
	expect(facts, GATE_SEND, "");
}

static void a_new_holder_holds_invitations_back_and_nothing_else(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.holder_changed = true;
	mail_of(&facts)->has_address = false;
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
	make_night(&facts);
	assert_int_equal(gate_judge(&facts).until.micros, at(18 * 3600).micros);
}

static void a_service_message_needs_no_consent_and_no_cap(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.is_marketing = false;
	mail_of(&facts)->refused = true;
	mail_of(&facts)->standing.last = CONSENT_OBJECT;
	mail_of(&facts)->suppressed_at = at(-3600);
	facts.blocked = true;
	facts.closed_from = facts.closed_until = facts.today;
	make_night(&facts);
	facts.contacts = (struct cap_count){ 5, 5, 50 };
	facts.holdout_per_mille = 200;
	expect(facts, GATE_SEND, "");
	mail_of(&facts)->health.hard = true;
	expect(facts, GATE_SUPPRESS, "HARD_BOUNCE");
}

static void a_later_yes_opens_a_listed_address(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	mail_of(&facts)->suppressed_at = at(-3600);
	expect(facts, GATE_SUPPRESS, "SUPPRESSED_ADDRESS");
	mail_of(&facts)->standing = (struct consent_standing){ CONSENT_GRANT, at(-60) };
	expect(facts, GATE_SEND, "");
	mail_of(&facts)->standing.since = at(-7200);
	expect(facts, GATE_SUPPRESS, "SUPPRESSED_ADDRESS");
}

static void what_nobody_serves_here_does_not_leave(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.wishes.asked = CHANNEL_LETTER;
	expect(facts, GATE_SUPPRESS, "CHANNEL_NOT_SERVED");
	facts.wishes.asked = CHANNEL_PHONE;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
}

static void what_waits_in_a_batch_is_asked_again(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.not_after = at(-1);
	facts.contacts.days_7 = 1;
	assert_null(gate_changed(&facts, CHANNEL_EMAIL));
	facts.withdrawn = "VISITED";
	assert_string_equal(gate_changed(&facts, CHANNEL_EMAIL), "VISITED");
	mail_of(&facts)->standing.last = CONSENT_WITHDRAW;
	assert_string_equal(gate_changed(&facts, CHANNEL_EMAIL), "NO_CONSENT");
}

/* A week later it still lives, and the second time it does not wait. */
static void the_cap_holds_for_a_week_once(void **state)
{
	struct gate_facts facts = sendable();
	struct gate_answer answer;

	(void)state;
	facts.contacts.days_7 = 1;
	answer = gate_judge(&facts);
	assert_true(answer.deferred);
	assert_int_equal(answer.until.micros, at(7 * 86400).micros);
	assert_int_equal(answer.not_after.micros, at(8 * 86400).micros);
	facts.deferrals = 1;
	expect(facts, GATE_SUPPRESS, "FREQUENCY_CAP");
}

static void a_garage_has_limits_of_its_own(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.contacts = (struct cap_count){ 1, 3, 3 };
	facts.limits = (struct cap_limits){ 2, 4, 10 };
	expect(facts, GATE_SEND, "");
}

static void a_closed_garage_lets_recalls_and_due_tests_go(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.closed_from = (struct civil_date){ 2026, 11, 20 };
	facts.closed_until = (struct civil_date){ 2026, 11, 30 };
	assert_int_equal(gate_judge(&facts).until.micros,
			 at(8 * 86400 + 11 * 3600).micros); /* 1 December, 00:00 */
	facts.reason_group = "apk";
	facts.apk_expiry = (struct civil_date){ 2026, 12, 13 };
	expect(facts, GATE_SEND, "");
	facts.apk_expiry.day = 14;
	expect(facts, GATE_WAIT, "GARAGE_CLOSED");
	facts.reason_group = "recall";
	expect(facts, GATE_SEND, "");
}

static void the_lot_leaves_some_out_and_no_recall(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	assert_int_equal(gate_judge(&facts).arm, GATE_NOT_MEASURED);
	facts.holdout_per_mille = 50;
	facts.lot = 50;
	assert_int_equal(gate_judge(&facts).arm, GATE_TREATED);
	facts.lot = 49;
	assert_int_equal(gate_judge(&facts).arm, GATE_HELD_OUT);
	facts.reason_group = "recall";
	expect(facts, GATE_SEND, "");
	assert_int_equal(gate_judge(&facts).arm, GATE_NOT_MEASURED);
}

static void who_goes_first_is_waited_for(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	facts.rival_until = at(3600);
	expect(facts, GATE_WAIT, "OUTRANKED");
	facts.is_marketing = false;
	expect(facts, GATE_SEND, "");
}

static void refused_at_the_desk_until_granted(void **state)
{
	struct gate_facts facts = sendable();

	(void)state;
	mail_of(&facts)->refused = true;
	expect(facts, GATE_SUPPRESS, "NO_CONSENT");
	mail_of(&facts)->standing.last = CONSENT_GRANT;
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
	const struct cap_limits limits = CAP_LIMITS_DEFAULT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(cap_allows_one_more(&cases[i].count, &limits),
				 cases[i].allowed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_in_the_way),
		cmocka_unit_test(the_first_hit_wins),
		cmocka_unit_test(then_hours_then_caps_then_the_lot),
		cmocka_unit_test(a_new_holder_holds_invitations_back_and_nothing_else),
		cmocka_unit_test(who_is_not_known_yet_is_waited_for),
		cmocka_unit_test(waiting_names_the_moment),
		cmocka_unit_test(a_service_message_needs_no_consent_and_no_cap),
		cmocka_unit_test(a_later_yes_opens_a_listed_address),
		cmocka_unit_test(what_nobody_serves_here_does_not_leave),
		cmocka_unit_test(what_waits_in_a_batch_is_asked_again),
		cmocka_unit_test(the_cap_holds_for_a_week_once),
		cmocka_unit_test(a_garage_has_limits_of_its_own),
		cmocka_unit_test(a_closed_garage_lets_recalls_and_due_tests_go),
		cmocka_unit_test(the_lot_leaves_some_out_and_no_recall),
		cmocka_unit_test(who_goes_first_is_waited_for),
		cmocka_unit_test(refused_at_the_desk_until_granted),
		cmocka_unit_test(the_cap_counts_three_windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
