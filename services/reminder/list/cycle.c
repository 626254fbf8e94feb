/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making and closing lists.
 *
 * The list of a week is opened once (its row), filled page by page with a cursor in the
 * timer's key, and closed once; a run that died is repeated from its last page. A run
 * that comes late, after an outage, opens the list of the week it is, not of the week it
 * was meant for.
 */
#include "reminder/list/cycle.h"

#include <stdio.h>

#include "gen/say_week_closed.h"
#include "reminder/list/forecast.h"
#include "reminder/store_hold.h"

static int set_timer(struct desk *desk, const char *kind, struct iso_week week,
		     const char *rest, struct instant due, struct err *err)
{
	char key[TIMER_KEY], text[WEEK_TEXT];

	snprintf(key, sizeof(key), "%s/%s/%s", desk->dealer, week_format(week, text),
		 rest);
	return timer_set(desk->tx, kind, key, due, err);
}

static int set_next_list(struct desk *desk, struct err *err)
{
	struct week_times next =
		week_times_of(week_add(desk->week, 1), desk->garage.zone);

	return set_timer(desk, TIMER_GENERATE, next.list_week, "", next.generated, err);
}

static int set_freeze(struct desk *desk, struct err *err)
{
	struct instant due = desk->times.deadline;

	due.micros += desk->svc->knobs->freeze_drain * 1000;
	return set_timer(desk, TIMER_FREEZE, desk->week, "", due, err);
}

/* The list of the week it is, not locked. */
static int find_list(struct desk *desk, struct week_row *ret_row, bool *ret_found,
		     struct err *err)
{
	struct err why = { .kind = ERR_NONE };

	*ret_found =
		store_week_load(desk->tx, desk->dealer, desk->week, ret_row, &why) == 0;
	if (*ret_found || why.kind == ERR_ABSENT)
		return 0;
	*err = why;
	return -1;
}

int cycle_open_list(struct desk *desk, enum list_kind kind, bool *ret_opened,
		    struct err *err)
{
	struct week_row row = {
		.week = desk->week,
		.version = 1,
		.kind = kind,
		.opens_at = desk->times.opens,
		.deadline_at = desk->times.deadline,
	};

	*ret_opened = false;
	if (set_next_list(desk, err) < 0)
		return -1;
	if (!week_takes_answers(&desk->times, tx_now(desk->tx)))
		return 0;
	if (store_week_add(desk->tx, desk->dealer, &row, ret_opened, err) < 0)
		return -1;
	if (!*ret_opened)
		return 0;
	if (set_freeze(desk, err) < 0)
		return -1;
	return desk_say_week(desk, &row, err);
}

/* On a grid, so that a stream of news does not put it off for ever. */
static struct instant settled_at(const struct desk *desk)
{
	int64_t step = desk->svc->knobs->settle_millis * 1000;
	struct instant due = tx_now(desk->tx);

	due.micros += step - due.micros % step;
	return due;
}

/* Whoever hears the log again hears a garage long before its cars' whole past: a list
 * filled half-way through it would have lines that the same facts do not give. */
int cycle_fill_soon(struct desk *desk, struct err *err)
{
	return set_timer(desk, TIMER_GENERATE, desk->week, "", settled_at(desk), err);
}

int cycle_generate(struct desk *desk, struct uuid cursor, struct err *err)
{
	struct week_moment made = { desk->week, tx_now(desk->tx) };
	struct week_row row;

	if (desk_lock_list(desk, err) < 0)
		return -1;
	if (!desk->has_list || desk->list.closed || !desk->garage.active)
		return 0;
	/* A list that was never made is made late; one that was takes lines for a while.
	 */
	if (instant_is_set(desk->list.generated_at) && !desk_takes_lines(desk))
		return 0;
	if (forecast_fill_list(desk, desk->svc->knobs->list_page, &cursor, err) < 0)
		return -1;
	if (uuid_is_set(&cursor))
		return set_timer(desk, TIMER_GENERATE, desk->week, cursor.text, made.at,
				 err);
	if (forecast_fill_followups(desk, err) < 0 || desk_close(desk, err) < 0 ||
	    store_week_generated(desk->tx, desk->dealer, &made, &row, err) < 0)
		return -1;
	return desk_say_week(desk, &row, err);
}

int cycle_add_soon(struct desk *desk, struct err *err)
{
	struct instant due = settled_at(desk);
	char moment[TIMER_MOMENT];
	struct week_row row;
	bool found;

	if (find_list(desk, &row, &found, err) < 0)
		return -1;
	/* A list that is not there may be on its way in another transaction, which does
	 * not see this one's cars. */
	if (!found)
		row = (struct week_row){ .kind = LIST_FIRST };
	if (row.closed || !week_takes_additions(&desk->times, row.kind, tx_now(desk->tx)))
		return 0;
	/* Named by its moment, so that nobody waits for the one that is being run. */
	snprintf(moment, sizeof(moment), "@%lld", (long long)due.micros);
	return set_timer(desk, TIMER_GENERATE, desk->week, moment, due, err);
}

