/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What new facts do to cars: predict again, plan again, and put the open list right. A
 * line may change, go, or come back at once; a new one comes a moment later, when the
 * news has settled, because an import tells a car's past visit by visit.
 *
 * Most facts touch no list: it is locked only when it may matter.
 */
#include "reminder/list/forecast.h"

#include <stdio.h>

#include "reminder/lead/lead.h"
#include "reminder/list/cycle.h"
#include "reminder/list/leak.h"
#include "reminder/list/withdraw.h"
#include "reminder/store_hold.h"

#define PART_TEXT 48

/* It comes anyway, as far as who is invited in that week is concerned. */
static bool is_booked(const struct car *car, struct iso_week list_week)
{
	struct civil_date monday = week_monday(week_add(list_week, 1));
	struct civil_date booked = car_booked_on(car, monday);

	return civil_is_set(booked) &&
	       civil_days_between(monday, booked) <= RECHECK_BOOKED_DAYS;
}

/* Who never came is invited only when they agreed to it, or by post (domain.md 3d-10). */
static bool is_asked_for(const struct car *car)
{
	return !car->is_prospects || (car->is_reached && car->lead_listable);
}

static bool may_be_told(const struct car *car, struct iso_week list_week)
{
	return is_asked_for(car) && uuid_is_set(&car->customer) && !car->erased &&
	       !car->is_stock && !car_gone(car) && !car_changed_hands(car, list_week) &&
	       !is_booked(car, list_week);
}

/* Who stopped e-mail alone is written to by what is left, as at the last look; one who
 * objected to everything is reached by nothing. */
static bool takes_marketing(const struct car *car)
{
	return (!car->consent_withdrawn || car->reach_other[0]) && !car->never_vehicle &&
	       !car->never_customer;
}

bool forecast_may_propose(const struct car *car, struct iso_week list_week)
{
	return takes_marketing(car) && may_be_told(car, list_week);
}

const struct plan_step *forecast_pick(const struct desk *desk,
				      const struct outlook *outlook)
{
	const struct car *car = outlook->car;
	struct pick_request request = {
		.plan = &outlook->plan,
		.past = car->past,
		.past_count = car->past_count,
		.list_week = desk->week,
		.last_visit = car_last_visit(car),
		.never = { [GROUP_APK] = car->never_apk,
			   [GROUP_SERVICE] = car->never_service,
			   [GROUP_TYRES] = car->never_tyres,
			   [GROUP_DORMANT] = car->never_service || car->never_dormant },
		.only_recall = !takes_marketing(car),
	};

	/* Of a car that was never here the test's day alone is known. */
	for (size_t g = 0; car->is_prospects && g < GROUPS_COUNT; g++)
		request.never[g] = request.never[g] || g != GROUP_APK;

	if (!may_be_told(car, desk->week))
		return NULL;
	return pick_step(&request);
}

/* Lines of this list that may change with the car. Read without the lock. */
static bool is_on_list(const struct desk *desk, const struct car *car)
{
	for (size_t i = 0; i < car->past_count; i++)
		if (week_compare(car->past[i].list_week, desk->week) == 0)
			return true;
	return false;
}

/* What a chunk of cars comes to. */
struct chunk {
	struct car_list cars;
	struct plan *plans; /* of each */
	const char **ids;   /* of each */
	bool *listed;       /* has a line on the open list */
	bool deserves;      /* one of them deserves a line that it has not */
};

static void chunk_done(struct chunk *chunk)
{
	car_list_free(&chunk->cars);
	mem_free(chunk->plans);
	mem_free(chunk->ids);
	mem_free(chunk->listed);
}
#define CHUNK_AUTO __attribute__((cleanup(chunk_done))) struct chunk

/* Predict and plan each car. */
static void look_ahead(struct desk *desk, struct outlook *o, struct chunk *chunk)
{
	size_t count = chunk->cars.count;

	chunk->plans = mem_alloc((count + 1) * sizeof(*chunk->plans));
	chunk->ids = mem_alloc((count + 1) * sizeof(*chunk->ids));
	chunk->listed = mem_alloc((count + 1) * sizeof(*chunk->listed));
	for (size_t i = 0; i < count; i++) {
		struct car *car = &chunk->cars.cars[i];

		outlook_make(desk, car, o);
		chunk->plans[i] = o->plan;
		chunk->ids[i] = car->vehicle.text;
		chunk->listed[i] = desk->known && is_on_list(desk, car);
		if (desk->known && !chunk->listed[i] && forecast_pick(desk, o))
			chunk->deserves = true;
	}
}

static void because(const struct desk *desk, const struct touched *item, const char *what)
{
	char part[PART_TEXT];

	if (!item || !item->cause)
		return;
	snprintf(part, sizeof(part), "%s/%s", what, item->id.text);
	outbox_because_part(desk->say, item->cause, part);
}

