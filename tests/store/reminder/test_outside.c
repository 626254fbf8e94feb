/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What others say of a car: it has an appointment, its passport has another holder, the
 * register moved its test or its owner, its customer says that it is gone.
 */
#include <stdio.h>
#include <string.h>

#include "../store/outside_world.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "outside", 3);
	for (int n = 1; n <= 3; n++)
		outside_plate(&world, n, 2, n);
	return 0;
}

static void books(struct outside_booking booking)
{
	outside_books(&world, booking);
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void a_booked_car_leaves_the_list_and_a_cancelled_one_comes_back(void **state)
{
	(void)state;
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "comes anyway", 1, "removed no BOOKED");
	garage_world_expect_line(&world, "the others do not", 2, "open yes -");
	books((struct outside_booking){ 1, 2, "cancelled", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "cancelled", 1, "open yes -");
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "old news", 1, "open yes -");
	books((struct outside_booking){ 1, 3, "booked", "2027-01-29",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "sixty days ahead", 1, "removed no BOOKED");
	books((struct outside_booking){ 1, 4, "booked", "2027-01-30",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "moved beyond them", 1, "open yes -");
	books((struct outside_booking){ 1, 5, "missed", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	garage_world_expect_line(&world, "did not come", 1, "open yes -");
}

static void a_booked_car_is_not_proposed_at_all(void **state)
{
	(void)state;
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	garage_world_at(&world, "2026-11-24T10:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "stays off", 1, "removed no BOOKED");
	expect_text("an adviser may mean it",
		    garage_world_command(&world, "proposal.decide",
					 "{\"proposal_id\":\"%s\",\"decision\":\"yes\"}",
					 garage_world_proposal(&world, 1)),
		    "ok");
	garage_world_expect_line(&world, "put back", 1, "open yes OVERRULED");
}

static void the_last_look_sees_what_came_after_the_freeze(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-11-29T15:00:00Z" });
	outside_passport(&world, 2, 1, "",
			 ",\"holder_changed_at\":\"2026-11-29T15:00:00Z\"");
	outside_register(&world, 3, 1, ",\"exported\":true");
	garage_world_expect_line(&world, "frozen lines stay", 1, "frozen yes -");
	outside_mails_asked_for(&world);
	garage_world_expect_line(&world, "booked", 1, "suppressed yes BOOKED");
	garage_world_expect_line(&world, "another holder", 2,
				 "suppressed yes HOLDER_CHANGED");
	garage_world_expect_line(&world, "left the country", 3,
				 "suppressed yes EXPORTED");
}

static void who_drives_the_car_gets_the_invitation(void **state)
{
	(void)state;
	garage_world_has_customer(&world, 1, "\"version\":2");
	outside_passport(&world, 1, 1, "", "," CONTACT);
	outside_mails_asked_for(&world);
	garage_world_expect_line(&world, "no address of its customer is needed", 1,
				 "released yes -");
	garage_world_expect(&world, "to whom the passport names",
			    "SELECT concat_ws(' ', value::json #>> '{recipient,email}',"
			    " value::json #>> '{recipient,name}', value::json ->>"
			    " 'language') FROM outbox WHERE topic ="
			    " 'notification.requested.v1' AND value::json ->> 'recipient'"
			    " IS NOT NULL",
			    "rijder@voorbeeld.example A. Rijder en");
}

static void who_did_not_ask_for_reminders_gets_none(void **state)
{
	(void)state;
	outside_passport(&world, 1, 1, "", ",\"reminders\":false," RIDER);
	outside_mails_asked_for(&world);
	expect_number("three letters, none to the contact",
		      garage_world_number(
			      &world, "SELECT count(*) FROM outbox WHERE topic ="
				      " 'notification.requested.v1' AND value::json ->>"
				      " 'recipient' IS NULL"),
		      3);
}

static void a_garage_whose_link_ended_writes_to_its_customer(void **state)
{
	(void)state;
	outside_passport(&world, 1, 1, ",\"until\":\"2026-11-20T10:00:00Z\"",
			 "," CONTACT);
	outside_mails_asked_for(&world);
	expect_number("three letters, none to the contact",
		      garage_world_number(
			      &world, "SELECT count(*) FROM outbox WHERE topic ="
				      " 'notification.requested.v1' AND value::json ->>"
				      " 'recipient' IS NULL"),
		      3);
}

static void another_holder_takes_the_lines_off(void **state)
{
	(void)state;
	outside_passport(&world, 1, 1, "", "," CONTACT);
	garage_world_expect_line(&world, "a passport alone", 1, "open yes -");
	outside_passport(&world, 1, 2, "",
			 "," CONTACT ",\"holder_changed_at\":\"2026-11-24T08:00:00Z\"");
	garage_world_expect_line(&world, "another drives it", 1,
				 "removed no HOLDER_CHANGED");
	garage_world_at(&world, "2026-11-24T10:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect_line(&world, "not on this list any more", 1,
				 "removed no HOLDER_CHANGED");
	/* The garage still looks after it: the next list is the new holder's. */
	garage_world_at(&world, "2026-11-30T09:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect(&world, "proposed again a week later",
			    "SELECT count(*)::text FROM proposal WHERE list_week ="
			    " '2026-W49' AND status = 'open'",
			    "1");
}

static void a_car_is_found_by_the_garages_own_name_for_it(void **state)
{
	char garage[80];

	(void)state;
	snprintf(garage, sizeof(garage), ",\"vehicle_id\":\"%s\"", car_id(1));
	outside_passport(&world, 3, 1, garage,
			 "," CONTACT ",\"holder_changed_at\":\"2026-11-24T08:00:00Z\"");
	garage_world_expect_line(&world, "whatever plate it says", 1,
				 "removed no HOLDER_CHANGED");
}

static void who_left_the_garage_is_out_until_a_visit(void **state)
{
	(void)state;
	outside_passport(&world, 1, 1, ",\"until\":\"2026-11-24T08:00:00Z\"",
			 ",\"holder_changed_at\":\"2026-11-24T08:00:00Z\"");
	garage_world_expect_line(&world, "sold by transfer", 1,
				 "removed no HOLDER_CHANGED");
	garage_world_at(&world, "2026-11-30T09:00:00Z");
	garage_world_run_timers(&world);
	expect_number("nor on the next list",
		      garage_world_number(&world, "SELECT count(*) FROM proposal WHERE"
						  " list_week = '2026-W49'"),
		      0);
}

static void a_passport_that_ends_takes_the_lines_off(void **state)
{
	(void)state;
	outside_passport(&world, 1, 1, "",
			 ",\"archived_at\":\"2026-11-24T08:00:00Z\",\"archived_reason\":"
			 "\"not_mine\"");
	garage_world_expect_line(&world, "not mine", 1, "removed no SOLD");
	outside_passport(&world, 2, 1, "",
			 ",\"archived_at\":\"2026-11-24T08:00:00Z\",\"archived_reason\":"
			 "\"exported\"");
	garage_world_expect_line(&world, "left the country", 2, "removed no EXPORTED");
}

static void the_registers_day_wins_and_says_so(void **state)
{
	char sql[300];

	(void)state;
	outside_register(&world, 1, 1, ",\"apk_expiry\":\"2026-12-20\"");
	snprintf(sql, sizeof(sql),
		 "SELECT (state::json ->> 'apk_expiry') || ' ' || (strpos(state::json #>>"
		 " '{why,text_nl}', 'APK-datum volgens RDW 20-12-2026') > 0)::text"
		 " FROM proposal WHERE vehicle_id = '%s' AND status = 'open'",
		 car_id(1));
	garage_world_at(&world, "2026-11-24T10:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect(&world, "the day and where it comes from", sql,
			    "2026-12-20 true");
}

static void a_test_elsewhere_is_told_from_one_here(void **state)
{
	(void)state;
	outside_test_in_december(&world, 1);
	outside_expect_apk(&world, "the register's day is proposed", 1, "open yes -");
	outside_register(
		&world, 1, 2,
		",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-11-24\"");
	outside_expect_apk(&world, "tested elsewhere", 1, "removed no RENEWED_ELSEWHERE");
	/* A visit of before the line was made. */
	garage_world_visit(&world, &(struct world_visit){ .car = 2,
							  .nth = 60,
							  .date = "2026-10-26",
							  .km = 84000,
							  .classes = "\"apk\"",
							  .cents = 4000 });
	outside_test_in_december(&world, 2);
	outside_expect_apk(&world, "the register does not have it yet", 2, "open yes -");
	outside_register(
		&world, 2, 2,
		",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-11-24\"");
	outside_expect_apk(&world, "tested here a month ago", 2,
			   "removed no APK_RENEWED");
}

static void a_car_that_moved_to_another_holder_is_sold(void **state)
{
	(void)state;
	outside_register(&world, 1, 1, ",\"holder_since\":\"2026-11-20\"");
	garage_world_expect_line(&world, "the first we hear is no move", 1, "open yes -");
	outside_register(&world, 1, 2, ",\"holder_since\":\"2026-11-23\"");
	garage_world_expect_line(&world, "sold", 1, "removed no SOLD");
	garage_world_at(&world, "2026-11-30T09:00:00Z");
	garage_world_run_timers(&world);
	expect_number("nor proposed again",
		      garage_world_number(&world, "SELECT count(*) FROM proposal WHERE"
						  " list_week = '2026-W49'"),
		      0);
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = 61,
							  .date = "2026-11-30",
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 30000 });
	garage_world_expect(&world, "until the new holder came",
			    "SELECT count(*)::text FROM plan p JOIN vehicle v ON"
			    " v.vehicle_id = p.vehicle_id WHERE v.plate = 'H001HB' AND"
			    " p.reason_group = 'apk' AND p.send_on > '2027-06-01'",
			    "3");
}

static void only_cars_that_something_changed_for_are_said_again(void **state)
{
	int64_t before;

	(void)state;
	outside_register(&world, 1, 1, ",\"apk_expiry\":\"2026-12-14\"");
	outside_passport(&world, 3, 1, "", "," CONTACT);
	before = garage_world_number(&world, "SELECT count(*) FROM outbox");
	outside_register(&world, 1, 2, ",\"apk_expiry\":\"2026-12-14\",\"insured\":true");
	books((struct outside_booking){ 2, 1, "cancelled", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	outside_passport(&world, 3, 2, "", "," CONTACT);
	expect_number("nothing is said",
		      garage_world_number(&world, "SELECT count(*) FROM outbox") - before,
		      0);
}

static const char *disown(int n, const char *more)
{
	return garage_world_command(&world, "vehicle.disown",
				    "{\"vehicle_id\":\"%s\",\"customer_id\":\"%s\"%s}",
				    car_id(n), customer_id(n), more);
}

static void not_my_car_is_never_again_until_it_is_anothers(void **state)
{
	(void)state;
	expect_text("said", disown(1, ""), "ok");
	garage_world_expect_line(&world, "off the list", 1, "removed no SOLD");
	expect_text("said twice", disown(1, ""), "ok");
	garage_world_expect(&world, "kept once, with who and why",
			    "SELECT concat_ws(' ', count(*), max(scope), max(reason),"
			    " max(actor)) FROM suppression WHERE lifted_at IS NULL",
			    "1 vehicle sold sanne");
	outside_plate(&world, 1, 3, 2);
	garage_world_at(&world, "2026-11-24T10:00:00Z");
	garage_world_run_timers(&world);
	garage_world_expect(&world, "its new customer is invited",
			    "SELECT count(*)::text FROM proposal p JOIN vehicle v"
			    " USING (dealer, vehicle_id) WHERE v.plate = 'H001HB' AND"
			    " p.customer_id = v.customer_id AND p.status = 'open'",
			    "1");
}

static void said_by_mistake_is_taken_back(void **state)
{
	(void)state;
	expect_text("said", disown(1, ""), "ok");
	expect_text("undone", disown(1, ",\"undone\":true"), "ok");
	garage_world_expect_line(&world, "on the list again", 1, "open yes -");
	expect_text("and again", disown(1, ""), "ok");
	garage_world_expect_line(&world, "off again", 1, "removed no SOLD");
}

static void a_tombstone_forgets_whom_to_write_to(void **state)
{
	struct err err = { 0 };

	(void)state;
	outside_passport(&world, 1, 1, "", "," CONTACT);
	expect_number("kept",
		      garage_world_number(&world, "SELECT count(contact_email) FROM"
						  " passport"),
		      1);
	if (outside_gone(&world, "passport.state", visit_id(8, 1), &err) < 0)
		fail_msg("%s", err.text);
	expect_number("forgotten",
		      garage_world_number(&world, "SELECT count(*) FROM passport"), 0);
	books((struct outside_booking){ 2, 1, "booked", "2026-12-10",
					"2026-11-24T08:00:00Z" });
	char key[100];
	snprintf(key, sizeof(key), GARAGE "/%s", visit_id(9, 2));
	if (outside_gone(&world, "appointment.state", key, &err) < 0)
		fail_msg("%s", err.text);
	expect_number("and the appointment",
		      garage_world_number(&world, "SELECT count(*) FROM appointment"), 0);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_booked_car_leaves_the_list_and_a_cancelled_one_comes_back),
		TEST(a_booked_car_is_not_proposed_at_all),
		TEST(the_last_look_sees_what_came_after_the_freeze),
		TEST(who_drives_the_car_gets_the_invitation),
		TEST(who_did_not_ask_for_reminders_gets_none),
		TEST(a_garage_whose_link_ended_writes_to_its_customer),
		TEST(another_holder_takes_the_lines_off),
		TEST(a_car_is_found_by_the_garages_own_name_for_it),
		TEST(who_left_the_garage_is_out_until_a_visit),
		TEST(a_passport_that_ends_takes_the_lines_off),
		TEST(the_registers_day_wins_and_says_so),
		TEST(a_test_elsewhere_is_told_from_one_here),
		TEST(a_car_that_moved_to_another_holder_is_sold),
		TEST(only_cars_that_something_changed_for_are_said_again),
		TEST(not_my_car_is_never_again_until_it_is_anothers),
		TEST(said_by_mistake_is_taken_back),
		TEST(a_tombstone_forgets_whom_to_write_to),
	};

	if (!scratch_is_there("reminder/test_outside"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
