/* SPDX-License-Identifier: Apache-2.0 */
/* A topic that is not the one that was read stops its partition with an alarm. */
#include <stdio.h>

#include "../flow/world.h"
#include "flow/offsets.h"
#include "unit.h"

#define KEYS 7

static struct world world;
static int rounds; /* records published of each key */

static void publish_round(void)
{
	char dealer[16];
	for (int i = 0; i < KEYS; i++) {
		snprintf(dealer, sizeof(dealer), "K%d", i);
		world_publish(&world, dealer, rounds, BEHAVE);
	}
	rounds++;
}

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "halt");
	struct flow *flow = world_start(&world, "a");
	publish_round();
	world_await(&world, "SELECT count(*) FROM seen", KEYS);
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
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	while (flow_health(flow).halted != halted) {
		if (clock_monotonic() > deadline)
			fail_msg("halted: got %d, wanted %d", flow_health(flow).halted,
				 halted);
		clock_pause(20000);
	}
}

static void forget(int partition)
{
	struct err err = { 0 };
	struct tx *tx = NULL;
	int64_t forgotten = 0;
	assert_int_equal(0, tx_begin(world.scratch.pool, &tx, &err));
	assert_int_equal(
		0, offset_forget(tx, "week.closed.v1", partition, &forgotten, &err));
	expect_number("forgotten", forgotten, 1);
	assert_int_equal(0, tx_commit(tx, &err));
}

#define OF_TOPIC "FROM consumer_offset WHERE topic = 'week.closed.v1' AND next > 0"

/* Changes what is known of one partition; it alone must stop, and be heard again from its
 * beginning when the operator forgets its position. */
static void expect_halt(const char *change)
{
	int partition = (int)scratch_number(&world.scratch, "SELECT partition " OF_TOPIC
							    " ORDER BY next, partition");
	int64_t keys = scratch_number(&world.scratch, "SELECT next " OF_TOPIC
						      " ORDER BY next, partition") /
		       rounds;
	expect_true("other partitions have keys", keys > 0 && keys < KEYS);
	STRBUF_AUTO sql = strbuf_new(500);
	strbuf_addf(&sql,
		    "UPDATE consumer_offset SET %s WHERE topic = 'week.closed.v1' AND"
		    " partition = %d",
		    change, partition);
	scratch_run(&world.scratch, sql.text);
	struct flow *flow = world_start(&world, "a");
	publish_round();
	await_halted(flow, 1);
	expect_true("not ready", !flow_health(flow).ready);
	expect_true("still alive", flow_health(flow).alive);
	strbuf_clear(&sql);
	strbuf_addf(&sql, "SELECT sum(next) " OF_TOPIC " AND partition <> %d", partition);
	world_await(&world, sql.text, (KEYS - keys) * rounds);
	forget(partition);
	await_halted(flow, 0);
	world_await(&world, "SELECT sum(next) " OF_TOPIC, KEYS * rounds);
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
