/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What others say of a car: it has an appointment, its passport has another holder, the
 * register moved its test or its owner, its customer says that it is gone.
 */
#include <stdio.h>
#include <string.h>

#include "../store/garage_world.h"
#include "unit.h"

static struct garage_world world;

static const char *plate_of(int n)
{
	static const char *const plates[] = { "", "H001HB", "H002HB", "H003HB" };

	return plates[n];
}

static void has_plate(int n, int version, int owner)
{
	garage_world_hear(
		&world, "vehicle.state",
		"{\"dealer\":\"" GARAGE "\",\"vehicle_id\":\"%s\",\"customer_id\":\"%s\","
		"\"version\":%d,\"plate\":\"%s\",\"make\":\"Subaru\",\"model\":"
		"\"Forester\",\"fuel\":\"petrol\",\"first_admission\":\"2019-06-01\","
		"\"is_stock_car\":false}",
		car_id(n), customer_id(owner), version, plate_of(n));
}

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "outside", 3);
	for (int n = 1; n <= 3; n++)
		has_plate(n, 2, n);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* Appointment 7 of car n. */
static void books(int n, int version, const char *status, const char *date,
		  const char *booked_at)
{
	garage_world_hear(&world, "appointment.state",
			  "{\"dealer\":\"" GARAGE "\",\"appointment_id\":\"%s\","
			  "\"version\":%d,\"status\":\"%s\",\"date\":\"%s\",\"time\":"
			  "\"09:30\",\"minutes\":60,\"starts_at\":\"%sT08:30:00Z\","
			  "\"kinds\":[\"apk\"],\"booked_at\":\"%s\",\"booked_by\":"
			  "\"holder\",\"sequence\":%d,\"vehicle_id\":\"%s\"}",
			  visit_id(9, n), version, status, date, date, booked_at,
			  version - 1, car_id(n));
}

static void says_register(int n, int version, const char *more)
{
	garage_world_hear(&world, "register.state",
			  "{\"plate\":\"%s\",\"version\":%d,\"checked_at\":"
			  "\"2026-11-24T03:00:00Z\",\"recalls\":[]%s}",
			  plate_of(n), version, more);
}

#define CONTACT                                                                          \
	"\"contact\":{\"email\":\"rijder@voorbeeld.example\",\"name\":\"A. Rijder\","    \
	"\"language\":\"en\"}"

/* The passport of car n by its plate; another garage made it. */
static void has_passport(int n, int version, const char *garage, const char *more)
{
	garage_world_hear(
		&world, "passport.state",
		"{\"passport_id\":\"%s\",\"version\":%d,\"status\":\"active\","
		"\"country\":\"NL\",\"make\":\"Subaru\",\"model\":\"Forester\","
		"\"plate\":\"%s\",\"vehicle_id\":\"%s\",\"owner_since\":"
		"\"2026-01-05T10:00:00Z\",\"habit_consent\":false,\"garages\":[{"
		"\"dealer\":\"" GARAGE "\",\"since\":\"2026-01-05T10:00:00Z\"%s}]%s}",
		visit_id(8, n), version, plate_of(n), visit_id(7, n), garage, more);
}

static void a_booked_car_leaves_the_list_and_a_cancelled_one_comes_back(void **state)
{
	(void)state;
	books(1, 1, "booked", "2026-12-10", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "comes anyway", 1, "removed no BOOKED");
	garage_world_expect_line(&world, "the others do not", 2, "open yes -");
	books(1, 2, "cancelled", "2026-12-10", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "cancelled", 1, "open yes -");
	books(1, 1, "booked", "2026-12-10", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "old news", 1, "open yes -");
	books(1, 3, "booked", "2027-01-29", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "sixty days ahead", 1, "removed no BOOKED");
	books(1, 4, "booked", "2027-01-30", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "moved beyond them", 1, "open yes -");
	books(1, 5, "missed", "2026-12-10", "2026-11-24T08:00:00Z");
	garage_world_expect_line(&world, "did not come", 1, "open yes -");
}

