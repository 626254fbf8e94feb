/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a new fact does to a car's place on the open list: a line may change, go, or
 * come back at once; a new one comes a moment later, when the news has settled, because
 * an import tells a car's past visit by visit.
 *
 * Most facts touch no list; the list is locked only when it may matter, and the car is
 * then loaded again under the lock.
 */
#include "reminder/list/forecast.h"

#include <string.h>

#include "reminder/list/cycle.h"

#define FORECAST_CHUNK 250 /* cars in memory at a time */

bool forecast_may_propose(const struct car *car)
{
	return uuid_is_set(&car->customer) && !car->erased && !car->is_stock &&
	       !car->consent_withdrawn && !car->never_vehicle && !car->never_customer;
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
		.never_apk = car->never_apk,
		.never_service = car->never_service,
	};

	if (!forecast_may_propose(car))
		return NULL;
	return pick_step(&request);
}

/* Why a line must not stand on the list; NULL when it may. */
static const char *why_off(const struct outlook *o, const struct proposal_row *row)
{
	struct civil_date monday = week_monday(week_add(row->list_week, 1));
	struct recheck facts = recheck_facts(o->car, row, monday);
	const char *hold;

	/* Having no address is told on the line, not a reason to hide it; a "never" of
	 * the line's own is its answer. */
	facts.has_address = true;
	facts.bounces = false;
	facts.do_not_contact = false;
	facts.never_channel = false;
	facts.never = facts.never && row->decision != DECISION_NEVER;
	hold = recheck_hold(&facts);
	if (hold)
		return hold;
	return plan_has_cycle(&o->plan, row->group, row->cycle) ? NULL : "NOT_DUE";
}

static int refresh_line(struct desk *desk, const struct outlook *o, struct draft *draft,
			struct proposal_row *row, struct err *err)
{
	EDIT_AUTO edit = { .msg = NULL };
	const char *off = why_off(o, row);

	if (proposal_open(row, &edit, err) < 0)
		return -1;
	if (off && (row->stage == STAGE_REMOVED || proposal_is_overruled(&edit)))
		return 0;
	if (off)
		return proposal_move(desk, &edit, STAGE_REMOVED, off, err);
	if (row->stage == STAGE_REMOVED) {
		proposal_renew(desk, o, draft, &edit);
		return proposal_move(desk, &edit, STAGE_OPEN, NULL, err);
	}
	if (!proposal_renew(desk, o, draft, &edit))
		return 0;
	return proposal_put(desk, &edit, err);
}

/* Lines of this list that stand, or were taken off by rule. */
static int refresh_lines(struct desk *desk, const struct outlook *o, struct err *err)
{
	AUTO(draft) *draft = draft_new();
	PROPOSALS_AUTO list = { .count = 0 };

	if (store_proposals_of_vehicle(desk->tx, desk->dealer, &o->car->vehicle, &list,
				       err) < 0)
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		struct proposal_row *row = &list.rows[i];

		if (week_compare(row->list_week, desk->week) != 0)
			continue;
		if (row->stage != STAGE_OPEN && row->stage != STAGE_REMOVED)
			continue;
		if (refresh_line(desk, o, draft, row, err) < 0)
			return -1;
	}
	return 0;
}

/* A line that was taken off this list earlier comes back under its own id. */
static int return_line(struct desk *desk, const struct outlook *o,
		       const struct plan_step *step, const struct uuid *id,
		       struct err *err)
{
	AUTO(draft) *draft = draft_new();
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };

	if (store_proposal_load(desk->tx, desk->dealer, id, &one, err) < 0 ||
	    proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	one.rows[0].cycle = step->cycle;
	one.rows[0].step = step->step;
	proposal_renew(desk, o, draft, &edit);
	one.rows[0].since = o->prediction->since;
	return proposal_move(desk, &edit, STAGE_OPEN, NULL, err);
}

static const struct uuid *past_with_id(const struct car *car, const struct uuid *id)
{
	for (size_t i = 0; i < car->past_count; i++)
		if (strcmp(car->past[i].id.text, id->text) == 0)
			return id;
	return NULL;
}

/* Rows that a page adds are written together; a returning line is written at once. */
struct page_rows {
	struct proposal_row *rows;
	size_t count;
	struct draft *draft; /* made anew for each line */
};

static int add_line(struct desk *desk, const struct outlook *o,
		    const struct plan_step *step, struct page_rows *page, struct err *err)
{
	struct proposal_row *row = &page->rows[page->count];
	struct week_counts nothing = { .total = 0 }, one;
	struct standing standing;

	if (draft_line(desk, o, step, page->draft, row, err) < 0)
		return -1;
	if (past_with_id(o->car, &row->id)) {
		mem_free(row->state);
		return return_line(desk, o, step, &row->id, err);
	}
	page->count++;
	standing =
		(struct standing){ row->decision, row->source, row->stage, row->version };
	one = decision_counts(&standing);
	if (proposal_say(desk, row, err) < 0)
		return -1;
	return desk_count(desk, row->list_week, &nothing, &one, err);
}

