/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of who sends: a letter about one car, or about several of a customer that
 * leave together (depart.c); and the last look at each.
 */
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gen/say_notification_requested.h"
#include "reminder/list/advice.h"
#include "reminder/list/cycle.h"
#include "reminder/list/forecast.h"
#include "reminder/list/release_inside.h"
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

const char *release_hold(const struct desk *desk, const struct car *car,
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

#define MOST_CHANNELS  6

/* The texts of one car of a request. */
struct car_text {
	enum wire_reason_kind kinds[MOST_KINDS];
	size_t kinds_count;
	char plate[PLATE_TEXT];
};

/* … and of the whole. */
struct request_text {
	enum wire_channel channels[MOST_CHANNELS];
	char not_before[INSTANT_TEXT];
	char not_after[INSTANT_TEXT];
	struct car_text cars[HOUSEHOLD_MOST];
	struct wire_household_car others[HOUSEHOLD_MOST - 1];
};

static const char *given(const char *text)
{
	return text[0] ? text : NULL;
}

static void write_car(const struct leaving *leaving, struct car_text *text)
{
	const struct proposal_state *msg = leaving->edit.msg;
	size_t n = 0;

	for (; n < msg->reasons_count && n < MOST_KINDS; n++)
		text->kinds[n] = msg->reasons[n].kind;
	text->kinds_count = n;
	snprintf(text->plate, sizeof(text->plate), "%s",
		 plate_read(leaving->car->plate).formatted);
}

static void fill_params(const struct leaving *leaving, struct car_text *text,
			struct notification_requested_params *ret_params)
{
	const struct car *car = leaving->car;
	const struct proposal_state *msg = leaving->edit.msg;

	write_car(leaving, text);
	*ret_params = (struct notification_requested_params){
		.plate = given(text->plate),
		.make = given(car->make),
		.model = given(car->model),
		.reason_kinds = text->kinds,
		.reason_kinds_count = text->kinds_count,
		.due_date = msg->due_p50,
		.apk_expiry = msg->apk_expiry,
		.last_visit_date = msg->last_visit_date,
		.prospect = car->is_prospects,
		.has_prospect = car->is_prospects,
	};
}

static struct wire_household_car other_car(const struct leaving *leaving,
					   struct car_text *text)
{
	const struct proposal_row *row = leaving->row;
	const struct proposal_state *msg = leaving->edit.msg;

	write_car(leaving, text);
	return (struct wire_household_car){
		.vehicle_id = row->vehicle.text,
		.proposal_id = row->id.text,
		.plate = given(text->plate),
		.make = given(leaving->car->make),
		.model = given(leaving->car->model),
		.reason_kinds = text->kinds,
		.reason_kinds_count = text->kinds_count,
		.reason_group = wire_reason_group_of(reason_group_name(row->group)),
		.step = row->step,
		.has_step = row->step > 0,
		.due_date = msg->due_p50,
		.apk_expiry = msg->apk_expiry,
		.last_visit_date = msg->last_visit_date,
	};
}

/* What it may use; which of them is taken is decided when it leaves. A "never" of e-mail
 * leaves the others; of safety it takes nothing away. */
static size_t channels_of(const struct leaving *leaving,
			  enum wire_channel ret_channels[MOST_CHANNELS])
{
	static const enum wire_channel all[MOST_CHANNELS] = {
		WIRE_CHANNEL_EMAIL,  WIRE_CHANNEL_SMS,  WIRE_CHANNEL_PUSH,
		WIRE_CHANNEL_LETTER, WIRE_CHANNEL_CARD, WIRE_CHANNEL_PHONE,
	};
	const struct proposal_row *row = leaving->row;
	bool is_short = row->group == GROUP_APK && row->step >= APK_SHORT_STEP;
	size_t from = leaving->car->never_email && row->group != GROUP_RECALL ? 1 : 0;
	size_t count = (is_short ? 3 : MOST_CHANNELS) - from;

	memcpy(ret_channels, all + from, count * sizeof(all[0]));
	return count;
}

/* Who drives the car reads it, when its passport names them. */
static int say_to_reader(struct desk *desk, const struct leaving *leaving,
			 struct notification_requested *request, struct err *err)
{
	struct notification_requested_recipient to;
	const struct rows *rows = leaving->contact;

	if (rows && rows_count(rows) > 0) {
		to = (struct notification_requested_recipient){
			.email = row_text(rows, 0, 0),
			.name = row_text(rows, 0, 1),
			.party_id = row_text(rows, 0, 3),
		};
		request->passport_id = row_text(rows, 0, 4);
		request->recipient = &to;
		request->language = wire_language_of(row_text(rows, 0, 2));
	}
	return say_notification_requested(desk->say, request, err);
}

/* What ranks, measures and routes it: the first car's, and what all are worth. */
static void tell_gate(const struct leaving *const *cars, size_t count,
		      struct request_text *text, struct notification_requested *request)
{
	const struct proposal_row *row = cars[0]->row;
	const char *group = reason_group_name(row->group);
	bool recall = row->group == GROUP_RECALL; /* safety, not marketing */

	request->purpose = recall ? WIRE_PURPOSE_SERVICE : WIRE_PURPOSE_REMINDER;
	request->message_class = recall ? WIRE_MESSAGE_CLASS_SERVICE
					: WIRE_MESSAGE_CLASS_MARKETING;
	request->channels = text->channels;
	request->channels_count = channels_of(cars[0], text->channels);
	request->channel = text->channels[0];
	request->reason_group = wire_reason_group_of(group);
	request->programme = group;
	request->step = row->step;
	request->has_step = row->step > 0;
	for (size_t i = 0; i < count; i++)
		if (cars[i]->edit.msg->has_expected_value_cents &&
		    cars[i]->edit.msg->expected_value_cents > 0)
			request->cents += cars[i]->edit.msg->expected_value_cents;
	request->has_cents = request->cents > 0;
}

/* One request, whatever the number of cars; each proposal names it. */
static int move_all(struct desk *desk, struct leaving *const *cars, size_t count,
		    struct uuid *intent, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		cars[i]->edit.msg->intent_id = intent->text;
		if (count > 1)
			cars[i]->row->intent = *intent;
		if (proposal_move(desk, &cars[i]->edit, STAGE_RELEASED, NULL, err) < 0)
			return -1;
	}
	return 0;
}

