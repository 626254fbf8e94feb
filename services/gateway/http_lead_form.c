/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing but this short-lived row is kept of somebody whose address nobody has shown to
 * be theirs; the garage hears nothing before that.
 */
#include "gateway/http_lead_form.h"

#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "flow/engine.h"
#include "gateway/http_party_page.h"
#include "gen/say_notification_requested.h"
#include "sys/link.h"
#include "sys/uuid_new.h"

#define REQUEST_SECONDS (INT64_C(48) * 3600)
#define OPEN_MOST       5
#define BODY_MOST       ((size_t)32000)

static bool take(const struct request *req, const char *name, size_t most, char *ret_text)
{
	struct err ignored = { .kind = ERR_NONE };
	return party_field(req, name, most, ret_text, &ignored) == 0;
}

static const char *judge(struct lead_typed *typed)
{
	struct err ignored = { .kind = ERR_NONE };
	if (!plate_read(typed->plate).valid)
		return "lead_plate_wrong";
	if (!typed->wish)
		return "lead_wish_needed";
	if (!typed->name[0])
		return "lead_name_needed";
	if (address_read(typed->email, &typed->address, &ignored) < 0)
		return "email_wrong";
	return NULL;
}

const char *lead_form_read(const struct request *req, struct lead_typed *ret_typed)
{
	char wish[FIELD_BYTES(20)] = "";
	struct lead_typed *typed = ret_typed;
	bool fits = take(req, "name", 160, typed->name);
	fits = take(req, "email", 320, typed->email) && fits;
	fits = take(req, "phone", 40, typed->phone) && fits;
	fits = take(req, "plate", 20, typed->plate) && fits;
	fits = take(req, "remark", 1000, typed->remark) && fits;
	fits = take(req, "postcode", 16, typed->postcode) && fits;
	fits = take(req, "wish", 20, wish) && fits;
	typed->wish = wire_lead_wish_of(wish);
	typed->reminders = party_checked(req, "reminders");
	typed->tongue = page_tongue(req);
	return fits ? judge(typed) : "lead_too_long";
}

struct page_lead_form lead_form_again(const struct lead_typed *typed, const char *action)
{
	return (struct page_lead_form){
		.action = action,
		.plate = typed->plate,
		.name = typed->name,
		.email = typed->email,
		.phone = typed->phone,
		.postcode = typed->postcode,
		.remark = typed->remark,
		.wish = typed->wish,
		.reminders = typed->reminders,
	};
}

struct keeping {
	const struct lead_typed *typed;
	const struct lead_wanted *wanted;
	struct lead_request request;
	char token[TOKEN_TEXT];
};

static int say_check(const struct keeping *keeping, struct instant now,
		     struct outbox *say, struct err *err)
{
	const struct lead_typed *typed = keeping->typed;
	struct uuid intent = uuid_named("lead-check", keeping->request.hash, NULL);
	char path[80], from[INSTANT_TEXT], until[INSTANT_TEXT];
	struct plate plate = plate_read(typed->plate);
	struct notification_requested_params_lead lead = {
		.name = typed->name,
		.wish = typed->wish,
		.garages = keeping->wanted->names,
		.garages_count = keeping->wanted->count,
	};
	struct notification_requested_params params = {
		.link = path,
		.expires_at = until,
		.plate = plate.formatted,
		.lead = &lead,
	};
	struct notification_requested_recipient to = { .email = typed->address.mail,
						       .name = typed->name };
	struct notification_requested msg = {
		.intent_id = intent.text,
		.dealer = keeping->wanted->codes[0],
		.customer_id = intent.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "lead_check",
		.channel = WIRE_CHANNEL_EMAIL,
		.language =
			typed->tongue == TONGUE_EN ? WIRE_LANGUAGE_EN : WIRE_LANGUAGE_NL,
		.not_before = from,
		.not_after = until,
		.params = &params,
		.recipient = &to,
	};
	snprintf(path, sizeof(path), "%s%s", LEAD_FOLDER, keeping->token);
	instant_format(now, from);
	instant_format(keeping->request.expires_at, until);
	return say_notification_requested(say, &msg, err);
}

static int write_and_say(void *context, struct tx *tx, struct outbox *say,
			 struct err *err)
{
	struct keeping *keeping = context;
	int64_t open;
	keeping->request.created_at = tx_now(tx);
	keeping->request.expires_at = instant_add_seconds(tx_now(tx), REQUEST_SECONDS);
	if (store_lead_requests_open(tx, keeping->request.address, &open, err) < 0)
		return -1;
	if (open >= OPEN_MOST)
		return 0;
	if (store_lead_request_add(tx, &keeping->request, err) < 0)
		return -1;
	return say_check(keeping, tx_now(tx), say, err);
}

/* The command as it will be asked, but for its garage and lead. */
static int write_body(const struct keeping *keeping, const struct request *req,
		      struct strbuf *out, struct err *err)
{
	const struct lead_typed *typed = keeping->typed;
	char at[INSTANT_TEXT];
	struct lead_open msg = {
		.command_id = keeping->request.leads[0],
		.dealer = keeping->wanted->codes[0],
		.actor = "lead",
		.received_at = instant_format(request_received_at(req), at),
		.lead_id = keeping->request.leads[0],
		.source = keeping->wanted->source,
		.person = { .name = typed->name,
			    .email = typed->address.mail,
			    .phone = typed->phone[0] ? typed->phone : NULL,
			    .postcode = typed->postcode[0] ? typed->postcode : NULL,
			    .language = typed->tongue == TONGUE_EN ? WIRE_LANGUAGE_EN
								   : WIRE_LANGUAGE_NL },
		.plate = typed->plate,
		.wish = typed->wish,
		.remark = typed->remark[0] ? typed->remark : NULL,
		.reminders = typed->reminders,
		.has_reminders = true,
		.wording = LEAD_WORDING,
	};
	return msg_encode(&lead_open_type, &msg, out, err);
}

int lead_form_keep(struct gateway *gateway, const struct request *req,
		   const struct lead_typed *typed, const struct lead_wanted *wanted,
		   struct err *err)
{
	struct keeping keeping = { .typed = typed, .wanted = wanted };
	char hash[HASH_TEXT], address[HASH_TEXT], cause[100];
	struct uuid leads[LEAD_GARAGES];
	STRBUF_AUTO body = strbuf_new(BODY_MOST);
	token_new(keeping.token);
	link_digest(keeping.token, TOKEN_TEXT - 1, hash);
	link_digest(typed->address.key, strlen(typed->address.key), address);
	keeping.request.hash = hash;
	keeping.request.address = address;
	keeping.request.count = wanted->count;
	for (size_t i = 0; i < wanted->count; i++) {
		leads[i] = uuid_new(request_received_at(req));
		keeping.request.leads[i] = leads[i].text;
		keeping.request.garages[i] = wanted->codes[i];
	}
	if (write_body(&keeping, req, &body, err) < 0)
		return -1;
	keeping.request.body = body.text;
	snprintf(cause, sizeof(cause), "lead-request/%s", leads[0].text);
	return flow_do(gateway->flow, cause, write_and_say, &keeping, err);
}
