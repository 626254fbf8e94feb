/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an invitation brought: the appointment made after it, then its visit; and what the
 * register tells of who went elsewhere.
 */
#include <stdio.h>
#include <string.h>

#include "../store/outside_world.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "booking", 3);
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
	outside_mails_asked_for(&world);
	sent(1);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-12-01T10:00:00Z" });
	garage_world_expect(&world, "from when it is made", CONVERSIONS,
			    "booking 0 false false");
	garage_world_expect_line(&world, "and the line says so", 1, "sent yes BOOKED");
	books((struct outside_booking){ 1, 2, "came", "2026-12-10",
					"2026-12-01T10:00:00Z" });
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
	outside_mails_asked_for(&world);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-12-01T10:00:00Z" });
	garage_world_expect(&world, "nothing was sent yet", CONVERSIONS, "(none)");
	sent(1);
	garage_world_expect(&world, "credited all the same", STANDING, "booking 0");
	books((struct outside_booking){ 1, 2, "cancelled", "2026-12-10",
					"2026-12-01T10:00:00Z" });
	garage_world_expect(&world, "taken back", STANDING, "-");
	garage_world_expect_line(&world, "sent, and no more", 1, "sent yes -");
}

static void an_appointment_that_moves_is_said_again(void **state)
{
	(void)state;
	outside_mails_asked_for(&world);
	sent(1);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-12-01T10:00:00Z" });
	books((struct outside_booking){ 1, 2, "booked", "2026-12-17",
					"2026-12-01T10:00:00Z" });
	garage_world_expect(&world, "its new day",
			    "SELECT string_agg(concat_ws(' ', value::json ->> 'version',"
			    " value::json ->> 'visit_date'), ', ' ORDER BY id)"
			    " FROM outbox WHERE topic = 'conversion.recorded.v1'",
			    "1 2026-12-10, 2 2026-12-17");
	books((struct outside_booking){ 1, 3, "booked", "2026-12-17",
					"2026-12-01T10:00:00Z" });
	garage_world_expect(&world, "once", "SELECT max(version)::text FROM conversion",
			    "2");
	comes(1, "2026-12-17", 41000);
	garage_world_expect(&world, "and its visit takes its place", STANDING,
			    "same_vehicle 41000");
}

static void who_had_booked_before_is_nobodys_success(void **state)
{
	(void)state;
	outside_mails_asked_for(&world);
	sent(1);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-10",
					"2026-11-29T10:00:00Z" });
	comes(1, "2026-12-10", 41000);
	garage_world_expect(&world, "booked before the letter", STANDING, "-");
}

static void a_visit_at_once_by_appointment_is_no_chance(void **state)
{
	(void)state;
	outside_mails_asked_for(&world);
	sent(1);
	sent(2);
	books((struct outside_booking){ 1, 1, "booked", "2026-12-01",
					"2026-11-30T10:00:00Z" });
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
	outside_test_in_december(&world, 1);
	outside_register(&world, 2, 1, ",\"holder_since\":\"2024-01-05\"");
	outside_mails_asked_for(&world);
	sent_of(1, "apk");
	sent(2);
	outside_register(
		&world, 1, 2,
		",\"apk_expiry\":\"2027-12-14\",\"apk_moved_on\":\"2026-12-09\"");
	outside_register(&world, 2, 2, ",\"holder_since\":\"2026-12-08\"");
	outside_expect_apk(&world, "tested elsewhere", 1, "sent yes RENEWED_ELSEWHERE");
	garage_world_expect_line(&world, "sold", 2, "sent yes SOLD");
	comes(1, "2026-12-09", 41000);
	outside_expect_apk(&world, "it was here after all", 1, "visited yes VISITED");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_appointment_is_owed_to_its_invitation),
		TEST(a_cancelled_appointment_is_taken_back),
		TEST(an_appointment_that_moves_is_said_again),
		TEST(who_had_booked_before_is_nobodys_success),
		TEST(a_visit_at_once_by_appointment_is_no_chance),
		TEST(who_went_elsewhere_is_told_on_what_was_sent),
	};

	if (!scratch_is_there("reminder/test_booking"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
