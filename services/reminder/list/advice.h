/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Advice between messages and the rule's struct: heard from the form, kept in the
 * explanation, told to the customer. Thread: any.
 */
#ifndef BEURT_REMINDER_LIST_ADVICE_H
#define BEURT_REMINDER_LIST_ADVICE_H

#include "gen/inspection_state.h"
#include "gen/notification_requested.h"
#include "gen/proposal_state.h"
#include "reminder/domain/followup.h"

/* The lines of the newest saved version with the customer's answers that still hold, and
 * the form's vehicle and customer. saved_on stays as it is. */
void advice_hear(const struct inspection_state *msg, struct followup *ret_followup);
/* What two versions that say the same of it have in common. */
struct uuid advice_digest(const struct followup *followup);

struct wear_text {
	struct proposal_state_why_advice_line_wear msg;
	char on[CIVIL_TEXT], previous_on[CIVIL_TEXT];
	char p10[CIVIL_TEXT], p50[CIVIL_TEXT], p90[CIVIL_TEXT];
};

struct advice_text {
	char saved_on[CIVIL_TEXT];
	struct proposal_state_why_advice_line lines[FOLLOWUP_LINES];
	struct wear_text wear[FOLLOWUP_LINES];
	struct notification_requested_params_line told[FOLLOWUP_LINES];
};
/* Points into text and followup. */
void advice_explain(const struct followup *followup, struct advice_text *text,
		    struct proposal_state_why_advice *ret_advice);
MUST_CHECK int advice_recompute(const struct proposal_state_why_advice *advice,
				struct followup *ret_followup, struct err *err);
/* Only what is still open is told again. */
void advice_tell(const struct followup *followup, struct advice_text *text,
		 struct notification_requested_params *params);

#endif
