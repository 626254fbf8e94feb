/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in checklist keeps the rules that garages' own must keep. */
#include "inspection/form/checklist.h"
#include "inspection/form/preset.h"
#include "unit.h"

static void the_built_in_checklist_is_whole(void **state)
{
	struct checklist_state *preset = NULL;
	struct err err = { 0 };

	(void)state;
	if (preset_open(&preset, &err) < 0 ||
	    checklist_check(preset->points, preset->points_count, &err) < 0)
		fail_msg("%s", err.text);
	expect_number("points", (int64_t)preset->points_count, 84);
	for (size_t i = 0; i < preset->points_count; i++) {
		const struct wire_checklist_point *point = &preset->points[i];

		expect_true(point->point_id, point->meaning && point->meaning[0]);
		expect_true(point->point_id, point->waiting && point->waiting[0]);
		expect_true(point->point_id, point->source && point->source[0]);
	}
	msg_free(&checklist_state_type, preset);
}

static void what_a_checklist_may_not_be(void **state)
{
	static const char *const slash[] = { "L/V" };
	static const char *const twice[] = { "LV", "LV" };
	static const struct {
		const char *sentence;
		struct wire_checklist_point point;
	} cases[] = {
		{ "an id that is no part of a path", { .point_id = "Tread depth" } },
		{ "a position with a slash",
		  { .point_id = "a",
		    .unit = "mm",
		    .positions = slash,
		    .positions_count = 1 } },
		{ "a position twice",
		  { .point_id = "a", .positions = twice, .positions_count = 2 } },
		{ "limits without a unit", { .point_id = "a", .advice_below = "1" } },
		{ "crossed limits",
		  { .point_id = "a",
		    .unit = "mm",
		    .advice_below = "1",
		    .necessary_below = "2" } },
	};
	struct wire_checklist_point same[2] = { { .point_id = "a" },
						{ .point_id = "a" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].sentence,
			      checklist_check(&cases[i].point, 1, NULL), -1);
	expect_number("an id twice", checklist_check(same, 2, NULL), -1);
	expect_number("nothing", checklist_check(same, 0, NULL), -1);
	expect_number("one is fine", checklist_check(same, 1, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_built_in_checklist_is_whole),
		cmocka_unit_test(what_a_checklist_may_not_be),
	};

	return cmocka_run_group_tests_name("inspection/form/checklist_rule", tests, NULL,
					   NULL);
}
