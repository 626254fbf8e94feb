/* SPDX-License-Identifier: Apache-2.0 */
/* A proposal that is taken off its list is an automatic no, and gets the default back. */
#include "reminder/domain/decision.h"

#include "unit.h"

struct stage_case {
	const char *sentence;
	struct standing now;
	enum stage stage;
	enum decision expected;
	enum decided_by by;
};

static const struct stage_case CASES[] = {
	{ "an untouched yes that is taken off becomes an automatic no",
	  { DECISION_YES, DECIDED_BY_DEFAULT, STAGE_OPEN, 1 },
	  STAGE_REMOVED,
	  DECISION_NO,
	  DECIDED_BY_RULE },
	{ "an adviser's yes that is taken off becomes an automatic no",
	  { DECISION_YES, DECIDED_BY_USER, STAGE_OPEN, 2 },
	  STAGE_REMOVED,
	  DECISION_NO,
	  DECIDED_BY_RULE },
	{ "an adviser's never stays his when taken off",
	  { DECISION_NEVER, DECIDED_BY_USER, STAGE_OPEN, 2 },
	  STAGE_REMOVED,
	  DECISION_NEVER,
	  DECIDED_BY_USER },
	{ "what comes back has the default again",
	  { DECISION_NO, DECIDED_BY_RULE, STAGE_REMOVED, 3 },
	  STAGE_OPEN,
	  DECISION_YES,
	  DECIDED_BY_DEFAULT },
	{ "an adviser's no survives going off and coming back",
	  { DECISION_NO, DECIDED_BY_USER, STAGE_REMOVED, 3 },
	  STAGE_OPEN,
	  DECISION_NO,
	  DECIDED_BY_USER },
	{ "freezing changes no answer",
	  { DECISION_YES, DECIDED_BY_DEFAULT, STAGE_OPEN, 1 },
	  STAGE_FROZEN,
	  DECISION_YES,
	  DECIDED_BY_DEFAULT },
};

static void stage_carries_the_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct standing next =
			decision_at_stage(&CASES[i].now, CASES[i].stage, DECISION_YES);
		if (next.decision != CASES[i].expected || next.source != CASES[i].by ||
		    next.stage != CASES[i].stage)
			fail_msg("%s", CASES[i].sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(stage_carries_the_answer) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
