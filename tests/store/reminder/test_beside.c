/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines for what stands beside test and service: a recall whatever "never" says, tyres
 * in their season, who stayed away, and a part that comes along.
 */
#include <stdio.h>

#include "../store/outside_world.h"
#include "reminder/list/why.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "beside", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	garage_world_has_customer(&world, 1, NULL);
	garage_world_has_car(&world, 1, "2025-02-01", NULL);
	outside_plate(&world, 1, 2, 1);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static void came(int nth, const char *date, const char *classes)
{
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = nth,
							  .date = date,
							  .km = 1000 + nth * 900,
							  .classes = classes,
							  .cents = 9000 });
}

static void register_says(int version, const char *recalls)
{
	AUTO_TEXT *plate = scratch_text(&world.scratch, "SELECT plate FROM vehicle");

	garage_world_hear(&world, "register.state",
			  "{\"plate\":\"%s\",\"version\":%d,\"checked_at\":"
			  "\"2026-11-24T03:00:00Z\",\"recalls\":[%s]}",
			  plate, version, recalls);
}

/* The list that is open, or the one of the week of that day. */
static void list_is_made(const char *now)
{
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
	garage_world_at(&world, now);
	garage_world_run_timers(&world);
}

/* Every stored explanation gives its dates again. */
static void expect_explained(void)
{
	AUTO_TEXT *json =
		scratch_text(&world.scratch, "SELECT state FROM proposal"
					     " ORDER BY list_week DESC LIMIT 1");
	struct err err = { 0 };
	void *msg = NULL;

	assert_non_null(json);
	if (msg_decode(&proposal_state_type, slice_of(json), &msg, &err) < 0 ||
	    why_verify(msg, &err) < 0)
		fail_msg("%s", err.text);
	msg_free(&proposal_state_type, msg);
}

static void a_recall_is_proposed_though_all_mail_was_withdrawn(void **state)
{
	(void)state;
	came(1, "2026-06-10", "\"periodic_small\"");
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\","
			  "\"version\":1,\"email_health\":\"ok\",\"entries\":["
			  "{\"purpose\":\"reminder\","
			  "\"channel\":\"email\",\"state\":\"withdrawn\","
			  "\"since\":\"2026-01-01T00:00:00Z\"}]}",
			  customer_id(1));
	register_says(1, "{\"code\":\"R2026\",\"text\":\"airbag\"}");
	list_is_made("2026-11-24T09:00:05Z");
	AUTO_TEXT *line = scratch_text(
		&world.scratch,
		"SELECT reason_group || ' ' || decision || ' ' || cycle FROM proposal");
	expect_text("from the check that showed it, on yes", line,
		    "recall yes 2026-11-24");
	expect_explained();
	outside_mails_asked_for(&world);
	AUTO_TEXT *asked = scratch_text(
		&world.scratch, "SELECT (value::json ->> 'message_class') || ' ' ||"
				" (value::json #>> '{params,reason_kinds,0}') FROM outbox"
				" WHERE topic = 'notification.requested.v1'");
	expect_text("as a service message", asked, "service recall");
}

static void a_recall_that_was_repaired_goes_off_the_list(void **state)
{
	(void)state;
	register_says(1, "{\"code\":\"R2026\",\"text\":\"airbag\","
			 "\"since\":\"2026-11-01\"}");
	list_is_made("2026-11-24T09:00:05Z");
	register_says(2, "");
	garage_world_expect_line(&world, "not open any more", 1, "removed no NOT_DUE");
}

static void tyres_have_a_line_in_their_season(void **state)
{
	(void)state;
	came(1, "2025-11-25", "\"tyres\"");
	came(2, "2026-04-10", "\"tyres\"");
	garage_world_run_timers(&world);
	list_is_made("2026-11-24T09:00:05Z");
	AUTO_TEXT *line = scratch_text(&world.scratch,
				       "SELECT reason_group || ' ' || cycle || ' ' ||"
				       " (state::json ->> 'due_p50') FROM proposal");
	expect_text("by the day of last time", line, "tyres 2026-10-01 2026-11-25");
	expect_explained();
}

