/* SPDX-License-Identifier: Apache-2.0 */
/* Which step of a plan goes onto a list, and which does not. */
#include "cars.h"
#include "reminder/domain/pick.h"

static struct plan plan_of(const struct history *h)
{
	static struct prediction p;
	struct plan plan;

	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	plan_make(&p, &plan);
	return plan;
}

static struct iso_week week(const char *text)
{
	struct iso_week out = { 0, 0 };
	struct err err = { 0 };

	if (week_parse(text, &out, &err) < 0)
		fail_msg("%s", err.text);
	return out;
}

struct pick_case {
	const char *sentence;
	const char *list_week;
	struct past_proposal past;
	const char *last_visit;
	int step; /* 0 = none */
};

static void steps_are_picked_once(void **state)
{
	/* clang-format off */
	static const struct pick_case CASES[] = {
		{ "too early", "2026-W01", { .step = 0 }, NULL, 0 },
		{ "the first week", "2026-W02", { .step = 0 }, NULL, 1 },
		{ "first known late: the step of the moment", "2026-W08", { .step = 0 }, NULL, 2 },
		{ "overdue still", "2026-W18", { .step = 0 }, NULL, 3 },
		{ "given up", "2026-W23", { .step = 0 }, NULL, 0 },
		{ "the first was proposed", "2026-W03",
		  { .group = GROUP_APK, .cycle = { 2026, 3, 20 }, .step = 1, .stage = STAGE_SENT,
		    .list_week = { 2026, 2 } }, NULL, 0 },
		{ "the second after it", "2026-W08",
		  { .group = GROUP_APK, .cycle = { 2026, 3, 20 }, .step = 1, .stage = STAGE_SENT,
		    .list_week = { 2026, 2 } }, NULL, 2 },
		{ "it was taken off this very list", "2026-W02",
		  { .group = GROUP_APK, .cycle = { 2026, 3, 20 }, .step = 1,
		    .stage = STAGE_REMOVED, .list_week = { 2026, 2 } }, NULL, 1 },
		{ "it was taken off an earlier list", "2026-W03",
		  { .group = GROUP_APK, .cycle = { 2026, 3, 20 }, .step = 1,
		    .stage = STAGE_REMOVED, .list_week = { 2026, 2 } }, NULL, 0 },
		{ "for something that passed", "2026-W03",
		  { .group = GROUP_APK, .cycle = { 2026, 3, 20 }, .step = 1,
		    .stage = STAGE_REMOVED, .list_week = { 2026, 2 }, .passing = true }, NULL,
		  1 },
		{ "it stands on this list", "2026-W02",
		  { .group = GROUP_SERVICE, .cycle = { 2025, 3, 10 }, .step = 1,
		    .stage = STAGE_OPEN, .list_week = { 2026, 2 } }, NULL, 0 },
		{ "the follow-up of a form stands beside it", "2026-W02",
		  { .group = GROUP_ADVICE, .cycle = { 2025, 12, 20 }, .step = 1,
		    .stage = STAGE_OPEN, .list_week = { 2026, 2 } }, NULL, 1 },
		{ "just been in", "2026-W02", { .step = 0 }, "2026-01-05", 0 },
		{ "not been in for three years", "2026-W02", { .step = 0 }, "2022-12-01", 0 },
	};
	/* clang-format on */
	AUTO(history) *h = yearly_car();
	struct plan plan = plan_of(h);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		const struct pick_case *c = &CASES[i];
		struct pick_request request = {
			.plan = &plan,
			.past = &c->past,
			.past_count = c->past.step ? 1 : 0,
			.list_week = week(c->list_week),
			.last_visit = on(c->last_visit ? c->last_visit : "2025-03-10"),
		};
		const struct plan_step *step = pick_step(&request);

		expect_number(c->sentence, step ? step->step : 0, c->step);
	}
}

static void what_was_held_back_may_be_proposed_later(void **state)
{
	AUTO(history) *h = yearly_car();
	struct plan plan = plan_of(h);
	struct past_proposal past = { .group = GROUP_APK,
				      .cycle = on("2026-03-20"),
				      .step = 1,
				      .stage = STAGE_SUPPRESSED,
				      .list_week = { 2026, 2 } };
	struct pick_request request = { .plan = &plan,
					.past = &past,
					.past_count = 1,
					.list_week = week("2026-W03") };

	(void)state;
	expect_true("not when it was for good", pick_step(&request) == NULL);
	past.passing = true;
	expect_true("for something that passed", pick_step(&request) != NULL);
	request.list_week = week("2026-W02");
	expect_true("not by this very list", pick_step(&request) == NULL);
}

