/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page behind the link of one's own request: confirm it, see how it stands, take it
 * back. The link is the capability; only the buttons act, since mail scanners follow
 * links. Both may be pressed twice.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gateway/command.h"
#include "gateway/http_lead_form.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/lead_withdraw.h"
#include "pg/pg.h"
#include "sys/link.h"

#define ACTOR        "lead"
#define KEEP_SECONDS (INT64_C(400) * 24 * 3600)
#define PATH_TEXT    120

/* The request a link is of. Texts are lent by rows. */
struct own {
	struct party party;
	char hash[HASH_TEXT];
	struct lead_request request;
	struct rows *rows;
	void *body; /* struct lead_open; NULL once confirmed */
};

static void own_done(struct own *own)
{
	rows_free(own->rows);
	if (own->body)
		msg_free(&lead_open_type, own->body);
	party_done(&own->party);
}
#define OWN_AUTO __attribute__((cleanup(own_done))) struct own

static int begin_own(const struct own *own, struct tx **ret_tx, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(own->party.gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.link", own->hash, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

static int open_own(void *service, struct request *req, struct reply *reply,
		    struct own *ret_own, struct err *err)
{
	struct own *own = ret_own;
	AUTO(tx) *tx = NULL;
	own->party = (struct party){ .gateway = service,
				     .req = req,
				     .reply = reply,
				     .token = request_path(req, "token"),
				     .tongue = page_tongue(req) };
	link_digest(own->party.token, strlen(own->party.token), own->hash);
	if (request_method(req) != HTTP_GET &&
	    limiter_take_of(own->party.gateway->limiter, LIMIT_CUSTOMER, request_ip(req),
			    err) < 0)
		return -1;
	if (begin_own(own, &tx, err) < 0 ||
	    store_lead_request_load(tx, own->hash, &own->request, &own->rows, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (own->request.body &&
	    msg_decode(&lead_open_type, slice_of(own->request.body), &own->body, err) < 0)
		return -1;
	return party_speaks(&own->party, own->request.garages[0], err);
}

static int find_status(const struct own *own, size_t i, char ret_status[LEAD_STATUS_TEXT],
		       struct err *err)
{
	struct uuid id = uuid_from(own->request.leads[i]);
	AUTO(tx) *tx = NULL;
	if (tx_begin(own->party.gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", own->request.garages[i], err) < 0 ||
	    store_lead_status(tx, &id, ret_status, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int show(const struct own *own, struct err *err)
{
	const struct lead_open *body = own->body;
	struct page_frame frame = party_frame(&own->party);
	struct page_lead_place places[LEAD_GARAGES];
	char status[LEAD_GARAGES][LEAD_STATUS_TEXT];
	struct dealer_state *dealers[LEAD_GARAGES] = { NULL };
	struct page_lead view = {
		.plate = body ? body->plate : NULL,
		.wish = body ? body->wish : WIRE_LEAD_WISH_NONE,
		.reminders = body && body->reminders,
		.places = places,
		.count = own->request.count,
	};
	int failed = 0;
	for (size_t i = 0; i < view.count && !failed; i++) {
		const char *code = own->request.garages[i];
		failed = page_garage_load(own->party.gateway, code, &dealers[i], err);
		if (!failed && !body)
			failed = find_status(own, i, status[i], err);
		places[i] = (struct page_lead_place){
			.garage = dealers[i] ? dealers[i]->name : code,
			.phone = dealers[i] ? dealers[i]->phone : NULL,
			.status = body ? NULL : status[i],
		};
	}
	if (!failed)
		failed =
			page_lead_write(&frame, &view, party_html(&own->party, 200), err);
	for (size_t i = 0; i < LEAD_GARAGES; i++)
		msg_free(&dealer_state_type, dealers[i]);
	return failed;
}

int http_lead_page(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	OWN_AUTO own = { .rows = NULL };
	if (open_own(service, req, reply, &own, err) < 0)
		return party_refuse(&own.party, NULL, err);
	return show(&own, err);
}

/* Named by the lead, so that pressing twice asks once. */
static int begin_command(const struct own *own, const struct msg_type *type, size_t i,
			 struct command *ret_command, struct err *err)
{
	struct command_asker asker = { own->request.garages[i], ACTOR };
	if (command_begin_for(own->party.gateway, own->party.req, type, asker,
			      ret_command, err) < 0)
		return -1;
	ret_command->id = uuid_named(type->name, own->request.leads[i], NULL);
	return 0;
}

static int open_lead(const struct own *own, size_t i, struct err *err)
{
	struct lead_open msg = *(const struct lead_open *)own->body;
	struct command command;
	char path[PATH_TEXT], evidence[PATH_TEXT];
	if (begin_command(own, &lead_open_type, i, &command, err) < 0)
		return -1;
	/* The page's row counts: without an answer nothing was promised. */
	command.answer_is_enough = false;
	snprintf(path, sizeof(path), "%s%s", LEAD_FOLDER, own->party.token);
	snprintf(evidence, sizeof(evidence), "link confirmed %s", command.received_at);
	msg.command_id = command.id.text;
	msg.dealer = command.dealer;
	msg.actor = command.actor;
	msg.received_at = command.received_at;
	msg.lead_id = own->request.leads[i];
	msg.agreed_at = msg.reminders ? command.received_at : NULL;
	msg.evidence = msg.reminders ? evidence : NULL;
	msg.link = path;
	return party_ask(&own->party, &command, &msg, err);
}

static int keep_confirmed(const struct own *own, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (begin_own(own, &tx, err) < 0 ||
	    store_lead_request_confirm(tx, own->hash,
				       instant_add_seconds(tx_now(tx), KEEP_SECONDS),
				       err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_lead_confirm(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	OWN_AUTO own = { .rows = NULL };
	if (open_own(service, req, reply, &own, err) < 0)
		return party_refuse(&own.party, NULL, err);
	for (size_t i = 0; own.body && i < own.request.count; i++)
		if (open_lead(&own, i, err) < 0)
			return party_refuse(&own.party, NULL, err);
	if (own.body && keep_confirmed(&own, err) < 0)
		return party_refuse(&own.party, NULL, err);
	return party_tell(&own.party, 200, "lead_confirmed", NULL, err);
}

static int withdraw_lead(const struct own *own, size_t i, struct err *err)
{
	struct command command;
	if (begin_command(own, &lead_withdraw_type, i, &command, err) < 0)
		return -1;
	struct lead_withdraw msg = {
		COMMAND_FIELDS(&command),
		.lead_id = own->request.leads[i],
	};
	return party_ask(&own->party, &command, &msg, err);
}

static int drop(const struct own *own, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (begin_own(own, &tx, err) < 0 ||
	    store_lead_request_drop(tx, own->hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* Also what the page holds as not confirmed: a garage may have heard of it though its
 * answer never came here. Of one that is not there, that it is gone is the answer. */
int http_lead_stop(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	OWN_AUTO own = { .rows = NULL };
	if (open_own(service, req, reply, &own, err) < 0)
		return party_refuse(&own.party, NULL, err);
	for (size_t i = 0; i < own.request.count; i++)
		if (withdraw_lead(&own, i, err) < 0)
			return party_refuse(&own.party, NULL, err);
	if (drop(&own, err) < 0)
		return party_refuse(&own.party, NULL, err);
	return party_tell(&own.party, 200, "lead_stopped", NULL, err);
}
