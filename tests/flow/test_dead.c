/* SPDX-License-Identifier: Apache-2.0 */
/* Poison is parked, its key waits in order, nobody else notices, and it comes back. */
#include <stdio.h>

#include "../flow/world.h"
#include "flow/dead.h"
#include "unit.h"

static struct world world;
static struct flow *flow;

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "dead");
	atomic_store(&world.strict, true);
	flow = world_start(&world, "a");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	flow_stop(flow);
	world_close(&world);
	return 0;
}

static void ask(int (*what)(struct tx *tx, int64_t id, const char *by, struct err *err),
		int64_t id)
{
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&world.scratch);
	if (what(tx, id, "tester", &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(0, tx_commit(tx, &err));
}

static int64_t first_parked(void)
{
	return scratch_number(&world.scratch,
			      "SELECT min(id) FROM dead_letter WHERE state = 'parked'");
}

static void a_refused_record_is_parked_and_its_key_waits(void **state)
{
	(void)state;
	world_publish(&world, "BAD", 1, BEHAVE);
	world_publish(&world, "BAD", 2, REFUSE_WHILE_STRICT);
	world_publish(&world, "BAD", 3, BEHAVE);
	for (int64_t i = 0; i < 50; i++)
		world_publish(&world, "GOOD", i, BEHAVE);
	world_publish(&world, "BAD", 4, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'GOOD%'", 50);
	world_await(&world, "SELECT count(*) FROM dead_letter", 3);
	expect_number(
		"only what came before is handled",
		scratch_number(&world.scratch,
			       "SELECT sum(number) FROM seen WHERE key LIKE 'BAD%'"),
		1);
	AUTO_TEXT *states = scratch_text(
		&world.scratch, "SELECT string_agg(state, ' ' ORDER BY record_offset)"
				" FROM dead_letter");
	expect_text("states", states, "parked waiting waiting");
}

static void later_batches_wait_too(void **state)
{
	(void)state;
	world_publish(&world, "BAD", 5, BEHAVE);
	world_publish(&world, "GOOD", 100, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen WHERE number = 100", 1);
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE state = 'waiting'",
		    3);
}

static void operators_see_reason_and_payload(void **state)
{
	(void)state;
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;
	AUTO(rows) *value = NULL;
	struct tx *tx = scratch_begin(&world.scratch);
	assert_int_equal(0, dead_list(tx, /* all= */ false, 0, 10, &rows, &err));
	expect_number("parked", (int64_t)rows_count(rows), 1);
	struct dead_letter letter = dead_row(rows, 0);
	expect_text("code", letter.code, "STRICT");
	expect_text("reason", letter.reason, "refused while strict");
	expect_text("topic", letter.topic, "week.closed.v1");
	expect_number("waiting behind it", letter.waiting, 3);
	assert_int_equal(0, dead_value(tx, letter.id, &value, &err));
	expect_true("payload", strncmp(row_text(value, 0, 0), "\\x7b22", 6) == 0);
	assert_int_equal(-1, dead_replay(tx, letter.id + 1000, "tester", &err));
	expect_number("an unknown one is absent", err.kind, ERR_ABSENT);
	assert_int_equal(-1, dead_replay(tx, letter.id + 1, "tester", &err));
	expect_number("a waiting one cannot be replayed before its head", err.kind,
		      ERR_CONFLICT);
	tx_rollback(tx);
}

static void a_replay_that_is_refused_again_stays_parked(void **state)
{
	(void)state;
	ask(dead_replay, first_parked());
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE asked IS NOT NULL",
		    0);
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE state = 'parked'", 1);
	expect_number(
		"no trace of it",
		scratch_number(&world.scratch,
			       "SELECT sum(number) FROM seen WHERE key LIKE 'BAD%'"),
		1);
}

static void a_replay_releases_the_key_in_order(void **state)
{
	(void)state;
	atomic_store(&world.strict, false);
	ask(dead_replay, first_parked());
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE state = 'replayed'",
		    4);
	world_publish(&world, "BAD", 6, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'BAD%'", 6);
	AUTO_TEXT *order = scratch_text(&world.scratch,
					"SELECT string_agg(number::text, ' ' ORDER BY nr)"
					" FROM seen WHERE key LIKE 'BAD%'");
	expect_text("order", order, "1 2 3 4 5 6");
	expect_number("payloads are gone",
		      scratch_number(
			      &world.scratch,
			      "SELECT count(*) FROM dead_letter WHERE value IS NOT NULL"),
		      0);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
}

static void a_discard_releases_the_key_without_the_head(void **state)
{
	(void)state;
	atomic_store(&world.strict, true);
	world_publish(&world, "ODD", 1, REFUSE_WHILE_STRICT);
	world_publish(&world, "ODD", 2, BEHAVE);
	world_publish(&world, "ODD", 3, REFUSE_WHILE_STRICT);
	world_publish(&world, "ODD", 4, BEHAVE);
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE key LIKE 'ODD%'", 4);
	ask(dead_discard, first_parked());
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'ODD%'", 1);
	world_await(&world,
		    "SELECT count(*) FROM dead_letter WHERE key LIKE 'ODD%'"
		    " AND state = 'waiting'",
		    1);
	AUTO_TEXT *states = scratch_text(
		&world.scratch, "SELECT string_agg(state, ' ' ORDER BY record_offset)"
				" FROM dead_letter WHERE key LIKE 'ODD%'");
	expect_text("the next refused one heads the line", states,
		    "discarded replayed parked waiting");
	ask(dead_discard, first_parked());
	world_await(&world, "SELECT sum(number) FROM seen WHERE key LIKE 'ODD%'", 6);
}

static void what_was_settled_stays_settled_when_heard_again(void **state)
{
	(void)state;
	int64_t letters =
		scratch_number(&world.scratch, "SELECT count(*) FROM dead_letter");
	scratch_run(&world.scratch, "DELETE FROM seen");
	scratch_run(&world.scratch,
		    "UPDATE consumer_offset SET next = 0, last_offset = NULL,"
		    " last_id = NULL WHERE topic = 'week.closed.v1'");
	world_publish(&world, "NEW", 1, BEHAVE);
	world_publish(&world, "GOOD", 101, BEHAVE);
	world_publish(&world, "ODD", 9, BEHAVE);
	world_await(&world,
		    "SELECT count(*) FROM seen WHERE key LIKE 'ODD%' AND number = 9", 1);
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'GOOD%'", 52);
	expect_number("no new letters",
		      scratch_number(&world.scratch, "SELECT count(*) FROM dead_letter"),
		      letters);
}

static void a_handler_that_hides_a_failure_is_refused(void **state)
{
	(void)state;
	world_publish(&world, "HIDES", 1, IGNORE_A_FAILURE);
	world_publish(&world, "AFTER", 0, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'AFTER%'", 1);
	world_await(&world,
		    "SELECT count(*) FROM dead_letter"
		    " WHERE key LIKE 'HIDES%' AND state = 'parked'",
		    1);
	scratch_run(&world.scratch, "DELETE FROM seen WHERE key LIKE 'AFTER%'");
}

static const char GARBAGE[] = "\xff\xfe{\"not\": json\x01";

static void any_bytes_are_parked(void **state)
{
	(void)state;
	scratch_run(&world.scratch, "DELETE FROM dead_letter");
	struct slice garbage = { GARBAGE, sizeof(GARBAGE) };
	struct slice nothing = { NULL, 0 };
	world_publish_raw(&world, "week.closed.v1", "k1", garbage,
			  "nl.beurt.week.closed.v1");
	world_publish_raw(&world, "week.closed.v1", "\xff\xfe\x01", garbage, NULL);
	world_publish_raw(&world, "week.closed.v1", "", slice_of("{}"), NULL);
	world_publish_raw(&world, "week.closed.v1", "k2", nothing,
			  "nl.beurt.week.closed.v1");
	world_publish_raw(&world, "week.closed.v1", "k3", slice_of("{}"),
			  "nl.beurt.other.v1");
	world_publish_raw(&world, "week.closed.v1", "k1", slice_of("{}"),
			  "not a type \x7f");
	world_publish(&world, "AFTER", 1, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen WHERE key LIKE 'AFTER%'", 1);
	world_await(&world, "SELECT count(*) FROM dead_letter", 4);
	expect_number("a key that is no text is kept in hex",
		      scratch_number(
			      &world.scratch,
			      "SELECT count(*) FROM dead_letter WHERE key = '\\xfffe01'"),
		      1);
	expect_number("payload as it came",
		      scratch_number(&world.scratch, "SELECT max(octet_length(value))"
						     " FROM dead_letter"),
		      (int64_t)sizeof(GARBAGE));
}

static void an_ingress_topic_handles_its_unreadable_itself(void **state)
{
	(void)state;
	world_publish_raw(&world, "ingress.invoice.acme.v1", "a", slice_of("{}"), NULL);
	world_publish_raw(&world, "ingress.invoice.acme.v1", "b", slice_of("nonsense"),
			  NULL);
	world_publish_raw(&world, "ingress.invoice.acme.v1", "c", slice_of("{}"),
			  "com.acme.invoice.v9");
	world_await(&world, "SELECT count(*) FROM unread", 3);
	expect_number(
		"with a reason each",
		scratch_number(&world.scratch,
			       "SELECT count(*) FROM unread WHERE length(reason) > 10"),
		3);
}

/* A vendor names a command's type on its own topic: it reaches no handler. */
static void a_type_counts_on_its_own_topic_only(void **state)
{
	(void)state;
	int64_t unread = scratch_number(&world.scratch, "SELECT count(*) FROM unread");
	world_publish_raw(&world, "ingress.invoice.acme.v1", "d", slice_of("{}"),
			  "nl.beurt.proposal.decide.v1");
	world_await(&world, "SELECT count(*) FROM unread", unread + 1);
	expect_number("decided",
		      scratch_number(&world.scratch, "SELECT count(*) FROM decided"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refused_record_is_parked_and_its_key_waits),
		cmocka_unit_test(later_batches_wait_too),
		cmocka_unit_test(operators_see_reason_and_payload),
		cmocka_unit_test(a_replay_that_is_refused_again_stays_parked),
		cmocka_unit_test(a_replay_releases_the_key_in_order),
		cmocka_unit_test(a_discard_releases_the_key_without_the_head),
		cmocka_unit_test(what_was_settled_stays_settled_when_heard_again),
		cmocka_unit_test(a_handler_that_hides_a_failure_is_refused),
		cmocka_unit_test(any_bytes_are_parked),
		cmocka_unit_test(an_ingress_topic_handles_its_unreadable_itself),
		cmocka_unit_test(a_type_counts_on_its_own_topic_only),
	};
	if (!scratch_is_there("dead"))
		return 0;
	return cmocka_run_group_tests_name("dead", tests, open_world, close_world);
}
