/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of preferences, behind a letter's link without a log-in, and for who is signed
 * in. Reading it changes nothing; what is sent holds before it is answered. What stands
 * is the word of the service that sends: it is asked, and nothing is kept here.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_holder.h"
#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/pages/preference_page.h"
#include "gateway/pages/words.h"
#include "gateway/store_party.h"
#include "gen/consent_prefer.h"
#include "gen/consent_show.h"
#include "gen/party_erase.h"
#include "pg/pg.h"

#define CHOICES_MAX   30
#define CONSENTS_MOST ((size_t)1024 * 1024)
#define HERE          "/mijn/gegevens/voorkeuren"

/* Whose preferences, and where the page lies. */
struct preferring {
	struct gateway *gateway;
	struct request *req;
	const char *token;    /* by link */
	const char *party_id; /* signed in */
	struct command_asker asker;
	struct page_frame frame;
	const char *action;
};

struct choosing {
	struct consent_prefer_choice list[CHOICES_MAX];
	size_t count;
};

static void add_choice(struct choosing *all, enum wire_purpose purpose,
		       enum wire_channel channel, bool granted)
{
	all->list[all->count++] = (struct consent_prefer_choice){ .purpose = purpose,
								  .channel = channel,
								  .granted = granted };
}

/* A box that is not ticked is not in the form. */
static void read_choices(const struct request *req, struct choosing *all)
{
	for (size_t p = 0; p < preference_purposes_count; p++) {
		for (size_t c = 0; c < preference_channels_count; c++) {
			enum wire_purpose purpose = preference_purposes[p];
			enum wire_channel channel = preference_channels[c];
			char name[PREFERENCE_FIELD], text[8];

			preference_field(purpose, channel, name);
			bool on = request_form(req, name, text, sizeof(text));
			add_choice(all, purpose, channel, on);
			if (channel == WIRE_CHANNEL_LETTER)
				add_choice(all, purpose, WIRE_CHANNEL_CARD, on);
		}
	}
}

static int ask(const struct preferring *who, const struct command *command,
	       const void *msg, struct body_consents **ret_now, struct err *err)
{
	STRBUF_AUTO json = strbuf_new(CONSENTS_MOST);
	void *now = NULL;
	if (command_result(who->gateway, command, msg, &json, err) < 0 ||
	    msg_decode(&body_consents_type, slice_of(json.text), &now, err) < 0)
		return -1;
	*ret_now = now;
	return 0;
}

static int load(const struct preferring *who, struct body_consents **ret_now,
		struct err *err)
{
	struct command command;
	if (command_begin_for(who->gateway, who->req, &consent_show_type, who->asker,
			      &command, err) < 0)
		return -1;
	command.answer_is_enough = true;
	struct consent_show msg = {
		COMMAND_FIELDS(&command),
		.token = who->token,
		.party_id = who->party_id,
	};
	return ask(who, &command, &msg, ret_now, err);
}

static int save(const struct preferring *who, bool stop, struct body_consents **ret_now,
		struct err *err)
{
	struct choosing *all = request_alloc(who->req, sizeof(*all));
	struct command command;
	char preferred[12] = "", language[4] = "", seldom[8] = "";
	if (command_begin_for(who->gateway, who->req, &consent_prefer_type, who->asker,
			      &command, err) < 0)
		return -1;
	command.answer_is_enough = true;
	all->count = 0;
	if (!stop)
		read_choices(who->req, all);
	request_form(who->req, "preferred", preferred, sizeof(preferred));
	request_form(who->req, "language", language, sizeof(language));
	bool less = request_form(who->req, "less_often", seldom, sizeof(seldom));
	struct consent_prefer msg = {
		COMMAND_FIELDS(&command),
		.token = who->token,
		.party_id = who->party_id,
		.source = "PREFERENCES",
		.wording = PREFERENCE_WORDING,
		.evidence = stop ? "stop all" : "page",
		.choices = all->list,
		.choices_count = all->count,
		.stop_all = stop,
		.has_stop_all = true,
		.preferred = wire_channel_of(preferred),
		.language = wire_language_of(language),
		.less_often = less,
		.has_less_often = !stop,
	};
	return ask(who, &command, &msg, ret_now, err);
}

static int write_now(struct preferring *who, struct body_consents *now,
		     struct reply *reply, const char *said, struct err *err)
{
	who->frame.said = said;
	struct strbuf *out = page_html(reply, 200);
	int done = page_preference_write(&who->frame, now, who->action, out, err);
	msg_free(&body_consents_type, now);
	return done;
}

