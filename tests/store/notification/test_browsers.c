/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways to a telephone: whose browsers take messages, whose number answers, and whose
 * link was followed.
 */
#include <stdio.h>

#include "../scratch.h"
#include "notification/store_push.h"
#include "notification/store_sms.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define ANNA  "0198c2f0-3333-7000-8000-000000000001"
#define BERT  "0198c2f0-3333-7000-8000-000000000002"
#define FIRST "0198c2f0-3333-7000-8000-00000000000a"
#define LATER "0198c2f0-3333-7000-8000-00000000000b"
#define CODE  "00000000000a"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "notification", notification_migrations,
			     notification_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static int nothing_yet(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE push_subscription, carried, intent, customer,"
			      " garage, suppressed_address");
	return 0;
}

static void subscribe(const char *party, const char *endpoint, const char *auth)
{
	struct uuid who = uuid_from(party);
	struct push_browser browser = { endpoint, "p256", auth };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_push_save(tx, &who, &browser, &err), &err);
	scratch_commit(tx);
}

static void leave(const char *party, const char *endpoint)
{
	struct uuid who = uuid_from(party);
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_push_remove(tx, &who, endpoint, &err), &err);
	scratch_commit(tx);
}

static int64_t browsers_of(const char *party)
{
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_push_list(tx, &party, 1, &rows, &err), &err);
	scratch_commit(tx);
	return (int64_t)rows_count(rows);
}

static void a_browser_belongs_to_who_used_it_last(void **state)
{
	AUTO_TEXT *auth = NULL;

	(void)state;
	subscribe(ANNA, "https://push.example/1", "old");
	subscribe(ANNA, "https://push.example/1", "new");
	assert_int_equal(browsers_of(ANNA), 1);
	auth = scratch_text(&scratch, "SELECT auth FROM push_subscription");
	assert_string_equal(auth, "new");
	subscribe(BERT, "https://push.example/1", "his");
	assert_int_equal(browsers_of(ANNA), 0);
	assert_int_equal(browsers_of(BERT), 1);
}

static void of_more_than_ten_the_oldest_goes(void **state)
{
	char endpoint[40];

	(void)state;
	for (int i = 0; i <= PUSH_BROWSERS_MAX; i++) {
		snprintf(endpoint, sizeof(endpoint), "https://push.example/%02d", i);
		subscribe(ANNA, endpoint, "auth");
		scratch_run(&scratch, "UPDATE push_subscription SET since = since -"
				      " interval '1 minute'");
	}
	assert_int_equal(browsers_of(ANNA), PUSH_BROWSERS_MAX);
	assert_int_equal(scratch_number(&scratch,
					"SELECT count(*) FROM push_subscription"
					" WHERE endpoint = 'https://push.example/00'"),
			 0);
}

static void nobody_takes_away_anothers_browser(void **state)
{
	(void)state;
	subscribe(ANNA, "https://push.example/1", "a");
	subscribe(ANNA, "https://push.example/2", "a");
	subscribe(BERT, "https://push.example/3", "a");
	leave(BERT, "https://push.example/1");
	assert_int_equal(browsers_of(ANNA), 2);
	leave(ANNA, "https://push.example/1");
	assert_int_equal(browsers_of(ANNA), 1);
	leave(ANNA, NULL);
	assert_int_equal(browsers_of(ANNA), 0);
	assert_int_equal(browsers_of(BERT), 1);
}

static void what_a_push_service_calls_gone_is_forgotten(void **state)
{
	static const char *const GONE[] = { "https://push.example/1",
					    "https://push.example/9" };
	struct err err = { 0 };

	(void)state;
	subscribe(ANNA, "https://push.example/1", "a");
	subscribe(BERT, "https://push.example/2", "a");
	struct tx *tx = scratch_begin(&scratch);

	must(store_push_gone(tx, GONE, 2, &err), &err);
	scratch_commit(tx);
	assert_int_equal(browsers_of(ANNA), 0);
	assert_int_equal(browsers_of(BERT), 1);
}

/* --- text messages --------------------------------------------------------------------
 */
