/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening and putting back campaigns, and what makes a plan one that may be kept.
 */
#include "reminder/campaign/edit.h"

#include <stdio.h>
#include <string.h>

#include "gen/say_campaign_state.h"
#include "reminder/domain/campaign.h"
#include "reminder/read.h"

#define STATE_MOST ((size_t)200000)

typedef int (*load_fn)(struct tx *tx, const char *dealer, const struct uuid *id,
		       struct campaign_row *ret_row, struct rows **ret_rows,
		       struct err *err);

static int open_by(struct desk *desk, load_fn load, const struct uuid *id,
		   struct campaign_edit *ret_edit, struct err *err)
{
	CAMPAIGN_AUTO edit = { .msg = NULL };
	void *msg;

	if (load(desk->tx, desk->dealer, id, &edit.row, &edit.rows, err) < 0 ||
	    msg_decode(&campaign_state_type, slice_of(edit.row.state), &msg, err) < 0)
		return -1;
	edit.msg = msg;
	instant_format(tx_now(desk->tx), edit.moment);
	*ret_edit = edit;
	edit = (struct campaign_edit){ .msg = NULL };
	return 0;
}

int campaign_open(struct desk *desk, const struct uuid *id,
		  struct campaign_edit *ret_edit, struct err *err)
{
	return open_by(desk, store_campaign_load, id, ret_edit, err);
}

int campaign_look(struct desk *desk, const struct uuid *id,
		  struct campaign_edit *ret_edit, struct err *err)
{
	return open_by(desk, store_campaign_look, id, ret_edit, err);
}

int campaign_keep(struct desk *desk, const struct campaign_edit *edit, struct err *err)
{
	return store_campaign_save(desk->tx, desk->dealer, &edit->row, err);
}

int campaign_put(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	STRBUF_AUTO state = strbuf_new(STATE_MOST);

	edit->msg->version = ++edit->row.version;
	if (msg_encode(&campaign_state_type, edit->msg, &state, err) < 0)
		return err_prefix(err, "campaign %s: ", edit->row.id.text);
	mem_free(edit->text);
	edit->text = strbuf_take(&state);
	edit->row.state = edit->text;
	edit->row.status = wire_campaign_status_word(edit->msg->status);
	if (campaign_keep(desk, edit, err) < 0)
		return -1;
	return say_campaign_state(desk->say, edit->msg, err);
}

void campaign_done(struct campaign_edit *edit)
{
	if (edit->msg)
		msg_free(&campaign_state_type, edit->msg);
	rows_free(edit->rows);
	mem_free(edit->text);
	*edit = (struct campaign_edit){ .msg = NULL };
}

/* --- what a plan must be --------------------------------------------------------------
 */
static int bad(struct err *err, const char *place, const char *why)
{
	return err_set_code(err, ERR_INVALID, "PLAN", "%s: %s", place, why);
}

static bool uses(const struct wire_campaign_plan *plan,
		 const struct wire_campaign_variant *variant, enum wire_channel channel)
{
	const enum wire_channel *list =
		variant->channels_count ? variant->channels : plan->channels;
	size_t count =
		variant->channels_count ? variant->channels_count : plan->channels_count;

	for (size_t i = 0; i < count; i++)
		if (list[i] == channel)
			return true;
	return false;
}

static int check_variant(const struct wire_campaign_plan *plan, size_t at,
			 struct err *err)
{
	const struct wire_campaign_variant *variant = &plan->variants[at];
	char place[40];

	snprintf(place, sizeof(place), "/variants/%zu", at);
	for (size_t i = 0; i < at; i++)
		if (strcmp(plan->variants[i].code, variant->code) == 0)
			return bad(err, place, "two variants have the same code");
	if (variant->texts_count == 0)
		return bad(err, place, "it says nothing: give it a text");
	if (variant->texts_count == 2 &&
	    variant->texts[0].language == variant->texts[1].language)
		return bad(err, place, "two texts in one language");
	for (size_t i = 0; i < variant->texts_count; i++) {
		const char *words = variant->texts[i].short_text;

		if ((uses(plan, variant, WIRE_CHANNEL_SMS) ||
		     uses(plan, variant, WIRE_CHANNEL_PUSH)) &&
		    (!words || !words[0]))
			return bad(err, place,
				   "text messages and push need a short text");
	}
	return 0;
}

