/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of a round of sending: fair shares, locks of persons, caps counted with what is
 * reserved, results that only their own claim may write, and rounds that died.
 */
#include <stdio.h>

#include "../scratch.h"
#include "notification/store.h"
#include "notification/store_round.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define SQL_IDLE "idle_in_transaction_session_timeout"

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

static int clear(void **state)
{
	(void)state;
	scratch_run(&scratch,
		    "TRUNCATE carried, garage, customer, consent_event,"
		    " suppressed_address, disowned_vehicle, address_health, intent");
	return 0;
}

static int pick_mail(struct tx *tx, int64_t most, struct rows **ret_rows, struct err *err)
{
	const struct round_pick pick = { "email", most, 0 };

	return store_round_pick(tx, &pick, ret_rows, err);
}

/* `count` due letters of a garage, each to a customer of its own. */
static void queue(const char *dealer, int count)
{
	char sql[900];

	static const char SQL[] =
		"INSERT INTO intent (intent_id, dealer, customer_id, purpose,"
		" is_marketing, template, channel, not_before, not_after, reasons,"
		" due_at, requested_at) SELECT md5('i%s' || n)::uuid, '%s',"
		" md5('c%s' || n)::uuid, 'reminder', true, 'apk', 'email',"
		" now() - interval '1 hour', now() + interval '1 day', 'apk',"
		" now() - interval '1 hour', now() FROM generate_series(1, %d) AS n";

	snprintf(sql, sizeof(sql), SQL, dealer, dealer, dealer, count);
	scratch_run(&scratch, sql);
}

static size_t count_of(const struct rows *rows, const char *dealer)
{
	size_t count = 0;

	for (size_t i = 0; i < rows_count(rows); i++)
		count += strcmp(row_text(rows, i, 1), dealer) == 0;
	return count;
}

static void a_large_garage_does_not_hold_up_a_small_one(void **state)
{
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	queue("NL-1", 1000);
	queue("NL-2", 10);
	must(pick_mail(tx, 100, &rows, &err), &err);
	assert_int_equal(rows_count(rows), 60);
	assert_int_equal(count_of(rows, "NL-2"), 10);
	tx_rollback(tx);
}

static void rounds_take_garages_in_one_order_whoevers_turn_it_is(void **state)
{
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	struct tx *tx = scratch_begin(&scratch);
	const struct round_pick pick = { "email", 20, 1 }; /* NL-2 first */

	(void)state;
	queue("NL-1", 10);
	queue("NL-2", 10);
	must(store_round_pick(tx, &pick, &rows, &err), &err);
	assert_int_equal(rows_count(rows), 20);
	assert_string_equal(row_text(rows, 0, 1), "NL-1");
	assert_string_equal(row_text(rows, 19, 1), "NL-2");
	tx_rollback(tx);
}

static void two_rounds_pick_different_letters(void **state)
{
	struct err err = { 0 };
	AUTO(rows) *one = NULL;
	AUTO(rows) *other = NULL;
	struct tx *first = scratch_begin(&scratch);
	struct tx *second = scratch_begin(&scratch);

	(void)state;
	queue("NL-1", 30);
	must(pick_mail(first, 20, &one, &err), &err);
	must(pick_mail(second, 20, &other, &err), &err);
	assert_int_equal(rows_count(one), 20);
	assert_int_equal(rows_count(other), 10);
	tx_rollback(first);
	tx_rollback(second);
}

static void a_person_is_written_to_by_one_round_at_a_time(void **state)
{
	const int64_t persons[] = { store_person_key("NL-1", "a"),
				    store_person_key("NL-1", "b") };
	struct err err = { 0 };
	bool got[2];
	struct tx *first = scratch_begin(&scratch);
	struct tx *second = scratch_begin(&scratch);

	(void)state;
	must(store_round_lock(first, persons, 1, got, &err), &err);
	assert_true(got[0]);
	must(store_round_lock(second, persons, 2, got, &err), &err);
	assert_false(got[0]);
	assert_true(got[1]);
	tx_rollback(first);
	must(store_round_lock(second, persons, 1, got, &err), &err);
	assert_true(got[0]);
	tx_rollback(second);
}

