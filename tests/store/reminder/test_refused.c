/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody refused is refused everywhere; what they did not is still there.
 */
#include <stdio.h>

#include "../store/outside_world.h"
#include "reminder/store_lead.h"
#include "unit.h"

static struct garage_world world;

/* A Tuesday; three regulars who are due, and whose lines are not made yet. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "refused", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	for (int n = 1; n <= 3; n++)
		garage_world_has_regular(&world, n);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* email: the state of reminders by e-mail; reach: how they are reached. */
static void consents(int n, int version, const char *email, const char *reach)
{
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\","
			  "\"version\":%d,\"email_health\":\"ok\",\"entries\":["
			  "{\"purpose\":\"reminder\",\"channel\":\"email\",\"state\":"
			  "\"%s\",\"since\":\"2026-11-01T09:00:00Z\"}],\"reach\":[%s]}",
			  customer_id(n), version, email, reach);
}

#define REACH(channel, usable)                                                           \
	"{\"channel\":\"" channel "\",\"usable\":" usable ",\"note\":\"NO_CONSENT\"}"

static void lists_are_made(void)
{
	garage_world_at(&world, "2026-11-24T09:00:05Z");
	garage_world_run_timers(&world);
}

static void expect_channel(const char *sentence, int n, const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT concat_ws(' ', status, reason, state::json ->> 'channel')"
		 " FROM proposal WHERE vehicle_id = '%s'",
		 car_id(n));
	garage_world_expect(&world, sentence, sql, wanted);
}

static void who_stopped_e_mail_alone_is_written_to_by_letter(void **state)
{
	(void)state;
	consents(1, 1, "withdrawn", REACH("email", "false") "," REACH("letter", "true"));
	consents(2, 1, "objected", REACH("email", "false") "," REACH("letter", "false"));
	lists_are_made();
	expect_channel("by letter", 1, "open letter");
	expect_channel("objected to everything", 2, "(none)");
	expect_channel("nothing was refused", 3, "open email");
	consents(1, 2, "objected", REACH("email", "false") "," REACH("letter", "false"));
	garage_world_expect_line(&world, "and now to letters too", 1,
				 "removed no NO_CONSENT");
}

static void is_then(const char *now)
{
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
}

static void expect_lines_of(const char *sentence, const char *group, const char *wanted)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT count(*) || ' ' || max(decision) FROM proposal"
		 " WHERE reason_group = '%s'",
		 group);
	garage_world_expect(&world, sentence, sql, wanted);
}

static void never_for_that_reason(const char *group)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT proposal_id FROM proposal WHERE reason_group = '%s'", group);
	AUTO_TEXT *id = scratch_text(&world.scratch, sql);

	assert_non_null(id);
	expect_text("never of that",
		    garage_world_command(&world, "proposal.decide",
					 "{\"proposal_id\":\"%s\",\"decision\":"
					 "\"never\",\"scope\":\"reason\"}",
					 id),
		    "ok");
}

static void came(int nth, const char *date, const char *classes)
{
	garage_world_visit(&world, &(struct world_visit){ .car = 4,
							  .nth = nth,
							  .date = date,
							  .km = nth * 900,
							  .classes = classes,
							  .cents = 9000 });
}

/* Said before, of a line that is long gone. */
static void refused(const char *scope, const char *detail, int n)
{
	char sql[400];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO suppression (dealer, scope, detail, subject, proposal_id,"
		 " actor, since) VALUES ('" GARAGE "', '%s', '%s', '%s', '%s', 'sanne',"
		 " now())",
		 scope, detail, customer_id(n), visit_id(9, n));
	scratch_run(&world.scratch, sql);
}

static void never_of_tyres_holds_in_the_next_season(void **state)
{
	(void)state;
	garage_world_has_customer(&world, 4, NULL);
	garage_world_has_car(&world, 4, "2025-02-01", NULL);
	came(1, "2025-11-25", "\"tyres\"");
	came(2, "2026-04-10", "\"tyres\"");
	refused("reason", "tyres", 4);
	is_then("2026-11-24T09:00:05Z");
	expect_lines_of("no line of tyres", "tyres", "(none)");
}

static void never_of_having_stayed_away_holds(void **state)
{
	(void)state;
	garage_world_has_customer(&world, 4, NULL);
	garage_world_has_car(&world, 4, "2025-02-01", NULL);
	came(1, "2025-08-05", "\"periodic_small\"");
	lists_are_made();
	AUTO_TEXT *first = scratch_text(
		&world.scratch, "SELECT (send_on - 7) || 'T09:00:00Z' FROM plan"
				" WHERE reason_group = 'dormant' AND step = 2");
	AUTO_TEXT *later = scratch_text(
		&world.scratch, "SELECT send_on || 'T09:00:00Z' FROM plan"
				" WHERE reason_group = 'dormant' AND step = 3");
	assert_non_null(first);
	assert_non_null(later);
	is_then(first);
	never_for_that_reason("dormant");
	is_then(later);
	expect_lines_of("180 days later neither", "dormant", "1 never");
}

