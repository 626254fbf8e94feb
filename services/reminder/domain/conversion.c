/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Windows: service 60 days (or the garage's own), APK until 30 days after the expiry,
 * advice and at most 90. A visit on the day of the message counts and is flagged: days
 * are all that is known of a visit.
 */
#include "reminder/domain/conversion.h"

#include <string.h>

#define SERVICE_DAYS   60
#define APK_AFTER_DAYS 30
#define MOST_DAYS      90
#define BOOKED_DAYS    120 /* of an appointment made in the window: the visit itself */

static struct civil_date window_end(const struct touch *touch, int attribution_days)
{
	struct civil_date most = civil_add_days(touch->sent_on, MOST_DAYS);
	struct civil_date end;
	int days = attribution_days > 0 ? attribution_days : SERVICE_DAYS;

	if (touch->group == GROUP_APK && civil_is_set(touch->apk_expiry))
		end = civil_add_days(touch->apk_expiry, APK_AFTER_DAYS);
	else if (touch->group == GROUP_ADVICE)
		end = most;
	else
		end = civil_add_days(touch->sent_on, days);
	return civil_compare(end, most) < 0 ? end : most;
}

static bool was_booked(const struct came *visit)
{
	return instant_is_set(visit->booked_at);
}

bool touch_may_convert(const struct touch *touch, const struct came *visit)
{
	if (was_booked(visit))
		return instant_compare(visit->booked_at, touch->sent_at) > 0 &&
		       civil_compare(visit->booked_on,
				     window_end(touch, visit->attribution_days)) <= 0 &&
		       civil_days_between(touch->sent_on, visit->date) <= BOOKED_DAYS;
	return civil_compare(visit->date, touch->sent_on) >= 0 &&
	       civil_compare(visit->date, window_end(touch, visit->attribution_days)) <=
		       0;
}

/* The last one wins; of two at the same moment the longer step, then the lower id. */
static bool is_better(const struct touch *a, const struct touch *b)
{
	int by_time = instant_compare(a->sent_at, b->sent_at);

	if (by_time != 0)
		return by_time > 0;
	if (a->step != b->step)
		return a->step > b->step;
	return strcmp(a->proposal.text, b->proposal.text) < 0;
}

static bool same_vehicle(const struct touch *touch, const struct came *visit)
{
	return strcmp(touch->vehicle.text, visit->vehicle.text) == 0;
}

/* Whose link it was booked by is known, not guessed. */
static bool was_booked_by(const struct touch *touch, const struct came *visit)
{
	return uuid_is_set(&visit->invitation) &&
	       strcmp(touch->proposal.text, visit->invitation.text) == 0;
}

struct conversion conversion_find(const struct came *visit, const struct touch *touches,
				  size_t count)
{
	struct conversion found = { .kind = CONVERSION_NONE };

	for (size_t i = 0; i < count; i++) {
		enum conversion_kind kind = same_vehicle(&touches[i], visit)
						    ? CONVERSION_SAME_VEHICLE
						    : CONVERSION_HOUSEHOLD;

		/* However young: who has its link has read it. */
		if (was_booked_by(&touches[i], visit))
			return (struct conversion){ .kind = kind, .touch = i };
		if (!touch_may_convert(&touches[i], visit))
			continue;
		if (found.kind != CONVERSION_NONE && kind > found.kind)
			continue;
		if (found.kind == kind && !is_better(&touches[i], &touches[found.touch]))
			continue;
		found.kind = kind;
		found.touch = i;
		found.flagged = !was_booked(visit) &&
				civil_days_between(touches[i].sent_on, visit->date) <= 1;
	}
	return found;
}

const char *conversion_kind_name(enum conversion_kind kind)
{
	static const char *const NAMES[] = { "none", "same_vehicle", "household",
					     "booking" };

	return NAMES[kind];
}

enum conversion_kind conversion_kind_from(const char *name)
{
	if (strcmp(name, "booking") == 0)
		return CONVERSION_BOOKING;
	return strcmp(name, "household") == 0 ? CONVERSION_HOUSEHOLD
					      : CONVERSION_SAME_VEHICLE;
}
