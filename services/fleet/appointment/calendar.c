/* SPDX-License-Identifier: Apache-2.0 */
/* Making days, counting the cars in them, and saying what changed. */
#include "fleet/appointment/calendar.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "gen/say_calendar_state.h"

#define SLOTS_BYTES ((size_t)4000)
#define KEPT_DAYS   31
#define DAYS_MOST   800 /* a horizon, and what an earlier longer one left */
#define NIGHT_TIME  300 /* seconds after midnight */

/* "510/30/2/1 540/30/2/0": what is compared, to say a day only when it changed. */
static int write_slots(const struct slot_day *day, char **ret_text, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(SLOTS_BYTES);

	for (size_t i = 0; i < day->count; i++) {
		const struct slot *slot = &day->slots[i];

		strbuf_addf(&text, "%s%d/%d/%d/%d", i > 0 ? " " : "", slot->minute,
			    slot->minutes, slot->capacity, slot->taken);
	}
	if (strbuf_check(&text, err) < 0)
		return -1;
	*ret_text = strbuf_take(&text);
	return 0;
}

static int say_day(const char *dealer, const struct slot_day *day, int64_t version,
		   struct outbox *say, struct err *err)
{
	char times[DAY_SLOTS_MAX][WALL_TIME_TEXT], date[CIVIL_TEXT];
	struct calendar_state_slot slots[DAY_SLOTS_MAX];
	struct calendar_state msg = {
		.dealer = dealer,
		.date = civil_format(day->date, date),
		.version = version,
		.slots = slots,
		.slots_count = day->count,
	};

	for (size_t i = 0; i < day->count; i++)
		slots[i] = (struct calendar_state_slot){
			.time = wall_time_format(day->slots[i].minute, times[i]),
			.minutes = day->slots[i].minutes,
			.capacity = day->slots[i].capacity,
			.taken = day->slots[i].taken,
		};
	return say_calendar_state(say, &msg, err);
}

/* Rows of store_cars_of_days(), read once along the days. */
struct cars {
	struct rows *rows;
	size_t next;
};

static void take_cars(struct cars *cars, struct slot_day *day)
{
	for (; cars->next < rows_count(cars->rows); cars->next++) {
		int late = civil_compare(row_date(cars->rows, cars->next, 0), day->date);

		if (late > 0)
			return;
		if (late == 0)
			slots_take(day, (int)row_int(cars->rows, cars->next, 1),
				   (int)row_int(cars->rows, cars->next, 2));
	}
}

/* Days that changed, until they are written together. */
struct changes {
	struct tx *tx;
	const struct garage *garage;
	struct outbox *say;
	struct rows *known; /* date, version, slots in order */
	size_t next;
	struct cars cars;
	char (*dates)[CIVIL_TEXT];
	const char **date_texts;
	int64_t *versions;
	char **slots;
	size_t count;
};

static void changes_done(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		mem_free(changes->slots[i]);
	mem_free(changes->dates);
	mem_free(changes->date_texts);
	mem_free(changes->versions);
	mem_free(changes->slots);
	rows_free(changes->known);
	rows_free(changes->cars.rows);
}

static void changes_room(struct changes *changes)
{
	changes->dates = mem_alloc(DAYS_MOST * sizeof(*changes->dates));
	changes->date_texts = mem_alloc(DAYS_MOST * sizeof(*changes->date_texts));
	changes->versions = mem_alloc(DAYS_MOST * sizeof(*changes->versions));
	changes->slots = mem_alloc(DAYS_MOST * sizeof(*changes->slots));
}

/* Takes slots. */
static int add_change(struct changes *changes, const struct slot_day *day,
		      int64_t version, char *slots, struct err *err)
{
	size_t at = changes->count;

	if (at == DAYS_MOST) {
		mem_free(slots);
		return err_set(err, ERR_INVALID, "more than %d days change", DAYS_MOST);
	}
	changes->date_texts[at] = civil_format(day->date, changes->dates[at]);
	changes->versions[at] = version;
	changes->slots[at] = slots;
	changes->count++;
	return say_day(changes->garage->code, day, version, changes->say, err);
}

/* The day as it should be; with `open` false nobody may book it. */
static int change_day(struct changes *changes, struct civil_date date, bool open,
		      struct err *err)
{
	bool known = changes->next < rows_count(changes->known) &&
		     civil_compare(row_date(changes->known, changes->next, 0), date) == 0;
	size_t row = changes->next;
	struct slot_day day = { .date = date };
	AUTO_TEXT *slots = NULL;

