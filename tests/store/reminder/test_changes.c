/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to lines when the facts below them change. */
#include <stdio.h>

#include "../store/garage_world.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "changes", 3);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void a_car_with_another_customer_now_is_taken_off(void **state)
{
	(void)state;
	garage_world_hear(&world, "vehicle.state",
			  "{\"dealer\":\"" GARAGE
			  "\",\"vehicle_id\":\"%s\",\"customer_id\":"
			  "\"%s\",\"version\":2,\"fuel\":\"petrol\",\"first_admission\":"
			  "\"2019-06-01\",\"is_stock_car\":false}",
			  car_id(1), customer_id(2));
	garage_world_expect_line(&world, "of the old one", 1, "removed no NOT_OWNER");
	garage_world_at(&world, "2026-11-24T09:00:10Z");
	garage_world_run_timers(&world);
	char sql[300];
	snprintf(sql, sizeof(sql),
		 "SELECT customer_id::text FROM proposal WHERE vehicle_id = '%s'"
		 " AND status = 'open'",
		 car_id(1));
	garage_world_expect(&world, "and proposed to the new one", sql, customer_id(2));
}

static void never_by_mail_leaves_the_line_without_a_channel(void **state)
{
	(void)state;
	expect_text("never by this channel",
		    garage_world_command(&world, "proposal.decide",
					 "{\"proposal_id\":\"%s\",\"decision\":\"never\","
					 "\"scope\":\"channel\"}",
					 garage_world_proposal(&world, 1)),
		    "ok");
	garage_world_expect_line(&world, "its answer", 1, "open never -");
	char sql[300];
	snprintf(sql, sizeof(sql),
		 "SELECT concat_ws(' ', state::json ->> 'channel_note', state::json ->>"
		 " 'channel') FROM proposal WHERE vehicle_id = '%s'",
		 car_id(1));
	garage_world_expect(&world, "and no channel", sql, "DO_NOT_CONTACT");
}

static void never_this_car_leaves_the_other_car(void **state)
{
	(void)state;
	expect_text("never this car",
		    garage_world_command(
			    &world, "proposal.decide",
			    "{\"proposal_id\":\"%s\",\"decision\":\"never\","
			    "\"scope\":\"vehicle\",\"scope_reason\":\"verkocht\"}",
			    garage_world_proposal(&world, 2)),
		    "ok");
	char wanted[100];
	snprintf(wanted, sizeof(wanted), "vehicle %s verkocht", car_id(2));
	garage_world_expect(
		&world, "kept by the car",
		"SELECT concat_ws(' ', scope, subject, reason) FROM suppression", wanted);
	garage_world_expect_line(&world, "the others stand", 3, "open yes -");
}

static void never_for_many_covers_what_was_said(void **state)
{
	(void)state;
	expect_text("never these cars",
		    garage_world_command(
			    &world, "week.decide",
			    "{\"list_week\":\"2026-W48\",\"decision\":\"never\","
			    "\"scope\":\"vehicle\",\"scope_reason\":\"sold\",\"items\":["
			    "{\"proposal_id\":\"%s\"},{\"proposal_id\":\"%s\"}]}",
			    garage_world_proposal(&world, 1),
			    garage_world_proposal(&world, 3)),
		    "ok");
	garage_world_expect(&world, "each by its own car",
			    "SELECT count(*) || ' ' || string_agg(DISTINCT concat_ws(' ',"
			    " s.scope, s.reason, p.state::json ->> 'scope'), ',')"
			    " FROM suppression s JOIN proposal p ON p.proposal_id ="
			    " s.proposal_id AND s.subject = p.vehicle_id"
			    " WHERE s.reason = 'sold' AND s.lifted_at IS NULL",
			    "2 vehicle sold vehicle");
	expect_text(
		"taken back",
		garage_world_command(&world, "week.decide",
				     "{\"list_week\":\"2026-W48\",\"decision\":\"yes\","
				     "\"items\":[{\"proposal_id\":\"%s\"},"
				     "{\"proposal_id\":\"%s\"}]}",
				     garage_world_proposal(&world, 1),
				     garage_world_proposal(&world, 3)),
		"ok");
	expect_number("nothing of it is left",
		      garage_world_number(&world,
					  "SELECT count(*) FROM suppression WHERE"
					  " reason = 'sold' AND lifted_at IS NULL"),
		      0);
}

static void a_visit_that_was_another_cars_comes_off_both(void **state)
{
	struct world_visit visit = { .car = 1,
				     .nth = 60,
				     .date = "2026-11-20",
				     .km = 83000,
				     .classes = SERVICE_AND_TEST,
				     .cents = 30000 };

	(void)state;
	garage_world_visit(&world, &visit);
	garage_world_expect_line(&world, "came in", 1, "removed no VISITED");
	garage_world_hear(
		&world, "invoice.recorded",
		"{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":2,"
		"\"document_kind\":\"invoice\",\"issue_date\":\"2026-11-20\","
		"\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":30000,"
		"\"customer_net_cents\":30000,\"classes\":[\"apk\"],\"visit\":{"
		"\"visit_id\":\"%s\",\"version\":2,\"visit_date\":\"2026-11-20\","
		"\"classes\":[\"apk\"],\"customer_net_cents\":30000,"
		"\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":false}}",
		visit_id(1, 60), customer_id(3), car_id(3), visit_id(1, 60));
	garage_world_expect_line(&world, "it was not this one", 1, "open yes -");
	garage_world_expect_line(&world, "but that one", 3, "removed no VISITED");
}

static void an_erased_customer_is_taken_off(void **state)
{
	(void)state;
	garage_world_hear(
		&world, "customer.state",
		"{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\",\"version\":9,"
		"\"kind\":\"person\",\"display_name\":\"-\",\"language\":\"nl\","
		"\"erased\":true}",
		customer_id(2));
	garage_world_expect_line(&world, "erased", 2, "removed no ERASED");
}

static void a_renewed_test_takes_its_line_off(void **state)
{
	(void)state;
	garage_world_has_customer(&world, 7, NULL);
	garage_world_has_car(&world, 7, "2010-02-01",
			     "\"version\":1,\"apk_expiry\":\"2027-02-03\"");
	garage_world_visit(&world, &(struct world_visit){ .car = 7,
							  .nth = 1,
							  .date = "2026-06-10",
							  .km = 150000,
							  .classes = "\"periodic_small\"",
							  .cents = 20000 });
	garage_world_at(&world, "2026-11-24T09:00:20Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "nine weeks before", 7, "open yes -");
	garage_world_has_car(&world, 7, "2010-02-01",
			     "\"version\":2,\"apk_expiry\":\"2028-02-03\"");
	garage_world_expect_line(&world, "tested elsewhere", 7, "removed no APK_RENEWED");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_car_with_another_customer_now_is_taken_off),
		TEST(never_by_mail_leaves_the_line_without_a_channel),
		TEST(never_this_car_leaves_the_other_car),
		TEST(never_for_many_covers_what_was_said),
		TEST(a_visit_that_was_another_cars_comes_off_both),
		TEST(an_erased_customer_is_taken_off),
		TEST(a_renewed_test_takes_its_line_off),
	};

	if (!scratch_is_there("test_changes"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
