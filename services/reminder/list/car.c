/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What follows from the facts of one car: whether it is still its customer's, whether it
 * comes anyway, and where it was tested.
 */
#include "reminder/list/car.h"

#define BEEN_DAYS 14
#define TEST_DAYS 30 /* an own test this long before the move explains it */

struct civil_date car_last_visit(const struct car *car)
{
	const struct history *h = car->history;

	for (size_t i = h->visits_count; i-- > 0;)
		if (h->visits[i].work != WORK_NONE)
			return h->visits[i].date;
	return NO_DATE;
}

/* Who came on that day or later has it. */
static bool not_seen_since(const struct car *car, struct civil_date day)
{
	struct civil_date last = car_last_visit(car);

	return civil_is_set(day) && (!civil_is_set(last) || civil_compare(last, day) < 0);
}

const char *car_gone(const struct car *car)
{
	if (car->exported)
		return "EXPORTED";
	if (car->disowned || not_seen_since(car, car->sold_on))
		return "SOLD";
	if (!not_seen_since(car, car->left_on))
		return NULL;
	return car->passport_ended ? "SOLD" : "HOLDER_CHANGED";
}

bool car_changed_hands(const struct car *car, struct iso_week list_week)
{
	return civil_is_set(car->holder_changed_on) &&
	       civil_compare(car->holder_changed_on, week_monday(list_week)) >= 0;
}

struct civil_date car_booked_on(const struct car *car, struct civil_date today)
{
	struct civil_date last = car_last_visit(car);

	for (size_t i = 0; i < car->booked_count; i++) {
		struct civil_date day = car->booked[i];

		if (civil_days_between(day, today) > BEEN_DAYS)
			continue;
		if (!civil_is_set(last) || civil_compare(day, last) > 0)
			return day;
	}
	return NO_DATE;
}

bool car_apk_elsewhere(const struct car *car)
{
	const struct history *h = car->history;

	if (!civil_is_set(car->apk_moved_on))
		return false;
	for (size_t i = 0; i < h->visits_count; i++) {
		int32_t before = civil_days_between(h->visits[i].date, car->apk_moved_on);

		if ((h->visits[i].work & WORK_APK) && before >= 0 && before <= TEST_DAYS)
			return false;
	}
	return true;
}