	changes->next += known;
	if (open)
		slots_of_day(&changes->garage->rules, changes->garage->zone, date, &day);
	take_cars(&changes->cars, &day);
	if (!known && !open)
		return 0;
	if (write_slots(&day, &slots, err) < 0)
		return -1;
	if (known && strcmp(row_text(changes->known, row, 2), slots) == 0)
		return 0;
	return add_change(changes, &day, known ? row_int(changes->known, row, 1) + 1 : 1,
			  TAKE(slots), err);
}

static int write_changes(const struct changes *changes, struct err *err)
{
	struct day_rows days = { changes->date_texts, changes->versions,
				 (const char *const *)changes->slots, changes->count };

	return changes->count == 0
		       ? 0
		       : store_days_put(changes->tx, changes->garage->code, &days, err);
}

static int change_days(struct changes *changes, struct civil_date today, struct err *err)
{
	const struct garage *garage = changes->garage;
	struct slot_asker asker = { garage->zone, tx_now(changes->tx), true };
	struct days all = { today, { 9999, 12, 31 } };
	bool any = garage->rules.openings_count > 0;
	struct civil_date last =
		any ? slots_last_day(&garage->rules, &asker) : civil_add_days(today, -1);
	size_t known;

	if (store_days_lock(changes->tx, garage->code, today, &changes->known, err) < 0 ||
	    store_cars_of_days(changes->tx, garage->code, all, NULL, &changes->cars.rows,
			       err) < 0)
		return -1;
	known = rows_count(changes->known);
	if (known > 0 && civil_compare(row_date(changes->known, known - 1, 0), last) > 0)
		all.to = row_date(changes->known, known - 1, 0);
	else
		all.to = last;
	for (struct civil_date day = today; civil_compare(day, all.to) <= 0;
	     day = civil_add_days(day, 1))
		if (change_day(changes, day, civil_compare(day, last) <= 0, err) < 0)
			return -1;
	return write_changes(changes, err);
}

