/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of one car: the facts a prediction may use, and nothing else.
 *
 * A visit's `work` is a set of enum work; a voided visit (credited in full) keeps its
 * odometer reading as evidence and loses its work. Visits are held oldest first, so
 * that the order of arrival cannot change an outcome. Thread: any.
 */
#ifndef BEURT_REMINDER_HISTORY_H
#define BEURT_REMINDER_HISTORY_H

#include <stddef.h>

#include "base/civil_date.h"
#include "base/uuid.h"
#include "reminder/domain/rulebook.h"

#define HISTORY_VISITS 200 /* the newest that are looked at */

enum work {
	WORK_NONE = 0,
	WORK_PERIODIC_SMALL = 1 << 0,
	WORK_PERIODIC_LARGE = 1 << 1,
	WORK_APK = 1 << 2,
	WORK_TYRES = 1 << 3,
	WORK_BRAKES = 1 << 4,
	WORK_BATTERY = 1 << 5,
	WORK_REPAIR = 1 << 6,
	WORK_DAMAGE = 1 << 7,
	WORK_WARRANTY = 1 << 8,
	WORK_RECALL = 1 << 9,
	WORK_INSPECTION = 1 << 10,
	WORK_OTHER = 1 << 11,
	WORK_UNKNOWN = 1 << 12,
};

#define WORK_PERIODIC (WORK_PERIODIC_SMALL | WORK_PERIODIC_LARGE)

/* Parts and fluids that are due by time; see time_part.h. */
enum time_part {
	PART_NONE,
	PART_BRAKE_FLUID,
	PART_TIMING_BELT,
	PART_BATTERY,
	PART_COOLANT,
	PART_TRANSMISSION_OIL,
	PART_SPARK_PLUGS,
	PART_CABIN_FILTER,
	PART_AIR_FILTER,
	PART_AIR_CONDITIONING,
	PART_WIPERS,
	PARTS_COUNT,
};
#define PART_BIT(part) (1U << (part))
/* Beside the parts in their set: the mobility service was given or extended. */
#define MOBILITY_GIVEN (1U << 30)

enum fuel {
	FUEL_NONE,
	FUEL_PETROL,
	FUEL_DIESEL,
	FUEL_LPG,
	FUEL_CNG,
	FUEL_ELECTRIC,
	FUEL_HYDROGEN,
	FUEL_HYBRID, /* petrol and electric */
	FUEL_OTHER,
};

/* What the law on the periodic test (APK) makes of the vehicle. */
enum apk_category {
	APK_NONE,
	APK_LIGHT, /* up to 3,500 kg */
	APK_HEAVY,
	APK_TAXI,
	APK_AMBULANCE,
	APK_BUS,
	APK_EXEMPT, /* motorcycles, mopeds, small trailers, tractors: no test at all */
};

/* How much a reading is believed when two stand on one day (domain.md 3d-2). */
enum trust { TRUST_NONE, TRUST_CUSTOMER, TRUST_WORKSHOP, TRUST_APK, TRUST_CORRECTED };

struct visit {
	char id[UUID_TEXT]; /* visit id, or the invoice number where there is none */
	struct civil_date date;
	int64_t odometer_km; /* as written; negative = no reading */
	unsigned work;       /* set of enum work */
	unsigned parts;      /* PART_BITs of what was renewed, MOBILITY_GIVEN */
	enum trust trust;
	int64_t customer_net_cents;
};

struct history {
	const struct rulebook *rules; /* NULL = those of today */
	enum fuel fuel;
	enum apk_category category;        /* APK_NONE counts as light */
	struct civil_date first_admission; /* NO_DATE when unknown: never guessed */
	struct civil_date delivered_on;    /* the garage sold it then; else NO_DATE */
	struct civil_date apk_expiry;      /* as a register or a DMS states it */
	struct civil_date apk_checked_on; /* the day the register said so; else NO_DATE */
	int interval_months;              /* 0 = the preset of 12 */
	int64_t interval_km;              /* 0 = the preset of 15,000 */
	int recalls;                      /* open ones, by the register */
	struct civil_date recalled_on;    /* since when the newest is open */
	struct civil_date mobility_until; /* by an inspection form; else NO_DATE */
	struct civil_date mobility_said_on; /* the day of that form */
	int mobility_months; /* each service extends it by; 0 = only what is said */
	size_t visits_count;
	struct visit visits[HISTORY_VISITS]; /* oldest first */
};

/* "benzine", "petrol", "benzine+lpg": two fuels give the one with the strictest rule. */
enum fuel fuel_from_text(const char *text);
const char *fuel_name(enum fuel fuel);     /* "petrol" */
unsigned work_from_text(const char *name); /* "apk", "periodic_small"; WORK_NONE else */
const char *work_name(enum work work);

struct history *history_new(void); /* free with history_free */
void history_free(struct history *history);
AUTO_FREE(history, history_free)
/* Insert in order of date, then id. A full history drops its oldest visit. */
void history_add(struct history *history, const struct visit *visit);
/* The edition of the rules it is judged by. */
const struct rulebook *history_rules(const struct history *history);
/* Days between the first and the last visit; 0 with fewer than two. */
int32_t history_span(const struct history *history);

#endif