static int show(struct preferring *who, struct reply *reply, struct err *err)
{
	struct body_consents *now = NULL;
	if (load(who, &now, err) < 0)
		return -1;
	return write_now(who, now, reply, NULL, err);
}

static int act(struct preferring *who, struct reply *reply, struct err *err)
{
	struct body_consents *now = NULL;
	char action[8] = "save";
	request_form(who->req, "action", action, sizeof(action));
	bool stop = strcmp(action, "stop") == 0;
	if (save(who, stop, &now, err) < 0)
		return -1;
	return write_now(who, now, reply, stop ? "said_stopped" : "said_preferences",
			 err);
}

/* --- by a letter's link ---------------------------------------------------------------
 */
static int tell_link(struct preferring *who, struct reply *reply, struct err *err)
{
	bool later = err->kind == ERR_LATER;
	if (err->kind == ERR_BROKEN)
		return -1;
	err_clear(err);
	const char *name = later ? "prefer_later" : "stop_no_link";
	struct page_simple page = {
		.body = "told",
		.title = later ? "prefer_later_title" : "stop_no_link_title",
		PAGE_ITEMS({ "text", page_word(who->frame.tongue, name) }),
	};
	return page_simple_write(&who->frame, &page, page_html(reply, later ? 503 : 404),
				 err);
}

static int by_link(struct gateway *gateway, struct request *req, struct reply *reply,
		   int (*what)(struct preferring *, struct reply *, struct err *),
		   struct err *err)
{
	struct dealer_state *dealer = NULL;
	const char *code = page_garage_code(req);
	char action[600];
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0)
		return -1;
	if (code && page_garage_load(gateway, code, &dealer, err) < 0)
		err_clear(err);
	enum tongue tongue = page_tongue(req);
	snprintf(action, sizeof(action), "/u/%.400s/voorkeuren?lang=%s%s%s",
		 request_path(req, "token"), tongue == TONGUE_EN ? "en" : "nl",
		 code ? "&garage=" : "", code ? code : "");
	struct preferring who = {
		.gateway = gateway,
		.req = req,
		.token = request_path(req, "token"),
		.asker = { UNKNOWN_DEALER, "customer" },
		.frame = { .templates = gateway->page_templates,
			   .dealer = dealer,
			   .tongue = tongue,
			   .token = request_path(req, "token") },
		.action = action,
	};
	int done = what(&who, reply, err);
	if (done < 0)
		done = tell_link(&who, reply, err);
	msg_free(&dealer_state_type, dealer);
	return done;
}

int http_preferences_page(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	return by_link(service, req, reply, show, err);
}

int http_preferences(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	return by_link(service, req, reply, act, err);
}

/* --- signed in ------------------------------------------------------------------------
 */
static int signed_in(struct party *party, struct reply *reply,
		     int (*what)(struct preferring *, struct reply *, struct err *),
		     struct err *err)
{
	char garage[DEALER_TEXT];
	const struct uuid *self = &access_subject(party->req)->user;
	AUTO(tx) *tx = NULL;
	if (party_begin(party, &tx, err) < 0 ||
	    store_party_garage(tx, self, garage, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0 || party_speaks(party, garage, err) < 0)
		return party_refuse(party, "/mijn/gegevens", err);
	struct preferring who = {
		.gateway = party->gateway,
		.req = party->req,
		.party_id = self->text,
		.asker = { garage, party->tenant },
		.frame = holder_frame(party),
		.action = HERE,
	};
	if (what(&who, reply, err) < 0)
		return party_refuse(party, "/mijn/gegevens", err);
	return 0;
}

int http_own_preferences_page(void *service, struct request *req, struct reply *reply,
			      struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	return signed_in(&party, reply, show, err);
}

int http_own_preferences(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	return signed_in(&party, reply, act, err);
}

/* Forgetting oneself: what is asked is done at once, so there is a box to tick first. */
int http_own_erasure(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	struct command command;
	enum command_end end;
	if (!party_checked(req, "sure"))
		return party_tell(&party, 400, "erase_not_sure", "/mijn/gegevens", err);
	if (party_command(&party, &party_erase_type, &command, err) < 0)
		return -1;
	command.answer_is_enough = true;
	struct party_erase msg = {
		COMMAND_FIELDS(&command),
		.party_id = access_subject(req)->user.text,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return party_refuse(&party, "/mijn/gegevens", err);
	return party_tell(&party, 200, "erase_done", NULL, err);
}