static int forget_days(struct tx *tx, const char *dealer, struct civil_date before,
		       struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;
	char key[DEALER_TEXT + CIVIL_TEXT];

	if (store_days_forget(tx, dealer, before, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		snprintf(key, sizeof(key), "%s/%s", dealer, row_text(rows, i, 0));
		if (outbox_say_gone(say, &calendar_state_type, key, err) < 0)
			return -1;
	}
	return 0;
}

int calendar_refresh(struct tx *tx, const char *dealer, struct outbox *say,
		     struct err *err)
{
	struct garage garage;
	struct changes changes = { .tx = tx, .garage = &garage, .say = say };
	struct civil_date today;
	int failed;

	if (store_calendar_lock(tx, dealer, err) < 0 ||
	    garage_find(tx, dealer, &garage, err) < 0)
		return -1;
	today = zone_local(garage.zone, tx_now(tx)).date;
	changes_room(&changes);
	failed = change_days(&changes, today, err);
	changes_done(&changes);
	if (failed < 0 ||
	    forget_days(tx, dealer, civil_add_days(today, -KEPT_DAYS), say, err) < 0)
		return -1;
	if (garage.rules.openings_count == 0)
		return timer_clear(tx, TIMER_CALENDAR, dealer, err);
	return timer_set(tx, TIMER_CALENDAR, dealer,
			 zone_instant(garage.zone, civil_add_days(today, 1), NIGHT_TIME),
			 err);
}

int calendar_extends(void *svc, struct tx *tx, const char *key, struct instant due,
		     struct outbox *say, struct err *err)
{
	(void)svc;
	(void)due;
	return calendar_refresh(tx, key, say, err);
}

int calendar_hold(struct tx *tx, const char *dealer, struct days days,
		  struct held_days *ret_held, struct err *err)
{
	*ret_held = (struct held_days){ .tx = tx, .days = days };
	if (store_two_days_lock(tx, dealer, days, &ret_held->rows, err) < 0 ||
	    garage_find(tx, dealer, &ret_held->garage, err) < 0)
		return -1;
	ret_held->asker = (struct slot_asker){ ret_held->garage.zone, tx_now(tx), false };
	return 0;
}

void calendar_done(struct held_days *held)
{
	rows_free(held->rows);
	held->rows = NULL;
}

/* The days around a wish, each with the cars in it. */
static int find_nearest(const struct held_days *held, const struct slot_wish *wish,
			struct nearest *nearest, struct err *err)
{
	const struct garage *garage = &held->garage;
	struct civil_date today = zone_local(garage->zone, held->asker.now).date;
	struct civil_date last = slots_last_day(&garage->rules, &held->asker);
	struct days days = { today, last };
	struct cars cars = { .next = 0 };

	nearest->wish = zone_instant(garage->zone, wish->date, wish->minute * 60);
	if (store_cars_of_days(held->tx, garage->code, days, wish->but, &cars.rows, err) <
	    0)
		return -1;
	for (struct civil_date date = today; civil_compare(date, last) <= 0;
	     date = civil_add_days(date, 1)) {
		struct slot_day day;

		slots_of_day(&garage->rules, garage->zone, date, &day);
		take_cars(&cars, &day);
		nearest_add(nearest, &garage->rules, &held->asker, &day);
	}
	rows_free(cars.rows);
	return 0;
}

/* {"slots":[{"date":"2026-12-01","time":"08:30"}]} */
static int write_nearest(const struct nearest *nearest, char **ret_json, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(SLOTS_BYTES);
	char date[CIVIL_TEXT], time[WALL_TIME_TEXT];

	strbuf_add(&text, "{\"slots\":[");
	for (size_t i = 0; i < nearest->count; i++)
		strbuf_addf(&text, "%s{\"date\":\"%s\",\"time\":\"%s\"}",
			    i > 0 ? "," : "", civil_format(nearest->list[i].date, date),
			    wall_time_format(nearest->list[i].minute, time));
	strbuf_add(&text, "]}");
	if (strbuf_check(&text, err) < 0)
		return -1;
	*ret_json = strbuf_take(&text);
	return 0;
}

static int offer_others(const struct held_days *held, const struct slot_wish *wish,
			char **ret_json, struct err *err)
{
	struct nearest nearest = { .count = 0 };
	struct err failed = { 0 };

	if (find_nearest(held, wish, &nearest, &failed) == 0 &&
	    write_nearest(&nearest, ret_json, &failed) == 0)
		return -1;
	*err = failed;
	return -1;
}

static int day_now(const struct held_days *held, const struct slot_wish *wish,
		   struct slot_day *ret_day, struct err *err)
{
	struct days one = { wish->date, wish->date };
	struct cars cars = { .next = 0 };

	slots_of_day(&held->garage.rules, held->garage.zone, wish->date, ret_day);
	if (store_cars_of_days(held->tx, held->garage.code, one, wish->but, &cars.rows,
			       err) < 0)
		return -1;
	take_cars(&cars, ret_day);
	rows_free(cars.rows);
	return 0;
}

/* Only a day whose row is held can be booked: nobody else counts its cars meanwhile. */
static bool is_held(const struct held_days *held, struct civil_date date)
{
	for (size_t i = 0; i < rows_count(held->rows); i++)
		if (civil_compare(row_date(held->rows, i, 0), date) == 0)
			return true;
	return false;
}

int calendar_check(const struct held_days *held, const struct slot_wish *wish,
		   char **ret_json, struct err *err)
{
	struct slot_day day;

	if (held->garage.rules.openings_count == 0)
		return err_set_code(err, ERR_INVALID, "NO_OPENING_HOURS",
				    "the garage takes no appointments through us: call "
				    "it");
	if (day_now(held, wish, &day, err) < 0)
		return -1;
	if (slot_check(&held->garage.rules, &held->asker, &day, wish->minute, err) < 0)
		return offer_others(held, wish, ret_json, err);
	if (!is_held(held, wish->date))
		return err_set_code(err, ERR_INVALID, "SLOT_TOO_FAR",
				    "that day cannot be booked yet: try again tomorrow");
	if (slot_is_free(slots_find(&day, wish->minute)))
		return 0;
	err_set_code(err, ERR_CONFLICT, "SLOT_TAKEN",
		     "that slot is taken: choose one of the others");
	return offer_others(held, wish, ret_json, err);
}

static int say_held(const struct held_days *held, size_t row, struct outbox *say,
		    struct err *err)
{
	struct slot_wish any = { .date = row_date(held->rows, row, 0) };
	int64_t version = row_int(held->rows, row, 1) + 1;
	const char *date = row_text(held->rows, row, 0);
	AUTO_TEXT *slots = NULL;
	const char *texts[1];
	struct day_rows days = { &date, &version, texts, 1 };
	struct slot_day day;

	if (day_now(held, &any, &day, err) < 0)
		return -1;
	if (civil_compare(any.date, slots_last_day(&held->garage.rules, &held->asker)) >
	    0)
		day.count = 0;
	if (write_slots(&day, &slots, err) < 0)
		return -1;
	if (strcmp(row_text(held->rows, row, 2), slots) == 0)
		return 0;
	texts[0] = slots;
	if (store_days_put(held->tx, held->garage.code, &days, err) < 0)
		return -1;
	return say_day(held->garage.code, &day, version, say, err);
}

int calendar_say(const struct held_days *held, struct outbox *say, struct err *err)
{
	for (size_t i = 0; i < rows_count(held->rows); i++)
		if (say_held(held, i, say, err) < 0)
			return -1;
	return 0;
}
