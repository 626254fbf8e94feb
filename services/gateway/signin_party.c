/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when somebody is who an address says: the link was sent to it, is young and
 * unused, and comes from the browser that asked. Nothing of it can be read from a table:
 * hashes alone are kept.
 */
#include "gateway/signin_party.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "flow/engine.h"
#include "gateway/command.h"
#include "gateway/limiter.h"
#include "gateway/signin.h"
#include "gateway/store_party.h"
#include "gen/notification_requested.h"
#include "gen/party_verify.h"
#include "gen/say_notification_requested.h"
#include "sys/link.h"
#include "sys/uuid_new.h"
#include "text/address.h"

#define LINK_SECONDS 600
#define LINKS_MOST   5 /* of one address that hold at a time: more are not mailed */
#define LINK_FOLDER  "/inloggen/"

static const char *cookie_name(const struct gateway *gateway)
{
	return gateway->knobs->https ? "__Host-beurt-link" : "beurt-link";
}

static void digest(const char *token, char ret_hash[HASH_TEXT])
{
	link_digest(token, TOKEN_TEXT - 1, ret_hash);
}

/* The browser's mark, if it has one. */
static bool read_browser(const struct gateway *gateway, const struct request *req,
			 char ret_hash[HASH_TEXT])
{
	char mark[TOKEN_TEXT];
	if (!request_cookie(req, cookie_name(gateway), mark, sizeof(mark)) ||
	    strlen(mark) != TOKEN_TEXT - 1)
		return false;
	digest(mark, ret_hash);
	return true;
}

/* A browser keeps its mark, so that the older of two links still works in it. */
static void mark_browser(const struct gateway *gateway, const struct request *req,
			 struct reply *reply, char ret_hash[HASH_TEXT])
{
	char mark[TOKEN_TEXT];
	if (read_browser(gateway, req, ret_hash))
		return;
	token_new(mark);
	digest(mark, ret_hash);
	reply_header(reply, "Set-Cookie",
		     "%s=%s; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax%s",
		     cookie_name(gateway), mark, gateway->knobs->https ? "; Secure" : "");
}

struct sending {
	const char *address; /* folded */
	char token[TOKEN_TEXT];
	struct login_link link;
};

static int say_link(const struct sending *sending, const struct party_row *party,
		    struct instant now, struct outbox *say, struct err *err)
{
	struct uuid intent = uuid_new(now);
	char from[INSTANT_TEXT];
	char until[INSTANT_TEXT];
	char path[80];
	snprintf(path, sizeof(path), "%s%s", LINK_FOLDER, sending->token);
	instant_format(now, from);
	instant_format(sending->link.expires_at, until);
	struct notification_requested_params params = { .link = path,
							.expires_at = until };
	struct notification_requested_recipient recipient = { .email = party->email,
							      .name = party->name };
	struct notification_requested msg = {
		.intent_id = intent.text,
		.dealer = party->home_dealer,
		.customer_id = party->id.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "login_link",
		.channel = WIRE_CHANNEL_EMAIL,
		.language = party->language,
		.not_before = from,
		.not_after = until,
		.params = &params,
		.recipient = &recipient,
	};
	return say_notification_requested(say, &msg, err);
}

/* An address of nobody's costs the same steps: the link is written, and leads nowhere. */
static int write_and_say(void *context, struct tx *tx, struct outbox *say,
			 struct err *err)
{
	struct sending *sending = context;
	struct party_row party;
	bool room;
	sending->link.created_at = tx_now(tx);
	sending->link.expires_at = instant_add_seconds(tx_now(tx), LINK_SECONDS);
	if (store_party_by_address(tx, sending->address, &party, err) < 0 ||
	    store_login_link_room(tx, &party.id, LINKS_MOST, &room, err) < 0)
		return -1;
	bool send = party.known && room;
	if (send)
		sending->link.party = party.id;
	if (store_login_link_add(tx, &sending->link, err) < 0)
		return -1;
	return send ? say_link(sending, &party, tx_now(tx), say, err) : 0;
}

int signin_party_send(struct gateway *gateway, const struct request *req,
		      struct reply *reply, const char *email, struct err *err)
{
	char address[EMAIL_TEXT];
	char cause[80];
	char hash[HASH_TEXT];
	char browser[HASH_TEXT];
	if (address_fold(email, address, err) < 0 ||
	    limiter_take(gateway->limiter, req, address, err) < 0)
		return -1;
	struct sending sending = { .address = address };
	token_new(sending.token);
	digest(sending.token, hash);
	mark_browser(gateway, req, reply, browser);
	sending.link.hash = hash;
	sending.link.browser = browser;
	/* Of our own making: ids follow from it, and a client chooses its trace. */
	struct uuid id = uuid_new(request_received_at(req));
	snprintf(cause, sizeof(cause), "login-link/%s", id.text);
	return flow_do(gateway->flow, cause, write_and_say, &sending, err);
}

static int dead(struct err *err)
{
	return err_set_code(err, ERR_DENIED, "LINK_DEAD",
			    "this link was used, is too old, or was asked for in another "
			    "browser; ask for a new one here");
}

