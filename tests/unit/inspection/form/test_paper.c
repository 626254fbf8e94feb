/* SPDX-License-Identifier: Apache-2.0 */
/* From fields to the typed form: head, customer, car. */
#include "drafts.h"

static void the_head_and_who_it_is_about(void **state)
{
	struct draft draft;
	struct paper *paper;

	(void)state;
	draft_start(&draft);
	put(&draft, "customer/name", "Anna");
	put(&draft, "vehicle/plate", "H001HB");
	put(&draft, "vehicle/odometer_km", "84210");
	put(&draft, "head/prices_open", "yes");
	paper = paper_of(&draft);
	expect_text("inspector", paper->form.inspector, "Piet");
	expect_text("plate with dashes", paper->form.vehicle->plate_formatted,
		    "H-001-HB");
	expect_number("odometer", paper->form.vehicle->odometer_km, 84210);
	expect_text("customer", paper->form.customer->name, "Anna");
	expect_true("typed by hand",
		    paper->form.customer_source ==
			    INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_BY_HAND);
	expect_true("open prices", paper->form.prices_open && !paper->form.send_updates);
	expect_number("its checklist's version", paper->form.checklist_version, 3);
	paper_free(paper);
	fields_done(&draft.fields);
}

static void who_and_when_must_be_there(void **state)
{
	struct draft draft;

	(void)state;
	draft_start(&draft);
	put(&draft, "head/inspector", "");
	expect_incomplete(&draft, "head/inspector is empty");
	put(&draft, "head/inspector", "Piet");
	put(&draft, "head/inspection_date", "");
	expect_incomplete(&draft, "head/inspection_date is empty");
	fields_done(&draft.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_and_who_it_is_about),
		cmocka_unit_test(who_and_when_must_be_there),
	};

	return cmocka_run_group_tests_name("inspection/form/paper", tests, NULL, NULL);
}
