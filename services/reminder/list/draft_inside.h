/* SPDX-License-Identifier: Apache-2.0 */
/* The texts and lists a drafted message points into. Shared by draft*.c only. */
#ifndef BEURT_REMINDER_LIST_DRAFT_INSIDE_H
#define BEURT_REMINDER_LIST_DRAFT_INSIDE_H

#include "reminder/list/advice.h"
#include "reminder/list/proposal.h"

#define MOST_REASONS 4 /* a test and a service, a part, the mobility service */

struct draft {
	struct proposal_state msg;
	struct proposal_state_why why;
	struct why_text *why_text;
	struct proposal_state_why_advice advice;
	struct advice_text *advice_text;
	struct strbuf nl, en;
	const char *rules[1];
	struct proposal_state_why_item item;
	struct proposal_state_reason reasons[MOST_REASONS];
	char due[MOST_REASONS][CIVIL_TEXT];
	char p10[CIVIL_TEXT], p50[CIVIL_TEXT], p90[CIVIL_TEXT];
	char send_from[CIVIL_TEXT];
	char apk[CIVIL_TEXT], last_visit[CIVIL_TEXT];
	char list_week[WEEK_TEXT], send_week[WEEK_TEXT];
	char status_at[INSTANT_TEXT];
};

/* What a follow-up says: reason, value, explanation, all from the form. */
void draft_followup(const struct outlook *outlook, struct iso_week list_week,
		    struct draft *d);

/* Whether it may share a message with the customer's other cars; whether it does is told
 * when it leaves. */
void draft_joins(const struct desk *desk, const struct car *car,
		 const struct proposal_row *row, struct draft *d);

#endif
