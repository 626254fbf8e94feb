/* SPDX-License-Identifier: Apache-2.0 */
/* A car is forecast when something it rests on is different, and once for a batch. */
#include <stdio.h>

#include "../store/garage_world.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "news", 2);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* A forecast writes the plan: one that was taken away is back after it. */
static void forget_plans(void)
{
	scratch_run(&world.scratch, "DELETE FROM plan");
	scratch_run(&world.scratch, "DELETE FROM outbox");
}

static void expect_planned(const char *sentence, int64_t cars)
{
	expect_number(sentence,
		      garage_world_number(&world,
					  "SELECT count(DISTINCT vehicle_id) FROM plan"),
		      cars);
}

static void what_tells_nothing_new_plans_nothing(void **state)
{
	struct world_visit visit = { .car = 1,
				     .nth = 5,
				     .version = 2,
				     .date = "2025-12-14",
				     .km = 72000,
				     .classes = SERVICE_AND_TEST,
				     .cents = 30000 };

	(void)state;
	forget_plans();
	garage_world_has_car(&world, 1, "2019-06-01",
			     "\"version\":2,\"colour\":\"blue\"");
	garage_world_has_customer(&world, 1,
				  "\"version\":2,\"email\":\"other@example.nl\"");
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE
			  "\",\"customer_id\":\"%s\",\"version\":1,"
			  "\"email_health\":\"ok\",\"entries\":[]}",
			  customer_id(1));
	garage_world_visit(&world, &visit);
	expect_planned("the same facts", 0);
	expect_number("nothing is said",
		      garage_world_number(&world, "SELECT count(*) FROM outbox"), 0);
}

static void each_fact_a_forecast_rests_on_plans_anew(void **state)
{
	struct world_visit visit = { .car = 1,
				     .nth = 5,
				     .version = 3,
				     .date = "2025-12-14",
				     .km = 72100,
				     .classes = SERVICE_AND_TEST,
				     .cents = 30000 };

	(void)state;
	forget_plans();
	garage_world_visit(&world, &visit);
	expect_planned("another reading", 1);
	forget_plans();
	garage_world_has_car(&world, 1, "2019-07-01", "\"version\":3");
	expect_planned("another first admission", 1);
	forget_plans();
	garage_world_has_customer(&world, 1, "\"version\":3");
	expect_planned("no address any more", 1);
	forget_plans();
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE
			  "\",\"customer_id\":\"%s\",\"version\":2,"
			  "\"email_health\":\"hard\",\"entries\":[]}",
			  customer_id(1));
	expect_planned("an address that bounces", 1);
}

static void a_batch_says_each_line_and_each_list_once(void **state)
{
	char car[2][600], person[500], visit[1500];
	struct world_message batch[] = { { "vehicle.state", car[0] },
					 { "customer.state", person },
					 { "invoice.recorded", visit },
					 { "vehicle.state", car[1] } };

	(void)state;
	for (int i = 0; i < 2; i++)
		snprintf(car[i], sizeof(car[i]),
			 "{\"dealer\":\"" GARAGE "\",\"vehicle_id\":\"%s\","
			 "\"customer_id\":\"%s\",\"version\":%d,\"fuel\":\"%s\","
			 "\"first_admission\":\"2019-06-0%d\",\"is_stock_car\":false}",
			 car_id(2), customer_id(2), i + 8, i ? "diesel" : "petrol",
			 i + 2);
	snprintf(person, sizeof(person),
		 "{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\",\"version\":8,"
		 "\"kind\":\"person\",\"display_name\":\"C\",\"language\":\"nl\","
		 "\"erased\":false}",
		 customer_id(2));
	snprintf(visit, sizeof(visit),
		 "{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":1,"
		 "\"document_kind\":\"invoice\",\"issue_date\":\"2026-11-20\","
		 "\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":100,"
		 "\"customer_net_cents\":100,\"classes\":[\"repair\"],\"visit\":{"
		 "\"visit_id\":\"%s\",\"version\":1,\"visit_date\":\"2026-11-20\","
		 "\"classes\":[\"repair\"],\"customer_net_cents\":100,"
		 "\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":false}}",
		 visit_id(2, 50), customer_id(2), car_id(2), visit_id(2, 50));
	forget_plans();
	garage_world_expect_line(&world, "it stands", 2, "open yes -");
	garage_world_hear_together(&world, batch, 4);
	garage_world_expect_line(&world, "it came in", 2, "removed no VISITED");
	garage_world_expect(
		&world, "each is said once",
		"SELECT string_agg(n, ' ' ORDER BY n) FROM (SELECT topic || ' '"
		" || count(*) AS n FROM outbox GROUP BY topic) t",
		"proposal.state.v1 1 week.state.v1 1");
	garage_world_expect(&world, "the newest of a batch counts",
			    "SELECT version || ' ' || first_admission FROM vehicle"
			    " WHERE version > 7",
			    "9 2019-06-03");
}

