/* SPDX-License-Identifier: Apache-2.0 */
/* One row an outcome. */
#include "notification/domain/calling.h"

#include <string.h>

#include "notification/domain/window.h"

#define AGAIN_SECONDS (INT64_C(4) * 3600) /* who did not answer is elsewhere now */

struct rule {
	const char *name;
	enum call_end end;
	const char *reason;
};

static const struct rule RULES[CALL_OUTCOMES] = {
	[CALL_NONE] = { "", CALL_FAILED, "" },
	[CALL_REACHED_BOOKED] = { "reached_booked", CALL_REACHED, "BOOKED" },
	[CALL_REACHED_LATER] = { "reached_later", CALL_GOES_ON, "" },
	[CALL_REACHED_NO] = { "reached_no", CALL_REACHED, "REACHED" },
	[CALL_NO_ANSWER] = { "no_answer", CALL_GOES_ON, "" },
	[CALL_WRONG_NUMBER] = { "wrong_number", CALL_FAILED, "WRONG_NUMBER" },
	[CALL_DO_NOT_CALL] = { "do_not_call", CALL_REACHED, "NO_CONSENT" },
};

const char *call_outcome_name(enum call_outcome outcome)
{
	return RULES[outcome].name;
}

enum call_outcome call_outcome_from(const char *name)
{
	for (enum call_outcome i = CALL_REACHED_BOOKED; i < CALL_OUTCOMES; i++) {
		if (name && strcmp(RULES[i].name, name) == 0)
			return i;
	}
	return CALL_NONE;
}

static int check_again(const struct call_facts *facts, struct err *err)
{
	struct instant last =
		instant_add_seconds(facts->now, CALL_LATER_DAYS * INT64_C(86400));

	if (instant_is_set(facts->again) &&
	    instant_compare(facts->again, facts->now) > 0 &&
	    instant_compare(facts->again, last) <= 0)
		return 0;
	return err_set_code(err, ERR_INVALID, "CALL_AGAIN_WRONG",
			    "call_again_at lies within the next %d days",
			    CALL_LATER_DAYS);
}

int call_judge(const struct call_facts *facts, struct call_answer *ret_answer,
	       struct err *err)
{
	const struct rule *rule = &RULES[facts->outcome];
	bool later = facts->outcome == CALL_REACHED_LATER;
	struct call_answer answer = { .end = rule->end, .reason = rule->reason };

	if (later && check_again(facts, err) < 0)
		return -1;
	if (answer.end == CALL_GOES_ON && !later && facts->attempts >= CALL_ATTEMPTS_MAX)
		answer = (struct call_answer){ .end = CALL_FAILED,
					       .reason = "NOT_REACHED" };
	if (answer.end == CALL_GOES_ON) {
		struct instant from =
			later ? facts->again
			      : instant_add_seconds(facts->now, AGAIN_SECONDS);

		answer.from = window_next(CHANNEL_PHONE, facts->zone, from);
	}
	*ret_answer = answer;
	return 0;
}
