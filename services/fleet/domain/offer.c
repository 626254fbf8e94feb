/* SPDX-License-Identifier: Apache-2.0 */
/* How an offer ends, and when its recipient is reminded. */
#include "fleet/domain/offer.h"

#include <string.h>

#define DAY_SECONDS INT64_C(86400)

static const char *const NAMES[] = {
	[OFFER_NONE] = "",
	[OFFER_PENDING] = "pending",
	[OFFER_ACCEPTED] = "accepted",
	[OFFER_DECLINED] = "declined",
	[OFFER_CANCELLED] = "cancelled",
	[OFFER_EXPIRED] = "expired",
};

/* domain.md 3d-9.7 */
static const int64_t REMINDER_DAYS[OFFER_REMINDERS] = { 3, 7, 12 };

const char *offer_name(enum offer offer)
{
	return NAMES[offer];
}

enum offer offer_from(const char *name)
{
	for (size_t i = 1; name && i < COUNT_OF(NAMES); i++)
		if (strcmp(NAMES[i], name) == 0)
			return (enum offer)i;
	return OFFER_NONE;
}

int offer_end(enum offer now, enum offer wanted, bool *ret_changed, struct err *err)
{
	*ret_changed = now == OFFER_PENDING;
	if (now == OFFER_PENDING || now == wanted)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "TRANSFER_ENDED",
			    "the transfer was %s already", offer_name(now));
}

static bool is_same(const struct uuid *one, const struct uuid *other)
{
	return uuid_is_set(one) && strcmp(one->text, other->text) == 0;
}

int offer_check(const struct offer_people *people, struct err *err)
{
	if (is_same(&people->recipient, &people->owner) ||
	    is_same(&people->recipient, &people->driver) ||
	    is_same(&people->recipient, &people->starter))
		return err_set_code(err, ERR_INVALID, "RECIPIENT_IS_HOLDER",
				    "the address is of somebody who has the car: give "
				    "the other's");
	if (people->is_manager)
		return err_set_code(err, ERR_INVALID, "RECIPIENT_IS_FLEET",
				    "the address is of a fleet's manager: give that of "
				    "the person");
	return 0;
}

static struct instant days_after(struct instant started, int64_t days)
{
	return instant_add_seconds(started, days * DAY_SECONDS);
}

int offer_reminders(struct instant started, struct instant now)
{
	int count = 0;

	while (count < OFFER_REMINDERS &&
	       instant_compare(days_after(started, REMINDER_DAYS[count]), now) <= 0)
		count++;
	return count;
}

struct instant offer_next(struct instant started, struct instant expires, int reminded)
{
	struct instant at;

	if (reminded >= OFFER_REMINDERS)
		return expires;
	at = days_after(started, REMINDER_DAYS[reminded]);
	return instant_compare(at, expires) < 0 ? at : expires;
}