static void a_booked_car_is_not_proposed_at_all(void **state)
{
	(void)state;
	books(1, 1, "booked", "2026-12-10", "2026-11-24T08:00:00Z");
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

static void until_mails_are_asked_for(void)
{
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	garage_world_at(&world, "2026-12-02T11:00:00Z");
	garage_world_run_timers(&world);
}

static void the_last_look_sees_what_came_after_the_freeze(void **state)
{
	(void)state;
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	books(1, 1, "booked", "2026-12-10", "2026-11-29T15:00:00Z");
	has_passport(2, 1, "", ",\"holder_changed_at\":\"2026-11-29T15:00:00Z\"");
	says_register(3, 1, ",\"exported\":true");
	garage_world_expect_line(&world, "frozen lines stay", 1, "frozen yes -");
	until_mails_are_asked_for();
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
	has_passport(1, 1, "", "," CONTACT);
	until_mails_are_asked_for();
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

static void a_garage_whose_link_ended_writes_to_its_customer(void **state)
{
	(void)state;
	has_passport(1, 1, ",\"until\":\"2026-11-20T10:00:00Z\"", "," CONTACT);
	until_mails_are_asked_for();
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
	has_passport(1, 1, "", "," CONTACT);
	garage_world_expect_line(&world, "a passport alone", 1, "open yes -");
	has_passport(1, 2, "",
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

static void who_left_the_garage_is_out_until_a_visit(void **state)
{
	(void)state;
	has_passport(1, 1, ",\"until\":\"2026-11-24T08:00:00Z\"",
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
	has_passport(1, 1, "",
		     ",\"archived_at\":\"2026-11-24T08:00:00Z\",\"archived_reason\":"
		     "\"not_mine\"");
	garage_world_expect_line(&world, "not mine", 1, "removed no SOLD");
	has_passport(2, 1, "",
		     ",\"archived_at\":\"2026-11-24T08:00:00Z\",\"archived_reason\":"
		     "\"exported\"");
	garage_world_expect_line(&world, "left the country", 2, "removed no EXPORTED");
}

static void the_registers_day_wins_and_says_so(void **state)
{
	char sql[300];

	(void)state;
	says_register(1, 1, ",\"apk_expiry\":\"2026-12-20\"");
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

/* Car n has an APK that ends on 14 December, and a line for it. */
static void has_test_in_december(int n)
{
	says_register(n, 1,
		      ",\"apk_expiry\":\"2026-12-14\",\"holder_since\":"
		      "\"2024-01-05\"");
	garage_world_at(&world, n == 1 ? "2026-11-24T10:00:00Z" : "2026-11-24T11:00:00Z");
	garage_world_run_timers(&world);
}

static void expect_apk_line(const char *sentence, int n, const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT status || ' ' || decision || ' ' || coalesce(state::json ->>"
		 " 'status_reason', '-') FROM proposal WHERE vehicle_id = '%s'"
		 " AND reason_group = 'apk'",
		 car_id(n));
	garage_world_expect(&world, sentence, sql, wanted);
}

static void a_test_elsewhere_is_told_from_one_here(void **state)
{
	(void)state;
	has_test_in_december(1);
	expect_apk_line("the register's day is proposed", 1, "open yes -");
	says_register(1, 2,
		      ",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-11-24\"");
	expect_apk_line("tested elsewhere", 1, "removed no RENEWED_ELSEWHERE");
	/* A visit of before the line was made. */
	garage_world_visit(&world, &(struct world_visit){ .car = 2,
							  .nth = 60,
							  .date = "2026-10-26",
							  .km = 84000,
							  .classes = "\"apk\"",
							  .cents = 4000 });
	has_test_in_december(2);
	expect_apk_line("the register does not have it yet", 2, "open yes -");
	says_register(2, 2,
		      ",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-11-24\"");
	expect_apk_line("tested here a month ago", 2, "removed no APK_RENEWED");
}

static void a_car_that_moved_to_another_holder_is_sold(void **state)
{
	(void)state;
	says_register(1, 1, ",\"holder_since\":\"2026-11-20\"");
	garage_world_expect_line(&world, "the first we hear is no move", 1, "open yes -");
	says_register(1, 2, ",\"holder_since\":\"2026-11-23\"");
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
			    " p.send_on > '2027-06-01'",
			    "3");
}

static void only_cars_that_something_changed_for_are_said_again(void **state)
{
	int64_t before;

	(void)state;
	says_register(1, 1, ",\"apk_expiry\":\"2026-12-14\"");
	before = garage_world_number(&world, "SELECT count(*) FROM outbox");
	says_register(1, 2, ",\"apk_expiry\":\"2026-12-14\",\"insured\":true");
	books(2, 1, "cancelled", "2026-12-10", "2026-11-24T08:00:00Z");
	has_passport(3, 1, "", "," CONTACT);
	has_passport(3, 2, "", "," CONTACT);
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
	has_plate(1, 3, 2);
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

/* What became of the proposal of car n for this reason. */
static void sent_of(int n, const char *group)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT state FROM proposal WHERE vehicle_id = '%s'"
		 " AND reason_group = '%s'",
		 car_id(n), group);
	AUTO_TEXT *state = scratch_text(&world.scratch, sql);
	snprintf(sql, sizeof(sql),
		 "SELECT proposal_id FROM proposal WHERE vehicle_id = '%s'"
		 " AND reason_group = '%s'",
		 car_id(n), group);
	AUTO_TEXT *proposal = scratch_text(&world.scratch, sql);
	char intent[UUID_TEXT];

	assert_non_null(state);
	snprintf(intent, sizeof(intent), "%s",
		 strstr(state, "\"intent_id\":\"") + strlen("\"intent_id\":\""));
	garage_world_hear(
		&world, "notification.outcome",
		"{\"intent_id\":\"%s\",\"sequence\":1,\"dealer\":\"" GARAGE "\","
		"\"customer_id\":\"%s\",\"proposal_id\":\"%s\",\"channel\":\"email\","
		"\"outcome\":\"sent\",\"at\":\"2026-11-30T08:00:00Z\",\"attempts\":1}",
		intent, customer_id(n), proposal);
}

static void sent(int n)
{
	sent_of(n, "service");
}

static void comes(int n, const char *date, int64_t cents)
{
	garage_world_visit(&world, &(struct world_visit){ .car = n,
							  .nth = 50,
							  .date = date,
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = cents });
}

#define CONVERSIONS                                                                      \
	"SELECT string_agg(concat_ws(' ', value::json ->> 'kind', value::json ->>"       \
	" 'value_cents', value::json ->> 'flagged', value::json ->> 'voided'), ', '"     \
	" ORDER BY id) FROM outbox WHERE topic = 'conversion.recorded.v1'"
#define STANDING                                                                         \
	"SELECT coalesce(string_agg(kind || ' ' || value_cents, ', '), '-')"             \
	" FROM conversion WHERE NOT voided"

static void an_appointment_is_owed_to_its_invitation(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	sent(1);
	books(1, 1, "booked", "2026-12-10", "2026-12-01T10:00:00Z");
	garage_world_expect(&world, "from when it is made", CONVERSIONS,
			    "booking 0 false false");
	garage_world_expect_line(&world, "and the line says so", 1, "sent yes BOOKED");
	books(1, 2, "came", "2026-12-10", "2026-12-01T10:00:00Z");
	comes(1, "2026-12-10", 41000);
	garage_world_expect(&world, "the visit takes its place", STANDING,
			    "same_vehicle 41000");
	garage_world_expect(&world, "nothing is counted twice", CONVERSIONS,
			    "booking 0 false false, same_vehicle 41000 false false,"
			    " booking 0 false true");
	garage_world_expect_line(&world, "came", 1, "visited yes VISITED");
}

static void a_cancelled_appointment_is_taken_back(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	books(1, 1, "booked", "2026-12-10", "2026-12-01T10:00:00Z");
	garage_world_expect(&world, "nothing was sent yet", CONVERSIONS, "(none)");
	sent(1);
	garage_world_expect(&world, "credited all the same", STANDING, "booking 0");
	books(1, 2, "cancelled", "2026-12-10", "2026-12-01T10:00:00Z");
	garage_world_expect(&world, "taken back", STANDING, "-");
	garage_world_expect_line(&world, "sent, and no more", 1, "sent yes -");
}

static void who_had_booked_before_is_nobodys_success(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	sent(1);
	books(1, 1, "booked", "2026-12-10", "2026-11-29T10:00:00Z");
	comes(1, "2026-12-10", 41000);
	garage_world_expect(&world, "booked before the letter", STANDING, "-");
}

static void a_visit_at_once_by_appointment_is_no_chance(void **state)
{
	(void)state;
	until_mails_are_asked_for();
	sent(1);
	sent(2);
	books(1, 1, "booked", "2026-12-01", "2026-11-30T10:00:00Z");
	comes(1, "2026-12-01", 41000);
	comes(2, "2026-12-01", 41000);
	garage_world_expect(&world, "flagged only without one",
			    "SELECT string_agg(flagged::text, ' ' ORDER BY flagged)"
			    " FROM conversion WHERE kind = 'same_vehicle'",
			    "false true");
}

static void who_went_elsewhere_is_told_on_what_was_sent(void **state)
{
	(void)state;
	has_test_in_december(1);
	says_register(2, 1, ",\"holder_since\":\"2024-01-05\"");
	until_mails_are_asked_for();
	sent_of(1, "apk");
	sent(2);
	says_register(1, 2,
		      ",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-12-09\"");
	says_register(2, 2, ",\"holder_since\":\"2026-12-08\"");
	expect_apk_line("tested elsewhere", 1, "sent yes RENEWED_ELSEWHERE");
	garage_world_expect_line(&world, "sold", 2, "sent yes SOLD");
	comes(1, "2026-12-09", 41000);
	expect_apk_line("it was here after all", 1, "visited yes VISITED");
}

static void a_tombstone_forgets_whom_to_write_to(void **state)
{
	struct err err = { 0 };

	(void)state;
	has_passport(1, 1, "", "," CONTACT);
	expect_number("kept",
		      garage_world_number(&world, "SELECT count(contact_email) FROM"
						  " passport"),
		      1);
	if (garage_world_gone(&world, "passport.state", visit_id(8, 1), &err) < 0)
		fail_msg("%s", err.text);
	expect_number("forgotten",
		      garage_world_number(&world, "SELECT count(*) FROM passport"), 0);
	books(2, 1, "booked", "2026-12-10", "2026-11-24T08:00:00Z");
	char key[100];
	snprintf(key, sizeof(key), GARAGE "/%s", visit_id(9, 2));
	if (garage_world_gone(&world, "appointment.state", key, &err) < 0)
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
		TEST(a_garage_whose_link_ended_writes_to_its_customer),
		TEST(another_holder_takes_the_lines_off),
		TEST(who_left_the_garage_is_out_until_a_visit),
		TEST(a_passport_that_ends_takes_the_lines_off),
		TEST(the_registers_day_wins_and_says_so),
		TEST(a_test_elsewhere_is_told_from_one_here),
		TEST(a_car_that_moved_to_another_holder_is_sold),
		TEST(only_cars_that_something_changed_for_are_said_again),
		TEST(not_my_car_is_never_again_until_it_is_anothers),
		TEST(said_by_mistake_is_taken_back),
		TEST(an_appointment_is_owed_to_its_invitation),
		TEST(a_cancelled_appointment_is_taken_back),
		TEST(who_had_booked_before_is_nobodys_success),
		TEST(a_visit_at_once_by_appointment_is_no_chance),
		TEST(who_went_elsewhere_is_told_on_what_was_sent),
		TEST(a_tombstone_forgets_whom_to_write_to),
	};

	if (!scratch_is_there("reminder/test_outside"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
