/* SPDX-License-Identifier: Apache-2.0 */
/* A fortnight at a time, so that a page of a garage with many slots stays a page. */
#include "gateway/slots.h"

#include <string.h>

#include "base/opening.h"
#include "base/text.h"

#define DAYS_SHOWN 14
#define ALL_MOST   (DAYS_SHOWN * DAY_SLOTS_MAX)
#define SLOT_CHARS 16 /* "2026-12-01T08:30" */
#define SLOT_BYTES 60 /* as browsers write it, with its colon escaped */

void slots_done(struct slots *slots)
{
	mem_free(slots->all);
	slots->all = NULL;
}

static struct page_slot slot_of(const struct rows *rows, size_t row)
{
	struct page_slot slot = { .date = row_date(rows, row, 0) };
	text_copy(slot.time, sizeof(slot.time), row_text(rows, row, 1));
	return slot;
}

static int load_near(struct tx *tx, const struct booking_window *window,
		     const struct slots_wish *wish, struct slots *slots, struct err *err)
{
	struct free_slots wanted = window->free;
	struct instant wished = instant_is_set(wish->near)
					? wish->near
					: instant_add_seconds(wanted.earliest, -1);
	AUTO(rows) *rows = NULL;
	wanted.limit = SLOTS_NEAR;
	if (store_nearest_slots(tx, &wanted, wished, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows) && i < SLOTS_NEAR; i++)
		slots->near[i] = slot_of(rows, i);
	slots->page.near_count = rows_count(rows);
	return 0;
}

static int load_all(struct tx *tx, const struct booking_window *window,
		    struct civil_date from, struct slots *slots, struct err *err)
{
	struct free_slots wanted = window->free;
	AUTO(rows) *rows = NULL;
	wanted.range.from = from;
	wanted.range.to = civil_add_days(from, DAYS_SHOWN - 1);
	wanted.limit = ALL_MOST;
	if (store_free_slots(tx, &wanted, &rows, err) < 0)
		return -1;
	slots->page.all_count = rows_count(rows);
	slots->all = mem_alloc((rows_count(rows) + 1) * sizeof(*slots->all));
	for (size_t i = 0; i < rows_count(rows); i++)
		slots->all[i] = slot_of(rows, i);
	return 0;
}

static void set_turns(const struct booking_window *window, struct civil_date from,
		      struct slots *slots)
{
	struct civil_date first = window->free.range.from;
	struct civil_date later = civil_add_days(from, DAYS_SHOWN);
	struct civil_date earlier = civil_add_days(from, -DAYS_SHOWN);
	if (civil_compare(later, window->free.range.to) <= 0)
		slots->page.more = later;
	if (civil_compare(from, first) > 0)
		slots->page.less = civil_compare(earlier, first) < 0 ? first : earlier;
}

int slots_load(struct tx *tx, const struct booking_window *window,
	       const struct slots_wish *wish, struct slots *ret_slots, struct err *err)
{
	struct civil_date from = wish->from;
	*ret_slots = (struct slots){ .all = NULL };
	if (!window->open)
		return 0;
	if (!civil_is_set(from) || civil_compare(from, window->free.range.from) < 0 ||
	    civil_compare(from, window->free.range.to) > 0)
		from = window->free.range.from;
	if (load_near(tx, window, wish, ret_slots, err) < 0 ||
	    load_all(tx, window, from, ret_slots, err) < 0)
		return -1;
	set_turns(window, from, ret_slots);
	ret_slots->page.near = ret_slots->near;
	ret_slots->page.all = ret_slots->all;
	ret_slots->page.path = wish->path;
	return 0;
}

void slots_leave_out(struct slots *slots, const char *date, const char *time)
{
	char text[CIVIL_TEXT];
	size_t kept = 0;
	for (size_t i = 0; i < slots->page.all_count; i++) {
		bool same = strcmp(civil_format(slots->all[i].date, text), date) == 0 &&
			    strcmp(slots->all[i].time, time) == 0;
		if (!same)
			slots->all[kept++] = slots->all[i];
	}
	slots->page.all_count = kept;
}

void slots_offer(struct slots *slots, const struct booking_end *end)
{
	if (end->nearest_count == 0)
		return;
	for (size_t i = 0; i < end->nearest_count; i++) {
		slots->near[i].date = end->nearest[i].date;
		text_copy(slots->near[i].time, sizeof(slots->near[i].time),
			  end->nearest[i].time);
	}
	slots->page.near_count = end->nearest_count;
}

struct civil_date slots_from(const struct request *req)
{
	struct civil_date from = NO_DATE;
	const char *text = request_query(req, "vanaf");
	if (text && civil_parse(text, &from, NULL) < 0)
		return NO_DATE;
	return from;
}

bool slots_pressed(const struct request *req, struct slots_pressed *ret_pressed)
{
	char value[SLOT_BYTES];
	struct civil_date date;
	int minute;
	if (!request_form(req, "slot", value, sizeof(value)) ||
	    strlen(value) != SLOT_CHARS || value[10] != 'T')
		return false;
	value[10] = '\0';
	text_copy(ret_pressed->date, sizeof(ret_pressed->date), value);
	text_copy(ret_pressed->time, sizeof(ret_pressed->time), value + 11);
	return civil_parse(ret_pressed->date, &date, NULL) == 0 &&
	       wall_time_parse(ret_pressed->time, &minute, NULL) == 0;
}
