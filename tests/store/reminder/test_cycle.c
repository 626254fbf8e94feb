/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's week from the invoices to the result, through the service's own handlers.
 */
#include <stdio.h>

#include "../store/garage_world.h"
#include "unit.h"

static struct garage_world world;

/* Tuesday; a garage with five regulars whose service is due in December. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "cycle", 5);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void expect_counts(const char *sentence, const char *wanted)
{
	garage_world_expect(
		&world, sentence,
		"SELECT status || ' ' || concat_ws(' ', total, yes, no, never,"
		" untouched, removed) FROM week WHERE list_week = '2026-W48'",
		wanted);
}

static const char *decide(int n, const char *answer)
{
	return garage_world_command(&world, "proposal.decide",
				    "{\"proposal_id\":\"%s\",\"decision\":\"%s\"}",
				    garage_world_proposal(&world, n), answer);
}

/* Received then, handled now. */
static const char *decide_received(int n, const char *answer, const char *received_at)
{
	static struct err err;
	char json[600];

	snprintf(json, sizeof(json),
		 "{\"command_id\":\"00000000-0000-4000-8000-000000000999\","
		 "\"dealer\":\"" GARAGE "\",\"actor\":\"sanne\",\"received_at\":\"%s\","
		 "\"proposal_id\":\"%s\",\"decision\":\"%s\"}",
		 received_at, garage_world_proposal(&world, n), answer);
	err = (struct err){ 0 };
	return garage_world_try(&world, "proposal.decide", json, &err) == 0 ? "ok"
									    : err.code;
}

static void until_mails_are_asked_for(void)
{
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	garage_world_at(&world, "2026-12-02T11:00:00Z");
	garage_world_run_timers(&world);
}

static void outcome(int n, const char *what, const char *at)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT state::json ->> 'intent_id' FROM proposal"
		 " WHERE vehicle_id = '%s'",
		 car_id(n));
	AUTO_TEXT *intent = scratch_text(&world.scratch, sql);
	garage_world_hear(
		&world, "notification.outcome",
		"{\"intent_id\":\"%s\",\"sequence\":1,\"dealer\":\"" GARAGE "\","
		"\"customer_id\":\"%s\",\"proposal_id\":\"%s\",\"channel\":"
		"\"email\",\"outcome\":\"%s\",\"at\":\"%s\",\"attempts\":1}",
		intent, customer_id(n), garage_world_proposal(&world, n), what, at);
}

static void comes(int n, const char *date, int version, int64_t cents)
{
	garage_world_visit(&world, &(struct world_visit){ .car = n,
							  .nth = 50,
							  .version = version,
							  .date = date,
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = cents,
							  .voided = cents == 0 });
}

static void a_new_garage_has_work_in_its_first_week(void **state)
{
	(void)state;
	expect_counts("all five are proposed, yes while nobody answers",
		      "open 5 5 0 0 5 0");
	expect_number("each once",
		      garage_world_number(&world, "SELECT count(*) FROM proposal"), 5);
	garage_world_run_timers(&world);
	expect_counts("looking again changes nothing", "open 5 5 0 0 5 0");
}

static void answers_count_and_are_remembered(void **state)
{
	(void)state;
	expect_text("no", decide(1, "no"), "ok");
	garage_world_expect_line(&world, "the answer stands", 1, "open no -");
	expect_counts("one touched", "open 5 4 1 0 4 0");
	expect_text("back to yes", decide(1, "yes"), "ok");
	expect_counts("still touched", "open 5 5 0 0 4 0");
	garage_world_expect(&world, "the trail knows both",
			    "SELECT string_agg(actor || ':' || old_decision || '>' ||"
			    " new_decision, ' ' ORDER BY version) FROM proposal_change",
			    "sanne:yes>no sanne:no>yes");
	expect_text("an answer to an older version",
		    garage_world_command(&world, "proposal.decide",
					 "{\"proposal_id\":\"%s\",\"decision\":\"no\","
					 "\"expected_version\":1}",
					 garage_world_proposal(&world, 1)),
		    "VERSION_CONFLICT");
}

