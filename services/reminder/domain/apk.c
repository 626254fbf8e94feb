/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First test, approval, keep-date rule and exemption by the law's rows (apk_law.h).
 *
 * 29 February becomes 28 February in a year without it, by civil_add_months.
 */
#include "reminder/domain/apk_law.h"

#include "base/text.h"

#define KEEP_MONTHS   2
#define LATE_MONTHS   5 /* later than that there was another test */
#define EXEMPT_MONTHS (50 * 12)

static const struct civil_date EXEMPT_SINCE = { 2021, 1, 1 };

struct category_word {
	const char *word;
	enum apk_category category;
};

static const struct category_word CATEGORIES[] = {
	{ "", APK_LIGHT },
	{ "light", APK_LIGHT },
	{ "car", APK_LIGHT },
	{ "van", APK_LIGHT },
	{ "unknown", APK_LIGHT },
	{ "other", APK_LIGHT },
	{ "heavy", APK_HEAVY },
	{ "truck", APK_HEAVY },
	{ "taxi", APK_TAXI },
	{ "bus", APK_BUS },
	{ "ambulance", APK_AMBULANCE },
	{ "moped", APK_EXEMPT },
	{ "tractor", APK_EXEMPT },
	{ "motorcycle", APK_EXEMPT },
	{ "trailer", APK_EXEMPT },
};

enum apk_category apk_category_from_text(const char *text)
{
	for (size_t i = 0; i < COUNT_OF(CATEGORIES); i++)
		if (text_compare_nocase(text ? text : "", CATEGORIES[i].word) == 0)
			return CATEGORIES[i].category;
	return APK_NONE;
}

/* What the newest test read, as far as known. */
static int64_t tested_km(const struct history *history)
{
	for (size_t i = history->visits_count; i-- > 0;) {
		const struct visit *v = &history->visits[i];

		if ((v->work & WORK_APK) && v->odometer_km > 0)
			return v->odometer_km;
	}
	return 0;
}

struct apk_vehicle apk_vehicle_of(const struct history *history)
{
	enum apk_category category = history->category;

	return (struct apk_vehicle){ history->first_admission, history->fuel,
				     category == APK_NONE ? APK_LIGHT : category,
				     tested_km(history) };
}

struct civil_date apk_first_due(const struct apk_vehicle *vehicle)
{
	int months = apk_law_months(&APK_FIRST_TEST, vehicle, vehicle->first_admission);

	return months ? civil_add_months(vehicle->first_admission, months) : NO_DATE;
}

int apk_period_months(const struct apk_vehicle *vehicle, struct civil_date approved_on)
{
	return apk_law_months(&APK_PERIOD, vehicle, approved_on);
}

struct civil_date apk_renewed(const struct apk_vehicle *vehicle,
			      struct civil_date approved_on, struct civil_date previous)
{
	int months = apk_period_months(vehicle, approved_on);
	bool keeps =
		civil_is_set(previous) && civil_compare(approved_on, previous) <= 0 &&
		civil_compare(approved_on, civil_add_months(previous, -KEEP_MONTHS)) >= 0;

	if (months == 0)
		return NO_DATE;
	return civil_add_months(keeps ? previous : approved_on, months);
}

bool apk_is_exempt(const struct apk_vehicle *vehicle, struct civil_date on)
{
	if (vehicle->category == APK_EXEMPT)
		return true;
	return vehicle->category == APK_LIGHT && civil_is_set(vehicle->first_admission) &&
	       civil_compare(on, EXEMPT_SINCE) >= 0 &&
	       civil_compare(on, civil_add_months(vehicle->first_admission,
						  EXEMPT_MONTHS)) >= 0;
}

static struct civil_date latest_of(struct civil_date a, struct civil_date b)
{
	return civil_compare(a, b) >= 0 ? a : b;
}

static struct civil_date rolled(const struct apk_vehicle *vehicle,
				struct civil_date expiry, struct civil_date not_before)
{
	while (civil_is_set(expiry) && civil_compare(expiry, not_before) < 0) {
		int months = apk_period_months(vehicle, expiry);

		expiry = civil_add_months(expiry, months ? months : 12);
	}
	return expiry;
}

/* Apply the approvals known from visits, oldest first, to the expiry known before. Those
 * that nobody told us of are taken to have kept the day of the year. */
static struct civil_date approvals_from(const struct history *history,
					const struct apk_vehicle *vehicle,
					struct civil_date expiry, struct civil_date since)
{
	for (size_t i = 0; i < history->visits_count; i++) {
		const struct visit *v = &history->visits[i];

		if (!(v->work & WORK_APK))
			continue;
		if (civil_is_set(since) && civil_compare(v->date, since) < 0)
			continue;
		if (civil_is_set(expiry) &&
		    civil_compare(v->date, civil_add_months(expiry, LATE_MONTHS)) > 0)
			expiry = rolled(vehicle, expiry, v->date);
		expiry = apk_renewed(vehicle, v->date, expiry);
	}
	return expiry;
}

struct civil_date apk_expiry_of(const struct history *history)
{
	struct apk_vehicle vehicle = apk_vehicle_of(history);
	struct civil_date stated = history->apk_expiry, renewed, since;

	if (!civil_is_set(vehicle.first_admission))
		return stated;
	if (!civil_is_set(stated))
		return approvals_from(history, &vehicle, apk_first_due(&vehicle),
				      NO_DATE);
	/* The stated date wins (domain.md 3d-5), unless an approval came after it; the
	 * register knows every approval of before the day it was asked. */
	since = civil_add_months(stated, -KEEP_MONTHS);
	if (civil_is_set(history->apk_checked_on))
		since = latest_of(since, history->apk_checked_on);
	renewed = approvals_from(history, &vehicle, stated, since);
	return latest_of(renewed, stated);
}

struct civil_date apk_rolled(const struct history *history, struct civil_date expiry,
			     struct civil_date not_before)
{
	struct apk_vehicle vehicle = apk_vehicle_of(history);

	return rolled(&vehicle, expiry, not_before);
}
