/* SPDX-License-Identifier: Apache-2.0 */
/* What is due is done once, however many race for it and however often it fails first. */
#include <stdio.h>
#include <unistd.h>

#include "../flow/world.h"
#include "unit.h"

static struct world world;
static char clock_path[64];

static int open_world(void **state)
{
	struct err err = { 0 };
	(void)state;
	world_open(&world, "timers");
	snprintf(clock_path, sizeof(clock_path), "/tmp/beurt-test-clock-%d",
		 (int)getpid());
	pool_close(world.scratch.pool);
	clock_close(world.scratch.clock);
	if (clock_open(clock_path, &world.scratch.clock, &err) < 0)
		fail_msg("%s", err.text);
	struct pool_request request = { .conninfo = world.scratch.conninfo,
					.schema = world.scratch.schema,
					.application = "test",
					.size = 8,
					.clock = world.scratch.clock };
	return pool_open(&request, &world.scratch.pool, &err);
}

static int close_world(void **state)
{
	(void)state;
	world_close(&world);
	unlink(clock_path);
	return 0;
}

static void set(const char *key, int64_t in_seconds)
{
	struct err err = { 0 };
	struct tx *tx = NULL;
	if (tx_begin(world.scratch.pool, &tx, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(0, timer_set(tx, "count", key,
				      instant_add_seconds(tx_now(tx), in_seconds), &err));
	assert_int_equal(0, tx_commit(tx, &err));
}

static void two_instances_race_and_each_timer_fires_once(void **state)
{
	(void)state;
	char key[16];
	for (int i = 0; i < 300; i++) {
		snprintf(key, sizeof(key), "n%d", i);
		set(key, -1);
	}
	struct flow *first = world_start(&world, "a");
	struct flow *second = world_start(&world, "b");
	world_await(&world, "SELECT count(*) FROM timer", 0);
	flow_stop(first);
	flow_stop(second);
	expect_number("fired",
		      scratch_number(&world.scratch, "SELECT count(*) FROM fired"), 300);
	expect_number(
		"different",
		scratch_number(&world.scratch, "SELECT count(DISTINCT key) FROM fired"),
		300);
}

static void a_stepped_clock_fires_what_it_stepped_over(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct flow *flow = world_start(&world, "a");
	set("far", 7 * 86400);
	set("further", 14 * 86400);
	clock_pause(600000);
	expect_number("not yet",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM fired WHERE key = 'far'"),
		      0);
	struct instant later =
		instant_add_seconds(clock_now(world.scratch.clock), 8 * 86400);
	assert_int_equal(0, clock_set(world.scratch.clock, later, &err));
	world_await(&world, "SELECT count(*) FROM fired WHERE key = 'far'", 1);
	expect_number("only what is due",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM timer WHERE key = 'further'"),
		      1);
	flow_stop(flow);
}

static void a_timer_set_again_moves(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct tx *tx = NULL;
	set("moved", 3600);
	set("moved", 7200);
	expect_number("one row",
		      scratch_number(&world.scratch, "SELECT count(*) FROM timer"
						     " WHERE key = 'moved'"),
		      1);
	assert_int_equal(0, tx_begin(world.scratch.pool, &tx, &err));
	assert_int_equal(0, timer_clear(tx, "count", "moved", &err));
	assert_int_equal(0, tx_commit(tx, &err));
	expect_number("cleared",
		      scratch_number(&world.scratch, "SELECT count(*) FROM timer"
						     " WHERE key = 'moved'"),
		      0);
}

static void a_failing_timer_is_tried_again_and_leaves_no_trace(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	atomic_store(&world.strict, true);
	set("strict", -1);
	world_await(&world,
		    "SELECT count(*) FROM timer WHERE key = 'strict' AND attempts > 0",
		    1);
	set("other", -1);
	world_await(&world, "SELECT count(*) FROM fired WHERE key = 'other'", 1);
	expect_number("no trace",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM fired WHERE key = 'strict'"),
		      0);
	atomic_store(&world.strict, false);
	world_await(&world, "SELECT count(*) FROM fired WHERE key = 'strict'", 1);
	world_await(&world, "SELECT count(*) FROM timer WHERE key = 'strict'", 0);
	flow_stop(flow);
}

/* Ten waits that double would last a quarter of an hour. */
static void who_lost_to_another_transaction_is_tried_again_at_once(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	atomic_store(&world.strict, true);
	set("loser", -1);
	world_await(&world,
		    "SELECT count(*) FROM timer WHERE key = 'loser' AND attempts >= 10",
		    1);
	atomic_store(&world.strict, false);
	world_await(&world, "SELECT count(*) FROM fired WHERE key = 'loser'", 1);
	flow_stop(flow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_instances_race_and_each_timer_fires_once),
		cmocka_unit_test(a_stepped_clock_fires_what_it_stepped_over),
		cmocka_unit_test(a_timer_set_again_moves),
		cmocka_unit_test(a_failing_timer_is_tried_again_and_leaves_no_trace),
		cmocka_unit_test(who_lost_to_another_transaction_is_tried_again_at_once),
	};
	if (!scratch_is_there("timers"))
		return 0;
	return cmocka_run_group_tests_name("timers", tests, open_world, close_world);
}