static void an_opt_out_waits_for_the_round(void **state)
{
	struct uuid person = { "0198c2f0-1111-7000-8000-000000000001" };
	const int64_t key = store_person_key("NL-1", person.text);
	struct err err = { 0 };
	bool got = false;
	struct tx *round = scratch_begin(&scratch);
	struct tx *opt_out = scratch_begin(&scratch);

	(void)state;
	must(store_round_lock(round, &key, 1, &got, &err), &err);
	must(tx_set_local(opt_out, "lock_timeout", "100ms", &err), &err);
	assert_int_equal(store_person_lock(opt_out, "NL-1", &person, &err), -1);
	assert_int_equal(err.kind, ERR_LATER);
	tx_rollback(opt_out);
	tx_rollback(round);
	opt_out = scratch_begin(&scratch);
	must(store_person_lock(opt_out, "NL-1", &person, &err), &err);
	tx_rollback(opt_out);
}

/* The first due letter, judged as sending by `claim`. */
static struct rows *claim_one(int64_t claim, struct contact *ret_letter)
{
	struct err err = { 0 };
	AUTO(rows) *picked = NULL;
	struct rows *facts = NULL;
	struct tx *tx = scratch_begin(&scratch);

	must(pick_mail(tx, 1, &picked, &err), &err);
	assert_int_equal(rows_count(picked), 1);
	const char *intent = row_text(picked, 0, 0);

	must(store_round_facts(tx, &intent, 1, &facts, &err), &err);
	*ret_letter = store_contact_read(facts, 0);
	ret_letter->state = "sending";
	must(store_round_judged(tx, ret_letter, 1, claim, &err), &err);
	scratch_commit(tx);
	return facts;
}

static size_t settle(struct contact *letter, int64_t claim, const char *outcome)
{
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	struct tx *tx = scratch_begin(&scratch);

	letter->state = outcome;
	must(store_round_settled(tx, letter, 1, claim, &rows, &err), &err);
	scratch_commit(tx);
	return rows_count(rows);
}

static void what_is_reserved_counts_and_what_failed_does_not(void **state)
{
	struct contact letter;
	struct contact again;

	(void)state;
	queue("NL-1", 1);
	scratch_run(&scratch,
		    "INSERT INTO intent (intent_id, dealer, customer_id, purpose,"
		    " is_marketing, template, channel, not_before, not_after, reasons,"
		    " due_at, requested_at) SELECT md5('second')::uuid, dealer,"
		    " customer_id, purpose, is_marketing, template, channel, not_before,"
		    " not_after, reasons, now(), requested_at FROM intent");
	AUTO(rows) *first = claim_one(7, &letter);
	AUTO(rows) *second = claim_one(8, &again);

	assert_int_equal(letter.facts.contacts.days_7, 0);
	assert_int_equal(again.facts.contacts.days_7, 1);
	assert_int_equal(settle(&letter, 7, "failed"), 1);
	assert_int_equal(settle(&again, 8, "sent"), 1);
	assert_int_equal(
		scratch_number(&scratch, "SELECT count(contacted_at) FROM intent"), 1);
}

static void only_its_own_claim_settles_a_letter(void **state)
{
	struct contact letter;

	(void)state;
	queue("NL-1", 1);
	AUTO(rows) *facts = claim_one(7, &letter);

	assert_int_equal(settle(&letter, 8, "sent"), 0);
	assert_int_equal(settle(&letter, 7, "sent"), 1);
	assert_int_equal(settle(&letter, 7, "failed"), 0);
	assert_int_equal(scratch_number(&scratch, "SELECT outcomes FROM intent"), 1);
}

static void a_living_round_is_not_called_dead(void **state)
{
	struct err err = { 0 };
	bool got = false;
	struct tx *round = scratch_begin(&scratch);
	struct tx *sweep = scratch_begin(&scratch);

	(void)state;
	must(store_claim_lock(round, 7, &err), &err);
	must(store_claim_try_lock(sweep, 7, &got, &err), &err);
	assert_false(got);
	tx_rollback(round);
	must(store_claim_try_lock(sweep, 7, &got, &err), &err);
	assert_true(got);
	tx_rollback(sweep);
}

/* Two transactions under the same short time-out: by the time the one has lost its lock,
 * a round has been idle for longer. */
