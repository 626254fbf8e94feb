/* SPDX-License-Identifier: Apache-2.0 */
/* From when a letter counts as a contact of its person, and as long as it waits. */
#include <stdio.h>

#include "../scratch.h"
#include "notification/store_round.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define CUSTOMER "0198c2f0-4444-7000-8000-000000000001"

static const char *const HANDED = "0198c2f0-1111-7000-8000-00000000000a";
static const char *const NEXT = "0198c2f0-1111-7000-8000-00000000000b";

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

static void request(const char *intent, const char *channel)
{
	char sql[600];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO intent (intent_id, dealer, customer_id, purpose,"
		 " is_marketing, template, channel, not_before, not_after, reasons,"
		 " due_at, requested_at) VALUES ('%s', 'NL-1', '" CUSTOMER
		 "', 'reminder', true, 'apk', '%s', now(), now() + interval '1 day',"
		 " 'apk', now(), now())",
		 intent, channel);
	scratch_run(&scratch, sql);
}

/* The first lies with the post since 40 days. */
static int two_requests(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE carried, intent");
	request(HANDED, "letter");
	scratch_run(&scratch, "UPDATE intent SET state = 'handed',"
			      " contacted_at = now() - interval '40 days'");
	request(NEXT, "email");
	return 0;
}

static struct rows *facts_of(const char *intent, struct contact *ret_contact)
{
	struct rows *facts = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_round_facts(tx, &intent, 1, &facts, &err), &err);
	scratch_commit(tx);
	*ret_contact = store_contact_read(facts, 0);
	return facts;
}

static void settle(const char *state, struct instant at)
{
	struct contact letter;
	struct err err = { 0 };
	AUTO(rows) *settled = NULL;
	AUTO(rows) *facts = facts_of(HANDED, &letter);
	struct tx *tx = scratch_begin(&scratch);

	letter.state = state;
	letter.result.at = at;
	must(store_round_settled(tx, &letter, 1, 0, &settled, &err), &err);
	scratch_commit(tx);
	assert_int_equal(rows_count(settled), 1);
}

static void what_lies_with_the_post_counts_whatever_its_age(void **state)
{
	struct contact next;
	AUTO(rows) *facts = facts_of(NEXT, &next);

	(void)state;
	assert_int_equal(next.facts.contacts.days_7, 1);
	assert_int_equal(next.facts.contacts.days_30, 1);
	assert_int_equal(next.facts.contacts.days_365, 1);
}

static void a_letter_counts_from_when_it_is_there(void **state)
{
	struct instant arrives = instant_add_seconds(clock_now(scratch.clock), 86400);
	struct contact next;

	(void)state;
	settle("sent", arrives);
	AUTO(rows) *facts = facts_of(NEXT, &next);

	assert_int_equal(next.facts.contacts.days_7, 1);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM intent"
						  " WHERE contacted_at"
						  " > now() + interval '23 hours'"),
			 1);
}

static void what_perhaps_was_posted_counts_from_when_it_was_reserved(void **state)
{
	struct contact next;

	(void)state;
	settle("uncertain", NO_INSTANT);
	AUTO(rows) *facts = facts_of(NEXT, &next);

	assert_int_equal(next.facts.contacts.days_30, 0);
	assert_int_equal(next.facts.contacts.days_365, 1);
}

#define TEST(name) cmocka_unit_test_setup(name, two_requests)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_lies_with_the_post_counts_whatever_its_age),
		TEST(a_letter_counts_from_when_it_is_there),
		TEST(what_perhaps_was_posted_counts_from_when_it_was_reserved),
	};

	if (!scratch_is_there("notification/test_counted"))
		return 0;
	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
