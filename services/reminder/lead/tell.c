/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What others are asked because of a lead: to know the prospect, to note what was agreed
 * to, to write to the garage and to the person. Ids follow from the lead, so that saying
 * it again changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/plate.h"
#include "gen/say_consent_change.h"
#include "gen/say_customer_erase.h"
#include "gen/say_notification_requested.h"
#include "gen/say_prospect_enroll.h"
#include "gen/say_prospect_retire.h"
#include "reminder/lead/lead.h"

#define ACTOR         "reminder"
#define STALE_SECONDS (INT64_C(3) * 24 * 3600)
#define ADDRESS_TEXT  (320 * 4 + 1)
#define PORTAL_PATH   "/nieuwe-klanten"

static const char *now_text(struct desk *desk, char ret[INSTANT_TEXT])
{
	return instant_format(tx_now(desk->tx), ret);
}

int lead_enroll(struct desk *desk, const struct lead_state *msg, struct err *err)
{
	struct uuid command = uuid_named("enroll", desk->dealer, msg->lead_id, NULL);
	char at[INSTANT_TEXT];
	struct prospect_enroll enroll = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = ACTOR,
		.received_at = now_text(desk, at),
		.customer_id = msg->customer_id,
		.person = msg->person,
		.plate = msg->plate,
	};

	return say_prospect_enroll(desk->say, &enroll, err);
}

int lead_tell_consent(struct desk *desk, const struct lead_state *msg,
		      const struct lead_agreement *agreement, struct err *err)
{
	struct uuid command =
		uuid_named("lead-consent", desk->dealer, msg->lead_id, NULL);
	char at[INSTANT_TEXT];
	struct consent_change change = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = ACTOR,
		.received_at =
			agreement->agreed_at ? agreement->agreed_at : now_text(desk, at),
		.customer_id = msg->customer_id,
		.purpose = WIRE_PURPOSE_REMINDER,
		.channel = WIRE_CHANNEL_EMAIL,
		.action = CONSENT_CHANGE_ACTION_GRANT,
		.wording = agreement->wording,
		.evidence = agreement->evidence,
		.source = agreement->source,
	};

	return say_consent_change(desk->say, &change, err);
}

/* What both letters say of it. */
struct lead_words {
	struct notification_requested_params params;
	struct notification_requested_params_lead lead;
	char plate[PLATE_TEXT];
	char from[INSTANT_TEXT];
	char until[INSTANT_TEXT];
};

static void word(struct desk *desk, const struct lead_state *msg, const char *link,
		 struct lead_words *ret)
{
	snprintf(ret->plate, sizeof(ret->plate), "%s", plate_read(msg->plate).formatted);
	now_text(desk, ret->from);
	instant_format(instant_add_seconds(tx_now(desk->tx), STALE_SECONDS), ret->until);
	ret->lead = (struct notification_requested_params_lead){
		.name = msg->person.name,
		.email = msg->person.email,
		.phone = msg->person.phone,
		.wish = msg->wish,
		.remark = msg->remark,
	};
	ret->params = (struct notification_requested_params){
		.plate = ret->plate[0] ? ret->plate : NULL,
		.link = link,
		.lead = &ret->lead,
	};
}

struct addressee {
	const char *template;
	const char *email, *name;
	struct uuid person;
	enum wire_language language;
};

static int request(struct desk *desk, const struct lead_state *msg,
		   const struct addressee *who, struct lead_words *words, struct err *err)
{
	struct uuid intent = uuid_named("lead-letter", desk->dealer, msg->lead_id,
					who->template, who->email, NULL);
	struct notification_requested_recipient to = { .email = who->email,
						       .name = who->name };
	struct notification_requested requested = {
		.intent_id = intent.text,
		.dealer = desk->dealer,
		.customer_id = who->person.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = who->template,
		.channel = WIRE_CHANNEL_EMAIL,
		.language = who->language,
		.not_before = words->from,
		.not_after = words->until,
		.params = &words->params,
		.recipient = &to,
	};

	return say_notification_requested(desk->say, &requested, err);
}

static int tell_address(struct desk *desk, const struct lead_state *msg,
			const char *email, struct err *err)
{
	struct addressee who = {
		.template = "lead_new",
		.email = email,
		.person = uuid_named("desk", desk->dealer, email, NULL),
	};
	struct lead_words words;

	word(desk, msg, PORTAL_PATH, &words);
	return request(desk, msg, &who, &words, err);
}

int lead_tell_garage(struct desk *desk, const struct lead_state *msg, struct err *err)
{
	AUTO(rows) *rows = NULL;
	const char *at;

	if (store_lead_garage(desk->tx, desk->dealer, &at, &rows, err) < 0)
		return -1;
	while (*at) {
		size_t len = strcspn(at, "\n");
		char email[ADDRESS_TEXT];

		snprintf(email, sizeof(email), "%.*s", (int)len, at);
		if (tell_address(desk, msg, email, err) < 0)
			return -1;
		at += len + (at[len] == '\n');
	}
	return 0;
}

int lead_tell_person(struct desk *desk, const struct lead_state *msg, const char *link,
		     struct err *err)
{
	struct addressee who = {
		.template = "lead_received",
		.email = msg->person.email,
		.name = msg->person.name,
		.person = uuid_from(msg->customer_id),
		.language = msg->person.language,
	};
	struct lead_words words;

	word(desk, msg, link, &words);
	return request(desk, msg, &who, &words, err);
}

int lead_erase_person(struct desk *desk, const struct uuid *prospect, const char *actor,
		      struct err *err)
{
	struct uuid command =
		uuid_named("lead-erase", desk->dealer, prospect->text, NULL);
	char at[INSTANT_TEXT];
	struct customer_erase erase = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = actor,
		.received_at = now_text(desk, at),
		.customer_id = prospect->text,
	};

	return say_customer_erase(desk->say, &erase, err);
}

int lead_retire_person(struct desk *desk, const struct uuid *prospect, struct err *err)
{
	struct uuid command =
		uuid_named("lead-retire", desk->dealer, prospect->text, NULL);
	char at[INSTANT_TEXT];
	struct prospect_retire retire = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = ACTOR,
		.received_at = now_text(desk, at),
		.customer_id = prospect->text,
	};

	return say_prospect_retire(desk->say, &retire, err);
}
