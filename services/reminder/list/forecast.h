/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After any new fact: predict again, plan again, and put the open list right.
 * Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_FORECAST_H
#define BEURT_REMINDER_LIST_FORECAST_H

#include "reminder/list/proposal.h"
#include "reminder/list/touched.h"

#define FORECAST_CHUNK 250 /* cars in memory, and held, at a time */

/* Cars of the desk's garage in the order of their ids; those that are not known are left
 * out. What is said of each has its item's cause, if it has one. */
MUST_CHECK int forecast_cars(struct desk *desk, const struct touched *items, size_t count,
			     struct err *err);
/* Cars whose ids are the rows' first column, in order. */
MUST_CHECK int forecast_rows(struct desk *desk, const struct rows *rows, struct err *err);
MUST_CHECK int forecast_vehicle(struct desk *desk, const struct uuid *vehicle,
				struct err *err);
/* Every vehicle of a customer. */
MUST_CHECK int forecast_customer(struct desk *desk, const struct uuid *customer,
				 struct err *err);
/* One car's lines on the open list; the outlook's prediction is made anew. ret_deserves
 * becomes true when the car deserves another one. */
MUST_CHECK int forecast_put_right(struct desk *desk, const char *vehicle_id,
				  struct outlook *o, bool *ret_deserves, struct err *err);

/* The line a car deserves on the desk's list now, if any; the list is locked. */
const struct plan_step *forecast_pick(const struct desk *desk,
				      const struct outlook *outlook);
/* May anybody be invited for this car by the list of that week at all? */
bool forecast_may_propose(const struct car *car, struct iso_week list_week);

/* Why a line must not stand on the list, NULL when it may. */
const char *forecast_why_off(const struct outlook *o, const struct proposal_row *row);
/* Each line of the form was executed or declined. */
#define ADVICE_SETTLED "ADVICE_SETTLED"

/*
 * The next `limit` vehicles of a list being made, from `*cursor` on; *cursor is then the
 * last one looked at, none when there are no more. One page in memory at a time.
 */
MUST_CHECK int forecast_fill_list(struct desk *desk, int64_t limit, struct uuid *cursor,
				  struct err *err);
/* The follow-ups that belong on it and were not proposed before. */
MUST_CHECK int forecast_fill_followups(struct desk *desk, struct err *err);

#endif
