/* SPDX-License-Identifier: Apache-2.0 */
/* Where a partition is read from, and when it must stop. */
#include <stdio.h>

#include "flow/lanes.h"
#include "sys/log.h"
#include "unit.h"

static struct lane fresh(void)
{
	static char topic[] = "week.closed.v1";
	return (struct lane){ .topic = topic };
}

static const struct known_offset NOTHING = { .last_offset = -1, .cluster = "c1" };
static const struct known_offset TEN = {
	.next = 10, .last_offset = 9, .last_id = "id@5", .cluster = "c1"
};

static void a_new_partition_starts_at_its_beginning(void **state)
{
	(void)state;
	struct lane lane = fresh();
	expect_number("start", lane_start(&lane, &NOTHING, "c1"), POSITION_BEGINNING);
	expect_true("nothing to verify", !lane.verifying);
	expect_true("not halted", !lane.halted);
}

static void a_known_one_starts_at_its_last_record(void **state)
{
	(void)state;
	struct lane lane = fresh();
	expect_number("start", lane_start(&lane, &TEN, "c1"), 9);
	expect_true("which is verified", lane.verifying);
}

static void another_cluster_halts(void **state)
{
	(void)state;
	struct lane lane = fresh();
	lane_start(&lane, &TEN, "c2");
	expect_true("halted", lane.halted);
	lane = fresh();
	lane_start(&lane, &NOTHING, "c2");
	expect_true("not when nothing was heard yet", !lane.halted);
}

static void records_heard_before_are_dropped(void **state)
{
	(void)state;
	struct lane lane = fresh();
	struct record before = { .topic = lane.topic, .offset = 7 };
	struct record next = { .topic = lane.topic, .offset = 12 };
	lane_start(&lane, &TEN, "c1");
	lane.verifying = false;
	expect_number("before", lane_judge(&lane, &before), LANE_DROP);
	expect_number("a gap is compaction's", lane_judge(&lane, &next), LANE_TAKE);
}

static void a_last_record_that_was_compacted_away_is_no_alarm(void **state)
{
	(void)state;
	struct lane lane = fresh();
	struct record later = { .topic = lane.topic, .offset = 11 };
	lane_start(&lane, &TEN, "c1");
	expect_number("taken", lane_judge(&lane, &later), LANE_TAKE);
	expect_true("not halted", !lane.halted);
}

static const struct {
	const char *sentence;
	int64_t low;
	int64_t high;
	bool goes_on;
} RANGES[] = {
	{ "only heard records were removed", 10, 20, true },
	{ "everything was heard and removed", 10, 10, true },
	{ "records were removed before they were heard", 11, 20, false },
	{ "the topic is shorter than what was heard", 0, 9, false },
	{ "the topic is empty and new", 0, 0, false },
};

static void the_range_decides_when_the_offset_is_gone(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(RANGES); i++) {
		struct lane lane = fresh();
		lane_start(&lane, &TEN, "c1");
		bool goes_on = lane_judge_range(&lane, RANGES[i].low, RANGES[i].high);
		expect_number(RANGES[i].sentence, goes_on, RANGES[i].goes_on);
		expect_number(RANGES[i].sentence, lane.halted, !RANGES[i].goes_on);
	}
}

/* A queue that was cut: there is no last record to begin at. */
static void one_whose_last_record_is_gone_starts_behind_it(void **state)
{
	(void)state;
	struct position list[] = { { "t", 0, 0 } };
	struct known_offset later = { 11, 10, "x@9", "c1" };
	struct lanes lanes = { 0 };
	struct routes *none = NULL;
	assert_int_equal(0, routes_new(NULL, 0, &none, NULL));
	lanes_set(&lanes, none, list, 1);
	expect_number("at its last record", lane_start(lanes.list, &TEN, "c1"), 9);
	expect_true("goes on", lane_judge_range(lanes.list, 10, 10));
	lanes_set(&lanes, none, list, 1);
	expect_number("behind it", lane_start(lanes.list, &TEN, "c1"), 10);
	expect_number("a later one is looked at", lane_start(lanes.list, &later, "c1"),
		      10);
	expect_true("is looked at", lanes.list->verifying);
	lanes_done(&lanes);
	routes_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_partition_starts_at_its_beginning),
		cmocka_unit_test(a_known_one_starts_at_its_last_record),
		cmocka_unit_test(another_cluster_halts),
		cmocka_unit_test(records_heard_before_are_dropped),
		cmocka_unit_test(a_last_record_that_was_compacted_away_is_no_alarm),
		cmocka_unit_test(the_range_decides_when_the_offset_is_gone),
		cmocka_unit_test(one_whose_last_record_is_gone_starts_behind_it),
	};
	log_start("lanes", LOG_ERROR + 1);
	return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
