/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Dutch periodic test (APK): when it is due and how long an approval lasts.
 *
 * The law is a table with the day from which each row holds (apk_law.h; domain.md 3d-5,
 * formats.md 8.2). Thread: any.
 */
#ifndef BEURT_REMINDER_APK_H
#define BEURT_REMINDER_APK_H

#include "reminder/domain/history.h"

struct apk_vehicle {
	struct civil_date first_admission;
	enum fuel fuel;
	enum apk_category category;
	int64_t odometer_km; /* at the newest test; 0 = not known */
};

/* "light", "heavy", "taxi", also "car", "van", "truck"; empty, NULL and "unknown" are
 * light; APK_NONE for other words. */
enum apk_category apk_category_from_text(const char *text);
struct apk_vehicle apk_vehicle_of(const struct history *history);
/* The first test's last day; NO_DATE when no test is ever due. */
struct civil_date apk_first_due(const struct apk_vehicle *vehicle);
/* Months an approval of that day lasts; 0 when no test is due. */
int apk_period_months(const struct apk_vehicle *vehicle, struct civil_date approved_on);
/* The keep-date rule: approved in the last two months before the old expiry counts from
 * that expiry, otherwise from the day itself. previous NO_DATE: none known. */
struct civil_date apk_renewed(const struct apk_vehicle *vehicle,
			      struct civil_date approved_on, struct civil_date previous);
/* Fifty years or older (since 2021-01-01): no test on that day any more. */
bool apk_is_exempt(const struct apk_vehicle *vehicle, struct civil_date on);

/* The expiry in force after all known approvals and the stated date; NO_DATE when the
 * first admission is unknown and nothing is stated. */
struct civil_date apk_expiry_of(const struct history *history);
/* An expiry long past means a test elsewhere: the next one not before that day, as if
 * each was approved on its last day. */
struct civil_date apk_rolled(const struct history *history, struct civil_date expiry,
			     struct civil_date not_before);

#endif
