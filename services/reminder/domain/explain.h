/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why this date: one sentence for people, and the names of the rules that took part
 * (domain.md 3d-11). Rendered from the prediction alone, so that it is true by
 * construction. Thread: any.
 */
#ifndef BEURT_REMINDER_EXPLAIN_H
#define BEURT_REMINDER_EXPLAIN_H

#include "base/strbuf.h"
#include "reminder/domain/plan.h"

enum explain_language { EXPLAIN_DUTCH, EXPLAIN_ENGLISH };

#define EXPLAIN_TEXT  1000
#define EXPLAIN_RULES 9

#define NUMBER_TEXT   32

/* Parts of sentences: "12-11-2025"; "84.210" in Dutch, "84,210" in English. */
struct day_text {
	char text[CIVIL_TEXT];
};
struct day_text explain_day(struct civil_date date);
struct number_text {
	char text[NUMBER_TEXT];
};
struct number_text explain_thousands(int64_t number, enum explain_language language);

void explain_text(const struct prediction *prediction, enum reason_group group,
		  enum explain_language language, struct strbuf *ret_text);
/* "usage-rate@1", …; static texts. */
size_t explain_rules(const struct prediction *prediction,
		     const char *ret_rules[EXPLAIN_RULES]);
/* The rule that gave the group's date: "apk-expiry@1", "interval-months@1", … */
const char *explain_chosen_rule(const struct prediction *prediction,
				enum reason_group group);

#endif