static void a_round_that_waits_long_keeps_its_locks(void **state)
{
	struct err err = { 0 };
	bool got = false;
	struct tx *round = scratch_begin(&scratch);
	struct tx *other = scratch_begin(&scratch);
	struct tx *sweep = scratch_begin(&scratch);

	(void)state;
	must(tx_set_local(round, SQL_IDLE, "500ms", &err), &err);
	must(store_claim_lock(round, 7, &err), &err);
	must(tx_rest(round, &err), &err);
	must(tx_set_local(other, SQL_IDLE, "500ms", &err), &err);
	must(store_claim_try_lock(other, 8, &got, &err), &err);
	assert_true(got);
	must(store_claim_lock(sweep, 8, &err), &err); /* as soon as it is free */
	assert_int_equal(tx_rest(other, NULL), -1);
	must(store_claim_try_lock(sweep, 7, &got, &err), &err);
	assert_false(got);
	must(tx_rest(round, &err), &err);
	tx_rollback(sweep);
	tx_rollback(other);
	tx_rollback(round);
}

static void letters_of_a_dead_round_become_uncertain_once(void **state)
{
	struct contact letter;
	struct err err = { 0 };
	AUTO(rows) *ended = NULL;
	AUTO(rows) *again = NULL;

	(void)state;
	queue("NL-1", 1);
	AUTO(rows) *facts = claim_one(7, &letter);
	struct tx *tx = scratch_begin(&scratch);

	must(store_claim_ended(tx, 7, "uncertain", &ended, &err), &err);
	assert_int_equal(rows_count(ended), 1);
	letter = store_contact_read(ended, 0);
	assert_int_equal(letter.outcomes, 1);
	must(store_claim_ended(tx, 7, "uncertain", &again, &err), &err);
	assert_int_equal(rows_count(again), 0);
	scratch_commit(tx);
	assert_int_equal(settle(&letter, 7, "sent"), 0);
	/* It may have arrived, so it counts. */
	assert_int_equal(
		scratch_number(&scratch, "SELECT count(contacted_at) FROM intent"), 1);
}

static void the_same_request_is_one_row(void **state)
{
	struct notification_requested request = {
		.intent_id = "0198c2f0-1111-7000-8000-000000000001",
		.dealer = "NL-1",
		.customer_id = "0198c2f0-1111-7000-8000-000000000002",
		.purpose = WIRE_PURPOSE_REMINDER,
		.message_class = WIRE_MESSAGE_CLASS_MARKETING,
		.template = "apk",
		.channel = WIRE_CHANNEL_EMAIL,
		.not_before = "2026-11-23T07:00:00Z",
		.not_after = "2026-11-28T20:00:00Z",
	};
	const struct intent_new list[] = { { .request = &request },
					   { .request = &request } };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_intents_add(tx, list, 2, &err), &err);
	must(store_intents_add(tx, list, 1, &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM intent"), 1);
}

static void old_letters_forget(void **state)
{
	struct instant now = clock_now(scratch.clock);
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	queue("NL-1", 3);
	scratch_run(
		&scratch,
		"UPDATE intent SET plate = 'H-001-HB', state = 'sent', settled_at ="
		" now() - CASE WHEN intent_id = md5('iNL-11')::uuid THEN interval '1 day'"
		" WHEN intent_id = md5('iNL-12')::uuid THEN interval '100 days'"
		" ELSE interval '4 years' END");
	scratch_run(&scratch,
		    "UPDATE intent SET requested_at = settled_at - interval '1h'");
	must(store_intents_tidy(tx, instant_add_seconds(now, -90 * 86400),
				instant_add_seconds(now, -1116 * 86400), &err),
	     &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM intent"), 2);
	assert_int_equal(scratch_number(&scratch, "SELECT count(plate) FROM intent"), 1);
}

#define TEST(name) cmocka_unit_test_setup(name, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_large_garage_does_not_hold_up_a_small_one),
		TEST(rounds_take_garages_in_one_order_whoevers_turn_it_is),
		TEST(two_rounds_pick_different_letters),
		TEST(a_person_is_written_to_by_one_round_at_a_time),
		TEST(an_opt_out_waits_for_the_round),
		TEST(what_is_reserved_counts_and_what_failed_does_not),
		TEST(only_its_own_claim_settles_a_letter),
		TEST(a_living_round_is_not_called_dead),
		TEST(a_round_that_waits_long_keeps_its_locks),
		TEST(letters_of_a_dead_round_become_uncertain_once),
		TEST(the_same_request_is_one_row),
		TEST(old_letters_forget),
	};

	if (!scratch_is_there("notification/test_round"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
