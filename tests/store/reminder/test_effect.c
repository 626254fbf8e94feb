/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who was left out by lot, what the others did more, and where small garages are told
 * nothing, or what their formula measured together.
 */
#include <stdio.h>
#include <string.h>

#include "../store/outside_world.h"
#include "reminder/list/measure.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "effect", 3);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

struct draw {
	int n; /* car and customer */
	const char *outcome;
	const char *more;
	const char *at;
};

static void hears(struct draw draw)
{
	garage_world_hear(
		&world, "notification.outcome",
		"{\"intent_id\":\"%s\",\"sequence\":1,\"dealer\":\"" GARAGE
		"\",\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"channel\":"
		"\"email\",\"purpose\":\"reminder\",\"outcome\":\"%s\","
		"\"at\":\"%s\",\"attempts\":1%s}",
		uuid_named("intent", draw.at, draw.more, customer_id(draw.n), NULL).text,
		customer_id(draw.n), car_id(draw.n), draw.outcome, draw.at, draw.more);
}

#define TREATED  ",\"programme\":\"service\",\"arm\":\"treated\""
#define HELD_OUT ",\"reason\":\"HOLDOUT\",\"programme\":\"service\",\"arm\":\"held_out\""

static void measured_at(const char *now)
{
	struct err err = { 0 };

	garage_world_at(&world, now);
	garage_world_number(&world, "WITH gone AS (DELETE FROM timer WHERE kind ="
				    " '" TIMER_MEASURE_ALL "' RETURNING 1)"
				    " SELECT count(*) FROM gone");
	must(measure_daily(world.pool, &err), &err);
	garage_world_run_timers(&world);
}

/* What is said of the cell, newest version. */
#define SAID(cell, fields)                                                               \
	"SELECT concat_ws(' '," fields ") FROM (SELECT value::json AS m FROM outbox"     \
	" WHERE topic = 'effect.state.v1' AND key = '" GARAGE "/" cell "'"               \
	" ORDER BY id DESC LIMIT 1) x"
#define BASIS           "m ->> 'basis'"
#define WAITING         "m ->> 'waiting'"
#define ARM(arm, field) "m #>> '{" arm "," field "}'"

static void days_must_be_over_before_anybody_counts(void **state)
{
	(void)state;
	hears((struct draw){ 1, "sent", TREATED, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = 50,
							  .date = "2027-02-28",
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 25000 });
	measured_at("2027-02-27T09:00:00Z");
	garage_world_expect(
		&world, "two are waited for",
		SAID("service/2026-Q4", BASIS "," WAITING "," ARM("treated", "persons")),
		"too_few 2 0");
	measured_at("2027-02-28T09:00:00Z");
	garage_world_expect(
		&world, "ninety days later each is in an arm",
		SAID("service/2026-Q4", WAITING
		     "," ARM("treated", "persons") "," ARM("treated", "visited") "," ARM(
			     "treated",
			     "revenue_cents") "," ARM("held_out",
						      "persons") "," ARM("held_out",
									 "visited")),
		"0 1 1 25000 1 0");
	garage_world_expect(&world, "and no number is made up",
			    SAID("service/2026-Q4", BASIS ", m ->> 'visits'"), "too_few");
	garage_world_expect(&world, "the same of all programmes together",
			    SAID("all/recent", ARM("held_out", "persons")), "1");
	garage_world_expect(&world, "nothing new is said twice",
			    "SELECT count(*)::text FROM outbox WHERE topic ="
			    " 'effect.state.v1'",
			    "4");
	measured_at("2027-03-01T09:00:00Z");
	garage_world_expect(&world, "still not",
			    "SELECT count(*)::text FROM outbox WHERE topic ="
			    " 'effect.state.v1'",
			    "4");
}

#define CAMPAIGN "campaign/0190a000-0000-7000-8000-0000000000c1"

static void a_campaigns_share_does_not_move_the_lists_answer(void **state)
{
	(void)state;
	hears((struct draw){ 1, "sent", TREATED, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 3, "suppressed",
			     ",\"reason\":\"HOLDOUT\",\"programme\":\"" CAMPAIGN
			     "\",\"arm\":\"held_out\"",
			     "2026-11-30T08:00:00Z" });
	measured_at("2027-03-08T09:00:00Z");
	garage_world_expect(&world, "measured by itself",
			    SAID(CAMPAIGN "/2026-Q4", ARM("held_out", "persons")), "1");
	garage_world_expect(&world, "and not among the lists",
			    SAID("all/recent", ARM("held_out", "persons")), "1");
}

static void without_a_lot_there_is_nothing_to_say(void **state)
{
	(void)state;
	hears((struct draw){ 1, "sent", TREATED, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "sent", "", "2026-11-30T08:00:00Z" });
	measured_at("2027-03-08T09:00:00Z");
	garage_world_expect(&world, "nobody was left out",
			    "SELECT count(*)::text FROM outbox WHERE topic ="
			    " 'effect.state.v1'",
			    "0");
}

