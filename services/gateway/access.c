/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who may call which route. The dealer comes from the session, never from the
 * request, and is handed to Postgres as a setting of the transaction.
 */
#include "gateway/access.h"

#include <string.h>

#include "gateway/inquiries.h"
#include "gateway/limiter.h"
#include "gateway/signin.h"
#include "gateway/store.h"

#define LOGIN_PAGE "/inloggen"

static const char *const ROLES[] = {
	[ROLE_NONE] = "",
	[ROLE_HOLDER] = "holder",
	[ROLE_FLEET_MANAGER] = "fleet_manager",
	[ROLE_SUPPORT] = "support",
	[ROLE_INSPECTOR] = "inspector",
	[ROLE_ADVISER] = "adviser",
	[ROLE_MANAGER] = "manager",
	[ROLE_HELPDESK] = "helpdesk",
};

const char *role_word(enum role role)
{
	return ROLES[role];
}

enum role role_of(const char *word)
{
	for (size_t i = 1; word && i < COUNT_OF(ROLES); i++)
		if (strcmp(ROLES[i], word) == 0)
			return (enum role)i;
	return ROLE_NONE;
}

bool role_is_party(enum role role)
{
	return role == ROLE_HOLDER || role == ROLE_FLEET_MANAGER;
}

/* Requests that may block look for themselves. */
static int find_subject(struct gateway *gateway, struct request *req, struct err *err)
{
	struct subject *subject = request_alloc(req, sizeof(*subject));
	request_set_subject(req, subject);
	return signin_find(gateway, req, subject, err);
}

/* Quick ones are held until somebody has looked for all of them. */
static int ask_subject(struct gateway *gateway, struct request *req, struct err *err)
{
	struct inquiry *inquiry = request_alloc(req, sizeof(*inquiry));
	inquiry->req = req;
	if (signin_token(gateway, req, inquiry->subject.token_hash, err) < 0)
		return -1;
	request_set_subject(req, inquiry);
	inquiries_ask(gateway->inquiries, inquiry);
	return HTTP_HELD;
}

static int hear_subject(const struct request *req, struct err *err)
{
	const struct inquiry *inquiry = request_subject(req);
	if (inquiry->refusal.kind == ERR_NONE)
		return 0;
	*err = inquiry->refusal;
	return -1;
}

static int know_subject(struct gateway *gateway, struct request *req, struct err *err)
{
	if (request_route(req)->flags & HTTP_SLOW)
		return find_subject(gateway, req, err);
	return request_subject(req) ? hear_subject(req, err)
				    : ask_subject(gateway, req, err);
}

/* "https://host:port" or "http://host:port" names this very host. */
static bool is_own_origin(const struct request *req, const char *origin)
{
	const char *host = request_header(req, "Host");
	const char *after = strstr(origin, "://");
	return host && after && strcmp(after + 3, host) == 0;
}

/* Browsers tell where a request comes from; other programs send the header by choice. */
static int check_origin(const struct request *req, struct err *err)
{
	const char *site = request_header(req, "Sec-Fetch-Site");
	const char *origin = request_header(req, "Origin");
	if (site && strcmp(site, "same-origin") != 0)
		return err_set_code(err, ERR_DENIED, "CROSS_SITE",
				    "the request came from another site");
	if (origin && !is_own_origin(req, origin))
		return err_set_code(err, ERR_DENIED, "CROSS_SITE",
				    "Origin is not this site");
	return 0;
}

static int check_mark(const struct request *req, struct err *err)
{
	const char *mark = request_header(req, "X-Beurt");
	if (!mark || strcmp(mark, "1") != 0)
		return err_set_code(err, ERR_DENIED, "CROSS_SITE",
				    "header X-Beurt: 1 is missing");
	return 0;
}

/* A form cannot send the mark, but a browser says of it where it comes from. */
static int check_form(const struct request *req, struct err *err)
{
	if (!request_header(req, "Sec-Fetch-Site") && !request_header(req, "Origin"))
		return err_set_code(err, ERR_DENIED, "CROSS_SITE",
				    "neither Origin nor Sec-Fetch-Site is there");
	return check_origin(req, err);
}

