/* SPDX-License-Identifier: Apache-2.0 */
/* A topic that is not the one that was read stops its partition with an alarm. */
#include <stdlib.h>

#include "../flow/world.h"
#include "flow/offsets.h"
#include "unit.h"

static struct world world;

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "halt");
	struct flow *flow = world_start(&world, "a");
	for (int64_t i = 0; i < 30; i++)
		world_publish(&world, i % 2 ? "K1" : "K2", i, BEHAVE);
	world_await(&world, "SELECT count(*) FROM seen", 30);
	flow_stop(flow);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	world_close(&world);
	return 0;
}

static void await_halted(struct flow *flow, int halted)
{
	int64_t deadline = clock_monotonic() + 20000000;
	while (flow_health(flow).halted != halted) {
		if (clock_monotonic() > deadline)
			fail_msg("halted: got %d, wanted %d", flow_health(flow).halted, halted);
		clock_pause(20000);
	}
}

/* Changes the row of K1's partition, starts, expects that partition alone to stop, lets
 * the operator forget the position, and expects everything to be heard again. */
static void expect_halt(const char *change)
{
	struct err err = { 0 };
	struct tx *tx = NULL;
	int64_t forgotten = 0;
	AUTO_TEXT *partition = scratch_text(
		&world.scratch, "SELECT partition FROM consumer_offset"
				" WHERE topic = 'week.closed.v1' AND next > 0"
				" ORDER BY partition LIMIT 1");
	STRBUF_AUTO sql = strbuf_new(500);
	strbuf_addf(&sql, "UPDATE consumer_offset SET %s WHERE topic = 'week.closed.v1' AND"
			  " partition = %s",
		    change, partition);
	scratch_run(&world.scratch, sql.text);
	int64_t before = scratch_number(&world.scratch, "SELECT count(*) FROM seen");
	struct flow *flow = world_start(&world, "a");
	world_publish(&world, "K1", 100, BEHAVE);
	world_publish(&world, "K2", 100, BEHAVE);
	await_halted(flow, 1);
	expect_true("not ready", !flow_health(flow).ready);
	expect_true("still alive", flow_health(flow).alive);
	STRBUF_AUTO seen = strbuf_new(300);
	strbuf_addf(&seen, "SELECT count(*) - %d FROM seen", (int)before);
	world_await(&world, seen.text, 1);
	assert_int_equal(0, tx_begin(world.scratch.pool, &tx, &err));
	assert_int_equal(0, offset_forget(tx, "week.closed.v1",
					  (int)strtol(partition, NULL, 10), &forgotten, &err));
	expect_number("forgotten", forgotten, 1);
	assert_int_equal(0, tx_commit(tx, &err));
	await_halted(flow, 0);
	int64_t deadline = clock_monotonic() + 20000000;
	while (scratch_number(&world.scratch, seen.text) < 16)
		if (clock_monotonic() > deadline)
			fail_msg("the partition is not heard again");
	flow_stop(flow);
}

static void a_topic_made_anew_is_seen(void **state)
{
	(void)state;
	expect_halt("last_id = 'another@1'");
}

static void a_topic_that_was_cut_off_is_seen(void **state)
{
	(void)state;
	expect_halt("next = 1000000, last_offset = 999999");
}

static void another_cluster_is_seen(void **state)
{
	(void)state;
	expect_halt("cluster = 'another'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_topic_made_anew_is_seen),
		cmocka_unit_test(a_topic_that_was_cut_off_is_seen),
		cmocka_unit_test(another_cluster_is_seen),
	};
	if (!scratch_is_there("halt"))
		return 0;
	return cmocka_run_group_tests_name("halt", tests, open_world, close_world);
}
