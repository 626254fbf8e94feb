/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages in a holder's browser: switched on and off by the page's script, and off
 * everywhere by a form that needs none. Who sends them keeps the browsers; here they are
 * only passed on.
 */
#include "gateway/http_holder.h"
#include "gateway/http_routes.h"
#include "gen/push_subscribe.h"
#include "gen/push_unsubscribe.h"

#define HERE          "/mijn/gegevens"
#define ENDPOINT_MOST 600
#define KEY_MOST      100
#define FIELD(most)   (4 * (most) + 1)

struct browser {
	char endpoint[FIELD(ENDPOINT_MOST)];
	char p256dh[FIELD(KEY_MOST)];
	char auth[FIELD(KEY_MOST)];
};

int http_push_on(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct browser *browser = request_alloc(req, sizeof(*browser));
	struct party party = party_signed_in(service, req, reply);
	struct command command;
	if (party_field(req, "endpoint", ENDPOINT_MOST, browser->endpoint, err) < 0 ||
	    party_field(req, "p256dh", KEY_MOST, browser->p256dh, err) < 0 ||
	    party_field(req, "auth", KEY_MOST, browser->auth, err) < 0 ||
	    party_command(&party, &push_subscribe_type, &command, err) < 0)
		return -1;
	struct push_subscribe msg = {
		COMMAND_FIELDS(&command),
		.party_id = access_subject(req)->user.text,
		.endpoint = browser->endpoint,
		.p256dh = browser->p256dh,
		.auth = browser->auth,
		.language = wire_language_of(access_subject(req)->language),
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return -1;
	reply_status(reply, 204);
	return 0;
}

static int switch_off(const struct party *party, const char *endpoint, struct err *err)
{
	struct command command;
	if (party_command(party, &push_unsubscribe_type, &command, err) < 0)
		return -1;
	struct push_unsubscribe msg = {
		COMMAND_FIELDS(&command),
		.party_id = access_subject(party->req)->user.text,
		.endpoint = endpoint,
	};
	return party_ask(party, &command, &msg, err);
}

int http_push_off(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	const char *endpoint = request_query(req, "endpoint");
	struct party party = party_signed_in(service, req, reply);
	if (!endpoint || !*endpoint)
		return err_set(err, ERR_INVALID, "endpoint is missing");
	if (switch_off(&party, endpoint, err) < 0)
		return -1;
	reply_status(reply, 204);
	return 0;
}

int http_push_none(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct party party = party_signed_in(service, req, reply);
	if (switch_off(&party, NULL, err) < 0)
		return party_refuse(&party, HERE, err);
	return party_see(&party, HERE "?said=messages_off");
}
