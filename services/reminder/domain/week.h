/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly cycle's moments, in the garage's own time (domain.md 3d-6).
 *
 * The list of week W is made Monday 00:05, takes new lines until Thursday 12:00, freezes
 * Sunday 15:00:00.000, and its invitations leave from Monday 08:00 to Wednesday 12:00 of
 * W+1, spread over half hours of the day. All from calendar fields. Thread: any.
 */
#ifndef BEURT_REMINDER_WEEK_H
#define BEURT_REMINDER_WEEK_H

#include "base/iso_week.h"
#include "base/uuid.h"

#define RELEASE_SLOTS 56 /* half hours: Mon and Tue 08:00-20:00, Wed 08:00-12:00 */

struct week_times {
	struct iso_week list_week;
	struct iso_week send_week;
	struct instant opens;     /* Monday 00:00 */
	struct instant generated; /* Monday 00:05 */
	struct instant additions; /* Thursday 12:00: later ones go to the next list */
	struct instant deadline;  /* Sunday 15:00:00.000; answers count strictly before */
	struct instant send_from; /* Monday 00:00 of W+1 */
	struct instant send_until; /* Monday 00:00 of W+2: later it is stale */
};

struct week_times week_times_of(struct iso_week list_week, const struct zone *zone);
/* The ISO week it is there and then. */
struct iso_week week_at(struct instant now, const struct zone *zone);

/* A garage's first list is made when the garage appears and takes lines to its deadline,
 * so that there is work in its first week; later lists until Thursday noon. */
enum list_kind { LIST_WEEKLY, LIST_FIRST };
bool week_takes_additions(const struct week_times *times, enum list_kind kind,
			  struct instant now);
/* Whether an answer received then still counts. */
bool week_takes_answers(const struct week_times *times, struct instant received);

/* Spread by the customer's id, so that what is for one leaves at one moment; the same for
 * ever: 0 .. RELEASE_SLOTS-1. */
int week_release_slot(const struct uuid *customer);
struct instant week_release_at(struct iso_week send_week, int slot,
			       const struct zone *zone);

#endif
