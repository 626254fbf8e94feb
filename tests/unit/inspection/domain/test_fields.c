/* SPDX-License-Identifier: Apache-2.0 */
/* How writes of several devices meet, by cases and by chance. */
#include <stdio.h>
#include <stdlib.h>

#include "inspection/domain/fields.h"
#include "unit.h"

#define NOTE "point/wipers/note"

struct when {
	int64_t counter, seen, revision;
};

static enum met put(struct field_set *set, const char *device, struct when when,
		    const char *value)
{
	struct write write = { .path = NOTE,
			       .value = value,
			       .device = device,
			       .counter = when.counter,
			       .seen_revision = when.seen,
			       .revision = when.revision };

	return fields_write(set, &write);
}

#define AT(counter, seen, revision) ((struct when){ counter, seen, revision })

static void the_later_writer_wins_and_the_unseen_stays_beside_it(void **state)
{
	struct field_set set = { .count = 0 };
	const struct field *field;

	(void)state;
	expect_number("first", put(&set, "a", AT(1, 1, 2), "x"), MET_WRITTEN);
	expect_number("unseen", put(&set, "b", AT(1, 1, 3), "y"), MET_OTHER_KEPT);
	field = fields_find(&set, NOTE);
	expect_text("the later", field->value, "y");
	expect_text("the earlier beside it", field->other, "x");
	expect_text("by whom", field->other_device, "a");
	expect_number("typing on without looking", put(&set, "b", AT(2, 1, 4), "yy"),
		      MET_WRITTEN);
	expect_text("keeps it", fields_find(&set, NOTE)->other, "x");
	expect_number("having seen both", put(&set, "a", AT(2, 4, 5), "z"), MET_WRITTEN);
	expect_true("settles it", !fields_find(&set, NOTE)->other);
	fields_done(&set);
}

static void what_is_no_conflict(void **state)
{
	struct field_set set = { .count = 0 };

	(void)state;
	put(&set, PREFILL, AT(0, 0, 1), "ok");
	expect_number("over the prefill", put(&set, "a", AT(1, 0, 2), "advice"),
		      MET_WRITTEN);
	expect_number("the same value", put(&set, "b", AT(1, 0, 3), "advice"),
		      MET_WRITTEN);
	expect_number("one's own", put(&set, "b", AT(2, 0, 4), "ok"), MET_WRITTEN);
	expect_number("what was seen", put(&set, "a", AT(2, 4, 5), "x"), MET_WRITTEN);
	expect_true("nothing beside it", !fields_find(&set, NOTE)->other);
	fields_done(&set);
}

static void an_older_write_of_the_same_device_comes_too_late(void **state)
{
	struct field_set set = { .count = 0 };

	(void)state;
	put(&set, "a", AT(7, 1, 2), "new");
	expect_number("stale", put(&set, "a", AT(6, 1, 3), "old"), MET_STALE);
	expect_text("stays", fields_value(&set, NOTE), "new");
	fields_done(&set);
}

static void paths_stay_sorted_and_are_found_by_their_start(void **state)
{
	struct field_set set = { .count = 0 };
	char path[40];
	size_t at, found = 0;

	(void)state;
	for (int i = 999; i >= 0; i--) {
		struct write write = { .path = path,
				       .value = "v",
				       .device = "a",
				       .counter = 1000 - i,
				       .revision = 1 };

		snprintf(path, sizeof(path), "point/p%d/note", i);
		fields_write(&set, &write);
	}
	for (size_t i = 1; i < set.count; i++)
		expect_true("sorted", strcmp(set.rows[i - 1].path, set.rows[i].path) < 0);
	at = fields_start(&set, "point/p99");
	while (fields_next(&set, "point/p99", &at))
		found++;
	expect_number("p99 and p990 to p999", (int64_t)found, 11);
	expect_true("empty is no value", !fields_value(&set, "point/none/note"));
	fields_done(&set);
}

static void a_form_has_an_end(void **state)
{
	struct field_set set = { .count = 0 };
	struct write write = { .value = "v", .device = "a", .revision = 1 };
	char path[40];

	(void)state;
	write.path = path;
	for (int i = 0; i < FIELDS_MOST; i++) {
		snprintf(path, sizeof(path), "point/p%d/note", i);
		expect_number("room", fields_write(&set, &write), MET_WRITTEN);
	}
	snprintf(path, sizeof(path), "point/more/note");
	expect_number("full", fields_write(&set, &write), MET_FULL);
	fields_done(&set);
}

/* --- by chance ------------------------------------------------------------------------
 */

#define DEVICES 2
#define WRITES  24
#define ROUNDS  4000

struct device {
	char name[4];
	int64_t counter, seen;
	int64_t sent; /* revision of its newest write that arrived */
};

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

/* Two devices write one field in any order of arrival, looking now and then. The value is
 * the last that arrived; what the other wrote last is either that value, beside it, or
 * was seen by somebody who wrote since. */
static void no_write_of_two_devices_is_lost(void **state)
{
	(void)state;
	for (uint32_t round = 1; round <= ROUNDS; round++) {
		struct field_set set = { .count = 0 };
		struct device devices[DEVICES] = { { "a", 0, 0, 0 }, { "b", 0, 0, 0 } };
		char last[DEVICES][16] = { "", "" };
		bool seen_by_writer[DEVICES] = { true, true };
		uint32_t seed = round;

		for (int64_t revision = 1; revision <= WRITES; revision++) {
			size_t me = next(&seed) % DEVICES, you = 1 - me;
			struct device *device = &devices[me];
			const struct field *field;

			if (next(&seed) % 3 == 0)
				device->seen = revision - 1;
			snprintf(last[me], sizeof(last[me]), "%s%d", device->name,
				 (int)revision);
			put(&set, device->name,
			    AT(++device->counter, device->seen, revision), last[me]);
			device->sent = revision;
			seen_by_writer[me] = true;
			seen_by_writer[you] = device->seen >= devices[you].sent;
			field = fields_find(&set, NOTE);
			expect_text("the last to arrive", field->value, last[me]);
			if (last[you][0] && !seen_by_writer[you])
				expect_text("the other's stays beside it",
					    field->other ? field->other : "lost",
					    last[you]);
		}
		fields_done(&set);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_later_writer_wins_and_the_unseen_stays_beside_it),
		cmocka_unit_test(what_is_no_conflict),
		cmocka_unit_test(an_older_write_of_the_same_device_comes_too_late),
		cmocka_unit_test(paths_stay_sorted_and_are_found_by_their_start),
		cmocka_unit_test(a_form_has_an_end),
		cmocka_unit_test(no_write_of_two_devices_is_lost),
	};

	return cmocka_run_group_tests_name("inspection/domain/fields", tests, NULL, NULL);
}
