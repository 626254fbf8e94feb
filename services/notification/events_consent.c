/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opting out and in: by a link from a letter, or by an adviser at the desk.
 *
 * The person's lock is taken first. A send holds it from the gate to the recorded result,
 * so when this command is answered no letter that it forbids is still on its way.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "gen/consent_change.h"
#include "gen/say_vehicle_disown.h"
#include "notification/domain/consent_words.h"
#include "notification/events.h"
#include "notification/sms/short.h"
#include "notification/store_sms.h"

/* Who is meant, and what is to be recorded. */
struct change {
	struct link_token link; /* an adviser's change fills dealer and customer alone */
	bool by_link;
	struct consent_event event;
};

/* A letter's link says itself what it is about; a text message has only room for a code.
 */
static int read_link(const struct notification *svc, struct tx *tx, const char *token,
		     struct link_token *ret_link, struct err *err)
{
	if (short_code_is(token))
		return store_sms_link(tx, token, ret_link, err);
	return link_token_read(svc->keys, token, ret_link, err);
}

static int read_change(const struct notification *svc, struct tx *tx,
		       const struct consent_change *msg, struct change *ret_change,
		       struct err *err)
{
	struct change change = { .by_link = msg->token != NULL };

	if (msg->token) {
		if (read_link(svc, tx, msg->token, &change.link, err) < 0)
			return -1;
	} else if (msg->customer_id || msg->party_id) {
		change.link.customer =
			uuid_from(msg->customer_id ? msg->customer_id : msg->party_id);
		snprintf(change.link.dealer, sizeof(change.link.dealer), "%s",
			 msg->dealer);
	} else {
		return err_set_code(err, ERR_INVALID, "CONSENT_WHOSE",
				    "it needs a token, a customer_id or a party_id");
	}
	change.event.purpose = purpose_from(wire_purpose_word(msg->purpose));
	change.event.channel = channel_from(wire_channel_word(msg->channel));
	change.event.action =
		consent_action_from(consent_change_action_word(msg->action));
	/* A click in a letter withdraws (or grants) what the letter was about; objecting
	 * is about everything, as it is at the desk. */
	if (msg->token && change.event.action != CONSENT_OBJECT) {
		if (change.event.purpose == PURPOSE_NONE)
			change.event.purpose = change.link.purpose;
		if (change.event.channel == CHANNEL_NONE)
			change.event.channel = change.link.channel;
	}
	if (instant_parse(msg->received_at, &change.event.at, err) < 0)
		return -1;
	/* A day to come would outlast every "no" until then. */
	if (instant_compare(change.event.at, tx_now(tx)) > 0)
		change.event.at = tx_now(tx);
	*ret_change = change;
	return 0;
}

static const char *source_of(const struct consent_change *msg)
{
	if (msg->source)
		return msg->source;
	return msg->token ? "LINK" : msg->party_id ? "PREFERENCES" : "DESK";
}

/* A grant is an opt-in; what is taken back rested on what the channel allows unasked. */
static const char *basis_of(const struct consent_event *event)
{
	bool paper = channel_concerns(event->channel, CHANNEL_LETTER);

	if (event->action == CONSENT_GRANT)
		return consent_basis_name(BASIS_OPT_IN);
	return consent_basis_name(paper ? BASIS_LEGITIMATE_INTEREST : BASIS_SOFT_OPT_IN);
}

static int record_event(struct tx *tx, const struct consent_change *msg,
			const struct change *change, struct err *err)
{
	char print[WORDS_PRINT_TEXT];
	struct ledger_row row = { .dealer = change->link.dealer,
				  .customer = change->link.customer,
				  .event = change->event,
				  .source = source_of(msg),
				  .basis = basis_of(&change->event),
				  .actor = msg->actor,
				  .wording = msg->wording,
				  .wording_print = print,
				  .evidence = msg->evidence,
				  .command_id = msg->command_id };

	consent_words_print(msg->wording, print);
	return store_ledger_add(tx, &row, err);
}

/* The address of the letter, and the one the customer has now. */
static int list_address(struct tx *tx, const struct change *change,
			const char *address_print, struct err *err)
{
	const struct address_word word = { change->link.dealer, address_print,
					   change->event.purpose, change->event.at };

	if (!*address_print)
		return 0;
	return change->event.action == CONSENT_GRANT
		       ? store_address_release(tx, &word, err)
		       : store_address_suppress(tx, &word, err);
}