static bool read_link(const struct gateway *gateway, const struct request *req,
		      const char *token, char ret_hash[HASH_TEXT],
		      char ret_browser[HASH_TEXT])
{
	if (strlen(token) != TOKEN_TEXT - 1 || !read_browser(gateway, req, ret_browser))
		return false;
	digest(token, ret_hash);
	return true;
}

static int begin_link(struct gateway *gateway, const char *hash, struct tx **ret_tx,
		      struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.link", hash, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

int signin_party_look(struct gateway *gateway, const struct request *req,
		      const char *token, bool *ret_holds, struct err *err)
{
	char hash[HASH_TEXT];
	char browser[HASH_TEXT];
	AUTO(tx) *tx = NULL;
	*ret_holds = false;
	if (!read_link(gateway, req, token, hash, browser))
		return 0;
	if (begin_link(gateway, hash, &tx, err) < 0)
		return -1;
	return store_login_link_holds(tx, hash, browser, ret_holds, err);
}

static int use_up(struct gateway *gateway, const char *hash, const char *browser,
		  struct party_row *ret_party, struct err *err)
{
	struct uuid party;
	bool used;
	AUTO(tx) *tx = NULL;
	if (begin_link(gateway, hash, &tx, err) < 0 ||
	    store_login_link_use(tx, hash, browser, &party, &used, err) < 0)
		return -1;
	if (!used)
		return dead(err);
	if (store_party_act_as(tx, &party, err) < 0 ||
	    store_party_by_id(tx, &party, ret_party, err) < 0)
		return -1;
	if (!ret_party->known)
		return dead(err);
	return tx_commit(TAKE(tx), err);
}

static struct subject subject_of(const struct party_row *party)
{
	struct subject subject = {
		.user = party->id,
		.role = party->is_manager ? ROLE_FLEET_MANAGER : ROLE_HOLDER,
	};
	snprintf(subject.login, sizeof(subject.login), "@%s", party->id.text);
	snprintf(subject.dealer, sizeof(subject.dealer), "@%s", party->id.text);
	snprintf(subject.name, sizeof(subject.name), "%s", party->name);
	snprintf(subject.language, sizeof(subject.language), "%s",
		 wire_language_word(party->language));
	return subject;
}

/* Whoever used the link has the address. Without an answer the session begins all the
 * same: the command stands, and what needs a verified address waits for it. */
static int verify(struct gateway *gateway, const struct request *req,
		  const struct subject *subject, struct err *err)
{
	struct command_asker asker = { subject->dealer, subject->login };
	struct command command;
	enum command_end end;
	if (command_begin_for(gateway, req, &party_verify_type, asker, &command, err) < 0)
		return -1;
	command.id = uuid_new(request_received_at(req));
	command.answer_is_enough = false;
	struct party_verify msg = {
		COMMAND_FIELDS(&command),
		.party_id = subject->user.text,
	};
	return command_ask(gateway, &command, &msg, &end, NULL, err);
}

int signin_party_use(struct gateway *gateway, const struct request *req,
		     struct reply *reply, const char *token, struct subject *ret_subject,
		     struct err *err)
{
	char hash[HASH_TEXT];
	char browser[HASH_TEXT];
	struct party_row party;
	if (!read_link(gateway, req, token, hash, browser))
		return dead(err);
	if (use_up(gateway, hash, browser, &party, err) < 0)
		return -1;
	struct subject subject = subject_of(&party);
	if (!party.verified && verify(gateway, req, &subject, err) < 0)
		return -1;
	if (signin_audit(gateway, req, subject.login, "ok", err) < 0 ||
	    signin_open(gateway, &subject, reply, err) < 0)
		return -1;
	*ret_subject = subject;
	return 0;
}

static int find_login(struct gateway *gateway, const char *address,
		      struct party_row *ret_party, char ret_hash[PASSWORD_HASH_TEXT],
		      struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.email", address, err) < 0 ||
	    store_party_by_address(tx, address, ret_party, err) < 0 ||
	    store_party_password(tx, &ret_party->id, ret_hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int signin_party_password(struct gateway *gateway, const struct request *req,
			  struct reply *reply, struct credentials given,
			  struct subject *ret_subject, struct err *err)
{
	char address[EMAIL_TEXT];
	char hash[PASSWORD_HASH_TEXT];
	struct party_row party;
	struct password_verdict verdict;
	if (address_fold(given.email, address, err) < 0 ||
	    limiter_take(gateway->limiter, req, address, err) < 0 ||
	    find_login(gateway, address, &party, hash, err) < 0 ||
	    password_check(gateway->passwords, hash[0] ? hash : NULL, given.password,
			   &verdict, err) < 0)
		return -1;
	struct subject subject = subject_of(&party);
	if (!verdict.right || !party.known) {
		if (signin_audit(gateway, req, party.known ? subject.login : "-",
				 "LOGIN_REFUSED", err) < 0)
			return -1;
		return err_set_code(err, ERR_DENIED, "LOGIN_REFUSED",
				    "address or password is not right");
	}
	if (signin_audit(gateway, req, subject.login, "ok", err) < 0 ||
	    signin_open(gateway, &subject, reply, err) < 0)
		return -1;
	*ret_subject = subject;
	return 0;
}
