/* SPDX-License-Identifier: Apache-2.0 */
/* When a form's advice is proposed, what of it is open, and what that is worth. */
#include <string.h>

#include "base/text.h"
#include "cars.h"
#include "reminder/domain/followup.h"

static struct iso_week week(const char *text)
{
	struct iso_week out = { 0, 0 };
	struct err err = { 0 };

	if (week_parse(text, &out, &err) < 0)
		fail_msg("%s", err.text);
	return out;
}

static struct advice_line line(int64_t cents)
{
	return (struct advice_line){ .text = "Remblokken",
				     .price = ADVICE_FIXED,
				     .cents = cents };
}

struct week_case {
	const char *sentence;
	const char *saved_on;
	const char *list_week;
	const char *send_day;
};

static void the_list_of_the_week_after_the_first_save(void **state)
{
	/* clang-format off */
	static const struct week_case CASES[] = {
		{ "on a Wednesday", "2026-11-25", "2026-W49", "2026-12-07" },
		{ "on the Monday", "2026-11-23", "2026-W49", "2026-12-07" },
		{ "on the Sunday", "2026-11-29", "2026-W49", "2026-12-07" },
		{ "the Sunday summer time ends", "2026-10-25", "2026-W44", "2026-11-02" },
		{ "the Monday after it", "2026-10-26", "2026-W45", "2026-11-09" },
		{ "the Sunday summer time begins", "2026-03-29", "2026-W14", "2026-04-06" },
		{ "a year of 53 weeks: its last but one", "2026-12-27", "2026-W53", "2027-01-04" },
		{ "its last", "2026-12-28", "2027-W01", "2027-01-11" },
		{ "the Sunday that is still its last", "2027-01-03", "2027-W01", "2027-01-11" },
	};
	/* clang-format on */
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		AUTO(followup) *f = followup_new();
		struct iso_week list = week(CASES[i].list_week);

		f->saved_on = on(CASES[i].saved_on);
		f->lines[f->count++] = line(24000);
		expect_true(CASES[i].sentence,
			    followup_is_due(f, list, week_monday(list)));
		expect_true("not on the list before",
			    !followup_is_due(f, week_add(list, -1), f->saved_on));
		expect_true("later still, when it was missed",
			    followup_is_due(f, week_add(list, 4),
					    week_monday(week_add(list, 4))));
		expect_date(CASES[i].sentence, followup_send_day(f), CASES[i].send_day);
	}
}

static void what_was_missed_for_two_months_is_given_up(void **state)
{
	AUTO(followup) *f = followup_new();

	(void)state;
	f->saved_on = on("2026-11-25");
	f->lines[f->count++] = line(24000);
	expect_true("54 days", followup_is_due(f, week("2027-W03"), on("2027-01-18")));
	expect_true("61 days", !followup_is_due(f, week("2027-W04"), on("2027-01-25")));
}

static void open_prices_are_waited_for_a_fortnight(void **state)
{
	AUTO(followup) *f = followup_new();

	(void)state;
	f->saved_on = on("2026-11-25");
	f->prices_open = true;
	f->lines[f->count++] = line(24000);
	expect_true("13 days", followup_waits(f, on("2026-12-08")));
	expect_true("14 days", !followup_waits(f, on("2026-12-09")));
	expect_true("15 days", !followup_waits(f, on("2026-12-10")));
	expect_true("its week has come, its prices have not",
		    !followup_is_due(f, week("2026-W50"), on("2026-12-08")));
	expect_true("waited long enough",
		    followup_is_due(f, week("2026-W50"), on("2026-12-09")));
	f->prices_open = false;
	expect_true("they are settled",
		    followup_is_due(f, week("2026-W50"), on("2026-12-08")));
	/* Summer time ends between the two: days are the calendar's. */
	f->prices_open = true;
	f->saved_on = on("2026-10-12");
	expect_true("13 days and an hour", followup_waits(f, on("2026-10-25")));
	expect_true("14 days and an hour", !followup_waits(f, on("2026-10-26")));
}

