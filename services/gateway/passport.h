/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car passport as one who asks about it may see it: the passport and its persons as the
 * tenant's own rows, and what a garage knows of the car as that garage's, only the car's
 * and only of the time the garage looked after it. Thread: any.
 */
#ifndef BEURT_GATEWAY_PASSPORT_H
#define BEURT_GATEWAY_PASSPORT_H

#include "gateway/access.h"
#include "gateway/domain/own_days.h"

#define PASSPORT_GARAGES 20

struct passport_garage {
	char dealer[DEALER_TEXT];
	struct uuid vehicle; /* as this garage names it, if it knows it */
	struct uuid customer; /* whom it invoices; not set: nobody */
	struct instant since;
	struct instant until; /* NO_INSTANT while it looks after the car */
};

struct passport_view {
	struct uuid passport;
	struct uuid vehicle; /* as the asking garage names it, or the one turned to */
	struct uuid fleet;   /* not set: of no fleet */
	int64_t version;
	char status[20];
	char plate[21]; /* normalised; "" when unknown */
	enum passport_role role;
	struct instant since;   /* it came to the asker */
	bool is_first;          /* with the passport: nobody of it had the car before */
	int64_t approval_cents; /* the fleet's limit; -1: none */
	struct passport_garage garages[PASSPORT_GARAGES]; /* oldest first */
	size_t garages_count;
};

/* Begins a transaction that sees the asker's rows, and reads what it may of the passport;
 * caller ends it. ERR_ABSENT when there is none or the asker may not see it: both look
 * the same. */
MUST_CHECK int passport_begin(struct gateway *gateway, const struct request *req,
			      const struct uuid *passport, struct tx **ret_tx,
			      struct passport_view *ret_view, struct err *err);
/* The same for who came by a link: `tenant` is the link's. */
MUST_CHECK int passport_begin_as(struct gateway *gateway, const char *tenant,
				 const struct uuid *passport, struct tx **ret_tx,
				 struct passport_view *ret_view, struct err *err);
/* From here on the transaction sees that garage's rows, and view->vehicle is the car as
 * it names it: read them by that alone, and only of what happened before garage->until.
 * Thread: as the transaction. */
MUST_CHECK int passport_turn_to(struct tx *tx, struct passport_view *view,
				const struct passport_garage *garage, struct err *err);
/* The garage that looks after it now; the newest of several, NULL when none does. */
const struct passport_garage *passport_garage_now(const struct passport_view *view);
/* Whether the garage still looked after it then. */
bool passport_garage_had(const struct passport_garage *garage, struct instant then);
/* The asker's own days on the calendar of a garage's zone. */
struct zone;
struct own_days passport_own_days(const struct passport_view *view,
				  const struct zone *zone);

#endif
