/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking for the message to one member. Its id is named by campaign and person, so nobody
 * is asked for twice, whatever is run again.
 */
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gen/say_notification_requested.h"
#include "reminder/campaign/campaign.h"
#include "reminder/domain/campaign.h"

#define TEMPLATE        "campaign"
#define PROGRAMME_TEXT  60
#define SECONDS_PER_DAY INT64_C(86400)
#define TEST_DAYS       2

struct uuid campaign_intent(const char *dealer, const char *campaign,
			    const char *customer)
{
	return uuid_named("campaign", dealer, campaign, customer, NULL);
}

/* Its own language where the variant speaks it; its first text where not. */
static const struct wire_campaign_text *text_for(const struct wire_campaign_variant *of,
						 enum wire_language language)
{
	for (size_t i = 0; i < of->texts_count; i++)
		if (of->texts[i].language == language)
			return &of->texts[i];
	return &of->texts[0];
}

struct car_words {
	char plate[PLATE_TEXT];
	const char *make, *model;
	enum wire_language language;
	const char *email, *name; /* of who drives it, when its passport says so */
	const char *party;        /* who that is: their consent counts, and their stop */
};

static struct car_words car_of(const struct campaign_letter *letter)
{
	struct car_words words = { .language = letter->language };
	int at = letter->car_column;

	if (!letter->car)
		return words;
	snprintf(words.plate, sizeof(words.plate), "%s",
		 plate_read(row_text(letter->car, letter->row, at)).formatted);
	words.make = row_text(letter->car, letter->row, at + 1);
	words.model = row_text(letter->car, letter->row, at + 2);
	if (letter->tester)
		return words;
	words.language = wire_language_of(row_text(letter->car, letter->row, at + 3));
	words.email = row_text(letter->car, letter->row, at + 4);
	words.name = row_text(letter->car, letter->row, at + 5);
	words.party = row_text(letter->car, letter->row, at + 6);
	return words;
}

static void set_class(const struct campaign_letter *letter,
		      struct notification_requested *request)
{
	bool service =
		letter->tester || letter->msg->plan.kind == WIRE_CAMPAIGN_KIND_RECALL;

	request->message_class =
		service ? WIRE_MESSAGE_CLASS_SERVICE : WIRE_MESSAGE_CLASS_MARKETING;
	request->purpose = WIRE_PURPOSE_PROMOTION;
	if (service)
		request->purpose = WIRE_PURPOSE_SERVICE;
	else if (letter->msg->plan.kind == WIRE_CAMPAIGN_KIND_REMINDER)
		request->purpose = WIRE_PURPOSE_REMINDER;
	if (letter->msg->plan.kind == WIRE_CAMPAIGN_KIND_RECALL)
		request->reason_group = WIRE_REASON_GROUP_RECALL;
}

#define MOST_CHANNELS 6

/* Texts and lists that a request points into. */
struct request_room {
	char programme[PROGRAMME_TEXT];
	enum wire_channel channels[MOST_CHANNELS];
};

static size_t without_email(const enum wire_channel *channels, size_t count,
			    enum wire_channel *ret_left)
{
	size_t left = 0;

	for (size_t i = 0; i < count && left < MOST_CHANNELS; i++)
		if (channels[i] != WIRE_CHANNEL_EMAIL)
			ret_left[left++] = channels[i];
	return left;
}

/* The variant's own, else the plan's; of who wants no e-mail what is left of these. */
static void set_channels(const struct campaign_letter *letter, struct request_room *room,
			 struct notification_requested *request)
{
	const struct wire_campaign_plan *plan = &letter->msg->plan;
	const struct wire_campaign_variant *variant = &plan->variants[letter->variant];
	bool own = variant->channels_count > 0;
	size_t left = 0;

	request->channels = own ? variant->channels : plan->channels;
	request->channels_count = own ? variant->channels_count : plan->channels_count;
	if (letter->muted) {
		left = without_email(request->channels, request->channels_count,
				     room->channels);
		if (left == 0)
			left = without_email(plan->channels, plan->channels_count,
					     room->channels);
		request->channels = room->channels;
		request->channels_count = left;
	}
	request->channel = letter->muted && left == 0 ? WIRE_CHANNEL_LETTER
						      : request->channels[0];
}

/* What measures it, and by which channels; a test is part of nothing. */
static void set_programme(const struct campaign_letter *letter, struct request_room *room,
			  struct notification_requested *request)
{
	const struct wire_campaign_plan *plan = &letter->msg->plan;

	set_channels(letter, room, request);
	if (letter->tester) {
		request->channel = WIRE_CHANNEL_EMAIL;
		request->channels_count = 0;
		return;
	}
	snprintf(room->programme, PROGRAMME_TEXT, "campaign/%s",
		 letter->msg->campaign_id);
	request->programme = room->programme;
	request->campaign_id = letter->msg->campaign_id;
	request->variant = plan->variants[letter->variant].code;
	request->holdout_per_mille =
		plan->has_holdout_per_mille ? plan->holdout_per_mille : CAMPAIGN_HOLDOUT;
	request->has_holdout_per_mille = true;
}

static int64_t valid_days(const struct campaign_letter *letter)
{
	if (letter->tester)
		return TEST_DAYS;
	return letter->msg->plan.has_valid_days ? letter->msg->plan.valid_days
						: CAMPAIGN_VALID_DAYS;
}

static struct uuid id_of(const struct desk *desk, const struct campaign_letter *letter)
{
	if (letter->tester)
		return uuid_named("campaign-test", letter->part, NULL);
	return campaign_intent(desk->dealer, letter->msg->campaign_id, letter->customer);
}

int campaign_request(struct desk *desk, const struct campaign_letter *letter,
		     struct err *err)
{
	struct car_words car = car_of(letter);
	const struct wire_campaign_text *text =
		text_for(&letter->msg->plan.variants[letter->variant], car.language);
	struct notification_requested_params params = {
		.plate = car.plate[0] ? car.plate : NULL,
		.make = car.make,
		.model = car.model,
		.subject = text->subject,
		.text = text->text,
		.short_text = text->short_text,
		.button = text->button,
	};
	struct notification_requested_recipient to = {
		.email = letter->tester ? letter->tester : car.email,
		.name = car.name,
		.party_id = letter->tester ? NULL : car.party,
	};
	struct instant now = tx_now(desk->tx);
	char from[INSTANT_TEXT], until[INSTANT_TEXT];
	struct request_room room;
	struct uuid intent = id_of(desk, letter);
	struct notification_requested request = {
		.intent_id = intent.text,
		.dealer = desk->dealer,
		.customer_id = letter->customer,
		.vehicle_id = letter->vehicle,
		.template = TEMPLATE,
		.language = text->language,
		.not_before = instant_format(now, from),
		.not_after = instant_format(
			instant_add_seconds(now, valid_days(letter) * SECONDS_PER_DAY),
			until),
		.params = &params,
		.recipient = to.email ? &to : NULL,
	};

	set_class(letter, &request);
	set_programme(letter, &room, &request);
	return say_notification_requested(desk->say, &request, err);
}
