/* SPDX-License-Identifier: Apache-2.0 */
/* Records become rows and messages exactly once, whatever happens in between. */
#include <stdio.h>

#include "../flow/world.h"
#include "flow/offsets.h"
#include "gen/week_closed.h"
#include "unit.h"

static struct world world;

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "inbox");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	world_close(&world);
	return 0;
}

#define KEYS 7

static void publish_many(int64_t from, int64_t count)
{
	char dealer[16];
	for (int64_t i = from; i < from + count; i++) {
		snprintf(dealer, sizeof(dealer), "K%d", (int)(i % KEYS));
		world_publish(&world, dealer, i, BEHAVE);
	}
}

static void expect_said_once(int64_t count)
{
	struct weeks_said said = world_weeks_said(&world, count);
	expect_number("records said", said.distinct, count);
	expect_number("said again", said.again, 0);
	expect_true("and no more", !said.more);
}

static void every_record_is_handled_once(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	publish_many(0, 3000);
	world_await(&world, "SELECT count(*) FROM seen", 3000);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	expect_number(
		"distinct",
		scratch_number(&world.scratch, "SELECT count(DISTINCT number) FROM seen"),
		3000);
	expect_number(
		"in order within each key",
		scratch_number(&world.scratch,
			       "SELECT count(*) FROM (SELECT number < lag(number) OVER"
			       " (PARTITION BY key ORDER BY nr) AS back FROM seen) s"
			       " WHERE back"),
		0);
	flow_stop(flow);
	expect_number("told of as committed", atomic_load(&world.told), 3000);
	expect_true("and seen by then", !atomic_load(&world.told_early));
	expect_said_once(3000);
}

static void a_restart_goes_on_where_it_was(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	world_await_ready(flow);
	flow_stop(flow);
	publish_many(3000, 500);
	flow = world_start(&world, "a");
	world_await(&world, "SELECT count(*) FROM seen", 3500);
	flow_stop(flow);
	expect_number(
		"distinct",
		scratch_number(&world.scratch, "SELECT count(DISTINCT number) FROM seen"),
		3500);
}

/* A database restored to an older moment, or another instance that was ahead: the batch
 * in hand changes nothing and reading starts again where the database says. */
static void the_database_decides_where_reading_goes_on(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	world_await_ready(flow);
	scratch_run(&world.scratch, "DELETE FROM seen WHERE number >= 3400");
	scratch_run(&world.scratch,
		    "UPDATE consumer_offset SET next = 0, last_offset = NULL,"
		    " last_id = NULL WHERE topic = 'week.closed.v1'");
	scratch_run(&world.scratch, "DELETE FROM seen");
	publish_many(3500, 30);
	world_await(&world, "SELECT count(*) FROM seen", 3530);
	expect_number(
		"distinct",
		scratch_number(&world.scratch, "SELECT count(DISTINCT number) FROM seen"),
		3530);
	flow_stop(flow);
}

/* Long enough that reading pauses: batches in hand, queued and open are all full. */
static void what_is_away_is_waited_for(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	atomic_store(&world.away, true);
	for (int key = 0; key < KEYS; key++) {
		char dealer[16];
		snprintf(dealer, sizeof(dealer), "K%d", key);
		world_publish(&world, dealer, 4000 + key, LATER_WHILE_AWAY);
	}
	publish_many(10000, 3000);
	world_await_ready(flow);
	clock_pause(7000000);
	expect_number("nothing of the batch is there",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM seen WHERE number = 4000"),
		      0);
	expect_true("and it is still alive", flow_health(flow).alive);
	atomic_store(&world.away, false);
	world_await(&world, "SELECT count(*) FROM seen WHERE number >= 4000",
		    3000 + KEYS);
	expect_number("once each",
		      scratch_number(&world.scratch,
				     "SELECT count(DISTINCT number) FROM seen"
				     " WHERE number >= 4000"),
		      3000 + KEYS);
	flow_stop(flow);
	scratch_run(&world.scratch, "DELETE FROM seen WHERE number >= 10000");
}

