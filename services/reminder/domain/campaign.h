/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a campaign may do when: its hours, its pace, who is drawn which text, who must say
 * yes to it, and what its figures tell. Thread: any.
 */
#ifndef BEURT_REMINDER_CAMPAIGN_H
#define BEURT_REMINDER_CAMPAIGN_H

#include <stdbool.h>

#include "base/instant.h"
#include "base/zone.h"

#define CAMPAIGN_VARIANTS   3
#define CAMPAIGN_HOLDOUT    100 /* persons of a thousand, unless it says otherwise */
#define CAMPAIGN_FROM_HOUR  9
#define CAMPAIGN_UNTIL_HOUR 20
#define CAMPAIGN_VALID_DAYS 14
#define CAMPAIGN_VISIT_DAYS 30 /* domain.md 3d-8: promotions and seasons */
#define CAMPAIGN_APPROVAL   500

/* Which of `count` texts this person gets: by lot, and always the same one. */
int campaign_draw(const char *campaign, const char *customer, int count);

/* The moment itself when it lies within the hours, else when they begin again. */
struct instant campaign_opens(const struct zone *zone, struct instant at, int from_hour,
			      int until_hour);

/* The running hour's share. */
struct campaign_pace {
	int64_t per_hour;     /* 0 = no limit */
	struct instant start; /* of the hour; NO_INSTANT: none has begun */
	int64_t count;        /* left in it */
};
/* How many may leave now, at most `page`; begins a new hour when it is time. 0: not
 * before campaign_pace_next. */
int64_t campaign_pace_room(struct campaign_pace *pace, struct instant now, int64_t page);
struct instant campaign_pace_next(const struct campaign_pace *pace);

/* Four eyes: who asked for approval does not give it. */
bool campaign_needs_second(int64_t people, int64_t approval_above, bool is_estimate);

/* 95 % of the times the true share lies within (Wilson 1927), in thousandths. */
struct campaign_share {
	int64_t low, high;
};
struct campaign_share campaign_share_of(int64_t visited, int64_t people);
/* The one whose interval lies above all others' of at least 100 people each; -1 while
 * there is none. */
struct campaign_arm {
	int64_t people, visited;
};
int campaign_winner(const struct campaign_arm *arms, int count);

/* Text messages that one text takes: an estimate, as it has no personal fields filled in
 * yet; notification counts for the bill. */
int campaign_sms_parts(const char *text);

#endif
