/* SPDX-License-Identifier: Apache-2.0 */
/* Parts due by time: only what was renewed here, the first that is due. */
#include "cars.h"
#include "reminder/domain/time_part.h"

static void renewed(struct history *h, const char *date, unsigned parts)
{
	add_visit(h, date, -1, WORK_REPAIR);
	h->visits[h->visits_count - 1].parts = parts;
}

static void the_first_that_is_due_counts_from_its_last_renewal(void **state)
{
	AUTO(history) *h = history_new();
	struct time_part_due due = time_part_find(h, on("2026-01-01"));

	(void)state;
	assert_int_equal(due.part, PART_NONE);
	renewed(h, "2022-05-10", PART_BIT(PART_BATTERY) | PART_BIT(PART_BRAKE_FLUID));
	renewed(h, "2024-05-31", PART_BIT(PART_BRAKE_FLUID));
	due = time_part_find(h, on("2024-05-31"));
	expect_text("which", time_part_name(due.part), "brake_fluid");
	expect_date("two years later", due.due, "2026-05-31");
	due = time_part_find(h, on("2027-06-01"));
	expect_text("a year overdue: done elsewhere", time_part_name(due.part),
		    "battery");
	expect_date("five years", due.due, "2027-05-10");
}

static void every_part_has_a_name_and_months(void **state)
{
	(void)state;
	for (enum time_part part = PART_NONE + 1; part < PARTS_COUNT; part++) {
		assert_int_equal(time_part_from(time_part_name(part)), part);
		assert_in_range(time_part_months(part), 12, 120);
	}
	assert_int_equal(time_part_from("wheel"), PART_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_that_is_due_counts_from_its_last_renewal),
		cmocka_unit_test(every_part_has_a_name_and_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
