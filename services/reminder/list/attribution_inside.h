/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inner header of attribution: the invitations that are not credited yet, what is said of
 * a credit, and the customer's appointments. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_ATTRIBUTION_INSIDE_H
#define BEURT_REMINDER_LIST_ATTRIBUTION_INSIDE_H

#include "reminder/list/attribution.h"
#include "reminder/store_outside.h"

struct touches {
	size_t count;
	struct touch *list;             /* those not yet credited */
	struct proposal_row **rows;     /* theirs */
	struct proposal_list proposals; /* own the rows … */
	struct proposal_list
		campaigns; /* … of messages that no proposal asked for, too */
};

/* --- attribution_touches.c -----------------------------------------------------------
 */
MUST_CHECK int attribution_collect(struct desk *desk, const struct uuid *customer,
				   struct touches *ret_touches, struct err *err);
void attribution_touches_done(struct touches *touches);
struct civil_date attribution_first_touch(const struct touches *touches);
void attribution_take(struct touches *touches, size_t i);
/* A campaign's message, as a proposal that was sent; ERR_ABSENT. */
MUST_CHECK int attribution_load_campaign(struct desk *desk, const struct uuid *intent,
					 struct proposal_list *ret_one, struct err *err);

/* --- attribution.c -------------------------------------------------------------------
 */
/* What the row owes to which message, and when the visit was. */
void attribution_fill(struct conversion_row *row, const struct proposal_row *proposal,
		      const struct visit_row *visit);
/* The message it is owed to. */
MUST_CHECK int attribution_touched(struct desk *desk, const struct conversion_row *row,
				   struct proposal_list *ret_one, struct err *err);
MUST_CHECK int attribution_say(struct desk *desk, const struct conversion_row *row,
			       const struct proposal_row *proposal,
			       const struct visit_row *visit, struct err *err);
bool attribution_is_same(const struct conversion_row *a, const struct conversion_row *b);
/* What is recorded of a visit or a booking; *ret_any is false when nothing is. */
MUST_CHECK int attribution_recorded(struct desk *desk, const struct uuid *visit,
				    struct conversion_row *ret_row, bool *ret_any,
				    struct err *err);

/* The customer's appointments since the first invitation, and a while before. */
struct bookings {
	struct appointment_list list;
	bool came[APPOINTMENT_LIST]; /* a visit followed: that counts */
};
struct bookings *bookings_new(void);
void bookings_free(struct bookings *bookings);
AUTO_FREE(bookings, bookings_free)
MUST_CHECK int bookings_load(struct desk *desk, const struct uuid *customer,
			     const struct touches *touches, struct bookings *ret_bookings,
			     struct err *err);
/* The visit as it is judged, with the appointment it came by. */
struct came bookings_came(const struct desk *desk, struct bookings *bookings,
			  const struct visit_row *visit);
/* Credit what no visit followed, take back what is cancelled. */
MUST_CHECK int bookings_judge(struct desk *desk, const struct bookings *bookings,
			      struct touches *touches, struct err *err);

#endif
