/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters to whom a form names: no customer is needed, what is known of the address
 * holds, and nothing of the person is left when they are forgotten.
 */
#include <stdio.h>

#include "../scratch.h"
#include "notification/store.h"
#include "notification/store_round.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define INTENT   "0198c2f0-1111-7000-8000-000000000001"
#define CUSTOMER "0198c2f0-1111-7000-8000-000000000002"
#define VEHICLE  "0198c2f0-1111-7000-8000-000000000003"
#define OTHER    "0198c2f0-1111-7000-8000-000000000004"

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

/* One letter to the address whose print is "print-1". */
static int request(void **state)
{
	static const struct notification_requested_recipient to = {
		.email = "j.jansen@example.nl", .name = "J. Jansen"
	};
	struct notification_requested requested = {
		.intent_id = INTENT,
		.dealer = "NL-1",
		.customer_id = CUSTOMER,
		.vehicle_id = VEHICLE,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "inspection_advice",
		.channel = WIRE_CHANNEL_EMAIL,
		.not_before = "2026-11-23T07:00:00Z",
		.not_after = "2026-11-28T20:00:00Z",
		.recipient = &to,
	};
	char form[] = "{\"link\":\"/m/x\"}";
	struct intent_new intent = { .request = &requested,
				     .to_print = "print-1",
				     .form = form };
	struct err err = { 0 };

	(void)state;
	scratch_run(&scratch, "TRUNCATE carried, garage, customer, suppressed_address,"
			      " disowned_vehicle, address_health, intent,"
			      " holder_change");
	scratch_run(&scratch, "INSERT INTO garage (dealer, version, active, name,"
			      " timezone, language, sender_name, sender_email) VALUES"
			      " ('NL-1', 1, true, 'De Brug', 'Europe/Amsterdam', 'en',"
			      " 'De Brug', 'balie@debrug.example')");
	struct tx *tx = scratch_begin(&scratch);

	must(store_intents_add(tx, &intent, 1, &err), &err);
	scratch_commit(tx);
	return 0;
}

static void add_customer(void)
{
	scratch_run(&scratch,
		    "INSERT INTO customer (dealer, customer_id, version, is_company,"
		    " last_name, email, address_print, language, refuses, erased) VALUES"
		    " ('NL-1', '" CUSTOMER "', 1, false, 'Pietersen',"
		    " 'p@example.nl', 'print-2', 'nl', '', false)");
}

/* The facts lend from *ret_rows. */
static struct contact read_facts(struct rows **ret_rows)
{
	const char *intent = INTENT;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_round_facts(tx, &intent, 1, ret_rows, &err), &err);
	scratch_commit(tx);
	return store_contact_read(*ret_rows, 0);
}

static void nobody_waits_for_a_customer(void **state)
{
	AUTO(rows) *rows = NULL;
	struct contact letter = read_facts(&rows);

	(void)state;
	assert_true(letter.facts.customer_known);
	assert_true(letter.facts.ways[CHANNEL_EMAIL].has_address);
	assert_string_equal(letter.letter.email, "j.jansen@example.nl");
	assert_string_equal(letter.letter.person.whole_name, "J. Jansen");
	assert_int_equal(letter.letter.language, GREETING_EN); /* the garage's */
	assert_string_equal(letter.form, "{\"link\":\"/m/x\"}");
}

static void the_form_is_heard_before_the_customers_own_address(void **state)
{
	AUTO(rows) *rows = NULL;

	(void)state;
	add_customer();
	struct contact letter = read_facts(&rows);

	assert_string_equal(letter.letter.email, "j.jansen@example.nl");
	assert_string_equal(letter.prints[CHANNEL_EMAIL], "print-1");
	assert_int_equal(letter.letter.language, GREETING_NL); /* the customer's */
}

static void what_is_known_of_the_address_holds(void **state)
{
	AUTO(rows) *rows = NULL;

	(void)state;
	scratch_run(&scratch, "INSERT INTO address_health VALUES ('NL-1', 'print-1',"
			      " true, 0, NULL, NULL, now())");
	scratch_run(&scratch, "INSERT INTO suppressed_address VALUES ('NL-1', 'print-1',"
			      " '', now())");
	struct contact letter = read_facts(&rows);

	assert_true(letter.facts.ways[CHANNEL_EMAIL].health.hard);
	assert_true(instant_is_set(letter.facts.ways[CHANNEL_EMAIL].suppressed_at));
	assert_false(letter.facts.vehicle_gone);
}

static bool says_no(void)
{
	AUTO(rows) *rows = NULL;

	return instant_is_set(
		read_facts(&rows).facts.ways[CHANNEL_EMAIL].suppressed_at);
}

static void say_of_address(bool yes, int64_t minute)
{
	struct instant at = { minute * 60 * MICROS_PER_SECOND };
	const struct address_word word = { "NL-1", "print-1", PURPOSE_NONE, at };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(yes ? store_address_release(tx, &word, &err)
		 : store_address_suppress(tx, &word, &err),
	     &err);
	scratch_commit(tx);
}