static int put_lists_right(struct desk *desk, struct chunk *chunk,
			   const struct touched *items, size_t count, struct err *err)
{
	OUTLOOK_AUTO outlook = outlook_new();

	for (size_t i = 0; i < chunk->cars.count; i++) {
		if (!chunk->listed[i])
			continue;
		because(desk, touched_find(items, count, chunk->ids[i]), "car");
		if (forecast_put_right(desk, chunk->ids[i], &outlook, &chunk->deserves,
				       err) < 0)
			return -1;
	}
	return 0;
}

/* Those whom an invitation went to and who went elsewhere, or are gone. */
static int note_leaks(struct desk *desk, struct chunk *chunk, const struct touched *items,
		      size_t count, struct err *err)
{
	for (size_t i = 0; desk->known && i < chunk->cars.count; i++) {
		if (!leak_is_likely(&chunk->cars.cars[i]))
			continue;
		because(desk, touched_find(items, count, chunk->ids[i]), "car");
		if (leak_note(desk, &chunk->cars.cars[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Those whom an invitation is on its way to, and who need it no more. */
static int withdraw_released(struct desk *desk, struct chunk *chunk,
			     const struct touched *items, size_t count, struct err *err)
{
	for (size_t i = 0; desk->known && i < chunk->cars.count; i++) {
		if (!withdraw_is_likely(&chunk->cars.cars[i]))
			continue;
		because(desk, touched_find(items, count, chunk->ids[i]), "withdraw");
		if (withdraw_note(desk, &chunk->cars.cars[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Those who asked for something and whose car is known now, booked, or here. */
static int follow_leads(struct desk *desk, struct chunk *chunk,
			const struct touched *items, size_t count, struct err *err)
{
	for (size_t i = 0; desk->known && i < chunk->cars.count; i++) {
		if (!lead_is_touched(&chunk->cars.cars[i]))
			continue;
		because(desk, touched_find(items, count, chunk->ids[i]), "lead");
		if (lead_hear_car(desk, &chunk->cars.cars[i], err) < 0)
			return -1;
	}
	return 0;
}

/* ret_deserves becomes true when there is something for the open list to take. */
static int forecast_chunk(struct desk *desk, const struct touched *items, size_t count,
			  bool *ret_deserves, struct err *err)
{
	COLUMNS_AUTO columns = touched_columns(items, count);
	OUTLOOK_AUTO outlook = outlook_new();
	CHUNK_AUTO chunk = { .deserves = false };

	if (store_vehicles_lock(desk->tx, desk->dealer, columns.ids, count, err) < 0 ||
	    store_cars_load(desk->tx, desk->dealer, columns.ids, count, &chunk.cars,
			    err) < 0)
		return -1;
	look_ahead(desk, &outlook, &chunk);
	struct plans plans = { chunk.ids, chunk.plans, chunk.cars.count };
	if (store_plans_save(desk->tx, desk->dealer, &plans, err) < 0 ||
	    put_lists_right(desk, &chunk, items, count, err) < 0 ||
	    note_leaks(desk, &chunk, items, count, err) < 0 ||
	    withdraw_released(desk, &chunk, items, count, err) < 0 ||
	    follow_leads(desk, &chunk, items, count, err) < 0)
		return -1;
	*ret_deserves = *ret_deserves || chunk.deserves;
	return 0;
}

int forecast_cars(struct desk *desk, const struct touched *items, size_t count,
		  struct err *err)
{
	bool deserves = false;

	for (size_t at = 0; at < count; at += FORECAST_CHUNK) {
		size_t n = count - at < FORECAST_CHUNK ? count - at : FORECAST_CHUNK;

		if (forecast_chunk(desk, items + at, n, &deserves, err) < 0)
			return -1;
	}
	/* Cars, then the list, then its timer: the order in which all hold them. */
	return deserves ? cycle_add_soon(desk, err) : 0;
}

int forecast_vehicle(struct desk *desk, const struct uuid *vehicle, struct err *err)
{
	struct touched one = { .dealer = desk->dealer, .id = *vehicle };

	return forecast_cars(desk, &one, 1, err);
}

int forecast_rows(struct desk *desk, const struct rows *rows, struct err *err)
{
	TOUCHED_AUTO cars = { .count = 0 };

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct touched car = { .dealer = desk->dealer,
				       .id = row_uuid(rows, i, 0) };

		if (touched_add(&cars, &car, err) < 0)
			return -1;
	}
	return forecast_cars(desk, cars.items, cars.count, err);
}

int forecast_customer(struct desk *desk, const struct uuid *customer, struct err *err)
{
	const char *id = customer->text;
	struct owners_page page = { &id, 1, uuid_from(NULL), FORECAST_CHUNK };
	size_t found;

	do {
		AUTO(rows) *rows = NULL;

		if (store_vehicles_of(desk->tx, desk->dealer, &page, &rows, err) < 0 ||
		    forecast_rows(desk, rows, err) < 0)
			return -1;
		found = rows_count(rows);
		if (found > 0)
			page.after = row_uuid(rows, found - 1, 0);
	} while (found == FORECAST_CHUNK);
	return 0;
}
