/* SPDX-License-Identifier: Apache-2.0 */
/* Points of a paper: in the checklist's order, measured, prefilled or not. */
#include "drafts.h"

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void points_stand_in_the_checklists_order(void **state)
{
	struct draft draft;
	struct paper *paper;

	(void)state;
	draft_start(&draft);
	write_as(&draft, PREFILL, "point/wipers/status", "ok");
	put(&draft, "point/tread/status", "necessary");
	put(&draft, "point/tread/measure/RV", "1.4");
	put(&draft, "point/lambda/measure/-", "1.01");
	put(&draft, "point/tread/photo/" SHA_A, "-");
	put(&draft, "point/tread/photo/" SHA_B, "");
	paper = paper_of(&draft);
	expect_number("points", (int64_t)paper->form.points_count, 3);
	expect_text("first", paper->form.points[0].point_id, "tread");
	expect_number("one measured", (int64_t)paper->form.points[0].measures_count, 1);
	expect_text("where", paper->form.points[0].measures[0].position, "RV");
	expect_number("a photo taken off is gone",
		      (int64_t)paper->form.points[0].photos_count, 1);
	expect_true("no caption", !paper->form.points[0].photos[0].caption);
	expect_text("without positions", paper->form.points[1].measures[0].position, "-");
	expect_true("hollow", paper->form.points[2].prefilled);
	expect_true("not looked at",
		    paper->form.points[1].status == WIRE_POINT_STATUS_NOT_CHECKED);
	expect_number("judged by somebody", paper->form.checked_total, 1);
	paper_free(paper);
	fields_done(&draft.fields);
}

static void last_times_measurement_stands_beside_it(void **state)
{
	static const struct inspection_version_state_form_point_measure then = {
		.position = "RV", .value = "4.0"
	};
	static const struct inspection_version_state_form_point was = {
		.point_id = "tread", .measures = &then, .measures_count = 1
	};
	static const struct inspection_version_state before = {
		.form = { .points = &was, .points_count = 1 }
	};
	struct draft draft;
	struct paper *paper;

	(void)state;
	draft_start(&draft);
	draft.request.before = &before;
	put(&draft, "point/tread/measure/LV", "3.1");
	put(&draft, "point/tread/measure/RV", "3.2");
	paper = paper_of(&draft);
	expect_true("none at the left", !paper->form.points[0].measures[0].previous);
	expect_text("the right", paper->form.points[0].measures[1].previous, "4.0");
	paper_free(paper);
	fields_done(&draft.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_stand_in_the_checklists_order),
		cmocka_unit_test(last_times_measurement_stands_beside_it),
	};

	return cmocka_run_group_tests_name("inspection/form/paper_point", tests, NULL,
					   NULL);
}