/* Anna is a customer of two garages under one number; NL-2 wrote to her last. */
static void write_to_anna(void)
{
	scratch_run(&scratch,
		    "INSERT INTO garage (dealer, version, active, name, timezone,"
		    " language, sender_name, sender_email, sms_sender) SELECT d, 1,"
		    " d <> 'NL-3', 'De Brug', 'Europe/Amsterdam', 'nl', 'De Brug',"
		    " 'balie@debrug.example', CASE d WHEN 'NL-1' THEN '+31970' END"
		    " FROM unnest('{NL-1,NL-2,NL-3}'::text[]) AS d");
	scratch_run(&scratch,
		    "INSERT INTO customer (dealer, customer_id, version, is_company,"
		    " mobile, mobile_print, language, refuses, erased) SELECT d,"
		    " '" ANNA "', 1, false, '+31612345678', 'print-' || d, 'nl', '',"
		    " false FROM unnest('{NL-1,NL-2}'::text[]) AS d");
	scratch_run(&scratch,
		    "INSERT INTO intent (intent_id, dealer, customer_id, vehicle_id,"
		    " purpose, is_marketing, template, channel, state, not_before,"
		    " not_after, plate, reasons, due_at, requested_at, settled_at)"
		    " VALUES ('" FIRST "', 'NL-1', '" ANNA "', '" BERT "', 'reminder',"
		    " true, 'apk', 'sms', 'sent', now(), now(), '', '', now(), now(),"
		    " now() - interval '2 days'),"
		    " ('" LATER "', 'NL-2', '" ANNA "', '" BERT "', 'reminder', true,"
		    " 'apk', 'sms', 'sent', now(), now(), '', '', now(), now(), now())");
}

static void garages_that_are_not_active_answer_to_no_number(void **state)
{
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	write_to_anna();
	struct tx *tx = scratch_begin(&scratch);

	must(store_sms_garages(tx, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(rows), 2);
	for (size_t i = 0; i < 2; i++) {
		bool own = row_text(rows, i, 0)[3] == '1';

		assert_string_equal(row_text(rows, i, 1), own ? "+31970" : "");
	}
}

static void who_wrote_last_comes_first_and_a_stop_is_seen(void **state)
{
	static const char *const DEALERS[] = { "NL-1", "NL-2" };
	static const char *const PRINTS[] = { "print-NL-1", "print-NL-2" };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	write_to_anna();
	scratch_run(&scratch, "INSERT INTO suppressed_address VALUES ('NL-1',"
			      " 'print-NL-1', '', now())");
	struct tx *tx = scratch_begin(&scratch);

	must(store_sms_persons(tx, DEALERS, PRINTS, 2, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(rows), 2);
	assert_string_equal(row_text(rows, 0, 0), "NL-2");
	assert_false(row_bool(rows, 0, 3));
	assert_string_equal(row_text(rows, 1, 0), "NL-1");
	assert_true(row_bool(rows, 1, 3));
}

static void a_print_is_no_other_garages(void **state)
{
	static const char *const DEALERS[] = { "NL-1" };
	static const char *const PRINTS[] = { "print-NL-2" };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	write_to_anna();
	struct tx *tx = scratch_begin(&scratch);

	must(store_sms_persons(tx, DEALERS, PRINTS, 1, &rows, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(rows), 0);
}

static void a_short_link_is_that_of_one_text_message_alone(void **state)
{
	struct link_token link = { 0 };
	struct err err = { 0 };

	(void)state;
	write_to_anna();
	struct tx *tx = scratch_begin(&scratch);

	must(store_sms_link(tx, CODE, &link, &err), &err);
	assert_string_equal(link.dealer, "NL-1");
	assert_string_equal(link.customer.text, ANNA);
	assert_string_equal(link.address_print, "print-NL-1");
	assert_int_equal(store_sms_link(tx, "00000000000c", &link, &err), -1);
	assert_string_equal(err.code, "TOKEN_INVALID");
	scratch_commit(tx);
	scratch_run(&scratch, "UPDATE intent SET channel = 'email'");
	tx = scratch_begin(&scratch);
	assert_int_equal(store_sms_link(tx, CODE, &link, &err), -1);
	scratch_commit(tx);
}

#define TEST(name) cmocka_unit_test_setup(name, nothing_yet)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_browser_belongs_to_who_used_it_last),
		TEST(of_more_than_ten_the_oldest_goes),
		TEST(nobody_takes_away_anothers_browser),
		TEST(what_a_push_service_calls_gone_is_forgotten),
		TEST(garages_that_are_not_active_answer_to_no_number),
		TEST(who_wrote_last_comes_first_and_a_stop_is_seen),
		TEST(a_print_is_no_other_garages),
		TEST(a_short_link_is_that_of_one_text_message_alone),
	};

	if (!scratch_is_there("notification/test_browsers"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
