/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After any new fact: predict again, plan again, and put the open list right.
 * Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_FORECAST_H
#define BEURT_REMINDER_LIST_FORECAST_H

#include "reminder/list/proposal.h"

/* One vehicle; nothing happens when it is not known. */
MUST_CHECK int forecast_vehicle(struct desk *desk, const char *vehicle_id,
				struct err *err);
/* Every vehicle of a customer. */
MUST_CHECK int forecast_customer(struct desk *desk, const struct uuid *customer,
				 struct err *err);

/* The line a car deserves on the desk's list now, if any; the list is locked. */
const struct plan_step *forecast_pick(const struct desk *desk,
				      const struct outlook *outlook);
/* May anybody be invited for this car at all? */
bool forecast_may_propose(const struct car *car);

/*
 * The next `limit` vehicles of a list being made, from `*cursor` on; *cursor is then the
 * last one looked at, none when there are no more. One page in memory at a time.
 */
MUST_CHECK int forecast_fill_list(struct desk *desk, int64_t limit, struct uuid *cursor,
				  struct err *err);

#endif