static int check_hours(const struct wire_campaign_plan *plan, struct err *err)
{
	int64_t from = plan->has_from_hour ? plan->from_hour : CAMPAIGN_FROM_HOUR;
	int64_t until = plan->has_until_hour ? plan->until_hour : CAMPAIGN_UNTIL_HOUR;
	struct instant unused;

	if (from >= until)
		return bad(err, "/until_hour", "must be later than from_hour");
	return plan->starts_at ? read_instant(plan->starts_at, &unused, err) : 0;
}

int campaign_check_plan(const struct wire_campaign_plan *plan, struct err *err)
{
	AUTO(selection) *selection = NULL;

	if (selection_parse(slice_of(plan->selection), &selection, err) < 0)
		return err_prefix(err, "/selection ");
	/* A recall passes consent: it may go to nobody but those it is for. */
	if (plan->kind == WIRE_CAMPAIGN_KIND_RECALL &&
	    !selection_requires(selection, FIELD_RECALL))
		return bad(err, "/kind",
			   "a recall is for cars with an open recall: say so in \"all\"");
	if (plan->channels_count == 0)
		return bad(err, "/channels", "choose at least one channel");
	if (plan->variants_count == 0)
		return bad(err, "/variants", "write at least one text");
	for (size_t i = 0; i < plan->variants_count; i++)
		if (check_variant(plan, i, err) < 0)
			return -1;
	return check_hours(plan, err);
}

/* --- what the database is asked -------------------------------------------------------
 */
static const struct {
	enum wire_channel channel;
	int64_t bit;
} BITS[] = {
	{ WIRE_CHANNEL_EMAIL, 1 },  { WIRE_CHANNEL_SMS, 2 },   { WIRE_CHANNEL_PUSH, 4 },
	{ WIRE_CHANNEL_LETTER, 8 }, { WIRE_CHANNEL_CARD, 16 }, { WIRE_CHANNEL_PHONE, 32 },
};

int64_t campaign_channel_bit(enum wire_channel channel)
{
	for (size_t i = 0; i < COUNT_OF(BITS); i++)
		if (BITS[i].channel == channel)
			return BITS[i].bit;
	return 0;
}

const char *campaign_channel_word(int64_t bit)
{
	for (size_t i = 0; i < COUNT_OF(BITS); i++)
		if (BITS[i].bit == bit)
			return wire_channel_word(BITS[i].channel);
	return NULL;
}

struct audience_of campaign_audience(const struct campaign_state *msg)
{
	return (struct audience_of){
		.selection = msg->plan.selection,
		.kind = msg->plan.kind,
		.channels = msg->plan.channels,
		.channels_count = msg->plan.channels_count,
		.campaign_id = msg->campaign_id,
	};
}

int campaign_ask_for(const struct desk *desk, const struct audience_of *of,
		     struct selection **ret_selection, struct selection_asked *ret_asked,
		     struct err *err)
{
	if (selection_parse(slice_of(of->selection), ret_selection, err) < 0)
		return -1;
	*ret_asked = (struct selection_asked){
		.selection = *ret_selection,
		.audience = of->kind == WIRE_CAMPAIGN_KIND_RECALL ? AUDIENCE_SAFETY
								  : AUDIENCE_MARKETING,
		.today = zone_local(desk->garage.zone, tx_now(desk->tx)).date,
		.campaign = of->campaign_id,
	};
	for (size_t i = 0; i < of->channels_count && i < CHANNEL_BITS; i++)
		ret_asked->channels[ret_asked->channels_count++] =
			campaign_channel_bit(of->channels[i]);
	return 0;
}
