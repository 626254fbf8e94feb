/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The offer of a car, by the link that was mailed and among one's own pages. Only who is
 * signed in with the invited address accepts: the link alone may decline, and sends a
 * log-in link to that address and no other.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/pages/offer_page.h"
#include "gateway/signin.h"
#include "gateway/signin_party.h"
#include "gen/transfer_accept.h"
#include "gen/transfer_cancel.h"
#include "gen/transfer_decline.h"
#include "gen/transfer_remind.h"
#include "pg/pg.h"

#define ACTION_TEXT 20
#define HOME        "/mijn"

static int load_offer(struct party *party, const struct uuid *transfer,
		      struct holder_offer *ret_offer, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (party_begin(party, &tx, err) < 0 ||
	    store_holder_offer(tx, transfer, ret_offer, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* The recipient sees none of the car's rows yet: which garages there are is read beside
 * row-level security, for an offer the recipient was just seen to have. */
static int load_garages(const struct party *party, const struct holder_offer *offer,
			struct offered_garage garages[PASSPORT_GARAGES],
			size_t *ret_count, struct err *err)
{
	AUTO(tx) *tx = NULL;
	*ret_count = 0;
	if (!offer->mine || !offer->pending)
		return 0;
	if (tx_begin(party->gateway->all, &tx, err) < 0 ||
	    store_offered_garages(tx, &offer->transfer, garages, ret_count, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* A page of an offer is in the name of the garage that looks after the car. */
static int speak(struct party *party, const struct offered_garage *garages, size_t count,
		 struct err *err)
{
	return count == 1 ? party_speaks(party, garages[0].dealer, err) : 0;
}

static int show_offer(struct party *party, const struct holder_offer *offer,
		      bool known, struct err *err)
{
	struct offered_garage *garages =
		request_alloc(party->req, PASSPORT_GARAGES * sizeof(*garages));
	struct page_offer view = { .offer = offer, .garages = garages, .known = known };
	if (load_garages(party, offer, garages, &view.garages_count, err) < 0 ||
	    speak(party, garages, view.garages_count, err) < 0)
		return -1;
	struct page_frame frame = party_frame(party);
	return page_offer_write(&frame, &view, party_html(party, 200), err);
}

/* Whether this browser is signed in as whom the link is for. */
static bool is_signed_in_as(struct party *party)
{
	struct subject subject = { .role = ROLE_NONE };
	struct err ignored = { .kind = ERR_NONE };
	return signin_find(party->gateway, party->req, &subject, &ignored) == 0 &&
	       strcmp(subject.dealer, party->tenant) == 0;
}

int http_offer_link_page(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct holder_offer offer;
	PARTY_AUTO party = { .gateway = service };
	if (party_by_link(service, req, reply, LINK_TRANSFER, &party, err) < 0 ||
	    load_offer(&party, &party.target.id, &offer, err) < 0)
		return party_refuse(&party, NULL, err);
	return show_offer(&party, &offer, is_signed_in_as(&party), err);
}

static int accept_offer(const struct party *party, const struct holder_offer *offer,
			struct err *err)
{
	struct offered_garage garages[PASSPORT_GARAGES];
	const char *kept[PASSPORT_GARAGES];
	char name[DEALER_TEXT + 8];
	size_t count;
	struct command command;
	if (load_garages(party, offer, garages, &count, err) < 0 ||
	    party_command(party, &transfer_accept_type, &command, err) < 0)
		return -1;
	struct transfer_accept msg = {
		COMMAND_FIELDS(&command),
		.passport_id = offer->passport.text,
		.transfer_id = offer->transfer.text,
		.party_id = party->tenant + 1,
		.keep_garages = kept,
		.has_reminders = true,
		.reminders = party_checked(party->req, "reminders"),
	};
	for (size_t i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "keep.%.40s", garages[i].dealer);
		if (party_checked(party->req, name))
			kept[msg.keep_garages_count++] = garages[i].dealer;
	}
	return party_ask(party, &command, &msg, err);
}

static int decline_offer(const struct party *party, const struct holder_offer *offer,
			 struct err *err)
{
	struct command command;
	if (party_command(party, &transfer_decline_type, &command, err) < 0)
		return -1;
	struct transfer_decline msg = {
		COMMAND_FIELDS(&command),
		.passport_id = offer->passport.text,
		.transfer_id = offer->transfer.text,
		.party_id = party->tenant + 1,
	};
	return party_ask(party, &command, &msg, err);
}

static int cancel_offer(const struct party *party, const struct holder_offer *offer,
			struct err *err)
{
	struct command command;
	if (party_command(party, &transfer_cancel_type, &command, err) < 0)
		return -1;
	struct transfer_cancel msg = {
		COMMAND_FIELDS(&command),
		.passport_id = offer->passport.text,
		.transfer_id = offer->transfer.text,
		.party_id = party->tenant + 1,
	};
	return party_ask(party, &command, &msg, err);
}

static int remind_offer(const struct party *party, const struct holder_offer *offer,
			struct err *err)
{
	struct command command;
	if (party_command(party, &transfer_remind_type, &command, err) < 0)
		return -1;
	struct transfer_remind msg = {
		COMMAND_FIELDS(&command),
		.passport_id = offer->passport.text,
		.transfer_id = offer->transfer.text,
		.party_id = party->tenant + 1,
	};
	return party_ask(party, &command, &msg, err);
}

int http_offer_link(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct holder_offer offer;
	char action[ACTION_TEXT] = "";
	PARTY_AUTO party = { .gateway = service };
	if (party_by_link(service, req, reply, LINK_TRANSFER, &party, err) < 0 ||
	    load_offer(&party, &party.target.id, &offer, err) < 0)
		return party_refuse(&party, NULL, err);
	request_form(req, "action", action, sizeof(action));
	if (strcmp(action, "login") == 0) {
		if (signin_party_send(service, req, reply, offer.email, err) < 0)
			return party_refuse(&party, NULL, err);
		return party_tell(&party, 200, "offer_sent", NULL, err);
	}
	if (strcmp(action, "decline") != 0)
		return err_set(err, ERR_INVALID, "action is login or decline");
	if (decline_offer(&party, &offer, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "offer_declined", NULL, err);
}

int http_offer_page(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	struct holder_offer offer;
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    load_offer(&party, &id, &offer, err) < 0)
		return party_refuse(&party, HOME, err);
	return show_offer(&party, &offer, /* known= */ true, err);
}

struct offer_action {
	const char *word;
	int (*run)(const struct party *party, const struct holder_offer *offer,
		   struct err *err);
	const char *said;
};

static const struct offer_action *find_action(const struct request *req)
{
	static const struct offer_action ACTIONS[] = {
		{ "accept", accept_offer, "accepted" },
		{ "decline", decline_offer, "declined" },
		{ "cancel", cancel_offer, "cancelled" },
		{ "remind", remind_offer, "reminded" },
	};
	char word[ACTION_TEXT] = "";
	request_form(req, "action", word, sizeof(word));
	for (size_t i = 0; i < COUNT_OF(ACTIONS); i++)
		if (strcmp(word, ACTIONS[i].word) == 0)
			return &ACTIONS[i];
	return NULL;
}

int http_offer_answer(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct party party = party_signed_in(service, req, reply);
	const struct offer_action *action = find_action(req);
	struct holder_offer offer;
	struct uuid id;
	if (!action)
		return err_set(err, ERR_INVALID,
			       "action is accept, decline, cancel or remind");
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    load_offer(&party, &id, &offer, err) < 0 ||
	    action->run(&party, &offer, err) < 0)
		return party_refuse(&party, HOME, err);
	return party_see(&party, HOME "?said=%s", action->said);
}