#define GARAGE_STATE(version, active, months)                                            \
	"{\"dealer\":\"" GARAGE "\",\"version\":" #version ",\"name\":\"G\","            \
	"\"legal_entity\":\"G BV\",\"active\":" active                                   \
	",\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","                        \
	"\"default_periodic\":\"no\",\"default_followup\":\"no\","                       \
	"\"interval_months\":" months ",\"sender_name\":\"G\","                          \
	"\"sender_email\":\"g@example.nl\",\"vendors\":[],\"untouched_policy\":\"send\"}"

static void settings_that_move_no_date_plan_nothing(void **state)
{
	(void)state;
	garage_world_hear(&world, "dealer.state", GARAGE_STATE(2, "true", "7"));
	garage_world_run_timers(&world);
	forget_plans();
	garage_world_hear(&world, "dealer.state", GARAGE_STATE(3, "true", "7"));
	garage_world_run_timers(&world);
	expect_planned("the same intervals", 0);
	garage_world_hear(&world, "dealer.state", GARAGE_STATE(4, "true", "6"));
	garage_world_run_timers(&world);
	expect_planned("another interval", 2);
}

static void news_before_the_list_waits_for_it(void **state)
{
	static const char WAITING[] = "SELECT count(*) FROM timer WHERE key LIKE '%@%'";

	(void)state;
	garage_world_at(&world, "2026-11-29T23:01:00Z"); /* Monday, before five past */
	garage_world_run_timers(&world);
	garage_world_has_customer(&world, 5, NULL);
	garage_world_has_car(&world, 5, "2010-02-01",
			     "\"version\":1,\"apk_expiry\":\"2027-02-06\"");
	garage_world_visit(&world, &(struct world_visit){ .car = 5,
							  .nth = 1,
							  .date = "2026-06-10",
							  .km = 150000,
							  .classes = "\"periodic_small\"",
							  .cents = 20000 });
	expect_true("it is not forgotten", garage_world_number(&world, WAITING) > 0);
	garage_world_at(&world, "2026-11-29T23:05:10Z");
	garage_world_run_timers(&world);
	garage_world_at(&world, "2026-11-29T23:05:20Z");
	garage_world_run_timers(&world);
	expect_number("nothing waits any more", garage_world_number(&world, WAITING), 0);
	garage_world_expect_line(&world, "it stands", 5, "open no -");
}

static void a_garage_that_is_active_again_catches_up(void **state)
{
	(void)state;
	garage_world_hear(&world, "dealer.state", GARAGE_STATE(5, "false", "6"));
	garage_world_at(&world, "2026-11-30T09:00:00Z");
	garage_world_run_timers(&world);
	garage_world_has_customer(&world, 6, NULL);
	garage_world_has_car(&world, 6, "2010-02-01",
			     "\"version\":1,\"apk_expiry\":\"2027-02-06\"");
	garage_world_visit(&world, &(struct world_visit){ .car = 6,
							  .nth = 1,
							  .date = "2026-06-10",
							  .km = 150000,
							  .classes = "\"periodic_small\"",
							  .cents = 20000 });
	garage_world_at(&world, "2026-11-30T09:00:10Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "not while it is away", 6, "(none)");
	garage_world_hear(&world, "dealer.state", GARAGE_STATE(6, "true", "6"));
	garage_world_at(&world, "2026-11-30T09:00:20Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "but after", 6, "open no -");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_tells_nothing_new_plans_nothing),
		cmocka_unit_test(each_fact_a_forecast_rests_on_plans_anew),
		cmocka_unit_test(a_batch_says_each_line_and_each_list_once),
		cmocka_unit_test(settings_that_move_no_date_plan_nothing),
		cmocka_unit_test(news_before_the_list_waits_for_it),
		cmocka_unit_test(a_garage_that_is_active_again_catches_up),
	};
	if (!scratch_is_there("news"))
		return 0;
	return cmocka_run_group_tests_name("news", tests, open_world, close_world);
}
