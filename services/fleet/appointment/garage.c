/* SPDX-License-Identifier: Apache-2.0 */
/* dealer.state → rules of slots. */
#include "fleet/appointment/garage.h"

#include "base/text.h"
#include "fleet/store_facts.h"
#include "msg/msg.h"
#include "sys/zone_file.h"

static int read_openings(const struct dealer_state *state, struct slot_rules *rules,
			 struct err *err)
{
	if (state->opening_count > OPENINGS_MAX)
		return err_set(err, ERR_INVALID, "more than %d opening hours",
			       OPENINGS_MAX);
	for (size_t i = 0; i < state->opening_count; i++) {
		struct opening *one = &rules->openings[i];

		one->weekday = (int)state->opening[i].weekday;
		if (wall_time_parse(state->opening[i].opens, &one->opens, err) < 0 ||
		    wall_time_parse(state->opening[i].closes, &one->closes, err) < 0)
			return -1;
	}
	rules->openings_count = state->opening_count;
	return openings_check(rules->openings, rules->openings_count, rules->slot_minutes,
			      err);
}

static int read_closed(const struct dealer_state *state, struct slot_rules *rules,
		       struct err *err)
{
	if (state->closed_days_count > CLOSED_DAYS_MAX)
		return err_set(err, ERR_INVALID, "more than %d closed days",
			       CLOSED_DAYS_MAX);
	for (size_t i = 0; i < state->closed_days_count; i++)
		if (civil_parse(state->closed_days[i], &rules->closed[i], err) < 0)
			return -1;
	rules->closed_count = state->closed_days_count;
	return 0;
}

static int read_rules(const struct dealer_state *state, struct slot_rules *rules,
		      struct err *err)
{
	*rules = (struct slot_rules){
		.slot_minutes = state->has_slot_minutes ? (int)state->slot_minutes
							: SLOT_MINUTES_PRESET,
		.capacity = state->has_slot_capacity ? (int)state->slot_capacity
						     : CAPACITY_PRESET,
		.booking_days = state->has_booking_days ? (int)state->booking_days
							: BOOKING_DAYS_PRESET,
		.notice_hours = state->has_booking_notice_hours
					? (int)state->booking_notice_hours
					: NOTICE_HOURS_PRESET,
	};
	if (!state->active)
		return 0;
	if (read_openings(state, rules, err) < 0)
		return -1;
	return read_closed(state, rules, err);
}

int garage_find(struct tx *tx, const char *dealer, struct garage *ret_garage,
		struct err *err)
{
	struct garage_facts facts;
	AUTO(rows) *rows = NULL;
	void *state;
	int failed;

	if (store_fleet_dealer_find(tx, dealer, &facts, &rows, err) < 0)
		return -1;
	if (!facts.found)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_DEALER",
				    "there is no garage %s", dealer);
	text_copy(ret_garage->code, sizeof(ret_garage->code), dealer);
	if (zone_find(facts.timezone, &ret_garage->zone, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(facts.state), &state, err) < 0)
		return -1;
	failed = read_rules(state, &ret_garage->rules, err);
	msg_free(&dealer_state_type, state);
	return failed;
}
