/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letting invitations go, a half hour's share at a time, each after one last look.
 */
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gen/say_notification_requested.h"
#include "reminder/list/advice.h"
#include "reminder/list/cycle.h"
#include "reminder/list/forecast.h"
#include "reminder/store_followup.h"
#include "reminder/store_outside.h"

#define MOST_KINDS 10
/* The letter is chosen by who writes it, and by the same rule when it is shown before; a
 * follow-up's own is the letter of that form. */
#define TEMPLATE          "by_reasons"
#define FOLLOWUP_TEMPLATE "advice"

int release_schedule(struct desk *desk, struct iso_week week, int slot, struct err *err)
{
	char key[TIMER_KEY], text[WEEK_TEXT];

	snprintf(key, sizeof(key), "%s/%s/%d", desk->dealer, week_format(week, text),
		 slot);
	return timer_set(desk->tx, TIMER_RELEASE, key,
			 week_release_at(week_add(week, 1), slot, desk->garage.zone),
			 err);
}

/* What holds this one back at this moment; NULL lets it go. */
static const char *hold_of(const struct desk *desk, const struct car *car,
			   const struct followup *followup,
			   const struct proposal_edit *edit)
{
	struct civil_date today = zone_local(desk->garage.zone, tx_now(desk->tx)).date;
	struct recheck facts = recheck_facts(car, edit->row, today);

	if (!desk->garage.active)
		return "GARAGE_INACTIVE";
	/* An adviser who said yes to somebody who had been in, or comes, meant it. */
	if (proposal_is_overruled(edit))
		facts.last_visit = facts.booked = NO_DATE;
	else if (followup && followup_sum(followup).open == 0)
		return ADVICE_SETTLED;
	return recheck_hold(&facts);
}

struct request_text {
	enum wire_reason_kind kinds[MOST_KINDS];
	char not_before[INSTANT_TEXT];
	char not_after[INSTANT_TEXT];
	char plate[PLATE_TEXT];
};

static void fill_params(const struct car *car, const struct proposal_state *msg,
			struct request_text *text,
			struct notification_requested_params *ret_params)
{
	size_t n = 0;

	for (; n < msg->reasons_count && n < MOST_KINDS; n++)
		text->kinds[n] = msg->reasons[n].kind;
	snprintf(text->plate, sizeof(text->plate), "%s",
		 plate_read(car->plate).formatted);
	*ret_params = (struct notification_requested_params){
		.plate = text->plate[0] ? text->plate : NULL,
		.make = car->make[0] ? car->make : NULL,
		.model = car->model[0] ? car->model : NULL,
		.reason_kinds = text->kinds,
		.reason_kinds_count = n,
		.due_date = msg->due_p50,
		.apk_expiry = msg->apk_expiry,
		.last_visit_date = msg->last_visit_date,
	};
}

/* What leaves: the proposal, its car, and the form it follows, if it does. */
struct leaving {
	struct proposal_edit *edit;
	const struct car *car;
	const struct followup *followup;
};

/* Who drives the car reads it, when its passport names them. */
static int say_to_contact(struct desk *desk, const struct leaving *leaving,
			  struct notification_requested *request, struct err *err)
{
	struct notification_requested_recipient to;
	AUTO(rows) *rows = NULL;

	if (leaving->car->has_contact &&
	    store_outside_contact(desk->tx, desk->dealer, &leaving->car->vehicle, &rows,
				  err) < 0)
		return -1;
	if (rows && rows_count(rows) > 0) {
		to = (struct notification_requested_recipient){
			.email = row_text(rows, 0, 0),
			.name = row_text(rows, 0, 1),
		};
		request->recipient = &to;
		request->language = wire_language_of(row_text(rows, 0, 2));
	}
	return say_notification_requested(desk->say, request, err);
}

static int ask_for(struct desk *desk, const struct leaving *leaving,
		   const struct week_times *times, struct err *err)
{
	struct proposal_edit *edit = leaving->edit;
	AUTO_BYTES *memory = mem_alloc(sizeof(struct advice_text));
	struct request_text text;
	struct notification_requested_params params;
	struct uuid intent = uuid_named("intent", desk->dealer, edit->row->id.text, NULL);
	struct notification_requested request = {
		.intent_id = intent.text,
		.dealer = desk->dealer,
		.customer_id = edit->row->customer.text,
		.vehicle_id = edit->row->vehicle.text,
		.proposal_id = edit->row->id.text,
		.purpose = WIRE_PURPOSE_REMINDER,
		.message_class = WIRE_MESSAGE_CLASS_MARKETING,
		.template = leaving->followup ? FOLLOWUP_TEMPLATE : TEMPLATE,
		.channel = WIRE_CHANNEL_EMAIL,
		.not_before = instant_format(tx_now(desk->tx), text.not_before),
		.not_after = instant_format(times->send_until, text.not_after),
		.params = &params,
	};

	fill_params(leaving->car, edit->msg, &text, &params);
	if (leaving->followup) {
		params.due_date = NULL; /* the week it leaves: nothing for the customer */
		advice_tell(leaving->followup, memory, &params);
	}
	if (say_to_contact(desk, leaving, &request, err) < 0)
		return -1;
	edit->msg->intent_id = intent.text;
	return proposal_move(desk, edit, STAGE_RELEASED, NULL, err);
}

static int load_form(struct desk *desk, const struct proposal_row *row,
		     struct followup **ret_followup, struct err *err)
{
	AUTO(followup) *followup = NULL;
	struct followup_key key = { row->id, desk->garage.zone };

	if (row->group != GROUP_ADVICE)
		return 0;
	followup = followup_new();
	if (store_followup_load(desk->tx, desk->dealer, &key, followup, err) < 0)
		return -1;
	*ret_followup = TAKE(followup);
	return 0;
}

static int release_one(struct desk *desk, struct proposal_row *row,
		       const struct week_times *times, struct err *err)
{
	EDIT_AUTO edit = { .msg = NULL };
	AUTO(followup) *followup = NULL;
	CARS_AUTO cars = { .count = 0 };
	const char *vehicle = row->vehicle.text, *hold;

	if (proposal_open(row, &edit, err) < 0 ||
	    load_form(desk, row, &followup, err) < 0)
		return -1;
	if (instant_compare(tx_now(desk->tx), times->send_until) >= 0)
		return proposal_move(desk, &edit, STAGE_STALE, "STALE", err);
	if (store_cars_load(desk->tx, desk->dealer, &vehicle, 1, &cars, err) < 0)
		return -1;
	if (cars.count == 0)
		return proposal_move(desk, &edit, STAGE_SUPPRESSED, "ERASED", err);
	hold = hold_of(desk, &cars.cars[0], followup, &edit);
	if (hold)
		return proposal_move(desk, &edit, STAGE_SUPPRESSED, hold, err);
	return ask_for(desk, &(struct leaving){ &edit, &cars.cars[0], followup }, times,
		       err);
}

int release_slot(struct desk *desk, struct iso_week week, int slot, struct err *err)
{
	struct week_times times = week_times_of(week, desk->garage.zone);
	struct list_filter ready = { week, STAGE_FROZEN, slot,
				     desk->svc->knobs->list_page };
	PROPOSALS_AUTO list = { .count = 0 };

	if (store_proposals_of_list(desk->tx, desk->dealer, &ready, &list, err) < 0)
		return -1;
	for (size_t i = 0; i < list.count; i++)
		if (release_one(desk, &list.rows[i], &times, err) < 0)
			return -1;
	if ((int64_t)list.count == ready.limit)
		return release_schedule(desk, week, slot, err);
	return 0;
}