static void two_noes_end_a_round(void **state)
{
	AUTO(history) *h = yearly_car();
	struct plan plan = plan_of(h);
	struct past_proposal past[2] = {
		{ .group = GROUP_APK,
		  .cycle = on("2026-03-20"),
		  .step = 1,
		  .stage = STAGE_FROZEN,
		  .decision = DECISION_NO,
		  .list_week = { 2026, 2 } },
		{ .group = GROUP_APK,
		  .cycle = on("2026-03-20"),
		  .step = 2,
		  .stage = STAGE_FROZEN,
		  .decision = DECISION_NO,
		  .list_week = { 2026, 7 } },
	};
	struct pick_request request = {
		.plan = &plan, .past = past, .past_count = 1, .list_week = { 2026, 10 }
	};

	(void)state;
	expect_true("after one no", pick_step(&request) != NULL);
	request.past_count = 2;
	expect_true("not after two", pick_step(&request) == NULL);
	request.past_count = 0;
	request.never[GROUP_APK] = true;
	expect_true("never", pick_step(&request) == NULL);
}

static void a_no_to_a_service_asks_again_later(void **state)
{
	struct plan plan = { .count = 2 };
	struct plan_step first = { .group = GROUP_SERVICE,
				   .step = 1,
				   .cycle = on("2025-05-01"),
				   .send_on = on("2026-04-13"),
				   .until = on("2026-07-01") };
	struct past_proposal past = { .group = GROUP_SERVICE,
				      .cycle = on("2025-05-01"),
				      .step = 1,
				      .stage = STAGE_FROZEN,
				      .decision = DECISION_NO,
				      .list_week = { 2026, 15 } };
	struct pick_request request = {
		.plan = &plan, .past = &past, .past_count = 1, .list_week = { 2026, 19 }
	};

	(void)state;
	plan.steps[0] = first;
	plan.steps[1] = first;
	plan.steps[1].step = 2;
	plan.steps[1].send_on = civil_add_days(first.send_on, 28);
	plan.steps[1].after_no = true;
	expect_number("28 days on", pick_step(&request) ? pick_step(&request)->step : 0,
		      2);
	past.decision = DECISION_YES;
	expect_true("not after a yes", pick_step(&request) == NULL);
}

/* Far overdue, with a recall since a week ago. */
static struct pick_request overdue(struct plan *plan, bool recalled)
{
	AUTO(history) *h = yearly_car();

	h->recalls = recalled;
	h->recalled_on = recalled ? on("2026-10-25") : NO_DATE;
	*plan = plan_of(h);
	return (struct pick_request){ .plan = plan,
				      .list_week = week("2026-W44"),
				      .last_visit = on("2025-03-10") };
}

static void a_recall_goes_before_all_and_no_never_ends_it(void **state)
{
	struct plan plan;
	struct pick_request request = overdue(&plan, true);

	(void)state;
	assert_int_equal(pick_step(&request)->group, GROUP_RECALL);
	request.only_recall = true;
	assert_int_equal(pick_step(&request)->group, GROUP_RECALL);
	request.last_visit = on("2022-03-10");
	assert_int_equal(pick_step(&request)->group, GROUP_RECALL);
	request = overdue(&plan, false);
	request.only_recall = true;
	assert_null(pick_step(&request));
}

static void who_stays_away_is_asked_once_in_180_days(void **state)
{
	struct past_proposal past = { .group = GROUP_DORMANT,
				      .cycle = { 2026, 5, 1 },
				      .step = 1,
				      .stage = STAGE_SENT,
				      .list_week = week("2026-W19") };
	struct plan plan;
	struct pick_request request = overdue(&plan, false);

	(void)state;
	assert_int_equal(pick_step(&request)->group, GROUP_DORMANT);
	request.past = &past;
	request.past_count = 1;
	expect_number("25 weeks later", pick_step(&request) != NULL, 0);
	past.stage = STAGE_SUPPRESSED;
	past.passing = true;
	expect_number("what was held back asked nobody", pick_step(&request) != NULL, 1);
	past.stage = STAGE_SENT;
	request.list_week = week("2026-W45");
	assert_int_equal(pick_step(&request)->step, 2);
	request.never[GROUP_DORMANT] = true;
	assert_null(pick_step(&request));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recall_goes_before_all_and_no_never_ends_it),
		cmocka_unit_test(who_stays_away_is_asked_once_in_180_days),
		cmocka_unit_test(steps_are_picked_once),
		cmocka_unit_test(what_was_held_back_may_be_proposed_later),
		cmocka_unit_test(two_noes_end_a_round),
		cmocka_unit_test(a_no_to_a_service_asks_again_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
