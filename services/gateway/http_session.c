/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signing in and out, and for the helpdesk choosing whom to act for.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "gateway/http_routes.h"
#include "gateway/http_session.h"
#include "gateway/limiter.h"
#include "gateway/signin.h"
#include "gateway/signin_party.h"
#include "gateway/store_party.h"
#include "gen/body_choose_dealer.h"
#include "gen/body_login.h"
#include "gen/body_login_link.h"

static int begin_login(struct gateway *gateway, const char *login, struct tx **ret_tx,
		       struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.login", login, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

static int find_account(struct gateway *gateway, const char *login,
			struct subject *ret_subject, char ret_hash[PASSWORD_HASH_TEXT],
			struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (begin_login(gateway, login, &tx, err) < 0 ||
	    store_account_find(tx, login, ret_subject, ret_hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int renew_hash(struct gateway *gateway, const struct body_login *body,
		      struct err *err)
{
	char hash[PASSWORD_HASH_TEXT];
	AUTO(tx) *tx = NULL;
	if (password_hash(gateway->passwords, body->password, hash, err) < 0 ||
	    begin_login(gateway, body->login, &tx, err) < 0 ||
	    store_account_set_password(tx, body->login, hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* Unknown, disabled and wrong are one answer, after the same work. */
static int prove_login(struct gateway *gateway, const struct request *req,
		       const struct body_login *body, struct subject *ret_subject,
		       struct err *err)
{
	char hash[PASSWORD_HASH_TEXT];
	struct password_verdict verdict;
	if (limiter_take(gateway->limiter, req, body->login, err) < 0 ||
	    find_account(gateway, body->login, ret_subject, hash, err) < 0)
		return -1;
	if (password_check(gateway->passwords, hash[0] ? hash : NULL, body->password,
			   &verdict, err) < 0)
		return -1;
	if (!verdict.right) {
		if (signin_audit(gateway, req, hash[0] ? body->login : "-",
				"LOGIN_REFUSED", err) < 0)
			return -1;
		return err_set_code(err, ERR_DENIED, "LOGIN_REFUSED",
				    "log-in name or password is not right");
	}
	if (verdict.outdated && renew_hash(gateway, body, err) < 0)
		return -1;
	return signin_audit(gateway, req, body->login, "ok", err);
}

struct me_facts {
	struct dealer_facts dealer; /* a party's: of its garage */
	struct uuid fleet;          /* that a party runs */
};

/* Whose garage it is. An account that was closed meanwhile has no session any more. */
static int find_home(struct tx *tx, const struct subject *subject,
		     struct party_row *ret_party, struct err *err)
{
	if (store_party_by_id(tx, &subject->user, ret_party, err) < 0)
		return -1;
	if (!ret_party->known)
		return err_set_code(err, ERR_DENIED, "NOT_SIGNED_IN",
				    "the session has ended; sign in again");
	return tx_set_local(tx, "app.dealer", ret_party->home_dealer, err);
}

static int read_facts(struct gateway *gateway, const struct subject *subject,
		      struct me_facts *ret_facts, struct err *err)
{
	struct party_row party = { .known = false };
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", subject->dealer, err) < 0)
		return -1;
	if (role_is_party(subject->role) && find_home(tx, subject, &party, err) < 0)
		return -1;
	const char *dealer = party.known ? party.home_dealer : subject->dealer;
	if (store_dealer_facts(tx, dealer, &ret_facts->dealer, err) < 0)
		return -1;
	ret_facts->fleet = party.fleet;
	return tx_commit(TAKE(tx), err);
}

/* A party has no dealer: where its garage is says which clock it reads. */
static void write_tenant(struct json_out *out, const struct subject *subject,
			 const struct me_facts *facts)
{
	if (role_is_party(subject->role)) {
		json_out_text(out, "party_id", subject->user.text);
		if (uuid_is_set(&facts->fleet))
			json_out_text(out, "fleet_id", facts->fleet.text);
	} else if (subject->dealer[0]) {
		json_out_text(out, "dealer", subject->dealer);
	}
	if (facts->dealer.name[0] && !role_is_party(subject->role)) {
		json_out_text(out, "dealer_name", facts->dealer.name);
		json_out_raw(out, "entitlements", slice_of(facts->dealer.entitlements));
	}
	if (facts->dealer.timezone[0])
		json_out_text(out, "timezone", facts->dealer.timezone);
}

static void write_me(struct reply *reply, const struct subject *subject,
		     const struct me_facts *facts, struct instant now)
{
	char at[INSTANT_TEXT];
	struct json_out out = json_out_into(reply_body(reply));
	json_out_open_object(&out, NULL);
	json_out_text(&out, "user_id", subject->user.text);
	json_out_text(&out, "login", subject->login);
	json_out_text(&out, "name", subject->name);
	json_out_text(&out, "role", role_word(subject->role));
	json_out_text(&out, "language", subject->language);
	write_tenant(&out, subject, facts);
	json_out_text(&out, "server_time", instant_format(now, at));
	json_out_text(&out, "expires_at", instant_format(subject->expires_at, at));
	json_out_close_object(&out);
}

static int reply_me(struct gateway *gateway, const struct request *req,
		    struct reply *reply, const struct subject *subject, struct err *err)
{
	struct me_facts facts = { .dealer = { .name = "" } };
	bool known = subject->dealer[0] && strcmp(subject->dealer, UNKNOWN_DEALER) != 0;
	if (known && read_facts(gateway, subject, &facts, err) < 0)
		return -1;
	write_me(reply, subject, &facts, request_received_at(req));
	return 0;
}

/* Staff have a log-in name, everybody else an address. */
int signin_by_password(struct gateway *gateway, const struct request *req,
		       struct reply *reply, const struct body_login *body,
		       struct subject *ret_subject, struct err *err)
{
	struct credentials given = { body->email, body->password };
	if (!body->email == !body->login)
		return err_set(err, ERR_INVALID, "/login or /email is needed, not both");
	if (body->email)
		return signin_party_password(gateway, req, reply, given, ret_subject,
					     err);
	return prove_login(gateway, req, body, ret_subject, err) < 0
		       ? -1
		       : signin_open(gateway, ret_subject, reply, err);
}

int http_login(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct gateway *gateway = service;
	struct subject subject = { .role = ROLE_NONE };
	const void *body;
	if (request_msg(req, &body_login_type, &body, err) < 0 ||
	    signin_by_password(gateway, req, reply, body, &subject, err) < 0)
		return -1;
	return reply_me(gateway, req, reply, &subject, err);
}

/* Known or not: the answer is the same. */
int http_ask_login_link(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	const void *msg;
	if (request_msg(req, &body_login_link_type, &msg, err) < 0)
		return -1;
	const struct body_login_link *body = msg;
	reply_status(reply, 202);
	return signin_party_send(service, req, reply, body->email, err);
}

int http_use_login_link(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct subject subject;
	if (signin_party_use(service, req, reply, request_path(req, "token"), &subject,
			     err) < 0)
		return -1;
	return reply_me(service, req, reply, &subject, err);
}

int http_logout(void *service, struct request *req, struct reply *reply, struct err *err)
{
	reply_status(reply, 204);
	return signin_close(service, req, reply, err);
}

int http_me(void *service, struct request *req, struct reply *reply, struct err *err)
{
	return reply_me(service, req, reply, access_subject(req), err);
}

/* The choice is written with its reason before it works. */
static int choose_dealer(struct gateway *gateway, const struct request *req,
			 const struct body_choose_dealer *body, struct subject *subject,
			 struct err *err)
{
	struct audit audit = {
		.dealer = body->dealer,
		.actor = subject->login,
		.action = "dealer.choose",
		.result = "ok",
		.detail = body->reason,
		.trace = request_trace(req),
	};
	struct dealer_facts facts;
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", body->dealer, err) < 0 ||
	    tx_set_local(tx, "app.session", subject->token_hash, err) < 0)
		return -1;
	if (strcmp(body->dealer, UNKNOWN_DEALER) != 0 &&
	    store_dealer_facts(tx, body->dealer, &facts, err) < 0)
		return -1;
	if (store_audit_add(tx, &audit, err) < 0 ||
	    store_session_set_dealer(tx, subject->token_hash, body->dealer, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_choose_dealer(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct subject subject = *access_subject(req);
	const void *msg;
	if (request_msg(req, &body_choose_dealer_type, &msg, err) < 0)
		return -1;
	const struct body_choose_dealer *body = msg;
	if (choose_dealer(service, req, body, &subject, err) < 0)
		return -1;
	snprintf(subject.dealer, sizeof(subject.dealer), "%s", body->dealer);
	return reply_me(service, req, reply, &subject, err);
}

int http_find_dealers(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct gateway *gateway = service;
	const char *part = request_query(req, "query");
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"dealers\":[");
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.role", "helpdesk", err) < 0 ||
	    store_dealers_find(tx, part ? part : "", reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	return tx_commit(TAKE(tx), err);
}