int release_ask(struct desk *desk, struct leaving *const *cars, size_t count,
		const struct week_times *times, struct err *err)
{
	const struct leaving *first = cars[0];
	AUTO_BYTES *memory = mem_alloc(sizeof(struct advice_text));
	struct request_text text;
	struct notification_requested_params params;
	struct uuid intent =
		uuid_named("intent", desk->dealer, first->row->id.text, NULL);
	struct notification_requested request = {
		.intent_id = intent.text,
		.dealer = desk->dealer,
		.customer_id = first->row->customer.text,
		.vehicle_id = first->row->vehicle.text,
		.proposal_id = first->row->id.text,
		.template = first->followup ? FOLLOWUP_TEMPLATE : TEMPLATE,
		.not_before = instant_format(tx_now(desk->tx), text.not_before),
		.not_after = instant_format(times->send_until, text.not_after),
		.params = &params,
	};

	fill_params(first, &text.cars[0], &params);
	for (size_t i = 1; i < count; i++)
		text.others[i - 1] = other_car(cars[i], &text.cars[i]);
	params.others = text.others;
	params.others_count = count - 1;
	tell_gate((const struct leaving *const *)cars, count, &text, &request);
	if (first->followup) {
		params.due_date = NULL; /* the week it leaves: nothing for the customer */
		advice_tell(first->followup, memory, &params);
	}
	if (say_to_reader(desk, first, &request, err) < 0)
		return -1;
	return move_all(desk, cars, count, &intent, err);
}

int release_form(struct desk *desk, const struct proposal_row *row,
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

int release_recheck(struct desk *desk, const struct car *car, struct proposal_row *row,
		    const char **ret_hold, struct err *err)
{
	EDIT_AUTO edit = { .msg = NULL };
	AUTO(followup) *followup = NULL;

	if (proposal_open(row, &edit, err) < 0 ||
	    release_form(desk, row, &followup, err) < 0)
		return -1;
	*ret_hold = release_hold(desk, car, followup, &edit);
	return 0;
}