static void who_stayed_away_has_a_line_of_its_own(void **state)
{
	(void)state;
	garage_world_has_car(&world, 1, "2015-02-01", "\"version\":3");
	came(1, "2025-08-05", "\"periodic_small\"");
	AUTO_TEXT *due = scratch_text(
		&world.scratch, "SELECT send_on FROM plan WHERE reason_group = 'dormant'"
				" AND step = 1");
	assert_non_null(due);
	expect_number("four steps, 180 days apart",
		      garage_world_number(&world,
					  "SELECT count(*) FROM plan a JOIN plan b"
					  " ON b.step = a.step + 1"
					  " AND b.reason_group = a.reason_group"
					  " AND b.send_on = a.send_on + 180"
					  " WHERE a.reason_group = 'dormant'"),
		      3);
}

static void a_part_of_age_is_a_reason_of_the_service(void **state)
{
	(void)state;
	garage_world_hear(
		&world, "invoice.recorded",
		"{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":1,"
		"\"document_kind\":\"invoice\",\"issue_date\":\"2024-12-10\","
		"\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":9000,"
		"\"customer_net_cents\":9000,\"classes\":[\"brakes\"],\"visit\":{"
		"\"visit_id\":\"%s\",\"version\":1,\"visit_date\":\"2024-12-10\","
		"\"odometer_km\":900,\"classes\":[\"brakes\"],\"time_parts\":"
		"[\"brake_fluid\"],\"customer_net_cents\":9000,"
		"\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":false}}",
		visit_id(1, 90), customer_id(1), car_id(1), visit_id(1, 90));
	came(2, "2025-12-20", "\"periodic_small\"");
	list_is_made("2026-11-24T09:00:05Z");
	AUTO_TEXT *line =
		scratch_text(&world.scratch,
			     "SELECT (state::json #>> '{reasons,0,kind}') || ' ' ||"
			     " (state::json #>> '{reasons,1,kind}') || ' ' ||"
			     " (state::json #>> '{reasons,1,due_date}') FROM proposal");
	expect_text("two years after it was renewed", line,
		    "periodic time_part 2026-12-10");
	expect_explained();
}

/* The line of the list, its second reason with its day and the rule that stands behind.
 */
static void expect_second_reason(const char *sentence, const char *wanted)
{
	AUTO_TEXT *line = scratch_text(
		&world.scratch, "SELECT (state::json #>> '{reasons,0,kind}') || ' ' ||"
				" coalesce((state::json #>> '{reasons,1,kind}') || ' ' ||"
				" (state::json #>> '{reasons,1,due_date}'), 'alone')"
				" FROM proposal");

	expect_text(sentence, line, wanted);
	expect_explained();
}

static void form_says(int version, const char *device, const char *mobility)
{
	garage_world_hear(
		&world, "inspection.state",
		"{\"dealer\":\"" GARAGE "\",\"inspection_id\":\"%s\",\"version\":%d,"
		"\"revision\":1,\"status\":\"saved\",\"entry\":\"uninvited\",\"prefill\":"
		"\"customer\",\"checklist_id\":\"%s\",\"checklist_version\":1,"
		"\"vehicle_id\":\"%s\",\"inspection_date\":\"2025-12-18\",\"opened_on\":"
		"\"2025-12-18T09:00:00Z\",\"updated_at\":\"2025-12-18T09:40:00Z\","
		"\"send_updates\":false,\"saved_number\":1,\"first_saved_at\":"
		"\"2025-12-18T09:40:00Z\",\"fields\":[{\"path\":\"head/mobility_date\","
		"\"value\":\"%s\",\"device\":\"%s\",\"counter\":1,\"revision\":1}],"
		"\"prices_open\":false,\"advices\":[],\"answers\":[]}",
		visit_id(1, 99), version, visit_id(9, 98), car_id(1), mobility, device);
}

