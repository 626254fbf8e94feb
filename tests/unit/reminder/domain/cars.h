/* SPDX-License-Identifier: Apache-2.0 */
/* Histories of cars, a line a visit, for the tests of the rules. */
#ifndef BEURT_TESTS_CARS_H
#define BEURT_TESTS_CARS_H

#include <stdio.h>

#include "reminder/domain/history.h"
#include "unit.h"

static inline struct civil_date on(const char *text)
{
	struct civil_date date = NO_DATE;
	struct err err = { 0 };

	if (civil_parse(text, &date, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return date;
}

static inline void add_visit(struct history *history, const char *date, int64_t km,
			     unsigned work)
{
	struct visit visit = { .date = on(date),
			       .odometer_km = km,
			       .work = work,
			       .trust = work & WORK_APK ? TRUST_APK : TRUST_WORKSHOP };

	snprintf(visit.id, sizeof(visit.id), "%036zu", history->visits_count);
	history_add(history, &visit);
}

static inline void expect_date(const char *sentence, struct civil_date got,
			       const char *wanted)
{
	char text[CIVIL_TEXT] = "none";

	if (civil_is_set(got))
		civil_format(got, text);
	expect_text(sentence, text, wanted);
}

/* A car serviced and tested every March, 12,000 km a year. */
static inline struct history *yearly_car(void)
{
	struct history *h = history_new();

	h->fuel = FUEL_PETROL;
	h->first_admission = on("2012-03-20");
	for (int year = 2020; year <= 2025; year++) {
		char date[32];

		snprintf(date, sizeof(date), "%d-03-10", year);
		add_visit(h, date, (year - 2012) * 12000, WORK_PERIODIC_LARGE | WORK_APK);
	}
	return h;
}

#endif
