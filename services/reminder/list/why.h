/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stored explanation: a prediction written into proposal.state's "why", and the
 * rules run again on what is written there (domain.md 3d-11). Thread: any.
 */
#ifndef BEURT_REMINDER_LIST_WHY_H
#define BEURT_REMINDER_LIST_WHY_H

#include "gen/proposal_state.h"
#include "reminder/domain/explain.h"

struct why_text; /* the texts a filled "why" points into */
struct why_text *why_text_new(void);
void why_text_free(struct why_text *text);
AUTO_FREE(why_text, why_text_free)

struct why_request {
	const struct history *history;
	const struct prediction *prediction;
	enum reason_group group;
	struct civil_date send_from; /* Monday of the week it is sent */
	enum proposal_state_why_interval_source interval_source;
};
/* Points into text until the next call or why_text_free. */
void why_fill(const struct why_request *request, struct why_text *text,
	      struct proposal_state_why *ret_why);

/* Run the rules on the stored inputs. ERR_INVALID when the record cannot be read. */
MUST_CHECK int why_recompute(const struct proposal_state_why *why,
			     struct prediction *ret_prediction, struct err *err);
/* Whether the part due by time, or the end of the mobility service, comes along with the
 * visit that this group is about. */
bool why_comes_along(const struct prediction *prediction, enum reason_group group,
		     enum due_kind kind);
/* When a customer is expected for this group: what due_p10 … due_p90 say. */
struct when expected_when(const struct prediction *prediction, enum reason_group group);
/* The same of a stored proposal, run again; its APK expiry, none for a follow-up. */
struct why_dates {
	struct when when;
	struct civil_date apk_expiry;
	struct civil_date mobility; /* end of the mobility service */
};
MUST_CHECK int why_dates(const struct proposal_state *proposal,
			 struct why_dates *ret_dates, struct err *err);
/* ERR_BROKEN, naming the field, when the recomputed dates differ from the stored ones. */
MUST_CHECK int why_verify(const struct proposal_state *proposal, struct err *err);

#endif
