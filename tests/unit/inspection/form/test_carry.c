/* SPDX-License-Identifier: Apache-2.0 */
/* What a car's last form leaves for its next. */
#include "drafts.h"
#include "inspection/form/carry.h"

static void open_findings_and_measurements_are_carried(void **state)
{
	static const struct carry_answer said = { A1, WIRE_LINE_ANSWER_DECLINE };
	struct inspection_version_state before = { .inspection_id = A2 };
	struct draft draft;
	struct paper *paper;
	struct carry carry;

	(void)state;
	draft_start(&draft);
	put(&draft, "advice/" A1 "/text", "Banden voor");
	put(&draft, "advice/" A1 "/point", "tread");
	put(&draft, "advice/" A2 "/text", "Olie");
	put(&draft, "work/" W1 "/advice", A2);
	put(&draft, "point/tread/status", "necessary");
	put(&draft, "point/tread/measure/LV", "1.4");
	put(&draft, "point/wipers/status", "advice");
	paper = paper_of(&draft);
	before.form = paper->form;
	carry = carry_of(&before, &said, 1);
	expect_number("the advice and the wipers", (int64_t)carry.carried_count, 2);
	expect_text("not executed", carry.carried[0].text, "Banden voor");
	expect_true("declined then", carry.carried[0].answer == WIRE_LINE_ANSWER_DECLINE);
	expect_text("a point without an advice", carry.carried[1].point_id, "wipers");
	expect_number("one measured", (int64_t)carry.previous_count, 1);
	expect_text("then", carry.previous[0].date, "2026-11-22");
	carry_done(&carry);
	carry = carry_of(NULL, NULL, 0);
	expect_number("no form before, nothing carried", (int64_t)carry.carried_count, 0);
	carry_done(&carry);
	paper_free(paper);
	fields_done(&draft.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_findings_and_measurements_are_carried),
	};

	return cmocka_run_group_tests_name("inspection/form/carry", tests, NULL, NULL);
}
