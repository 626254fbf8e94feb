/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's settings for the length of a transaction, and the tally of its lists.
 *
 * Counts are gathered and written once per list, because a bulk answer or an import
 * changes one list a thousand times.
 */
#include "reminder/list/desk.h"

#include <stdio.h>
#include <string.h>

#include "gen/say_week_state.h"
#include "sys/zone_file.h"

static int read_garage(const struct garage_row *row, struct garage *ret_garage,
		       struct err *err)
{
	*ret_garage = (struct garage){
		.active = row->active,
		.defaults = { decision_from(row->default_periodic),
			      decision_from(row->default_followup) },
		.interval_months = (int)row->interval_months,
		.interval_km = row->interval_km,
		.mobility_months = (int)row->mobility_months,
		.attribution_days = (int)row->attribution_days,
		.one_message = row->one_message,
		.holds_untouched = strcmp(row->untouched_policy, "hold") == 0,
	};
	return zone_find(row->timezone, &ret_garage->zone, err);
}

static int open_garage(struct desk *desk, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct garage_row row;
	struct err why = { .kind = ERR_NONE };

	if (store_garage_load(desk->tx, desk->dealer, &row, &rows, &why) < 0) {
		if (why.kind == ERR_ABSENT)
			return 0;
		*err = why;
		return -1;
	}
	if (read_garage(&row, &desk->garage, err) < 0)
		return -1;
	desk->known = true;
	desk->week = week_at(tx_now(desk->tx), desk->garage.zone);
	desk->times = week_times_of(desk->week, desk->garage.zone);
	return 0;
}

int desk_open(const struct desk_request *request, struct desk *ret_desk, struct err *err)
{
	*ret_desk = (struct desk){
		.svc = request->svc,
		.tx = request->tx,
		.say = request->say,
	};
	if (strlen(request->dealer) >= DEALER_TEXT)
		return err_set(err, ERR_INVALID,
			       "a dealer's code is at most %d characters",
			       DEALER_TEXT - 1);
	snprintf(ret_desk->dealer, sizeof(ret_desk->dealer), "%s", request->dealer);
	return open_garage(ret_desk, err);
}

int desk_lock_list(struct desk *desk, struct err *err)
{
	struct err why = { .kind = ERR_NONE };

	if (!desk->known || desk->has_list)
		return 0;
	desk->has_list = store_week_lock(desk->tx, desk->dealer, desk->week, &desk->list,
					 &why) == 0;
	if (desk->has_list || why.kind == ERR_ABSENT)
		return 0;
	*err = why;
	return -1;
}

bool desk_takes_lines(const struct desk *desk)
{
	return desk->known && desk->garage.active && desk->has_list &&
	       !desk->list.closed &&
	       week_takes_additions(&desk->times, desk->list.kind, tx_now(desk->tx));
}

static struct week_change *change_of(struct desk *desk, struct iso_week week)
{
	for (size_t i = 0; i < desk->changes_count; i++)
		if (week_compare(desk->changes[i].week, week) == 0)
			return &desk->changes[i];
	if (desk->changes_count == DESK_WEEKS)
		return NULL;
	desk->changes[desk->changes_count] = (struct week_change){ .week = week };
	return &desk->changes[desk->changes_count++];
}

static int write_changes(struct desk *desk, struct err *err)
{
	static const struct week_counts NOTHING = { .total = 0 };

	for (size_t i = 0; i < desk->changes_count; i++) {
		struct week_row row;

		if (memcmp(&desk->changes[i].counts, &NOTHING, sizeof(NOTHING)) == 0)
			continue;
		if (store_week_count(desk->tx, desk->dealer, &desk->changes[i], &row,
				     err) < 0 ||
		    desk_say_week(desk, &row, err) < 0)
			return -1;
	}
	desk->changes_count = 0;
	return 0;
}

int desk_count(struct desk *desk, struct iso_week week, const struct week_counts *from,
	       const struct week_counts *to, struct err *err)
{
	struct week_counts by = counts_change(from, to);
	struct week_change *change = change_of(desk, week);

	if (!change) {
		if (write_changes(desk, err) < 0)
			return -1;
		change = change_of(desk, week);
	}
	change->counts.total += by.total;
	change->counts.yes += by.yes;
	change->counts.no += by.no;
	change->counts.never += by.never;
	change->counts.untouched += by.untouched;
	change->counts.removed += by.removed;
	return 0;
}

int desk_close(struct desk *desk, struct err *err)
{
	return write_changes(desk, err);
}

static const char *instant_or_null(struct instant at, char text[INSTANT_TEXT])
{
	return instant_is_set(at) ? instant_format(at, text) : NULL;
}

int desk_say_week(struct desk *desk, const struct week_row *row, struct err *err)
{
	char list_week[WEEK_TEXT], send_week[WEEK_TEXT];
	char opens[INSTANT_TEXT], deadline[INSTANT_TEXT];
	char generated[INSTANT_TEXT], closed[INSTANT_TEXT];
	struct week_state state = {
		.dealer = desk->dealer,
		.list_week = week_format(row->week, list_week),
		.version = row->version,
		.opens_at = instant_format(row->opens_at, opens),
		.deadline_at = instant_format(row->deadline_at, deadline),
		.send_week = week_format(week_add(row->week, 1), send_week),
		.status = row->closed ? WEEK_STATE_STATUS_CLOSED : WEEK_STATE_STATUS_OPEN,
		.generated_at = instant_or_null(row->generated_at, generated),
		.closed_at = instant_or_null(row->closed_at, closed),
		.counts = { .total = row->counts.total,
			    .yes = row->counts.yes,
			    .no = row->counts.no,
			    .never = row->counts.never,
			    .untouched = row->counts.untouched,
			    .removed = row->counts.removed },
	};

	return say_week_state(desk->say, &state, err);
}