static void a_prospects_never_is_the_customers(void **state)
{
	struct lead_handing move = { uuid_from(customer_id(9)),
				     uuid_from(customer_id(1)) };
	struct err err = { .kind = ERR_NONE };
	struct tx *tx = NULL;

	(void)state;
	refused("customer", "", 9);
	if (tx_begin(world.pool, &tx, &err) < 0 ||
	    store_lead_hand_over(tx, GARAGE, &move, &err) < 0 || tx_commit(tx, &err) < 0)
		fail_msg("%s", err.text);
	lists_are_made();
	expect_channel("said under another id", 1, "(none)");
	expect_channel("another customer", 2, "open email");
}

/* The channels of what was asked to be sent to them. */
static void expect_asked(const char *sentence, int n, const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT concat_ws(' ', value::json ->> 'channel', value::json ->>"
		 " 'channels') FROM outbox WHERE topic = 'notification.requested.v1'"
		 " AND value::json ->> 'customer_id' = '%s'",
		 customer_id(n));
	garage_world_expect(&world, sentence, sql, wanted);
}

static void never_by_e_mail_leaves_the_letter(void **state)
{
	(void)state;
	consents(1, 1, "granted", REACH("email", "true") "," REACH("letter", "true"));
	consents(2, 1, "granted", REACH("email", "true") "," REACH("letter", "false"));
	refused("channel", "email", 1);
	refused("channel", "email", 2);
	lists_are_made();
	expect_channel("by letter", 1, "open letter");
	expect_channel("by nothing", 2, "open");
	is_then("2026-11-29T14:00:02Z");
	is_then("2026-12-02T11:00:00Z");
	expect_asked("never by e-mail", 1,
		     "sms [\"sms\",\"push\",\"letter\",\"card\",\"phone\"]");
	garage_world_expect_line(&world, "nothing is left", 2, "suppressed yes NEVER");
	expect_channel("who said nothing", 3, "released email");
}

static void campaign(const char *id, const char *channels)
{
	char json[1200];

	snprintf(json, sizeof(json),
		 "{\"campaign_id\":\"%s\",\"plan\":{\"name\":\"Allen\","
		 "\"kind\":\"promotion\",\"selection\":\"{\\\"all\\\":[]}\","
		 "\"channels\":[%s],\"from_hour\":0,\"until_hour\":24,"
		 "\"mode\":\"dynamic\",\"variants\":[{\"code\":\"A\",\"texts\":"
		 "[{\"language\":\"nl\",\"subject\":\"Dag\",\"text\":"
		 "\"Uw {auto}.\"}]}]}}",
		 id, channels);
	expect_text("saved", garage_world_command(&world, "campaign.save", "%s", json),
		    "ok");
	expect_text("approved",
		    garage_world_command(&world, "campaign.approve",
					 "{\"campaign_id\":\"%s\"}", id),
		    "ok");
	garage_world_run_timers(&world);
}

static void never_by_e_mail_is_not_by_a_campaigns(void **state)
{
	(void)state;
	for (int n = 5; n <= 7; n++) {
		garage_world_has_customer(&world, n, NULL);
		garage_world_has_car(&world, n, "2014-11-01", NULL);
	}
	consents(5, 1, "granted", REACH("email", "true") "," REACH("letter", "true"));
	consents(6, 1, "granted", REACH("email", "true") "," REACH("letter", "true"));
	consents(7, 1, "granted", REACH("email", "true"));
	refused("channel", "email", 5);
	refused("channel", "email", 7);
	campaign("0b0e7a8c-6d5a-4a37-9d8b-2f8f7a1c0001", "\"email\",\"letter\"");
	expect_asked("the letter is left", 5, "letter [\"letter\"]");
	expect_asked("nothing was refused", 6, "email [\"email\",\"letter\"]");
	expect_asked("nothing is left", 7, "(none)");
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT status || ' ' || reason FROM campaign_member"
		 " WHERE customer_id = '%s'",
		 customer_id(7));
	garage_world_expect(&world, "and it says why", sql, "left_out NEVER");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_stopped_e_mail_alone_is_written_to_by_letter),
		TEST(never_of_tyres_holds_in_the_next_season),
		TEST(never_of_having_stayed_away_holds),
		TEST(never_by_e_mail_leaves_the_letter),
		TEST(never_by_e_mail_is_not_by_a_campaigns),
		TEST(a_prospects_never_is_the_customers),
	};

	if (!scratch_is_there("test_refused"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
