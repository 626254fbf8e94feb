/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car's lines on the open list, after news of it: each may change, go, or come back.
 * The list is locked and the car loaded again under the lock.
 */
#include <string.h>

#include "reminder/list/forecast.h"
#include "reminder/store_followup.h"

const char *forecast_why_off(const struct outlook *o, const struct proposal_row *row)
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
	if (o->followup)
		return followup_sum(o->followup).open > 0 ? NULL : ADVICE_SETTLED;
	return plan_has_cycle(&o->plan, row->group, row->cycle) ? NULL : "NOT_DUE";
}

/* ret_moved becomes true when it goes or comes back; it is left alone otherwise. */
static int refresh_line(struct desk *desk, const struct outlook *o,
			struct proposal_row *row, bool *ret_moved, struct err *err)
{
	AUTO(draft) *draft = draft_new();
	EDIT_AUTO edit = { .msg = NULL };
	const char *off = forecast_why_off(o, row);

	if (proposal_open(row, &edit, err) < 0)
		return -1;
	if (off && (row->stage == STAGE_REMOVED || proposal_is_overruled(&edit)))
		return 0;
	*ret_moved = *ret_moved || off || row->stage == STAGE_REMOVED;
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

/* … of a form: by what it says now. */
static int refresh_followup(struct desk *desk, const struct outlook *o,
			    struct proposal_row *row, bool *ret_moved, struct err *err)
{
	AUTO(followup) *followup = followup_new();
	struct followup_key key = { row->id, desk->garage.zone };
	struct outlook own = *o;

	own.followup = followup;
	own.again = row->step > 1;
	if (store_followup_load(desk->tx, desk->dealer, &key, followup, err) < 0)
		return -1;
	return refresh_line(desk, &own, row, ret_moved, err);
}

/* Lines of this list that stand, or were taken off by rule. */
static int refresh_lines(struct desk *desk, const struct outlook *o, bool *ret_moved,
			 struct err *err)
{
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
		if ((row->group == GROUP_ADVICE ? refresh_followup : refresh_line)(
			    desk, o, row, ret_moved, err) < 0)
			return -1;
	}
	return 0;
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

int forecast_put_right(struct desk *desk, const char *vehicle_id, struct outlook *o,
		       bool *ret_deserves, struct err *err)
{
	CARS_AUTO cars = { .count = 0 };
	bool moved = false;

	if (desk_lock_list(desk, err) < 0)
		return -1;
	if (!desk->has_list || desk->list.closed)
		return 0;
	if (look_again(desk, vehicle_id, &cars, o, err) < 0 ||
	    refresh_lines(desk, o, &moved, err) < 0)
		return -1;
	/* A line that went may make room for another: of a new owner, of the other kind.
	 */
	if (moved && look_again(desk, vehicle_id, &cars, o, err) < 0)
		return -1;
	*ret_deserves = *ret_deserves || forecast_pick(desk, o) != NULL;
	return 0;
}