static int list_addresses(struct tx *tx, const struct change *change,
			  const struct customer_standing *standing, struct err *err)
{
	enum channel channel = change->event.channel;

	if (channel == CHANNEL_SMS)
		return list_address(tx, change, change->link.address_print, err);
	if (channel != CHANNEL_NONE && channel != CHANNEL_EMAIL)
		return 0;
	if (list_address(tx, change, change->link.address_print, err) < 0)
		return -1;
	return list_address(tx, change, standing->address_print, err);
}

/* Who makes the weekly lists must know too, in this very transaction: only the link's
 * token says which car it is. */
static int tell_lists(const struct consent_change *msg, const struct change *change,
		      struct outbox *say, struct err *err)
{
	struct uuid command = uuid_named("disown", msg->command_id, NULL);
	struct vehicle_disown disown = {
		.command_id = command.text,
		.dealer = change->link.dealer,
		.actor = msg->actor,
		.received_at = msg->received_at,
		.vehicle_id = change->link.vehicle.text,
		.customer_id = change->link.customer.text,
		.undone = change->event.action == CONSENT_GRANT,
		.has_undone = true,
	};

	return say_vehicle_disown(say, &disown, err);
}

static int change_vehicle(struct tx *tx, const struct consent_change *msg,
			  const struct change *change, struct outbox *say,
			  struct err *err)
{
	bool theirs = change->event.action == CONSENT_GRANT;

	if ((theirs ? store_vehicle_own(tx, &change->link, err)
		    : store_vehicle_disown(tx, &change->link, err)) < 0)
		return -1;
	return tell_lists(msg, change, say, err);
}

/* By who keeps leads, in the breath that makes the person known: their state is under
 * way. */
static bool is_told(const struct consent_change *msg)
{
	return msg->source &&
	       (strcmp(msg->source, "LEAD") == 0 || strcmp(msg->source, "IMPORT") == 0);
}

static int change_consent(struct tx *tx, const struct consent_change *msg,
			  const struct change *change, struct err *err)
{
	struct customer_standing standing;

	if (store_customer_standing(tx, change->link.dealer, &change->link.customer,
				    &standing, err) < 0)
		return -1;
	/* A letter may outlive its customer's row, and a "no" may overtake its customer's
	 * state: both are kept. Only a "yes" must be about somebody we know. */
	if (!standing.known && msg->customer_id && !is_told(msg) &&
	    change->event.action == CONSENT_GRANT)
		return err_set_code(err, ERR_ABSENT, "CUSTOMER_UNKNOWN",
				    "there is no customer %s",
				    change->link.customer.text);
	if (record_event(tx, msg, change, err) < 0)
		return -1;
	return list_addresses(tx, change, &standing, err);
}

/* What the customer's page says: which garage, and whether it was about one car. */
static int describe(struct tx *tx, const struct change *change, char **ret_json,
		    struct err *err)
{
	AUTO_TEXT *name = NULL;
	STRBUF_AUTO out = strbuf_new(2000);

	if (store_garage_name(tx, change->link.dealer, &name, err) < 0)
		return -1;
	struct json_out json = json_out_into(&out);
	bool vehicle = uuid_is_set(&change->link.vehicle);

	json_out_open_object(&json, NULL);
	json_out_text(&json, "about", vehicle ? "vehicle" : "messages");
	json_out_text(&json, "garage", name);
	json_out_close_object(&json);
	if (strbuf_check(&out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

int notification_on_consent_change(struct notification *svc, struct tx *tx,
				   const struct consent_change *msg, struct outbox *say,
				   struct answer *ret_answer, struct err *err)
{
	struct change change;
	int64_t version = 0;

	if (read_change(svc, tx, msg, &change, err) < 0)
		return -1;
	const struct uuid *customer = &change.link.customer;

	if (store_person_lock(tx, change.link.dealer, customer, err) < 0)
		return -1;
	if ((uuid_is_set(&change.link.vehicle)
		     ? change_vehicle(tx, msg, &change, say, err)
		     : change_consent(tx, msg, &change, err)) < 0)
		return -1;
	if (consent_say(svc, tx,
			&(struct consent_of){ change.link.dealer, *customer }, say,
			&version, err) < 0)
		return -1;
	ret_answer->aggregate = *customer;
	ret_answer->version = version;
	return describe(tx, &change, &ret_answer->json, err);
}
