/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides in whose name a party's commands are asked (its own: a party is a tenant), and
 * how refusals are told: in a sentence where the reason is one a person can act on.
 */
#include "gateway/http_party_page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gateway/limiter.h"
#include "gateway/pages/words.h"
#include "pg/pg.h"

#define PLACE_TEXT 300
#define WORD_TEXT  60

void party_done(struct party *party)
{
	msg_free(&dealer_state_type, party->dealer);
	party->dealer = NULL;
}

static enum tongue tongue_of(const struct request *req, const char *language)
{
	if (request_query(req, "lang"))
		return page_tongue(req);
	return strcmp(language, "en") == 0 ? TONGUE_EN : TONGUE_NL;
}

struct party party_signed_in(void *service, struct request *req, struct reply *reply)
{
	const struct subject *subject = access_subject(req);
	struct party party = {
		.gateway = service,
		.req = req,
		.reply = reply,
		.tongue = tongue_of(req, subject->language),
	};
	text_copy(party.tenant, sizeof(party.tenant), subject->dealer);
	return party;
}

int party_by_link(void *service, struct request *req, struct reply *reply,
		  enum link_kind kind, struct party *ret_party, struct err *err)
{
	struct gateway *gateway = service;
	AUTO(tx) *tx = NULL;
	*ret_party = (struct party){
		.gateway = gateway,
		.req = req,
		.reply = reply,
		.token = request_path(req, "token"),
		.tongue = page_tongue(req),
	};
	if (request_method(req) != HTTP_GET &&
	    limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0)
		return -1;
	if (link_begin(gateway, ret_party->token, &tx, &ret_party->target, err) < 0)
		return -1;
	if (ret_party->target.kind != kind)
		return err_set(err, ERR_ABSENT, "this link opens another page");
	text_copy(ret_party->tenant, sizeof(ret_party->tenant), ret_party->target.dealer);
	return tx_commit(TAKE(tx), err);
}

int party_begin(const struct party *party, struct tx **ret_tx, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(party->gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", party->tenant, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

int party_speaks(struct party *party, const char *dealer, struct err *err)
{
	struct dealer_state *state = NULL;
	if (page_garage_load(party->gateway, dealer, &state, err) < 0)
		return -1;
	party_done(party);
	party->dealer = state;
	return 0;
}

struct page_frame party_frame(const struct party *party)
{
	return (struct page_frame){
		.templates = party->gateway->page_templates,
		.dealer = party->dealer,
		.tongue = party->tongue,
		.token = party->token,
		.signed_in = !party->token,
	};
}

struct strbuf *party_html(const struct party *party, int status)
{
	return page_html(party->reply, status);
}

int party_see(const struct party *party, const char *fmt, ...)
{
	char place[PLACE_TEXT];
	va_list args;
	va_start(args, fmt);
	vsnprintf(place, sizeof(place), fmt, args);
	va_end(args);
	reply_status(party->reply, 303);
	reply_header(party->reply, "Location", "%s", place);
	return 0;
}

int party_tell(const struct party *party, int status, const char *name, const char *back,
	       struct err *err)
{
	struct page_frame frame = party_frame(party);
	char title[WORD_TEXT];
	snprintf(title, sizeof(title), "%.40s_title", name);
	struct page_simple page = {
		.body = "told",
		.title = title,
		PAGE_ITEMS({ "text", page_word(party->tongue, name) },
			   { "back_to", back }),
	};
	return page_simple_write(&frame, &page, party_html(party, status), err);
}

/* Codes a person can do something about have a sentence of their own. */
static const char *refusal_name(const struct err *err, enum tongue tongue)
{
	if (err->kind == ERR_ABSENT)
		return "gone";
	if (strcmp(err->code, "TOO_MANY") == 0)
		return "login_too_often";
	if (err->kind == ERR_LATER)
		return "not_yet";
	return err->code[0] && page_word(tongue, err->code)[0] ? err->code : "no_more";
}

int party_refuse(const struct party *party, const char *back, struct err *err)
{
	static const int STATUS[] = {
		[ERR_INVALID] = 400,  [ERR_DENIED] = 403, [ERR_ABSENT] = 404,
		[ERR_CONFLICT] = 409, [ERR_LATER] = 503,
	};
	char name[WORD_TEXT];
	if (err->kind == ERR_NONE || err->kind == ERR_BROKEN)
		return -1;
	int status = STATUS[err->kind];
	text_copy(name, sizeof(name), refusal_name(err, party->tongue));
	if (strcmp(err->code, "TOO_FAST") == 0 || strcmp(err->code, "TOO_MANY") == 0)
		status = 429;
	err_clear(err);
	int done = party_tell(party, status, name, back, err);
	if (done == 0 && status == 429)
		reply_header(party->reply, "Retry-After", "60");
	return done;
}

int party_command(const struct party *party, const struct msg_type *type,
		  struct command *ret_command, struct err *err)
{
	struct command_asker asker = { party->tenant, party->tenant };
	if (command_begin_for(party->gateway, party->req, type, asker, ret_command, err) <
	    0)
		return -1;
	ret_command->answer_is_enough = false;
	return 0;
}

int party_ask(const struct party *party, const struct command *command, const void *msg,
	      struct err *err)
{
	enum command_end end;
	if (command_ask(party->gateway, command, msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return err_set(err, ERR_LATER, "there is no answer yet");
	return 0;
}

static int too_long(const char *name, size_t most, struct err *err)
{
	return err_set(err, ERR_INVALID, "%s takes at most %zu characters", name, most);
}

int party_field(const struct request *req, const char *name, size_t most, char *ret_text,
		struct err *err)
{
	if (!request_form(req, name, ret_text, 4 * most + 1)) {
		ret_text[0] = '\0';
		return request_form_has(req, name) ? too_long(name, most, err) : 0;
	}
	text_join_ends(ret_text);
	struct slice text = slice_trim(slice_of(ret_text));
	if (text_code_points(text) > most)
		return too_long(name, most, err);
	memmove(ret_text, text.at, text.len);
	ret_text[text.len] = '\0';
	return 0;
}

bool party_checked(const struct request *req, const char *name)
{
	char value[8];
	return request_form(req, name, value, sizeof(value)) && strcmp(value, "yes") == 0;
}