int cycle_add_on(struct desk *desk, const struct uuid *inspection, struct civil_date day,
		 struct err *err)
{
	char key[TIMER_KEY];

	snprintf(key, sizeof(key), "%s/-/%s", desk->dealer, inspection->text);
	return timer_set(desk->tx, TIMER_FOLLOWUP, key,
			 zone_instant(desk->garage.zone, day, 0), err);
}

int cycle_take_news(struct desk *desk, struct err *err)
{
	if (desk_lock_list(desk, err) < 0)
		return -1;
	return desk->has_list ? cycle_generate(desk, uuid_from(NULL), err)
			      : cycle_add_soon(desk, err);
}

static int say_closed(struct desk *desk, const struct week_row *row, struct err *err)
{
	char list_week[WEEK_TEXT], closed_at[INSTANT_TEXT];
	struct week_closed fact = {
		.dealer = desk->dealer,
		.list_week = week_format(row->week, list_week),
		.closed_at = instant_format(row->closed_at, closed_at),
		.yes = row->counts.yes,
		.no = row->counts.no,
		.never = row->counts.never,
		.untouched = row->counts.untouched,
	};

	return say_week_closed(desk->say, &fact, err);
}

int cycle_freeze(struct desk *desk, struct iso_week week, struct err *err)
{
	struct week_times times = week_times_of(week, desk->garage.zone);
	/* The moment the list closed is the deadline, whenever this ran. */
	struct week_moment moment = { week, times.deadline };
	struct week_row row;
	bool closed;

	if (instant_compare(tx_now(desk->tx), times.deadline) < 0)
		return set_timer(desk, TIMER_FREEZE, week, "", times.deadline, err);
	if (store_week_close(desk->tx, desk->dealer, &moment, &closed, &row, err) < 0)
		return -1;
	if (!closed)
		return 0;
	if (desk_say_week(desk, &row, err) < 0 || say_closed(desk, &row, err) < 0)
		return -1;
	return set_timer(desk, TIMER_SETTLE, week, "", tx_now(desk->tx), err);
}

/* Nobody touched the whole list, and the garage wants such a list held back. */
static bool is_held(const struct desk *desk, const struct week_row *list)
{
	return desk->garage.holds_untouched && list->counts.total > 0 &&
	       list->counts.untouched == list->counts.total;
}

static int settle_one(struct desk *desk, struct proposal_row *row, bool held,
		      struct err *err)
{
	EDIT_AUTO edit = { .msg = NULL };

	if (proposal_open(row, &edit, err) < 0)
		return -1;
	if (!held)
		return proposal_move(desk, &edit, STAGE_FROZEN, edit.msg->status_reason,
				     err);
	return proposal_move(desk, &edit, STAGE_SUPPRESSED, "UNTOUCHED", err);
}

static int schedule_slots(struct desk *desk, struct iso_week week, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_release_slots(desk->tx, desk->dealer, week, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (release_schedule(desk, week, (int)row_int(rows, i, 0), err) < 0)
			return -1;
	return 0;
}

int cycle_settle(struct desk *desk, struct iso_week week, struct err *err)
{
	struct list_filter open = { week, STAGE_OPEN, -1, desk->svc->knobs->list_page };
	PROPOSALS_AUTO list = { .count = 0 };
	struct week_row row;
	bool held;

	if (store_week_lock(desk->tx, desk->dealer, week, &row, err) < 0 ||
	    store_proposals_of_list(desk->tx, desk->dealer, &open, &list, err) < 0)
		return -1;
	held = is_held(desk, &row);
	for (size_t i = 0; i < list.count; i++)
		if (settle_one(desk, &list.rows[i], held, err) < 0)
			return -1;
	if ((int64_t)list.count == open.limit)
		return set_timer(desk, TIMER_SETTLE, week, "", tx_now(desk->tx), err);
	return schedule_slots(desk, week, err);
}

static int set_replan(struct desk *desk, const char *rest, struct err *err)
{
	char key[TIMER_KEY];

	snprintf(key, sizeof(key), "%s/-/%s", desk->dealer, rest);
	return timer_set(desk->tx, TIMER_REPLAN, key, tx_now(desk->tx), err);
}

int cycle_set_replan(struct desk *desk, int64_t version, struct err *err)
{
	char rest[TIMER_MOMENT];

	snprintf(rest, sizeof(rest), "@%lld", (long long)version);
	return set_replan(desk, rest, err);
}

int cycle_replan(struct desk *desk, struct uuid cursor, struct err *err)
{
	int64_t page = desk->svc->knobs->list_page;
	/* What is held is held briefly: others have news of these cars. */
	int64_t limit = page < FORECAST_CHUNK ? page : FORECAST_CHUNK;
	AUTO(rows) *rows = NULL;
	struct uuid last;
	size_t count;

	if (store_vehicles_after(desk->tx, desk->dealer, &cursor, limit, &rows, err) <
		    0 ||
	    forecast_rows(desk, rows, err) < 0)
		return -1;
	count = rows_count(rows);
	if ((int64_t)count < limit)
		return 0;
	last = row_uuid(rows, count - 1, 0);
	return set_replan(desk, last.text, err);
}
