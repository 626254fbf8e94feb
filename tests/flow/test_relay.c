/* SPDX-License-Identifier: Apache-2.0 */
/* What was committed is published, each key in its order, whatever happens to the relay.
 */
#include <stdio.h>

#include "../flow/world.h"
#include "gen/say_week_state.h"
#include "pg/session.h"
#include "unit.h"

static struct world world;

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "relay");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	world_close(&world);
	return 0;
}

static int say_one(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	const int64_t *number = context;
	char dealer[16];
	(void)tx;
	snprintf(dealer, sizeof(dealer), "D%d", (int)(*number % 5));
	struct week_state state = { .dealer = dealer,
				    .list_week = "2026-W53",
				    .version = *number + 1,
				    .opens_at = "2026-12-28T00:00:00Z",
				    .deadline_at = "2027-01-03T14:00:00Z",
				    .send_week = "2027-W01",
				    .status = WEEK_STATE_STATUS_OPEN };
	return say_week_state(say, &state, err);
}

/* Says version number + 1 of one of five weeks; again until the database takes it. */
static void say(struct flow *flow, int64_t number)
{
	char cause[40];
	struct err err = { 0 };
	snprintf(cause, sizeof(cause), "test/%d", (int)number);
	while (flow_do(flow, cause, say_one, &number, &err) < 0) {
		expect_number(err.text, err.kind, ERR_LATER);
		clock_pause(20000);
	}
}

/* At least once: whoever dies between publishing and saying so publishes again. */
static void expect_published(int64_t count)
{
	expect_number("versions published", world_weeks_said(&world, count).distinct,
		      count);
}

static void a_relay_whose_session_dies_loses_nothing(void **state)
{
	(void)state;
	struct flow *flow = world_start(&world, "a");
	for (int64_t i = 0; i < 1000; i++) {
		say(flow, i);
		if (i % 50 == 25)
			scratch_run(
				&world.scratch,
				"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
				" WHERE application_name = 'beurt-relay'"
				" AND datname = current_database()");
	}
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	flow_stop(flow);
	expect_published(1000);
}

static void a_standby_takes_over(void **state)
{
	(void)state;
	struct flow *first = world_start(&world, "a");
	struct flow *second = world_start(&world, "b");
	for (int64_t i = 1000; i < 1500; i++)
		say(i % 2 ? first : second, i);
	flow_stop(first);
	for (int64_t i = 1500; i < 2000; i++)
		say(second, i);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	flow_stop(second);
	expect_published(2000);
}

/* A process that is stopped (SIGSTOP) keeps its session open and the lock with it. */
static void a_frozen_holder_is_put_out(void **state)
{
	(void)state;
	struct err err = { 0 };
	bool held = false;
	struct session *frozen = NULL;
	struct pool_request request = { .conninfo = world.scratch.conninfo,
					.schema = world.scratch.schema,
					.clock = world.scratch.clock };
	assert_int_equal(0, session_open(&request, &frozen, &err));
	assert_int_equal(0, session_try_lock(frozen, "relay", &held, &err));
	expect_true("held", held);
	struct flow *flow = world_start(&world, "a");
	say(flow, 2500);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	assert_int_equal(-1, session_try_lock(frozen, "relay", &held, &err));
	expect_number("its session is gone", err.kind, ERR_LATER);
	session_close(frozen);
	flow_stop(flow);
}

static const char SQL_INSERT[] =
	"INSERT INTO outbox (topic, key, record_id, record_type, said_at, value)"
	" SELECT 'gateway.reply.v1', 'late', 'late-' || $1, 'x', now(), '{}'";

/* A transaction that drew its id early and commits late must not be overlooked. */
static void a_late_commit_is_not_overlooked(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct tx *late = NULL;
	struct flow *flow = world_start(&world, "a");
	assert_int_equal(0, tx_begin(world.scratch.pool, &late, &err));
	assert_int_equal(0, tx_run(late, SQL_INSERT, ARGS(arg_text("1")), NULL, &err));
	for (int64_t i = 2000; i < 2100; i++)
		say(flow, i);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	assert_int_equal(0, tx_commit(late, &err));
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	struct record record;
	AUTO(reader) *reader = world_read(&world, "gateway.reply.v1");
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	while (!reader_poll(reader, 100, &record))
		expect_true("the late one comes", clock_monotonic() < deadline);
	expect_true("by its id", slice_is(record_header(&record, "ce_id"), "late-1"));
	record_done(&record);
	flow_stop(flow);
}

static void the_same_cause_says_the_same_id(void **state)
{
	(void)state;
	struct record record;
	struct slice id = { 0 };
	char first[64] = "";
	int copies = 0;
	struct flow *flow = world_start(&world, "a");
	say(flow, 3000);
	say(flow, 3000);
	world_await(&world, "SELECT count(*) FROM outbox", 0);
	flow_stop(flow);
	AUTO(reader) *reader = world_read(&world, "week.state.v1");
	while (!reader_is_done(reader) || copies < 2) {
		void *msg = NULL;
		if (!reader_poll(reader, 100, &record))
			continue;
		assert_int_equal(0,
				 msg_decode(&week_state_type, record.value, &msg, NULL));
		bool ours = ((const struct week_state *)msg)->version == 3001;
		id = record_header(&record, "ce_id");
		if (ours && copies++ == 0)
			snprintf(first, sizeof(first), "%.*s", (int)id.len, id.at);
		else if (ours)
			expect_true("the same id", slice_is(id, first));
		msg_free(&week_state_type, msg);
		record_done(&record);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_relay_whose_session_dies_loses_nothing),
		cmocka_unit_test(a_standby_takes_over),
		cmocka_unit_test(a_frozen_holder_is_put_out),
		cmocka_unit_test(a_late_commit_is_not_overlooked),
		cmocka_unit_test(the_same_cause_says_the_same_id),
	};
	if (!scratch_is_there("relay"))
		return 0;
	return cmocka_run_group_tests_name("relay", tests, open_world, close_world);
}