static void many_at_once_are_all_or_none(void **state)
{
	(void)state;
	const char *one = garage_world_proposal(&world, 1),
		   *two = garage_world_proposal(&world, 2);

	expect_text("one of them changed meanwhile",
		    garage_world_command(
			    &world, "week.decide",
			    "{\"list_week\":\"2026-W48\",\"decision\":\"no\","
			    "\"items\":[{\"proposal_id\":\"%s\"},{\"proposal_id\":"
			    "\"%s\",\"expected_version\":9}]}",
			    one, two),
		    "VERSION_CONFLICT");
	expect_counts("none was answered", "open 5 5 0 0 5 0");
	expect_text("both as seen",
		    garage_world_command(
			    &world, "week.decide",
			    "{\"list_week\":\"2026-W48\",\"decision\":\"no\","
			    "\"items\":[{\"proposal_id\":\"%s\"},{\"proposal_id\":"
			    "\"%s\",\"expected_version\":1}]}",
			    one, two),
		    "ok");
	expect_counts("both were answered", "open 5 3 2 0 3 0");
}

static void never_survives_and_can_be_taken_back(void **state)
{
	(void)state;
	expect_text("never", decide(3, "never"), "ok");
	expect_counts("counted as never", "open 5 4 0 1 4 0");
	garage_world_has_car(&world, 3, "2019-06-01", "\"version\":2");
	garage_world_expect_line(&world, "a new import changes nothing", 3,
				 "open never -");
	garage_world_at(&world, "2026-11-30T00:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect(
		&world, "the customer is not proposed again",
		"SELECT count(*)::text FROM suppression WHERE lifted_at IS NULL", "1");
	garage_world_at(&world, "2026-11-27T10:00:00Z");
	expect_text("taken back", decide(3, "no"), "ok");
	garage_world_expect(
		&world, "nothing is left of it",
		"SELECT count(*)::text FROM suppression WHERE lifted_at IS NULL", "0");
}

static void who_came_in_goes_off_the_list(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-26T10:00:00Z");
	comes(2, "2026-11-25", 1, 41000);
	garage_world_expect_line(&world, "came in", 2, "removed no VISITED");
	expect_counts("counted as removed", "open 4 4 0 0 4 1");
	comes(2, "2026-11-25", 2, 0);
	garage_world_expect_line(&world, "the invoice was credited in full", 2,
				 "open yes -");
	expect_counts("back on the list", "open 5 5 0 0 5 0");
}

static void withdrawn_consent_goes_off_the_list(void **state)
{
	(void)state;
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE
			  "\",\"customer_id\":\"%s\",\"version\":1,"
			  "\"entries\":[{\"purpose\":\"reminder\",\"channel\":\"email\","
			  "\"state\":\"withdrawn\",\"since\":\"2026-11-25T09:00:00Z\"}],"
			  "\"email_health\":\"ok\"}",
			  customer_id(4));
	garage_world_expect_line(&world, "withdrawn", 4, "removed no NO_CONSENT");
}

static void without_an_address_the_line_says_so(void **state)
{
	char sql[300];

	(void)state;
	garage_world_has_customer(&world, 5, "\"version\":2");
	snprintf(sql, sizeof(sql),
		 "SELECT status || ' ' || (state::json ->> 'channel_note') || ' ' ||"
		 " coalesce(state::json ->> 'channel', 'none')"
		 " FROM proposal WHERE vehicle_id = '%s'",
		 car_id(5));
	garage_world_expect(&world, "on the list, no channel", sql,
			    "open NO_ADDRESS none");
	until_mails_are_asked_for();
	garage_world_expect_line(&world, "held back at the end", 5,
				 "suppressed yes NO_ADDRESS");
}

