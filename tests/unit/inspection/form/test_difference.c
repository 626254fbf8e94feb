/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two versions, and whether the customer sees it. */
#include "drafts.h"
#include "inspection/form/difference.h"

static void each_change_names_place_before_and_after(void **state)
{
	static const struct {
		const char *path, *before, *after, *place;
		bool visible;
	} cases[] = {
		{ "point/wipers/status", "ok", "advice", "point/wipers/status", true },
		{ "point/wipers/note", "", "strepen", "point/wipers/note", true },
		{ "point/wipers/private", "x", "y", "point/wipers/private", false },
		{ "point/tread/measure/LV", "4", "3", "point/tread/measure/LV", true },
		{ "customer/phone", "1", "2", "customer/phone", false },
		{ "head/send_updates", "", "yes", "head/send_updates", false },
		{ "head/remarks", "a", "", "head/remarks", true },
		{ "vehicle/odometer_km", "1", "2", "vehicle/odometer_km", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct draft before, after;
		struct paper *old, *new;
		struct difference found;

		draft_start(&before);
		draft_start(&after);
		put(&before, cases[i].path, cases[i].before);
		put(&after, cases[i].path, cases[i].after);
		old = paper_of(&before);
		new = paper_of(&after);
		found = difference_of(&old->form, &new->form);
		expect_number(cases[i].path, (int64_t)found.count, 1);
		expect_text(cases[i].path, found.changes[0].place, cases[i].place);
		expect_number(cases[i].path, found.visible, cases[i].visible);
		if (cases[i].before[0])
			expect_text("was", found.changes[0].before, cases[i].before);
		else
			expect_true("was nothing", !found.changes[0].before);
		difference_done(&found);
		paper_free(old);
		paper_free(new);
		fields_done(&before.fields);
		fields_done(&after.fields);
	}
}

static void a_confirmed_prefill_is_a_change_the_customer_sees(void **state)
{
	struct draft draft;
	struct paper *old, *new;
	struct difference found;

	(void)state;
	draft_start(&draft);
	write_as(&draft, PREFILL, "point/wipers/status", "ok");
	old = paper_of(&draft);
	put(&draft, "point/wipers/status", "ok");
	new = paper_of(&draft);
	found = difference_of(&old->form, &new->form);
	expect_number("one", (int64_t)found.count, 1);
	expect_text("hollow no more", found.changes[0].place, "point/wipers/prefilled");
	expect_true("seen", found.visible);
	difference_done(&found);
	found = difference_of(&new->form, &new->form);
	expect_number("nothing changed", (int64_t)found.count, 0);
	expect_true("nothing to see", !found.visible);
	difference_done(&found);
	paper_free(old);
	paper_free(new);
	fields_done(&draft.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_change_names_place_before_and_after),
		cmocka_unit_test(a_confirmed_prefill_is_a_change_the_customer_sees),
	};

	return cmocka_run_group_tests_name("inspection/form/difference", tests, NULL,
					   NULL);
}