static void who_was_left_out_and_yet_written_to_is_flagged_and_kept(void **state)
{
	(void)state;
	hears((struct draw){ 1, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 3, "sent", "", "2026-11-29T08:00:00Z" });
	hears((struct draw){ 3, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 1, "sent", "", "2026-12-14T08:00:00Z" });
	measured_at("2027-03-08T09:00:00Z");
	garage_world_expect(&world, "one of three",
			    SAID("service/2026-Q4", ARM("held_out", "persons") "," ARM(
							    "held_out", "contaminated")),
			    "3 1");
}

static void a_person_is_drawn_once_a_quarter(void **state)
{
	(void)state;
	hears((struct draw){ 1, "suppressed", HELD_OUT, "2026-12-07T08:00:00Z" });
	hears((struct draw){ 1, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	garage_world_expect(&world, "the first day stands",
			    "SELECT string_agg(drawn_on::text, ' ') FROM trial",
			    "2026-11-30");
	hears((struct draw){ 1, "suppressed", HELD_OUT, "2026-12-31T23:30:00Z" });
	garage_world_expect(&world, "midnight is the garage's",
			    "SELECT string_agg(quarter, ' ' ORDER BY quarter) FROM trial",
			    "2026-Q4 2027-Q1");
}

static void who_went_elsewhere_counts_in_both_arms(void **state)
{
	(void)state;
	for (int n = 1; n <= 2; n++) {
		outside_plate(&world, n, 2, n);
		outside_register(&world, n, 1, ",\"apk_expiry\":\"2026-12-14\"");
	}
	hears((struct draw){ 1, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "sent", TREATED, "2026-11-30T08:00:00Z" });
	for (int n = 1; n <= 2; n++)
		outside_register(
			&world, n, 2,
			",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-12-09\"");
	garage_world_visit(&world, &(struct world_visit){ .car = 2,
							  .nth = 50,
							  .date = "2026-12-09",
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 25000 });
	measured_at("2027-03-08T09:00:00Z");
	garage_world_expect(&world, "the one who did not come here",
			    SAID("service/2026-Q4", ARM("held_out", "elsewhere") "," ARM(
							    "treated", "elsewhere")),
			    "1 0");
}

/* A garage of the formula whose sums were counted before. */
static void has_neighbour(int n, int treated, int visited)
{
	char sql[600];

	snprintf(
		sql, sizeof(sql),
		"WITH d AS (INSERT INTO dealer (dealer, version, active, timezone,"
		" default_periodic, untouched_policy, network) VALUES ('NL-%d', 1, true,"
		" 'Europe/Amsterdam', 'yes', 'send', 'formula'))"
		" INSERT INTO effect VALUES ('NL-%d', 'all', 'recent', 1, %d, %d, %d, %d,"
		" 60, 15, 150000, 1500000000, '')",
		n, n, treated, visited, visited * 10000, visited * 10000);
	scratch_run(&world.scratch, sql);
}

static void small_garages_are_measured_together(void **state)
{
	(void)state;
	scratch_run(&world.scratch, "UPDATE dealer SET network = 'formula'");
	hears((struct draw){ 1, "sent", TREATED, "2026-11-30T08:00:00Z" });
	hears((struct draw){ 2, "suppressed", HELD_OUT, "2026-11-30T08:00:00Z" });
	for (int n = 2; n <= 5; n++)
		has_neighbour(n, 300, 100);
	measured_at("2027-03-08T09:00:00Z");
	garage_world_expect(&world, "four with an answer are too few",
			    SAID("all/recent", BASIS), "too_few");
	has_neighbour(6, 300, 100);
	measured_at("2027-03-09T09:00:00Z");
	garage_world_expect(&world, "five are enough",
			    SAID("all/recent", BASIS
				 ", m ->> 'garages', m #>> '{visits,difference}', m ->> "
				 "'extra_visits'"),
			    "network 5 833");
}

#define BOARD                                                                            \
	"SELECT concat_ws(' ', m ->> 'garages', json_array_length(m -> 'metrics'))"      \
	" FROM (SELECT value::json AS m FROM outbox WHERE topic = 'benchmark.state.v1'"  \
	" AND key = '" GARAGE "' ORDER BY id DESC LIMIT 1) x"

/* Lines of last week's list that nobody decided on. */
static void has_lines(int n, int lines)
{
	char sql[600];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO proposal (dealer, proposal_id, version, list_week,"
		 " vehicle_id, customer_id, reason_group, cycle, step, status, decision,"
		 " decision_source, since, release_slot, state) SELECT 'NL-%d',"
		 " gen_random_uuid(), 1, '2026-W48', gen_random_uuid(),"
		 " gen_random_uuid(), 'service', '2026-12-14', 1, 'frozen', 'no',"
		 " 'default', '2026-12-14', 1, '{}' FROM generate_series(1, %d)",
		 n, lines);
	scratch_run(&world.scratch, sql);
}

/* Twice: a garage is compared with what was counted of the others before. */
static void compared_from(const char *now, const char *later)
{
	measured_at(now);
	measured_at(later);
}

static void with_four_garages_nothing_is_compared(void **state)
{
	(void)state;
	scratch_run(&world.scratch, "UPDATE dealer SET network = 'formula'");
	for (int n = 2; n <= 4; n++) {
		has_neighbour(n, 1, 0);
		has_lines(n, 4);
	}
	compared_from("2027-01-05T09:00:00Z", "2027-01-06T09:00:00Z");
	garage_world_expect(&world, "four", BOARD, "0 0");
	has_neighbour(5, 1, 0);
	has_lines(5, 4);
	compared_from("2027-01-07T09:00:00Z", "2027-01-08T09:00:00Z");
	garage_world_expect(&world, "five: approved and reviewed", BOARD, "5 2");
	has_lines(5, 96);
	compared_from("2027-01-09T09:00:00Z", "2027-01-10T09:00:00Z");
	garage_world_expect(&world, "one is most of it", BOARD, "0 0");
}

/* The intent of a campaign's message to customer n. */
static void campaign_sent(int n, const char *channel, const char *at)
{
	garage_world_hear(
		&world, "notification.outcome",
		"{\"intent_id\":\"%s\",\"sequence\":1,\"dealer\":\"" GARAGE
		"\",\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"channel\":\"%s\","
		"\"purpose\":\"promotion\",\"outcome\":\"sent\",\"at\":\"%s\","
		"\"attempts\":1,\"campaign_id\":\"%s\",\"variant\":\"B\"}",
		uuid_named("campaign-intent", at, customer_id(n), NULL).text,
		customer_id(n), car_id(n), channel, at,
		uuid_named("campaign", "winter", NULL).text);
}

static void comes(int n, const char *date)
{
	garage_world_visit(&world, &(struct world_visit){ .car = n,
							  .nth = 50,
							  .date = date,
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 41000 });
}

#define CREDITED                                                                         \
	"SELECT coalesce(string_agg(concat_ws(' ', value::json ->> 'channel',"           \
	" value::json ->> 'variant', value::json ->> 'voided'), ', ' ORDER BY id), '-')" \
	" FROM outbox WHERE topic = 'conversion.recorded.v1'"

static void a_campaign_is_credited_like_an_invitation(void **state)
{
	(void)state;
	campaign_sent(1, "sms", "2026-11-24T10:00:00Z");
	comes(1, "2026-12-03");
	garage_world_expect(&world, "by its channel and text", CREDITED, "sms B false");
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = 50,
							  .version = 2,
							  .date = "2026-12-03",
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 41000,
							  .voided = true });
	garage_world_expect(&world, "taken back with the visit", CREDITED,
			    "sms B false, sms B true");
}