static int check_site(const struct request *req, enum access access, struct err *err)
{
	if (access == ACCESS_CUSTOMER || request_method(req) == HTTP_GET)
		return 0;
	if (access == ACCESS_PARTY_PAGE || access == ACCESS_DESK_PAGE ||
	    access == ACCESS_FORM)
		return check_form(req, err);
	return check_origin(req, err) < 0 ? -1 : check_mark(req, err);
}

static enum role role_needed(enum access access)
{
	static const enum role needed[] = {
		[ACCESS_SIGNED_IN] = ROLE_HOLDER,
		[ACCESS_STAFF] = ROLE_INSPECTOR,
		[ACCESS_DEALER] = ROLE_ADVISER,
		[ACCESS_INSPECTOR] = ROLE_INSPECTOR,
		[ACCESS_CHECKLISTS] = ROLE_MANAGER,
		[ACCESS_MANAGER] = ROLE_MANAGER,
		[ACCESS_HELPDESK] = ROLE_HELPDESK,
		[ACCESS_SUPPORT] = ROLE_SUPPORT,
		[ACCESS_TENANT] = ROLE_HOLDER,
		[ACCESS_FLEET_DESK] = ROLE_ADVISER,
		[ACCESS_DESK_PAGE] = ROLE_ADVISER,
		[ACCESS_PASSPORT] = ROLE_ADVISER,
		[ACCESS_HOLDER] = ROLE_HOLDER,
		[ACCESS_PARTY_PAGE] = ROLE_HOLDER,
		[ACCESS_FLEET_MANAGER] = ROLE_FLEET_MANAGER,
	};
	return needed[access];
}

static int refuse_role(enum role role, enum role needed, struct err *err)
{
	if (role_is_party(role))
		return err_set_code(err, ERR_DENIED, "STAFF_ONLY",
				    "only who works at a garage may do this");
	if (needed == ROLE_HELPDESK)
		return err_set(err, ERR_DENIED, "only the helpdesk may do this");
	if (needed == ROLE_MANAGER)
		return err_set_code(err, ERR_DENIED, "MANAGER_ONLY",
				    "only a manager may do this");
	return err_set_code(err, ERR_DENIED, "ADVISER_ONLY",
			    "an inspector may use inspections only");
}

static bool is_for_parties(enum access access)
{
	return access == ACCESS_HOLDER || access == ACCESS_FLEET_MANAGER ||
	       access == ACCESS_PARTY_PAGE;
}

static int check_party(enum role role, enum access access, struct err *err)
{
	if (!role_is_party(role))
		return err_set_code(err, ERR_DENIED, "PARTY_ONLY",
				    "only who has a car passport or a fleet may do this");
	if (access == ACCESS_FLEET_MANAGER && role != ROLE_FLEET_MANAGER)
		return err_set_code(err, ERR_DENIED, "FLEET_MANAGER_ONLY",
				    "only the manager of a fleet may do this");
	return 0;
}

/* Support asks for transfers and approves them; it sees nothing of garages and cars. */
static int check_support(enum role role, enum access access, struct err *err)
{
	if (access == ACCESS_SUPPORT && role != ROLE_SUPPORT)
		return err_set_code(err, ERR_DENIED, "SUPPORT_ONLY",
				    "only support may do this");
	if (access == ACCESS_SUPPORT || access == ACCESS_SIGNED_IN ||
	    role != ROLE_SUPPORT)
		return 0;
	if (is_for_parties(access) || access == ACCESS_PASSPORT)
		return err_set_code(err, ERR_DENIED, "FLEET_MANAGER_ONLY",
				    "support passes a fleet's car on by a request that "
				    "another of support approves");
	return err_set_code(err, ERR_DENIED, "SUPPORT_LIMITED",
			    "support may ask for transfers and approve them, no more");
}

