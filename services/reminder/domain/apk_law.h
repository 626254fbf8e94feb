/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The law on the periodic test as data: rows of who, from which day on, how many months
 * (domain.md 3d-5; Besluit voertuigen art. 4-16).
 *
 * The first row that fits decides. A change of the law is a new row with its day above
 * the old one; conditions may be of admission, age and odometer. Thread: any.
 */
#ifndef BEURT_REMINDER_APK_LAW_H
#define BEURT_REMINDER_APK_LAW_H

#include "reminder/domain/apk.h"

enum apk_fuel { APK_ANY_FUEL, APK_GAS_OR_DIESEL, APK_OTHER_FUEL };

#define APK_ANY_AGE (999 * 12)

struct apk_rule {
	struct civil_date valid_from; /* first admissions and approvals from that day */
	enum apk_fuel fuel;
	bool light;
	struct civil_date admitted_from; /* NO_DATE = any */
	int age_from;                    /* months on the day of approval, from */
	int age_below;                   /* … and below */
	int months;                      /* until the next test */
	int64_t km_from; /* the odometer then; 0 = any, and one not known is below all */
};

struct apk_law {
	const struct apk_rule *rules;
	size_t count;
};

extern const struct apk_law APK_FIRST_TEST;
extern const struct apk_law APK_PERIOD;

/* Months by the first row that fits on that day; 0 when none does, or no test is due. */
int apk_law_months(const struct apk_law *law, const struct apk_vehicle *vehicle,
		   struct civil_date on);

#endif