static void a_letter_counts_from_when_the_post_brought_it(void **state)
{
	(void)state;
	/* Posted on a Friday: there on Tuesday. */
	campaign_sent(1, "letter", "2026-11-20T10:00:00Z");
	campaign_sent(2, "letter", "2026-11-20T10:00:00Z");
	comes(1, "2026-11-23");
	comes(2, "2026-11-24");
	garage_world_expect(&world, "Monday does not count, Tuesday does",
			    "SELECT string_agg(value::json ->> 'customer_id', ',')"
			    " FROM outbox WHERE topic = 'conversion.recorded.v1'",
			    customer_id(2));
}

static void a_call_that_reached_nobody_brought_nobody(void **state)
{
	(void)state;
	campaign_sent(1, "phone", "2026-11-24T10:00:00Z");
	comes(1, "2026-12-03");
	garage_world_expect(&world, "nobody was spoken to", CREDITED, "-");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(days_must_be_over_before_anybody_counts),
		TEST(a_campaigns_share_does_not_move_the_lists_answer),
		TEST(without_a_lot_there_is_nothing_to_say),
		TEST(who_was_left_out_and_yet_written_to_is_flagged_and_kept),
		TEST(a_person_is_drawn_once_a_quarter),
		TEST(who_went_elsewhere_counts_in_both_arms),
		TEST(small_garages_are_measured_together),
		TEST(with_four_garages_nothing_is_compared),
		TEST(a_campaign_is_credited_like_an_invitation),
		TEST(a_letter_counts_from_when_the_post_brought_it),
		TEST(a_call_that_reached_nobody_brought_nobody),
	};

	if (!scratch_is_there("reminder/test_effect"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