/* Lines of this list that may change with the car. Read without the lock. */
static bool is_on_list(const struct desk *desk, const struct car *car)
{
	for (size_t i = 0; i < car->past_count; i++)
		if (week_compare(car->past[i].list_week, desk->week) == 0)
			return true;
	return false;
}

/* The car as it is now, loaded anew. */
static int look_again(struct desk *desk, const char *vehicle_id, struct car_list *cars,
		      struct outlook *o, struct err *err)
{
	car_list_free(cars);
	if (store_cars_load(desk->tx, desk->dealer, &vehicle_id, 1, cars, err) < 0)
		return -1;
	if (cars->count == 0)
		return err_set(err, ERR_LATER, "vehicle %s went meanwhile", vehicle_id);
	outlook_make(desk, &cars->cars[0], o);
	return 0;
}

static int put_lines_right(struct desk *desk, const char *vehicle_id, struct outlook *o,
			   struct err *err)
{
	CARS_AUTO cars = { .count = 0 };

	if (desk_lock_list(desk, err) < 0)
		return -1;
	if (!desk->has_list || desk->list.closed)
		return 0;
	if (look_again(desk, vehicle_id, &cars, o, err) < 0 ||
	    refresh_lines(desk, o, err) < 0)
		return -1;
	/* A line that went may make room for another: of a new owner, of the other kind.
	 */
	if (look_again(desk, vehicle_id, &cars, o, err) < 0)
		return -1;
	return forecast_pick(desk, o) ? cycle_add_soon(desk, err) : 0;
}

int forecast_vehicle(struct desk *desk, const char *vehicle_id, struct err *err)
{
	CARS_AUTO cars = { .count = 0 };
	OUTLOOK_AUTO outlook = outlook_new();

	if (store_vehicle_lock(desk->tx, desk->dealer, vehicle_id, err) < 0 ||
	    store_cars_load(desk->tx, desk->dealer, &vehicle_id, 1, &cars, err) < 0)
		return -1;
	if (cars.count == 0)
		return 0;
	outlook_make(desk, &cars.cars[0], &outlook);
	if (store_plan_replace(desk->tx, desk->dealer, &cars.cars[0].vehicle,
			       &outlook.plan, err) < 0)
		return -1;
	if (!desk->known)
		return 0;
	if (is_on_list(desk, &cars.cars[0]))
		return put_lines_right(desk, vehicle_id, &outlook, err);
	return forecast_pick(desk, &outlook) ? cycle_add_soon(desk, err) : 0;
}

int forecast_customer(struct desk *desk, const struct uuid *customer, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_vehicles_of(desk->tx, desk->dealer, customer, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (forecast_vehicle(desk, row_text(rows, i, 0), err) < 0)
			return -1;
	return 0;
}

static int fill_page(struct desk *desk, struct car_list *cars, struct page_rows *page,
		     struct err *err)
{
	AUTO(draft) *draft = draft_new();
	OUTLOOK_AUTO outlook = outlook_new();

	page->draft = draft;
	for (size_t i = 0; i < cars->count; i++) {
		const struct plan_step *step;

		outlook_make(desk, &cars->cars[i], &outlook);
		step = forecast_pick(desk, &outlook);
		if (step && add_line(desk, &outlook, step, page, err) < 0)
			return -1;
	}
	return store_proposals_add(desk->tx, desk->dealer, page->rows, page->count, err);
}

static int fill_from(struct desk *desk, const char *const *ids, size_t count,
		     struct err *err)
{
	CARS_AUTO cars = { .count = 0 };
	struct page_rows page = { .count = 0 };
	int done;

	if (store_cars_load(desk->tx, desk->dealer, ids, count, &cars, err) < 0)
		return -1;
	page.rows = mem_alloc((cars.count + 1) * sizeof(*page.rows));
	done = fill_page(desk, &cars, &page, err);
	for (size_t i = 0; i < page.count; i++)
		mem_free(page.rows[i].state);
	mem_free(page.rows);
	return done;
}

int forecast_fill_list(struct desk *desk, int64_t limit, struct uuid *cursor,
		       struct err *err)
{
	struct civil_date monday = week_monday(desk->times.send_week);
	struct plan_page page = {
		.not_given_up_by = monday,
		.due_by = civil_add_days(monday, 6),
		.after = *cursor,
		.limit = limit,
	};
	AUTO(rows) *rows = NULL;
	AUTO_BYTES *memory = NULL;
	const char **ids;
	size_t count;

	if (store_plan_due(desk->tx, desk->dealer, &page, &rows, err) < 0)
		return -1;
	count = rows_count(rows);
	*cursor = (int64_t)count < limit ? uuid_from(NULL) : row_uuid(rows, count - 1, 0);
	memory = mem_alloc((count + 1) * sizeof(*ids));
	ids = memory;
	for (size_t i = 0; i < count; i++)
		ids[i] = row_text(rows, i, 0);
	for (size_t at = 0; at < count; at += FORECAST_CHUNK) {
		size_t n = count - at < FORECAST_CHUNK ? count - at : FORECAST_CHUNK;

		if (fill_from(desk, ids + at, n, err) < 0)
			return -1;
	}
	return 0;
}
