/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car offered to another driver or owner (domain.md 3d-9.5 to 9.8):
 *
 *	pending → accepted | declined | cancelled | expired
 *
 * The first that is committed wins; the same answer given twice is one answer. Thread:
 * any.
 */
#ifndef BEURT_FLEET_DOMAIN_OFFER_H
#define BEURT_FLEET_DOMAIN_OFFER_H

#include "base/instant.h"
#include "base/uuid.h"

enum offer {
	OFFER_NONE,
	OFFER_PENDING,
	OFFER_ACCEPTED,
	OFFER_DECLINED,
	OFFER_CANCELLED,
	OFFER_EXPIRED,
};

const char *offer_name(enum offer offer);
enum offer offer_from(const char *name);

/* False in *ret_changed: it is that already. ERR_CONFLICT TRANSFER_ENDED. */
MUST_CHECK int offer_end(enum offer now, enum offer wanted, bool *ret_changed,
			 struct err *err);

/* ERR_INVALID RECIPIENT_IS_HOLDER, RECIPIENT_IS_FLEET. */
struct offer_people {
	struct uuid recipient, owner, driver, starter;
	bool is_manager; /* the recipient runs a fleet */
};
MUST_CHECK int offer_check(const struct offer_people *people, struct err *err);

/* Reminders go out 3, 7 and 12 days after the start, while it has not lapsed. */
#define OFFER_REMINDERS 3
/* How many should have gone out by now. */
int offer_reminders(struct instant started, struct instant now);
/* When something happens next: a reminder, or that it lapses. */
struct instant offer_next(struct instant started, struct instant expires, int reminded);

#endif
