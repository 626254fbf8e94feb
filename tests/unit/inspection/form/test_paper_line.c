/* SPDX-License-Identifier: Apache-2.0 */
/* Advices with their prices, and work that was done. */
#include "drafts.h"

static void advices_with_prices_and_a_total(void **state)
{
	struct draft draft;
	struct paper *paper;
	const struct wire_advice_line *line;

	(void)state;
	draft_start(&draft);
	put(&draft, "advice/" A1 "/text", "Banden voor");
	put(&draft, "advice/" A1 "/quantity", "2");
	put(&draft, "advice/" A1 "/unit_price_cents", "8950");
	put(&draft, "advice/" A1 "/severity", "necessary");
	put(&draft, "advice/" A1 "/point", "tread");
	put(&draft, "advice/" A2 "/text", "Lekkage zoeken");
	put(&draft, "work/" W1 "/advice", A1);
	paper = paper_of(&draft);
	line = &paper->form.advices[0];
	expect_number("two lines", (int64_t)paper->form.advices_count, 2);
	expect_number("2 x 89.50", line->line_cents, 17900);
	expect_number("the total leaves out what follows", paper->form.total_cents,
		      17900);
	expect_number("and counts it", paper->form.follows_count, 1);
	expect_true("a price is fixed unless said",
		    line->price_kind == WIRE_PRICE_KIND_FIXED);
	expect_true("necessary is now", line->urgency == WIRE_URGENCY_NOW);
	expect_text("30 days", line->valid_until, "2026-12-22");
	expect_text("what waiting means, of the point", line->waiting, "Langere remweg");
	expect_true("done", line->executed && !paper->form.advices[1].executed);
	expect_text("the work is named after it", paper->form.works[0].text,
		    "Banden voor");
	paper_free(paper);
	fields_done(&draft.fields);
}

static void a_price_that_stands_keeps_its_day(void **state)
{
	static const struct wire_advice_line was = { .advice_id = A1,
						     .unit_price_cents = 100,
						     .has_unit_price_cents = true,
						     .valid_until = "2026-12-01" };
	static const struct inspection_version_state saved = {
		.form = { .advices = &was, .advices_count = 1 }
	};
	struct draft draft;
	struct paper *paper;

	(void)state;
	draft_start(&draft);
	draft.request.saved = &saved;
	put(&draft, "advice/" A1 "/text", "x");
	put(&draft, "advice/" A1 "/unit_price_cents", "100");
	paper = paper_of(&draft);
	expect_text("as first said", paper->form.advices[0].valid_until, "2026-12-01");
	paper_free(paper);
	put(&draft, "advice/" A1 "/unit_price_cents", "99");
	paper = paper_of(&draft);
	expect_text("a new price, a new day", paper->form.advices[0].valid_until,
		    "2026-12-22");
	paper_free(paper);
	fields_done(&draft.fields);
}

static void lines_that_are_taken_off_or_empty_do_not_count(void **state)
{
	struct draft draft;
	struct paper *paper;

	(void)state;
	draft_start(&draft);
	put(&draft, "advice/" A1 "/text", "x");
	put(&draft, "advice/" A1 "/removed", "yes");
	put(&draft, "advice/" A2 "/text", "");
	put(&draft, "advice/" A2 "/quantity", "");
	paper = paper_of(&draft);
	expect_number("none", (int64_t)paper->form.advices_count, 0);
	paper_free(paper);
	fields_done(&draft.fields);
}

static void what_is_missing_is_named(void **state)
{
	struct draft draft;

	(void)state;
	draft_start(&draft);
	put(&draft, "advice/" A1 "/unit_price_cents", "100");
	expect_incomplete(&draft, "/text is empty: write what to do");
	put(&draft, "advice/" A1 "/text", "x");
	put(&draft, "advice/" A1 "/unit_price_cents", "");
	put(&draft, "advice/" A1 "/price_kind", "from");
	expect_incomplete(&draft, "/unit_price_cents is empty: fill in the price");
	put(&draft, "advice/" A1 "/removed", "yes");
	put(&draft, "work/" W1 "/advice", A2);
	expect_incomplete(&draft, "write what was done");
	fields_done(&draft.fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(advices_with_prices_and_a_total),
		cmocka_unit_test(a_price_that_stands_keeps_its_day),
		cmocka_unit_test(lines_that_are_taken_off_or_empty_do_not_count),
		cmocka_unit_test(what_is_missing_is_named),
	};

	return cmocka_run_group_tests_name("inspection/form/paper_line", tests, NULL,
					   NULL);
}
