/* SPDX-License-Identifier: Apache-2.0 */
/* Who may answer what until when, and what the list counts. */
#include "cars.h"
#include "reminder/domain/decision.h"
#include "sys/zone_file.h"

static struct week_times times(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	if (zone_find("Europe/Amsterdam", &zone, &err) < 0)
		fail_msg("%s", err.text);
	return week_times_of((struct iso_week){ 2026, 48 }, zone);
}

static const char *allow(enum stage stage, int64_t after_deadline, int64_t expected)
{
	static struct err err;
	struct standing now = { DECISION_YES, DECIDED_BY_DEFAULT, stage, 7 };
	struct week_times t = times();
	struct instant received = { t.deadline.micros + after_deadline };

	err = (struct err){ 0 };
	return decision_allow(&now, &t, received, expected, &err) == 0 ? "ok" : err.code;
}

static void answers_are_judged_by_their_receipt(void **state)
{
	(void)state;
	expect_text("in time", allow(STAGE_OPEN, -1, 0), "ok");
	expect_text("in time, handled after the freeze", allow(STAGE_FROZEN, -1, 0),
		    "ok");
	expect_text("at the deadline", allow(STAGE_OPEN, 0, 0), "LIST_FROZEN");
	expect_text("an overruled line", allow(STAGE_REMOVED, -1, 0), "ok");
	expect_text("gone already", allow(STAGE_RELEASED, -1, 0), "ALREADY_RELEASED");
	expect_text("sent already", allow(STAGE_SENT, -1, 0), "ALREADY_RELEASED");
	expect_text("as seen", allow(STAGE_OPEN, -1, 7), "ok");
	expect_text("somebody was first", allow(STAGE_OPEN, -1, 6), "VERSION_CONFLICT");
}

static void a_yes_brings_a_removed_line_back(void **state)
{
	struct standing removed = { DECISION_NO, DECIDED_BY_RULE, STAGE_REMOVED, 3 };
	struct default_decisions defaults = { .periodic = DECISION_YES,
					      .followup = DECISION_NO };

	(void)state;
	expect_number("yes", decision_apply(&removed, DECISION_YES).stage, STAGE_OPEN);
	expect_number("no", decision_apply(&removed, DECISION_NO).stage, STAGE_REMOVED);
	expect_number("by hand", decision_apply(&removed, DECISION_NO).source,
		      DECIDED_BY_USER);
	expect_number("the garage's default", decision_default(GROUP_SERVICE, &defaults),
		      DECISION_YES);
	expect_number("another one for advice", decision_default(GROUP_ADVICE, &defaults),
		      DECISION_NO);
}

static void counts_add_up(void **state)
{
	(void)state;
	for (enum decision d = DECISION_YES; d <= DECISION_NEVER; d++)
		for (enum decided_by s = DECIDED_BY_DEFAULT; s <= DECIDED_BY_RULE; s++)
			for (enum stage g = STAGE_OPEN; g <= STAGE_STALE; g++) {
				struct standing now = { d, s, g, 1 };
				struct week_counts c = decision_counts(&now);

				expect_number("answers make the total",
					      c.yes + c.no + c.never, c.total);
				expect_number("listed or removed", c.total + c.removed,
					      1);
				assert_true(c.untouched <= c.total);
			}
}

static void words_are_read_as_written(void **state)
{
	(void)state;
	for (enum stage g = STAGE_OPEN; g <= STAGE_STALE; g++)
		expect_number(stage_name(g), stage_from(stage_name(g)), g);
	for (enum decision d = DECISION_YES; d <= DECISION_NEVER; d++)
		expect_number(decision_name(d), decision_from(decision_name(d)), d);
	for (enum decided_by s = DECIDED_BY_DEFAULT; s <= DECIDED_BY_RULE; s++)
		expect_number(decided_by_name(s), decided_by_from(decided_by_name(s)), s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_judged_by_their_receipt),
		cmocka_unit_test(a_yes_brings_a_removed_line_back),
		cmocka_unit_test(counts_add_up),
		cmocka_unit_test(words_are_read_as_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