static void the_mobility_service_of_a_form_is_a_reason_of_the_service(void **state)
{
	(void)state;
	came(1, "2025-12-20", "\"periodic_small\"");
	form_says(1, "prefill", "2027-01-05");
	list_is_made("2026-11-24T09:00:05Z");
	expect_second_reason("what a form was filled with says nothing",
			     "periodic alone");
	form_says(2, "00000000-0000-4000-8000-000000000001", "2027-01-05");
	expect_second_reason("what somebody wrote does", "periodic mobility 2027-01-05");
	form_says(1, "00000000-0000-4000-8000-000000000001", "2026-12-24");
	expect_second_reason("an old version says nothing",
			     "periodic mobility 2027-01-05");
	form_says(3, "00000000-0000-4000-8000-000000000001", "");
	expect_second_reason("taken out again", "periodic alone");
}

static void each_service_extends_it_where_the_garage_says_so(void **state)
{
	(void)state;
	came(1, "2025-12-20", "\"periodic_small\"");
	list_is_made("2026-11-24T09:00:05Z");
	expect_second_reason("not by itself", "periodic alone");
	garage_world_hear(&world, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":2,\"name\":\"G\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"yes\",\"default_followup\":\"no\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"send\","
			  "\"mobility_months\":12}");
	list_is_made("2026-11-24T09:00:09Z");
	expect_second_reason("for so many months", "periodic mobility 2026-12-20");
}

static void a_visit_may_have_four_reasons(void **state)
{
	AUTO_TEXT *plate = scratch_text(&world.scratch, "SELECT plate FROM vehicle");

	(void)state;
	garage_world_hear(
		&world, "invoice.recorded",
		"{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":1,"
		"\"document_kind\":\"invoice\",\"issue_date\":\"2024-12-20\","
		"\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":9000,"
		"\"customer_net_cents\":9000,\"classes\":[\"periodic_small\"],\"visit\":{"
		"\"visit_id\":\"%s\",\"version\":1,\"visit_date\":\"2024-12-20\","
		"\"odometer_km\":900,\"classes\":[\"periodic_small\"],\"time_parts\":"
		"[\"brake_fluid\"],\"customer_net_cents\":9000,"
		"\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":false}}",
		visit_id(1, 90), customer_id(1), car_id(1), visit_id(1, 90));
	came(2, "2025-12-20", "\"periodic_small\"");
	form_says(1, "00000000-0000-4000-8000-000000000001", "2026-12-24");
	garage_world_hear(
		&world, "register.state",
		"{\"plate\":\"%s\",\"version\":1,\"checked_at\":"
		"\"2026-11-24T03:00:00Z\",\"apk_expiry\":\"2026-12-28\",\"recalls\":[]}",
		plate);
	list_is_made("2026-11-24T09:00:05Z");
	AUTO_TEXT *kinds = scratch_text(
		&world.scratch, "SELECT string_agg(r ->> 'kind', ' ') FROM proposal,"
				" json_array_elements(state::json -> 'reasons') r");
	expect_text("all of them", kinds, "apk periodic time_part mobility");
	expect_explained();
}

static void a_delivered_car_is_due_by_months_from_its_delivery(void **state)
{
	(void)state;
	garage_world_has_car(&world, 1, "2025-02-01",
			     "\"version\":3,\"delivered_on\":\"2025-12-20\"");
	list_is_made("2026-11-24T09:00:05Z");
	AUTO_TEXT *line = scratch_text(
		&world.scratch, "SELECT reason_group || ' ' || cycle || ' ' ||"
				" (state::json #>> '{why,chosen_rule}') FROM proposal");
	expect_text("its first service", line,
		    "service 2026-12-20 interval-from-delivery@1");
	expect_explained();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_recall_is_proposed_though_all_mail_was_withdrawn),
		TEST(a_recall_that_was_repaired_goes_off_the_list),
		TEST(tyres_have_a_line_in_their_season),
		TEST(who_stayed_away_has_a_line_of_its_own),
		TEST(a_part_of_age_is_a_reason_of_the_service),
		TEST(the_mobility_service_of_a_form_is_a_reason_of_the_service),
		TEST(each_service_extends_it_where_the_garage_says_so),
		TEST(a_visit_may_have_four_reasons),
		TEST(a_delivered_car_is_due_by_months_from_its_delivery),
	};

	if (!scratch_is_there("reminder/test_beside"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