static void a_yes_releases_only_from_an_older_no(void **state)
{
	(void)state;
	say_of_address(false, 10);
	say_of_address(false, 20);
	say_of_address(false, 15); /* later heard, earlier said */
	say_of_address(true, 19);
	assert_true(says_no());
	say_of_address(true, 21);
	assert_false(says_no());
}

static void not_my_car_holds_for_the_address(void **state)
{
	struct link_token link = { .dealer = "NL-1",
				   .customer = { OTHER },
				   .vehicle = { VEHICLE },
				   .address_print = "print-1" };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_vehicle_disown(tx, &link, &err), &err);
	scratch_commit(tx);
	assert_true(read_facts(&rows).facts.vehicle_gone);
}

/* Who asks for these knows whose the car is. */
static void not_my_car_holds_no_letter_of_a_transfer_back(void **state)
{
	AUTO(rows) *rows = NULL;

	not_my_car_holds_for_the_address(state);
	scratch_run(&scratch, "UPDATE intent SET template = 'transfer_offer'");
	assert_false(read_facts(&rows).facts.vehicle_gone);
}

static bool is_held_by(const struct passport_state *passport)
{
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_holder_changed(tx, passport, &err), &err);
	scratch_commit(tx);
	return read_facts(&rows).facts.holder_changed;
}

static void a_new_holder_stops_what_was_asked_for_before(void **state)
{
	struct passport_state passport = { .passport_id = OTHER,
					   .version = 4,
					   .vehicle_id = VEHICLE,
					   .plate = "H001HB",
					   .holder_changed_at = "2026-11-23T09:00:00Z" };

	(void)state;
	assert_true(is_held_by(&passport));
	/* An older version is no news. */
	passport.version = 3;
	passport.holder_changed_at = "2026-11-22T09:00:00Z";
	assert_true(is_held_by(&passport));
	/* Asked for long after the change. */
	passport.version = 5;
	assert_false(is_held_by(&passport));
	/* Another garage has another id for the car, not another plate. */
	passport.version = 6;
	passport.vehicle_id = CUSTOMER;
	passport.holder_changed_at = "2026-11-23T09:00:00Z";
	assert_false(is_held_by(&passport));
	scratch_run(&scratch, "UPDATE intent SET plate = 'H-001-HB'");
	passport.version = 7;
	assert_true(is_held_by(&passport));
}

static void a_passport_that_is_gone_holds_nothing(void **state)
{
	struct uuid passport = { OTHER };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	a_new_holder_stops_what_was_asked_for_before(state);
	struct tx *tx = scratch_begin(&scratch);

	must(store_holder_forget(tx, &passport, &err), &err);
	scratch_commit(tx);
	assert_false(read_facts(&rows).facts.holder_changed);
}

static int64_t fields_left(void)
{
	return scratch_number(&scratch, "SELECT num_nonnulls(to_email, to_name, to_print,"
					" form) FROM intent");
}

static void an_erasure_forgets_whom_the_form_named(void **state)
{
	struct uuid customer = { CUSTOMER };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	add_customer();
	assert_int_equal(fields_left(), 4);
	/* Who gave one number as both is one print on the list. */
	scratch_run(&scratch, "UPDATE customer SET phone_print = 'print-3',"
			      " mobile_print = 'print-3'");
	struct tx *tx = scratch_begin(&scratch);

	must(store_customer_erase(tx, "NL-1", &customer, &err), &err);
	scratch_commit(tx);
	assert_int_equal(fields_left(), 0);
	assert_true(read_facts(&rows).facts.customer_erased);
}

static void a_holder_that_is_erased_gets_nothing_more(void **state)
{
	struct uuid party = { CUSTOMER };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_holder_erase(tx, &party, &err), &err);
	scratch_commit(tx);
	assert_int_equal(fields_left(), 0);
	assert_int_equal(scratch_number(&scratch,
					"SELECT count(*) FROM intent WHERE state ="
					" 'suppressed' AND reason = 'ERASED'"
					" AND settled_at IS NOT NULL"),
			 1);
}

static void old_letters_forget_whom_the_form_named(void **state)
{
	struct instant now = clock_now(scratch.clock);
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	scratch_run(&scratch, "UPDATE intent SET state = 'sent', settled_at = now() -"
			      " interval '91 days', requested_at = now() -"
			      " interval '92 days'");
	must(store_intents_tidy(tx, instant_add_seconds(now, -90 * 86400),
				instant_add_seconds(now, -1116 * 86400), &err),
	     &err);
	scratch_commit(tx);
	assert_int_equal(fields_left(), 0);
}

#define TEST(name) cmocka_unit_test_setup(name, request)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nobody_waits_for_a_customer),
		TEST(the_form_is_heard_before_the_customers_own_address),
		TEST(what_is_known_of_the_address_holds),
		TEST(a_yes_releases_only_from_an_older_no),
		TEST(not_my_car_holds_for_the_address),
		TEST(not_my_car_holds_no_letter_of_a_transfer_back),
		TEST(a_new_holder_stops_what_was_asked_for_before),
		TEST(a_passport_that_is_gone_holds_nothing),
		TEST(an_erasure_forgets_whom_the_form_named),
		TEST(a_holder_that_is_erased_gets_nothing_more),
		TEST(old_letters_forget_whom_the_form_named),
	};

	if (!scratch_is_there("notification/test_recipient"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
