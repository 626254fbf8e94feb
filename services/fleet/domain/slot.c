/* SPDX-License-Identifier: Apache-2.0 */
/* Which slots there are, who may book them, and which are near. */
#include "fleet/domain/slot.h"

#define HOUR_SECONDS 3600

static bool is_closed(const struct slot_rules *rules, struct civil_date date)
{
	for (size_t i = 0; i < rules->closed_count; i++)
		if (civil_compare(rules->closed[i], date) == 0)
			return true;
	return false;
}

static bool is_shown(const struct zone *zone, struct civil_date date, int minute)
{
	struct local_time local = zone_local(zone, zone_instant(zone, date, minute * 60));

	return local.second_of_day == minute * 60 && civil_compare(local.date, date) == 0;
}

/* Stretches of a day may stand in any order; their slots do not. */
static void insert(struct slot_day *day, struct slot slot)
{
	size_t at = day->count;

	if (day->count == DAY_SLOTS_MAX)
		return;
	for (; at > 0 && day->slots[at - 1].minute > slot.minute; at--)
		day->slots[at] = day->slots[at - 1];
	day->slots[at] = slot;
	day->count++;
}

static void add_stretch(const struct slot_rules *rules, const struct opening *opening,
			const struct zone *zone, struct slot_day *day)
{
	int count = opening_slots(opening, rules->slot_minutes);

	for (int i = 0; i < count; i++) {
		struct slot slot = {
			.minute = opening->opens + i * rules->slot_minutes,
			.minutes = rules->slot_minutes,
			.capacity = rules->capacity,
		};

		if (is_shown(zone, day->date, slot.minute))
			insert(day, slot);
	}
}

void slots_of_day(const struct slot_rules *rules, const struct zone *zone,
		  struct civil_date date, struct slot_day *ret_day)
{
	ret_day->date = date;
	ret_day->count = 0;
	if (is_closed(rules, date))
		return;
	for (size_t i = 0; i < rules->openings_count; i++)
		if (rules->openings[i].weekday == civil_weekday(date))
			add_stretch(rules, &rules->openings[i], zone, ret_day);
}

void slots_take(struct slot_day *day, int minute, int minutes)
{
	for (size_t i = 0; i < day->count; i++) {
		struct slot *slot = &day->slots[i];

		if (slot->minute < minute + minutes &&
		    minute < slot->minute + slot->minutes)
			slot->taken++;
	}
}

bool slot_is_free(const struct slot *slot)
{
	return slot->taken < slot->capacity;
}

const struct slot *slots_find(const struct slot_day *day, int minute)
{
	for (size_t i = 0; i < day->count; i++)
		if (day->slots[i].minute == minute)
			return &day->slots[i];
	return NULL;
}

static bool slot_same(const struct slot *a, const struct slot *b)
{
	return a->minute == b->minute && a->minutes == b->minutes &&
	       a->capacity == b->capacity && a->taken == b->taken;
}

bool slots_same(const struct slot_day *a, const struct slot_day *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!slot_same(&a->slots[i], &b->slots[i]))
			return false;
	return true;
}

struct civil_date slots_last_day(const struct slot_rules *rules,
				 const struct slot_asker *asker)
{
	struct civil_date today = zone_local(asker->zone, asker->now).date;

	return civil_add_days(today, rules->booking_days);
}

static bool is_too_soon(const struct slot_rules *rules, const struct slot_asker *asker,
			struct instant starts)
{
	int64_t notice = asker->is_garage ? 0 : rules->notice_hours;

	return instant_compare(starts, instant_add_seconds(asker->now,
							   notice * HOUR_SECONDS)) < 0;
}

int slot_check(const struct slot_rules *rules, const struct slot_asker *asker,
	       const struct slot_day *day, int minute, struct err *err)
{
	struct instant starts = zone_instant(asker->zone, day->date, minute * 60);
	char date[CIVIL_TEXT], last[CIVIL_TEXT], time[WALL_TIME_TEXT];

	civil_format(day->date, date);
	wall_time_format(minute, time);
	if (civil_compare(day->date, slots_last_day(rules, asker)) > 0)
		return err_set_code(err, ERR_INVALID, "SLOT_TOO_FAR",
				    "%s is too far ahead: choose a day until %s", date,
				    civil_format(slots_last_day(rules, asker), last));
	if (!slots_find(day, minute))
		return err_set_code(err, ERR_INVALID, "NO_SLOT",
				    "the garage takes no cars in on %s at %s: choose a "
				    "slot of the calendar",
				    date, time);
	if (is_too_soon(rules, asker, starts))
		return err_set_code(err, ERR_INVALID, "SLOT_TOO_SOON",
				    "%s at %s is too soon, or over: choose a later slot",
				    date, time);
	return 0;
}

static int64_t distance(const struct nearest *nearest, struct instant at)
{
	int64_t micros = at.micros - nearest->wish.micros;

	return micros < 0 ? -micros : micros;
}

static size_t farthest(const struct nearest *nearest)
{
	size_t worst = 0;

	for (size_t i = 1; i < nearest->count; i++)
		if (distance(nearest, nearest->list[i].starts) >
		    distance(nearest, nearest->list[worst].starts))
			worst = i;
	return worst;
}

static void drop(struct nearest *nearest, size_t at)
{
	nearest->count--;
	for (; at < nearest->count; at++)
		nearest->list[at] = nearest->list[at + 1];
}

static void put(struct nearest *nearest, struct near_slot slot)
{
	size_t at = nearest->count;

	for (; at > 0 && instant_compare(nearest->list[at - 1].starts, slot.starts) > 0;
	     at--)
		nearest->list[at] = nearest->list[at - 1];
	nearest->list[at] = slot;
	nearest->count++;
}

static void offer(struct nearest *nearest, struct near_slot slot)
{
	if (nearest->count == NEAREST_MAX) {
		size_t worst = farthest(nearest);

		if (distance(nearest, nearest->list[worst].starts) <=
		    distance(nearest, slot.starts))
			return;
		drop(nearest, worst);
	}
	put(nearest, slot);
}

void nearest_add(struct nearest *nearest, const struct slot_rules *rules,
		 const struct slot_asker *asker, const struct slot_day *day)
{
	for (size_t i = 0; i < day->count; i++) {
		const struct slot *slot = &day->slots[i];
		struct near_slot near = {
			.date = day->date,
			.minute = slot->minute,
			.starts = zone_instant(asker->zone, day->date, slot->minute * 60),
		};

		if (slot_is_free(slot) &&
		    slot_check(rules, asker, day, slot->minute, NULL) == 0)
			offer(nearest, near);
	}
}
