/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a car may come: which slots a day has, how many cars each still takes, and whether
 * somebody may book one now.
 *
 * A slot is a stretch of the clock on the garage's wall. On the day the clocks go forward
 * a slot whose time is never shown is left out; a time that is shown twice is the first
 * of the two. A car takes every slot that its own time overlaps, so that bookings made
 * before the hours changed still count. Thread: any.
 */
#ifndef BEURT_FLEET_DOMAIN_SLOT_H
#define BEURT_FLEET_DOMAIN_SLOT_H

#include "base/opening.h"
#include "base/zone.h"

#define CLOSED_DAYS_MAX 100
#define NEAREST_MAX     3

/* Where a garage that has hours says no more. */
#define CAPACITY_PRESET     1
#define BOOKING_DAYS_PRESET 60
#define NOTICE_HOURS_PRESET 24

struct slot_rules {
	struct opening openings[OPENINGS_MAX];
	size_t openings_count; /* 0: no appointments through us */
	struct civil_date closed[CLOSED_DAYS_MAX];
	size_t closed_count;
	int slot_minutes;
	int capacity;     /* cars a slot */
	int booking_days; /* the last day is so many after today */
	int notice_hours; /* customers book so long before */
};

struct slot {
	int minute; /* after midnight, on the wall */
	int minutes;
	int capacity;
	int taken;
};

struct slot_day {
	struct civil_date date;
	struct slot slots[DAY_SLOTS_MAX]; /* in order */
	size_t count;                     /* 0: closed */
};

/* A garage's day without any car in it. */
void slots_of_day(const struct slot_rules *rules, const struct zone *zone,
		  struct civil_date date, struct slot_day *ret_day);
/* One car comes at this minute for so long. */
void slots_take(struct slot_day *day, int minute, int minutes);
bool slot_is_free(const struct slot *slot);
/* NULL when the day has no slot that begins then. */
const struct slot *slots_find(const struct slot_day *day, int minute);
bool slots_same(const struct slot_day *a, const struct slot_day *b);

struct slot_asker {
	const struct zone *zone;
	struct instant now;
	bool is_garage; /* needs no notice, but books no past */
};
struct civil_date slots_last_day(const struct slot_rules *rules,
				 const struct slot_asker *asker);
/* Whether that slot may be booked now, however many cars are in it. ERR_INVALID with code
 * NO_SLOT, SLOT_TOO_SOON or SLOT_TOO_FAR and what to do. */
MUST_CHECK int slot_check(const struct slot_rules *rules, const struct slot_asker *asker,
			  const struct slot_day *day, int minute, struct err *err);

/* The free slots nearest to a wished moment, by time. */
struct near_slot {
	struct civil_date date;
	int minute;
	struct instant starts;
};
struct nearest {
	struct instant wish;
	struct near_slot list[NEAREST_MAX];
	size_t count;
};
/* Adds the free slots of a day that may be booked. */
void nearest_add(struct nearest *nearest, const struct slot_rules *rules,
		 const struct slot_asker *asker, const struct slot_day *day);

#endif
