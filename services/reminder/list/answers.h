/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers of users to proposals: one, or many of a list at once; and what "never" leaves
 * behind. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_ANSWERS_H
#define BEURT_REMINDER_LIST_ANSWERS_H

#include "reminder/list/proposal.h"

struct answer_request {
	struct uuid proposal;
	enum decision decision;
	enum wire_decision_scope scope; /* of a "never"; none = customer */
	const char *scope_reason;
	const char *actor;
	struct instant received_at;
	int64_t expected_version;  /* 0 = whatever it is */
	struct iso_week list_week; /* when given, the proposal must be of this list */
};

/* Refusals as in decision_allow(); ret_version is the version that shows the answer. */
MUST_CHECK int answer_give(struct desk *desk, const struct answer_request *request,
			   int64_t *ret_version, struct err *err);
/* The words that were typed with answers about this customer go; the answers stay. */
MUST_CHECK int answers_forget(struct desk *desk, const struct uuid *customer,
			      struct err *err);

#endif
