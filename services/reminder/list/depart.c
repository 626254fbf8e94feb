/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letting invitations go, a half hour's share at a time, customer by customer: each line
 * after one last look, and those that belong together in one message.
 */
#include <string.h>

#include "reminder/list/cycle.h"
#include "reminder/list/release_inside.h"
#include "reminder/store_hold.h"
#include "reminder/store_outside.h"

static void leaving_done(struct leaving *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		proposal_edit_done(&list[i].edit);
		followup_free(list[i].followup);
		rows_free(list[i].contact);
	}
	mem_free(list);
}

static const struct car *find_car(const struct car_list *cars, const char *vehicle)
{
	for (size_t i = 0; i < cars->count; i++)
		if (strcmp(cars->cars[i].vehicle.text, vehicle) == 0)
			return &cars->cars[i];
	return NULL;
}

/* What holds it back is written down; else it leaves. */
static int look_at(struct desk *desk, const struct car_list *cars,
		   const struct week_times *times, struct leaving *leaving,
		   struct err *err)
{
	struct proposal_row *row = leaving->row;
	struct proposal_edit *edit = &leaving->edit;
	const char *hold;

	if (proposal_open(row, edit, err) < 0 ||
	    release_form(desk, row, &leaving->followup, err) < 0)
		return -1;
	if (instant_compare(tx_now(desk->tx), times->send_until) >= 0)
		return proposal_move(desk, edit, STAGE_STALE, "STALE", err);
	leaving->car = find_car(cars, row->vehicle.text);
	if (!leaving->car)
		return proposal_move(desk, edit, STAGE_SUPPRESSED, "ERASED", err);
	hold = release_hold(desk, leaving->car, leaving->followup, edit);
	if (hold)
		return proposal_move(desk, edit, STAGE_SUPPRESSED, hold, err);
	leaving->leaves = true;
	if (!leaving->car->has_contact)
		return 0;
	return store_outside_contact(desk->tx, desk->dealer, &leaving->car->vehicle,
				     &leaving->contact, err);
}

/* A driver is somebody else than the customer; one who has no log-in is known by the
 * address alone, and gets each car's message apart. */
static struct uuid reader_of(const struct leaving *leaving)
{
	const struct rows *contact = leaving->contact;

	if (!contact || rows_count(contact) == 0)
		return leaving->row->customer;
	return row_is_null(contact, 0, 3) ? leaving->row->id : row_uuid(contact, 0, 3);
}

static int due_of(const struct leaving *leaving, struct civil_date *ret_due,
		  struct err *err)
{
	*ret_due = NO_DATE;
	if (!leaving->edit.msg->due_p50)
		return 0;
	return civil_parse(leaving->edit.msg->due_p50, ret_due, err);
}

/* Those that leave, as the rule sees them; a garage that wants none together has lines of
 * nobody's group. */
static int write_cars(const struct desk *desk, const struct leaving *list, size_t count,
		      struct household_car *cars, bool *taken, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct proposal_row *row = list[i].row;

		taken[i] = !list[i].leaves;
		if (taken[i])
			continue;
		cars[i] = (struct household_car){
			.vehicle = row->vehicle,
			.reader = reader_of(&list[i]),
			.group = desk->garage.one_message ? row->group : GROUP_NONE,
			.step = row->step,
		};
		if (due_of(&list[i], &cars[i].due, err) < 0)
			return -1;
	}
	return 0;
}

static int leave_together(struct desk *desk, struct leaving *list, size_t count,
			  const struct week_times *times, struct err *err)
{
	AUTO_BYTES *cars_memory = mem_alloc(count * sizeof(struct household_car));
	AUTO_BYTES *taken_memory = mem_alloc(count * sizeof(bool));
	struct household_car *cars = cars_memory;
	bool *taken = taken_memory;
	size_t members[HOUSEHOLD_MOST], n;

	if (write_cars(desk, list, count, cars, taken, err) < 0)
		return -1;
	while ((n = household_next(cars, count, taken, members)) > 0) {
		struct leaving *together[HOUSEHOLD_MOST];

		for (size_t i = 0; i < n; i++)
			together[i] = &list[members[i]];
		if (release_ask(desk, together, n, times, err) < 0)
			return -1;
	}
	return 0;
}

/* All of one customer. */
static int release_customer(struct desk *desk, struct proposal_row *rows, size_t count,
			    const struct week_times *times, struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(count * sizeof(const char *));
	const char **vehicles = memory;
	CARS_AUTO cars = { .count = 0 };
	int done = 0;

	for (size_t i = 0; i < count; i++)
		vehicles[i] = rows[i].vehicle.text;
	if (store_cars_load(desk->tx, desk->dealer, vehicles, count, &cars, err) < 0)
		return -1;
	struct leaving *list = mem_alloc(count * sizeof(*list));

	for (size_t i = 0; done == 0 && i < count; i++) {
		list[i].row = &rows[i];
		done = look_at(desk, &cars, times, &list[i], err);
	}
	if (done == 0)
		done = leave_together(desk, list, count, times, err);
	leaving_done(list, count);
	return done;
}

static size_t customer_end(const struct proposal_list *list, size_t from)
{
	size_t until = from + 1;

	while (until < list->count && strcmp(list->rows[until].customer.text,
					     list->rows[from].customer.text) == 0)
		until++;
	return until;
}

/* Cars before their lines, as all hold them: what is heard of a car meanwhile is either
 * seen by the last look or sees what left, and withdraws it. */
static int hold_cars(struct desk *desk, const struct list_filter *page,
		     struct rows **ret_cars, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO_BYTES *memory = NULL;
	const char **ids;

	if (store_proposals_cars(desk->tx, desk->dealer, page, &rows, err) < 0)
		return -1;
	memory = mem_alloc((rows_count(rows) + 1) * sizeof(*ids));
	ids = memory;
	for (size_t i = 0; i < rows_count(rows); i++)
		ids[i] = row_text(rows, i, 0);
	if (store_vehicles_lock(desk->tx, desk->dealer, ids, rows_count(rows), err) < 0)
		return -1;
	*ret_cars = TAKE(rows);
	return 0;
}

static bool is_held(const struct rows *cars, const char *vehicle)
{
	size_t low = 0, high = rows_count(cars);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int by = strcmp(row_text(cars, middle, 0), vehicle);

		if (by == 0)
			return true;
		if (by < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Up to a line that was answered while the cars were being held. */
static size_t held_lines(const struct proposal_list *list, const struct rows *cars)
{
	size_t count = 0;

	while (count < list->count && is_held(cars, list->rows[count].vehicle.text))
		count++;
	return count;
}

int release_slot(struct desk *desk, struct iso_week week, int slot, struct err *err)
{
	struct week_times times = week_times_of(week, desk->garage.zone);
	struct list_filter ready = { week, STAGE_FROZEN, slot,
				     desk->svc->knobs->list_page };
	PROPOSALS_AUTO list = { .count = 0 };
	AUTO(rows) *cars = NULL;

	if (hold_cars(desk, &ready, &cars, err) < 0 ||
	    store_proposals_of_list(desk->tx, desk->dealer, &ready, &list, err) < 0)
		return -1;
	size_t held = held_lines(&list, cars);
	bool full = (int64_t)list.count == ready.limit;

	for (size_t i = 0, end; i < held; i = end) {
		end = customer_end(&list, i);
		/* A page that ends within a customer: the next one has all of them. */
		if (end > held || (full && end == list.count && i > 0))
			break;
		if (release_customer(desk, &list.rows[i], end - i, &times, err) < 0)
			return -1;
	}
	return full || held < list.count ? release_schedule(desk, week, slot, err) : 0;
}
