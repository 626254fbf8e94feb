/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a car comes next, and for what: everything found on the way is kept, so that it
 * can be explained and recomputed (domain.md 3d-4, 3d-11).
 *
 * A prediction is a function of the history and of one day, `since`: the last day on
 * which it is known that nothing happened. Same facts, same dates. Thread: any.
 */
#ifndef BEURT_REMINDER_PREDICT_H
#define BEURT_REMINDER_PREDICT_H

#include "reminder/domain/apk.h"
#include "reminder/domain/due.h"
#include "reminder/domain/mobility.h"
#include "reminder/domain/time_part.h"
#include "reminder/domain/tyres.h"

#define BUNDLE_DAYS 45 /* due items this near are one visit */

enum no_prediction {
	PREDICTED,
	NOT_WITHOUT_DATES, /* no visit, no first admission, no expiry */
	NOT_FOR_STOCK,     /* an own car of the garage */
};

enum rejected {
	REJECTED_NOT,      /* chosen */
	REJECTED_NO_DATE,  /* nothing to compute it from */
	REJECTED_LATER,    /* due after the chosen bundle: its own proposal */
	REJECTED_FALLBACK, /* habit counts only where nothing else is known */
	REJECTED_EXEMPT,   /* 50 years or older, or no APK duty */
};

enum confidence { CONFIDENCE_NONE, CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

struct due_item {
	enum due_kind kind;
	struct civil_date due; /* the rule's day: APK expiry, interval full, gap full */
	struct when when;      /* when the customer comes for it */
	bool hard;             /* a legal day */
	enum rejected rejected;
	enum segment segment; /* whose past its quantiles were learned from */
};

#define DUE_MAIN  3 /* apk, periodic, habit: what a visit is predicted from */
#define DUE_ITEMS 8

struct prediction {
	enum no_prediction none;
	struct civil_date since;
	struct odometer odometer;
	struct usage usage;
	struct periodic_due periodic;
	struct habit habit;
	struct civil_date apk_expiry;
	bool apk_registered; /* it is the day that the register gives */
	bool apk_assumed; /* the known expiry is long past: a test elsewhere is assumed */
	const struct rulebook *rules; /* the edition it was made by */
	enum segment visit_segment;
	int recalls;               /* open ones, by the register */
	struct time_part_due part; /* the first that is due by time */
	struct mobility mobility;
	struct tyre_change tyres;
	struct tyre_change tyres_after;   /* in the season after it */
	struct due_item items[DUE_ITEMS]; /* in the order of enum due_kind */
	struct when next_visit;           /* for whatever reason */
	struct civil_date date;           /* the day the next proposal is about */
	enum due_kind leads;              /* its most pressing item */
	enum confidence confidence;
};

enum car_use { CAR_OF_CUSTOMER, CAR_OF_STOCK };

void predict(const struct history *history, enum car_use use, struct civil_date since,
	     struct prediction *ret_prediction);
/* Chance, in ppm, of a visit for whatever reason within `days` of p.since. */
int64_t predict_visit_within(const struct prediction *p, int32_t days);
/* The quantile at so many ppm of the next service, test or visit as the rules give it,
 * not calibrated: what calibration is learned from. NO_DATE when there is none. */
enum predict_of { PREDICT_SERVICE, PREDICT_APK, PREDICT_VISIT };
struct civil_date predict_raw(const struct prediction *p, enum predict_of of,
			      int64_t ppm);
/* The day a history itself knows last: predictions by event are made as of it. */
struct civil_date history_last_day(const struct history *history);
/* Near enough to be one visit; false when one has no date. */
bool due_is_bundle(const struct due_item *a, const struct due_item *b);
/* The day of the visit that a part due by time, or the end of the mobility service,
 * comes along with; NO_DATE. */
struct civil_date prediction_carrier(const struct prediction *p, enum due_kind kind);
const struct due_item *prediction_item(const struct prediction *p, enum due_kind kind);
const char *confidence_name(enum confidence confidence);
const char *rejected_name(enum rejected rejected);

#endif
