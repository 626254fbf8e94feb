/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which visits came from which invitations, for one customer at a time.
 *
 * Everything is judged anew from visits and touches, oldest visit first, each invitation
 * for its first visit: so it does not matter whether the invoice or the delivery report
 * was heard first. Differences with what was recorded are restated. Thread: that of the
 * tx.
 */
#ifndef BEURT_REMINDER_LIST_ATTRIBUTION_H
#define BEURT_REMINDER_LIST_ATTRIBUTION_H

#include "reminder/list/proposal.h"

MUST_CHECK int attribute_customer(struct desk *desk, const struct uuid *customer,
				  struct err *err);
/* The visit is no more: what it was owed to is owed nothing. */
MUST_CHECK int attribute_gone(struct desk *desk, const struct uuid *visit,
			      struct err *err);

#endif
