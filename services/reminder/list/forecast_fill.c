/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a list being made, or of news that has settled: a page of cars at a time, of
 * each the step it deserves. The list is locked.
 */
#include <string.h>

#include "reminder/list/forecast.h"
#include "reminder/store_followup.h"

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
	one.rows[0].since = outlook_since(o);
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

/* The car's follow-up as a step; its round is named by the form's first save. */
static int add_followup(struct desk *desk, struct outlook *o, struct page_rows *page,
			struct err *err)
{
	struct plan_step step = { .group = GROUP_ADVICE,
				  .step = o->again ? 2 : 1,
				  .cycle = o->followup->saved_on };
	struct proposal_row row = { .list_week = desk->week,
				    .customer = o->followup->customer,
				    .group = GROUP_ADVICE,
				    .cycle = step.cycle,
				    .since = outlook_since(o) };

	if (!forecast_may_propose(o->car, desk->week) || forecast_why_off(o, &row))
		return 0;
	return add_line(desk, o, &step, page, err);
}

static int fill_followup(struct desk *desk, const struct rows *rows, size_t i,
			 struct page_rows *page, struct err *err)
{
	AUTO(followup) *followup = followup_new();
	OUTLOOK_AUTO outlook = outlook_new();
	CARS_AUTO cars = { .count = 0 };
	struct followup_key key = { row_uuid(rows, i, 0), desk->garage.zone };
	const char *vehicle = row_text(rows, i, 1);
	bool again = row_bool(rows, i, 2);
	struct civil_date today = zone_local(desk->garage.zone, tx_now(desk->tx)).date;

	if (store_followup_load(desk->tx, desk->dealer, &key, followup, err) < 0)
		return -1;
	if (!(again ? followup_is_due_again(followup, desk->week)
		    : followup_is_due(followup, desk->week, today)))
		return 0;
	if (store_cars_load(desk->tx, desk->dealer, &vehicle, 1, &cars, err) < 0)
		return -1;
	if (cars.count == 0)
		return 0;
	outlook_make(desk, &cars.cars[0], &outlook);
	outlook.followup = followup;
	outlook.again = again;
	return add_followup(desk, &outlook, page, err);
}

static int fill_followups(struct desk *desk, const struct rows *rows,
			  struct page_rows *page, struct err *err)
{
	AUTO(draft) *draft = draft_new();

	page->draft = draft;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (fill_followup(desk, rows, i, page, err) < 0)
			return -1;
	return store_proposals_add(desk->tx, desk->dealer, page->rows, page->count, err);
}

static int fill_followup_page(struct desk *desk, const struct rows *rows, struct err *err)
{
	struct page_rows page = { .count = 0 };
	int done;

	page.rows = mem_alloc((rows_count(rows) + 1) * sizeof(*page.rows));
	done = fill_followups(desk, rows, &page, err);
	for (size_t i = 0; i < page.count; i++)
		mem_free(page.rows[i].state);
	mem_free(page.rows);
	return done;
}

int forecast_fill_followups(struct desk *desk, struct err *err)
{
	struct civil_date oldest =
		civil_add_days(week_monday(desk->week), -OVERDUE_DAYS - 1);
	struct civil_date monday = week_monday(week_add(desk->week, 1));
	struct followup_page page = {
		.again_from = civil_add_days(monday, -OVERDUE_DAYS),
		.again_until = civil_add_days(monday, 7), /* saved_on may be a day off */
		.since = zone_instant(desk->garage.zone, oldest, 0),
		.after = uuid_from(NULL),
		.limit = FORECAST_CHUNK,
	};
	size_t count;

	do {
		AUTO(rows) *rows = NULL;

		if (store_followups_open(desk->tx, desk->dealer, &page, &rows, err) < 0 ||
		    fill_followup_page(desk, rows, err) < 0)
			return -1;
		count = rows_count(rows);
		if (count > 0)
			page.after = row_uuid(rows, count - 1, 0);
	} while (count == FORECAST_CHUNK);
	return 0;
}
