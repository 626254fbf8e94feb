/* SPDX-License-Identifier: Apache-2.0 */
/* What leaves while it is looked at. Shared by release.c and depart.c only. Thread: that
 * of the tx. */
#ifndef BEURT_REMINDER_LIST_RELEASE_INSIDE_H
#define BEURT_REMINDER_LIST_RELEASE_INSIDE_H

#include "reminder/domain/household.h"
#include "reminder/list/proposal.h"

/* What leaves: the proposal, its car, the form it follows, and who reads it. */
struct leaving {
	struct proposal_row *row;
	struct proposal_edit edit;
	const struct car *car;
	struct followup *followup; /* NULL: none */
	struct rows *contact;      /* of store_outside_contact; NULL: the customer */
	bool leaves;
};

/* --- release.c -----------------------------------------------------------------------
 */
/* What holds this one back at this moment; NULL lets it go. */
const char *release_hold(const struct desk *desk, const struct car *car,
			 const struct followup *followup,
			 const struct proposal_edit *edit);
/* The form it follows; NULL when it follows none. */
MUST_CHECK int release_form(struct desk *desk, const struct proposal_row *row,
			    struct followup **ret_followup, struct err *err);
/* One request for these cars, at most HOUSEHOLD_MOST, the first one first. */
MUST_CHECK int release_ask(struct desk *desk, struct leaving *const *cars, size_t count,
			   const struct week_times *times, struct err *err);

#endif
