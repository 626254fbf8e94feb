/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sent proposal keeps its stage; its reason tells what became of the car. A visit that
 * is credited to it later, or an appointment, says so instead.
 */
#include "reminder/list/leak.h"

#include <string.h>

#define LEAK_WEEKS 17 /* as long as a visit may be credited */

bool leak_is_likely(const struct car *car)
{
	return civil_is_set(car->apk_moved_on) || civil_is_set(car->sold_on) ||
	       car->exported;
}

/* What is told of one that was sent; NULL: nothing. */
static const char *told_of(const struct car *car, const struct past_proposal *past)
{
	struct civil_date monday = week_monday(past->list_week);
	bool later = past->group == GROUP_APK && civil_is_set(car->history->apk_expiry) &&
		     civil_compare(car->history->apk_expiry, past->cycle) > 0;

	if (later && civil_compare(car->apk_moved_on, monday) >= 0 &&
	    car_apk_elsewhere(car))
		return "RENEWED_ELSEWHERE";
	if (civil_is_set(car->sold_on) && civil_compare(car->sold_on, monday) >= 0)
		return car_gone(car);
	return NULL;
}

static int note_one(struct desk *desk, const struct uuid *id, const char *told,
		    struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };

	if (store_proposal_load(desk->tx, desk->dealer, id, &one, err) < 0)
		return -1;
	if (one.rows[0].stage != STAGE_SENT)
		return 0;
	if (proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	if (edit.msg->status_reason)
		return 0;
	return proposal_move(desk, &edit, STAGE_SENT, told, err);
}

int leak_note(struct desk *desk, const struct car *car, struct err *err)
{
	for (size_t i = 0; i < car->past_count; i++) {
		const struct past_proposal *past = &car->past[i];
		const char *told = told_of(car, past);

		if (past->stage != STAGE_SENT || !told ||
		    week_compare(week_add(past->list_week, LEAK_WEEKS), desk->week) < 0)
			continue;
		if (note_one(desk, &past->id, told, err) < 0)
			return -1;
	}
	return 0;
}