static void the_deadline_is_exact(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-29T13:59:00Z");
	expect_text("one microsecond before",
		    decide_received(1, "no", "2026-11-29T13:59:59.999999Z"), "ok");
	expect_text("at the deadline, by whatever clock",
		    decide_received(2, "no", "2026-11-29T14:00:00Z"), "LIST_FROZEN");
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	expect_counts("closed", "closed 5 4 1 0 4 0");
	garage_world_expect(&world, "one closing fact, at the deadline",
			    "SELECT string_agg(value::json ->> 'closed_at', ' ')"
			    " FROM outbox WHERE topic = 'week.closed.v1'",
			    "2026-11-29T14:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "settled", 1, "frozen no -");
}

static void an_answer_in_time_counts_when_handled_late(void **state)
{
	(void)state;
	expect_text("no, early", decide(2, "no"), "ok");
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	expect_text("received in time",
		    decide_received(2, "yes", "2026-11-29T13:59:59.5Z"), "ok");
	garage_world_at(&world, "2026-12-02T11:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "goes with the others", 2, "released yes -");
}

static void the_chosen_are_asked_for_once(void **state)
{
	(void)state;
	decide(1, "no");
	until_mails_are_asked_for();
	garage_world_expect_line(&world, "no is no", 1, "frozen no -");
	garage_world_expect_line(&world, "yes leaves", 2, "released yes -");
	garage_world_expect(&world, "one request each, and no more",
			    "SELECT count(*) || ' ' || count(DISTINCT value::json ->>"
			    " 'intent_id') FROM outbox WHERE topic ="
			    " 'notification.requested.v1'",
			    "4 4");
	garage_world_expect(&world, "stale after the week",
			    "SELECT DISTINCT value::json ->> 'not_after' FROM outbox"
			    " WHERE topic = 'notification.requested.v1'",
			    "2026-12-06T23:00:00Z");
}

static void who_came_in_after_the_freeze_is_held_back(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	comes(2, "2026-11-28", 1, 41000);
	garage_world_expect_line(&world, "frozen lines stay", 2, "frozen yes -");
	garage_world_at(&world, "2026-12-02T11:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "held back at the last look", 2,
				 "suppressed yes VISITED");
}

#define CONVERSIONS                                                                      \
	"SELECT string_agg(concat_ws(' ', value::json ->> 'value_cents',"                \
	" value::json ->> 'voided'), ',' ORDER BY id) FROM outbox"                       \
	" WHERE topic = 'conversion.recorded.v1'"

static void a_visit_is_credited_to_its_invitation(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	outcome(1, "sent", "2026-11-30T08:00:00Z");
	garage_world_expect_line(&world, "sent", 1, "sent yes -");
	garage_world_at(&world, "2026-12-10T10:00:00Z");
	comes(1, "2026-12-08", 1, 41000);
	garage_world_expect_line(&world, "came", 1, "visited yes VISITED");
	garage_world_expect(&world, "worth the invoice", CONVERSIONS, "41000 false");
	comes(1, "2026-12-08", 1, 41000);
	garage_world_expect(&world, "heard twice, told once", CONVERSIONS, "41000 false");
	comes(1, "2026-12-08", 2, 0);
	garage_world_expect_line(&world, "credited in full", 1, "sent yes -");
	garage_world_expect(&world, "taken back", CONVERSIONS, "41000 false,0 true");
}

static void the_invoice_may_be_heard_before_the_outcome(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	comes(1, "2026-12-01", 1, 41000);
	garage_world_expect(&world, "nothing was sent yet", CONVERSIONS, "(none)");
	outcome(1, "sent", "2026-11-30T08:00:00Z");
	garage_world_expect(&world, "credited all the same", CONVERSIONS, "41000 false");
}

static void next_week_starts_by_itself(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-29T23:06:00Z");
	garage_world_run_timers(&world);
	garage_world_expect(&world, "the list of the next week is there",
			    "SELECT status || ' ' || (generated_at IS NOT NULL)::text"
			    " FROM week WHERE list_week = '2026-W49'",
			    "open true");
	expect_number("nobody is proposed twice for one service",
		      garage_world_number(&world, "SELECT count(*) FROM proposal"), 5);
	garage_world_expect(&world, "and the one after has its timer",
			    "SELECT due::text FROM timer WHERE kind = 'week_generate'",
			    "2026-12-06 23:05:00+00");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_garage_has_work_in_its_first_week),
		TEST(answers_count_and_are_remembered),
		TEST(many_at_once_are_all_or_none),
		TEST(never_survives_and_can_be_taken_back),
		TEST(who_came_in_goes_off_the_list),
		TEST(withdrawn_consent_goes_off_the_list),
		TEST(without_an_address_the_line_says_so),
		TEST(the_deadline_is_exact),
		TEST(an_answer_in_time_counts_when_handled_late),
		TEST(the_chosen_are_asked_for_once),
		TEST(who_came_in_after_the_freeze_is_held_back),
		TEST(a_visit_is_credited_to_its_invitation),
		TEST(the_invoice_may_be_heard_before_the_outcome),
		TEST(next_week_starts_by_itself),
	};

	if (!scratch_is_there("test_cycle"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