static void lost_connections_lose_nothing(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	world_await_ready(flow);
	for (int i = 0; i < 20; i++) {
		publish_many(5000 + i * 50, 50);
		scratch_run(
			&world.scratch,
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			" WHERE pid <> pg_backend_pid() AND datname = current_database()"
			" AND application_name IN ('test', 'beurt-relay')");
		clock_pause(20000);
	}
	world_await(&world,
		    "SELECT count(DISTINCT number) FROM seen WHERE number >= 5000", 1000);
	expect_number("once each",
		      scratch_number(&world.scratch, "SELECT count(*) FROM seen"
						     " WHERE number >= 5000"),
		      1000);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	flow_stop(flow);
}

static void two_instances_share_the_work(void **state)
{
	(void)state;
	struct flow *first = world_start(&world, "a");
	struct flow *second = world_start(&world, "b");
	publish_many(7000, 500);
	world_await_ready(second);
	publish_many(7500, 500);
	world_await(&world,
		    "SELECT count(DISTINCT number) FROM seen WHERE number >= 7000", 1000);
	flow_stop(first);
	publish_many(8000, 200);
	world_await(&world,
		    "SELECT count(DISTINCT number) FROM seen WHERE number >= 7000", 1200);
	expect_number("once each",
		      scratch_number(&world.scratch, "SELECT count(*) FROM seen"
						     " WHERE number >= 7000"),
		      1200);
	flow_stop(second);
}

static void a_stale_owner_changes_nothing(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct tx *tx = NULL;
	struct known_offset known;
	bool moved = true;
	bool parked = true;
	struct step step = { .topic = mem_text("stale.v1"), .next = 5, .last_offset = 4 };
	struct record_batch batch = { .steps = &step, .steps_count = 1 };
	assert_int_equal(0, tx_begin(world.scratch.pool, &tx, &err));
	assert_int_equal(0, offset_know(tx, "stale.v1", 0, "cluster", &known, &err));
	assert_int_equal(0, offset_move(tx, &batch, &moved, &parked, &err));
	expect_true("the owner moves it", moved);
	assert_int_equal(0, offset_move(tx, &batch, &moved, &parked, &err));
	expect_true("whoever expects the old place does not", !moved);
	tx_rollback(tx);
	mem_free(step.topic);
}

static void hot_paths_come_in_batches(void **state)
{
	(void)state;
	world.batched = true;
	atomic_store(&world.in_batches, 0);
	struct flow *flow = world_start(&world, "a");
	world_await_ready(flow);
	publish_many(9000, 800);
	world_await(&world, "SELECT count(*) FROM seen WHERE number >= 9000", 800);
	expect_true("most came in batches", atomic_load(&world.in_batches) > 400);
	for (int64_t more = 0; atomic_load(&world.mixed) == 0; more += 100) {
		expect_true("types that share a handler come together", more < 5000);
		publish_many(10000 + more, 100);
		world_await(&world, "SELECT count(*) FROM seen WHERE number >= 10000",
			    more + 100);
	}
	flow_stop(flow);
	world.batched = false;
}

/* What follows a parked record in one batch: its key waits, all others go on. */
static void a_parked_record_holds_up_its_own_key_alone(void **state)
{
	(void)state;
	world_publish_raw(&world, "week.closed.v1", "K0/2026-W53", slice_of("{"),
			  week_closed_type.ce_type);
	publish_many(20000, 10 * KEYS);
	world.batched = true;
	struct flow *flow = world_start(&world, "a");
	world_await(&world, "SELECT count(*) FROM dead_letter WHERE key LIKE 'K0/%'",
		    1 + 10);
	world_await(&world, "SELECT count(*) FROM seen WHERE number >= 20000",
		    10 * (KEYS - 1));
	flow_stop(flow);
	world.batched = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_is_handled_once),
		cmocka_unit_test(a_restart_goes_on_where_it_was),
		cmocka_unit_test(the_database_decides_where_reading_goes_on),
		cmocka_unit_test(what_is_away_is_waited_for),
		cmocka_unit_test(lost_connections_lose_nothing),
		cmocka_unit_test(two_instances_share_the_work),
		cmocka_unit_test(a_stale_owner_changes_nothing),
		cmocka_unit_test(hot_paths_come_in_batches),
		cmocka_unit_test(a_parked_record_holds_up_its_own_key_alone),
	};
	if (!scratch_is_there("inbox"))
		return 0;
	return cmocka_run_group_tests_name("inbox", tests, open_world, close_world);
}