static void lines_that_are_done_or_declined_are_closed(void **state)
{
	static const struct {
		const char *sentence;
		enum advice_answer answer;
		bool executed;
		bool open;
	} CASES[] = {
		{ "nobody said anything", ADVICE_UNANSWERED, false, true },
		{ "approved, not done yet", ADVICE_APPROVED, false, true },
		{ "approved and done", ADVICE_APPROVED, true, false },
		{ "later", ADVICE_LATER, false, true },
		{ "call me", ADVICE_CALL, false, true },
		{ "declined", ADVICE_DECLINED, false, false },
		{ "declined and done all the same", ADVICE_DECLINED, true, false },
		{ "done unasked", ADVICE_UNANSWERED, true, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct advice_line one = { .answer = CASES[i].answer,
					   .executed = CASES[i].executed };

		expect_true(CASES[i].sentence, advice_is_open(&one) == CASES[i].open);
	}
}

static void the_sum_is_of_open_lines_with_a_price(void **state)
{
	AUTO(followup) *f = followup_new();
	struct followup_sum sum;

	(void)state;
	f->saved_on = on("2026-11-25");
	f->lines[f->count++] = line(24200);
	f->lines[f->count++] = line(10900);
	text_copy(f->lines[1].vat_percent, ADVICE_VAT, "9.00");
	f->lines[f->count] = line(99999);
	f->lines[f->count++].answer = ADVICE_DECLINED;
	f->lines[f->count] = line(99999);
	f->lines[f->count++].executed = true;
	f->lines[f->count++].price = ADVICE_FOLLOWS;
	sum = followup_sum(f);
	expect_number("open", sum.open, 3);
	expect_number("their price follows", sum.follows, 1);
	expect_number("with VAT", sum.cents, 35100);
	expect_number("without: 200 and 100", sum.net_cents, 30000);
	for (size_t i = 0; i < f->count; i++)
		f->lines[i].executed = true;
	expect_true("all settled", followup_sum(f).open == 0);
	expect_true("is no proposal",
		    !followup_is_due(f, week("2026-W49"), on("2026-11-30")));
}

static struct advice_line worn(const char *previous_on, int64_t value)
{
	struct advice_line worn = line(10000);

	worn.wear = (struct wear){ .position = "LV",
				   .unit = "mm",
				   .value = value,
				   .previous = 460,
				   .limit = 160,
				   .on = on("2026-11-25"),
				   .previous_on = on(previous_on) };
	return worn;
}

/* domain.md 3d-4: at the predicted limit less 30 days, and not within 60. */
static void what_wears_is_proposed_once_more_near_its_limit(void **state)
{
	AUTO(followup) *f = followup_new();

	(void)state;
	f->saved_on = on("2026-11-25");
	f->count = 2;
	f->lines[0] = line(24200);
	f->lines[1] = line(10000);
	expect_date("nothing was measured", followup_again_on(f), "none");
	f->lines[1] = worn("2025-11-25", 310); /* a year for what is left */
	expect_date("30 days before", followup_again_on(f), "2027-10-26");
	assert_true(followup_is_due_again(f, week("2027-W42")));
	assert_false(followup_is_due_again(f, week("2027-W41")));
	assert_true(followup_is_due_again(f, week("2027-W50")));
	assert_false(followup_is_due_again(f, week("2027-W51")));
	f->lines[1] = worn("2025-11-25", 200);
	expect_date("60 days after the save", followup_again_on(f), "2027-01-24");
	f->lines[1] = worn("2025-11-25", 165);
	expect_date("at its limit when the first is sent", followup_again_on(f), "none");
	f->lines[1] = worn("2025-11-25", 310);
	f->lines[1].urgency = ADVICE_NOW;
	expect_date("red: that first one is it", followup_again_on(f), "none");
	f->lines[1].urgency = ADVICE_NEXT_VISIT;
	f->lines[1].executed = true;
	expect_date("done", followup_again_on(f), "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_of_the_week_after_the_first_save),
		cmocka_unit_test(what_was_missed_for_two_months_is_given_up),
		cmocka_unit_test(open_prices_are_waited_for_a_fortnight),
		cmocka_unit_test(lines_that_are_done_or_declined_are_closed),
		cmocka_unit_test(what_wears_is_proposed_once_more_near_its_limit),
		cmocka_unit_test(the_sum_is_of_open_lines_with_a_price),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