static int check_role(const struct subject *subject, enum access access, struct err *err)
{
	enum role needed = role_needed(access);
	if (check_support(subject->role, access, err) < 0)
		return -1;
	if (is_for_parties(access))
		return check_party(subject->role, access, err);
	if (access == ACCESS_PASSPORT && role_is_party(subject->role))
		return 0;
	if (subject->role < needed)
		return refuse_role(subject->role, needed, err);
	if (access != ACCESS_SIGNED_IN && access != ACCESS_HELPDESK &&
	    access != ACCESS_SUPPORT && !subject->dealer[0])
		return err_set_code(err, ERR_DENIED, "CHOOSE_DEALER",
				    "choose a dealer to act for first");
	return 0;
}

int access_check_part(struct gateway *gateway, const struct request *req,
		      const char *part, struct err *err)
{
	bool uses;
	if (store_dealer_uses(gateway->portal, access_subject(req)->dealer, part, &uses,
			      err) < 0)
		return -1;
	if (!uses)
		return err_set_code(err, ERR_DENIED, "ENTITLEMENT_MISSING",
				    "this garage does not use '%s'; ask the helpdesk",
				    part);
	return 0;
}

/* What is asked for by a command is limited by its answer; reads cost nothing to ask. */
static int check_rate(struct gateway *gateway, const struct request *req, struct err *err)
{
	if (request_method(req) != HTTP_GET)
		return 0;
	return limiter_take_of(gateway->limiter, LIMIT_READ,
			       access_subject(req)->user.text, err);
}

static int check_parts(struct gateway *gateway, const struct request *req,
		       enum access access, struct err *err)
{
	if (access == ACCESS_INSPECTOR || access == ACCESS_CHECKLISTS)
		return access_check_part(gateway, req, "inspection", err);
	if (access == ACCESS_FLEET_DESK || access == ACCESS_DESK_PAGE ||
	    (access == ACCESS_PASSPORT && !role_is_party(access_subject(req)->role)))
		return access_check_part(gateway, req, "fleet", err);
	return 0;
}

/* Where they wanted to go, if it can stand in an address as it is. */
static const char *way_back(const struct request *req)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_./";
	const char *url = request_url(req);
	bool is_plain = url[0] == '/' && url[1] != '/' && url[strspn(url, plain)] == '\0';
	return is_plain && request_method(req) == HTTP_GET ? url : "";
}

/* Whoever opens a page of theirs without a session may sign in and go on. */
static int send_to_login(const struct request *req, struct reply *reply, struct err *err)
{
	if (strcmp(err->code, "NOT_SIGNED_IN") != 0 &&
	    strcmp(err->code, "PARTY_ONLY") != 0)
		return -1;
	err_clear(err);
	reply_status(reply, 303);
	reply_header(reply, "Location", "%s?naar=%s", LOGIN_PAGE, way_back(req));
	return HTTP_ANSWERED;
}

static int check_subject(struct gateway *gateway, const struct request *req,
			 enum access access, struct err *err)
{
	if (check_role(access_subject(req), access, err) < 0 ||
	    check_rate(gateway, req, err) < 0)
		return -1;
	return check_parts(gateway, req, access, err);
}

int access_guard(void *service, struct request *req, struct reply *reply, struct err *err)
{
	enum access access = (enum access)request_route(req)->access;
	if (check_site(req, access, err) < 0)
		return -1;
	if (access < ACCESS_SIGNED_IN)
		return 0;
	int known = know_subject(service, req, err);
	if (known == HTTP_HELD)
		return known;
	if (known == 0)
		known = check_subject(service, req, access, err);
	return known < 0 && access == ACCESS_PARTY_PAGE ? send_to_login(req, reply, err)
							: known;
}

const struct subject *access_subject(const struct request *req)
{
	return request_subject(req);
}

int portal_begin(struct gateway *gateway, const struct request *req, struct tx **ret_tx,
		 struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", access_subject(req)->dealer, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}
