/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Campaigns against the database: who is in one is written down once, and everybody of a
 * release is asked for once, whatever page they are on.
 */
#include <stdio.h>
#include <string.h>

#include "../store/garage_world.h"
#include "reminder/store_campaign.h"
#include "unit.h"

#define CAMPAIGN "0b0e7a8c-6d5a-4a37-9d8b-2f8f7a1c0001"
#define PEOPLE   7

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "campaign", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	for (int i = 1; i <= PEOPLE; i++) {
		garage_world_has_customer(&world, i, NULL);
		garage_world_has_car(&world, i, "2014-11-01", NULL);
	}
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void add(const char *status, int first, int last)
{
	struct uuid campaign = uuid_from(CAMPAIGN);
	struct member_row rows[PEOPLE];
	char ids[PEOPLE][2][UUID_TEXT];
	struct member_list list = { .rows = rows };
	struct err err = { .kind = ERR_NONE };
	struct tx *tx = NULL;

	for (int i = first; i <= last; i++) {
		char(*id)[UUID_TEXT] = ids[list.count];

		snprintf(id[0], UUID_TEXT, "%s", customer_id(i));
		snprintf(id[1], UUID_TEXT, "%s", car_id(i));
		rows[list.count++] = (struct member_row){ id[0], id[1], 0, status, NULL };
	}
	if (tx_begin(world.pool, &tx, &err) < 0 ||
	    store_members_add(tx, GARAGE, &campaign, &list, &err) < 0 ||
	    tx_commit(tx, &err) < 0)
		fail_msg("%s", err.text);
}

/* The answer of a query of one number. */
static int64_t number(const char *sql)
{
	AUTO(rows) *rows = NULL;
	struct err err = { .kind = ERR_NONE };

	if (pool_rows(world.pool, sql, NULL, 0, &rows, &err) < 0)
		fail_msg("%s: %s", sql, err.text);
	return row_int(rows, 0, 0);
}

static void who_is_in_it_keeps_what_they_have(void **state)
{
	(void)state;
	add("waiting", 2, 4);
	add("frozen", 1, PEOPLE);
	assert_int_equal(number("SELECT count(*) FROM campaign_member"), PEOPLE);
	assert_int_equal(number("SELECT count(*) FROM campaign_member"
				" WHERE status = 'waiting'"
				" AND waiting_since IS NOT NULL"),
			 3);
	assert_int_equal(number("SELECT count(*) FROM campaign_member"
				" WHERE status = 'frozen' AND waiting_since IS NULL"),
			 PEOPLE - 3);
}

static void approve(const char *more)
{
	static const char PLAN[] =
		"{\"campaign_id\":\"" CAMPAIGN "\",\"plan\":{\"name\":\"Allen\","
		"\"kind\":\"promotion\",\"selection\":\"{\\\"all\\\":[]}\","
		"\"channels\":[\"email\"],\"from_hour\":0,\"until_hour\":24,%s"
		"\"variants\":[{\"code\":\"A\",\"texts\":[{\"language\":\"nl\","
		"\"subject\":\"Dag\",\"text\":\"Uw {auto}.\"}]},{\"code\":\"B\","
		"\"texts\":[{\"language\":\"nl\",\"subject\":\"Hallo\","
		"\"text\":\"Uw {auto}.\"}]}]}}";

	assert_string_equal(garage_world_command(&world, "campaign.save", PLAN, more),
			    "ok");
	assert_string_equal(garage_world_command(&world, "campaign.approve",
						 "{\"campaign_id\":\"" CAMPAIGN "\"}"),
			    "ok");
	garage_world_run_timers(&world);
}

static void everybody_is_asked_for_once(void **state)
{
	const char *const modes[] = { "\"mode\":\"dynamic\",", "\"mode\":\"frozen\"," };

	for (size_t i = 0; i < COUNT_OF(modes); i++) {
		if (i > 0)
			open_world(state);
		approve(modes[i]);
		assert_int_equal(number("SELECT count(*) FROM outbox WHERE record_type"
					" LIKE '%notification.requested%'"),
				 PEOPLE);
		assert_int_equal(
			number("SELECT count(DISTINCT value::jsonb ->> 'intent_id')"
			       " FROM outbox WHERE record_type"
			       " LIKE '%notification.requested%'"),
			PEOPLE);
		assert_int_equal(number("SELECT count(*) FROM campaign_member"
					" WHERE status = 'waiting'"),
				 PEOPLE);
		if (i == 0)
			close_world(state);
	}
}

static void a_slow_one_asks_for_no_more_than_its_hour(void **state)
{
	(void)state;
	approve("\"mode\":\"dynamic\",\"per_hour\":3,");
	assert_int_equal(number("SELECT count(*) FROM campaign_member"), 3);
	garage_world_at(&world, "2026-11-24T10:05:00Z");
	garage_world_run_timers(&world);
	assert_int_equal(number("SELECT count(*) FROM campaign_member"), 6);
	garage_world_at(&world, "2026-11-24T11:10:00Z");
	garage_world_run_timers(&world);
	assert_int_equal(number("SELECT count(*) FROM campaign_member"), PEOPLE);
}

/* Customer n's car is invoiced; version: of that visit. */
static void comes(int n, int whose, int version, int64_t cents)
{
	garage_world_hear(
		&world, "invoice.recorded",
		"{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":%d,"
		"\"document_kind\":\"invoice\",\"issue_date\":\"2026-12-08\","
		"\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":%lld,"
		"\"customer_net_cents\":%lld,\"classes\":[\"repair\"],\"visit\":{"
		"\"visit_id\":\"%s\",\"version\":%d,\"visit_date\":\"2026-12-08\","
		"\"classes\":[\"repair\"],\"customer_net_cents\":%lld,"
		"\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":%s}}",
		visit_id(n, 1), version, customer_id(whose), car_id(n), (long long)cents,
		(long long)cents, visit_id(n, 1), version, (long long)cents,
		cents ? "false" : "true");
}

static void expect_result(const char *sentence, const char *wanted)
{
	static int hour = 10;
	char now[24];

	snprintf(now, sizeof(now), "2026-12-10T%d:00:00Z", hour++);
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
	garage_world_expect(&world, sentence,
			    "SELECT concat_ws(' ', sum((r ->> 'visited')::int),"
			    " sum((r ->> 'revenue_cents')::int)) FROM campaign,"
			    " json_array_elements(state::json -> 'results') r",
			    wanted);
}

static void a_result_is_restated_with_its_visit(void **state)
{
	(void)state;
	approve("\"mode\":\"dynamic\",");
	scratch_run(&world.scratch, "UPDATE campaign_member SET status = 'sent',"
				    " settled_at = '2026-12-01T09:00:00Z'");
	comes(1, 1, 1, 30000);
	expect_result("came", "1 30000");
	comes(1, 1, 2, 20000);
	expect_result("credited in part", "1 20000");
	comes(1, 1, 3, 0);
	expect_result("credited in full", "0 0");
	comes(2, 2, 1, 10000);
	expect_result("another came", "1 10000");
	scratch_run(&world.scratch, "UPDATE campaign_member SET status = 'failed'"
				    " WHERE visited_on IS NULL");
	comes(2, 3, 2, 10000);
	expect_result("it was somebody's whom nothing reached", "0 0");
}

#define IN_A_WORLD(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_WORLD(who_is_in_it_keeps_what_they_have),
		IN_A_WORLD(everybody_is_asked_for_once),
		IN_A_WORLD(a_result_is_restated_with_its_visit),
		IN_A_WORLD(a_slow_one_asks_for_no_more_than_its_hour),
	};

	if (!scratch_is_there("campaign"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
