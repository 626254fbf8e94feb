/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intervals a garage gives for some of its cars: they beat its own, a car's own beats
 * them, and changing them plans all its cars again.
 */
#include "../store/garage_world.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "interval", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	garage_world_has_customer(&world, 1, NULL);
	garage_world_has_car(&world, 1, "2024-11-01", NULL);
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = 1,
							  .date = "2025-12-14",
							  .km = 12000,
							  .classes = "\"periodic_small\"",
							  .cents = 30000 });
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void garage_gives(int version, const char *intervals)
{
	garage_world_hear(&world, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":%d,\"name\":\"G\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"yes\",\"default_followup\":\"no\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"send\","
			  "\"service_intervals\":[%s]}",
			  version, intervals);
	garage_world_run_timers(&world);
}

static int64_t service_days(void)
{
	return garage_world_number(&world,
				   "SELECT send_on - date '2025-12-14' FROM plan"
				   " WHERE reason_group = 'service' AND step = 1");
}

static void the_first_that_fits_moves_the_service(void **state)
{
	(void)state;
	garage_gives(2, "{\"make\":\"Subaru\",\"months\":24,\"km\":60000},"
			"{\"make\":\"Subaru\",\"months\":6}");
	assert_in_range(service_days(), 650, 730);
	garage_gives(3, "{\"make\":\"Volvo\",\"months\":24,\"km\":60000}");
	assert_in_range(service_days(), 300, 365);
	expect_number(
		"one row left",
		garage_world_number(&world, "SELECT count(*) FROM service_interval"), 1);
}

static void the_explanation_names_its_source(void **state)
{
	(void)state;
	garage_gives(2, "{\"model\":\"fore\",\"fuel\":\"petrol\",\"months\":11}");
	garage_world_at(&world, "2026-11-24T09:00:05Z");
	garage_world_run_timers(&world);
	AUTO_TEXT *source = scratch_text(
		&world.scratch, "SELECT state::json -> 'why' ->> 'interval_source' || ' '"
				" || (state::json -> 'why' ->> 'interval_months')"
				" FROM proposal");
	expect_text("the garage's for such cars", source, "make 11");
}

static void a_cars_own_interval_beats_them(void **state)
{
	(void)state;
	garage_gives(2, "{\"make\":\"Subaru\",\"months\":24,\"km\":60000}");
	garage_world_command(&world, "vehicle.correct",
			     "{\"vehicle_id\":\"%s\",\"kind\":\"interval\","
			     "\"interval_months\":18,\"interval_km\":60000}",
			     car_id(1));
	assert_in_range(service_days(), 470, 550);
}

static void the_same_list_plans_nothing_again(void **state)
{
	(void)state;
	garage_gives(2, "{\"make\":\"Subaru\",\"months\":24}");
	garage_world_hear(&world, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":3,\"name\":\"Other\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"yes\",\"default_followup\":\"no\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"send\","
			  "\"service_intervals\":[{\"make\":\"Subaru\",\"months\":24}]}");
	expect_number("no timer for it",
		      garage_world_number(&world, "SELECT count(*) FROM timer"
						  " WHERE kind = 'reminder.replan'"),
		      0);
}

#define IN_A_WORLD(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_WORLD(the_first_that_fits_moves_the_service),
		IN_A_WORLD(the_explanation_names_its_source),
		IN_A_WORLD(a_cars_own_interval_beats_them),
		IN_A_WORLD(the_same_list_plans_nothing_again),
	};

	if (!scratch_is_there("interval"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
