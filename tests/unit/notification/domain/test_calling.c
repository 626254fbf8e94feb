/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from a call: attempts, hours, and moments somebody asked for. */
#include "unit.h"

#include "notification/domain/calling.h"
#include "sys/zone_file.h"

static const struct zone *amsterdam(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	assert_int_equal(zone_find("Europe/Amsterdam", &zone, &err), 0);
	return zone;
}

static struct instant at(int day, int hour, int minute)
{
	return zone_instant(amsterdam(), (struct civil_date){ 2026, 11, day },
			    hour * 3600 + minute * 60);
}

static struct call_answer judge(enum call_outcome outcome, int64_t attempts,
				struct instant now)
{
	struct call_facts facts = {
		.outcome = outcome, .attempts = attempts, .zone = amsterdam(), .now = now
	};
	struct call_answer answer = { .reason = NULL };
	struct err err = { 0 };

	assert_int_equal(call_judge(&facts, &answer, &err), 0);
	return answer;
}

static void assert_from(struct call_answer answer, struct instant wanted)
{
	assert_int_equal(answer.end, CALL_GOES_ON);
	assert_int_equal(answer.from.micros, wanted.micros);
}

static void test_who_does_not_answer_is_tried_three_times(void **state)
{
	(void)state;
	assert_from(judge(CALL_NO_ANSWER, 1, at(24, 10, 0)), at(24, 14, 0));
	assert_from(judge(CALL_NO_ANSWER, 2, at(24, 18, 30)), at(25, 9, 0));
	struct call_answer last = judge(CALL_NO_ANSWER, 3, at(24, 10, 0));

	assert_int_equal(last.end, CALL_FAILED);
	assert_string_equal(last.reason, "NOT_REACHED");
}

static void test_a_saturday_afternoon_is_followed_by_monday(void **state)
{
	(void)state;
	assert_from(judge(CALL_NO_ANSWER, 1, at(28, 13, 0)), at(30, 9, 0));
}

static void test_who_was_spoken_to_is_not_called_again(void **state)
{
	static const struct {
		enum call_outcome outcome;
		enum call_end end;
		const char *reason;
	} CASES[] = {
		{ CALL_REACHED_BOOKED, CALL_REACHED, "BOOKED" },
		{ CALL_REACHED_NO, CALL_REACHED, "REACHED" },
		{ CALL_DO_NOT_CALL, CALL_REACHED, "NO_CONSENT" },
		{ CALL_WRONG_NUMBER, CALL_FAILED, "WRONG_NUMBER" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct call_answer answer = judge(CASES[i].outcome, 1, at(24, 10, 0));

		assert_int_equal(answer.end, CASES[i].end);
		assert_string_equal(answer.reason, CASES[i].reason);
	}
}

static int ask_again(struct instant again, struct call_answer *ret_answer)
{
	struct call_facts facts = { .outcome = CALL_REACHED_LATER,
				    .attempts = 3,
				    .again = again,
				    .zone = amsterdam(),
				    .now = at(10, 10, 0) };
	struct err err = { 0 };

	return call_judge(&facts, ret_answer, &err);
}

static void test_who_asks_for_it_is_called_then_within_the_hours(void **state)
{
	struct call_answer answer;

	(void)state;
	assert_int_equal(ask_again(at(12, 15, 30), &answer), 0);
	assert_from(answer, at(12, 15, 30));
	assert_int_equal(ask_again(at(12, 22, 0), &answer), 0);
	assert_from(answer, at(13, 9, 0));
	assert_int_equal(ask_again(NO_INSTANT, &answer), -1);
	assert_int_equal(ask_again(at(10, 9, 59), &answer), -1);
	assert_int_equal(ask_again(at(24, 10, 1), &answer), -1);
}

static void test_outcomes_have_names(void **state)
{
	(void)state;
	for (enum call_outcome i = CALL_REACHED_BOOKED; i < CALL_OUTCOMES; i++)
		assert_int_equal(call_outcome_from(call_outcome_name(i)), i);
	assert_int_equal(call_outcome_from("paint"), CALL_NONE);
	assert_int_equal(call_outcome_from(NULL), CALL_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_does_not_answer_is_tried_three_times),
		cmocka_unit_test(test_a_saturday_afternoon_is_followed_by_monday),
		cmocka_unit_test(test_who_was_spoken_to_is_not_called_again),
		cmocka_unit_test(test_who_asks_for_it_is_called_then_within_the_hours),
		cmocka_unit_test(test_outcomes_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
