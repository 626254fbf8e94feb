/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page behind "stop these messages". Reading it changes nothing: mail scanners follow
 * links. Only POST acts, by the form or by RFC 8058 one-click, and it answers once the
 * consent ledger has it. No session, no script, no redirect; the pages carry no personal
 * data, so there is nothing to escape but the token in the form's address.
 */
#include <string.h>

#include "gateway/command.h"
#include "gateway/customer_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/consent_change.h"

#define TOKEN_CHARACTERS                                                                 \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
#define TOKEN_MOST 400

static enum customer_language read_language(const struct request *req)
{
	const char *asked = request_query(req, "lang");
	const char *accepted = request_header(req, "Accept-Language");
	if (asked)
		return strcmp(asked, "en") == 0 ? CUSTOMER_ENGLISH : CUSTOMER_DUTCH;
	return accepted && strncmp(accepted, "en", 2) == 0 ? CUSTOMER_ENGLISH
							   : CUSTOMER_DUTCH;
}

/* Two links in a letter: about its messages, and about its car. */
static bool is_about_car(const struct request *req)
{
	const char *about = request_query(req, "about");
	return about && strcmp(about, "car") == 0;
}

static bool token_is_plausible(const char *token)
{
	size_t length = strlen(token);
	return length <= TOKEN_MOST && strspn(token, TOKEN_CHARACTERS) == length;
}

static int show(const struct request *req, struct reply *reply, enum customer_page page,
		int status)
{
	struct customer_view view = {
		.page = page,
		.language = read_language(req),
		.one_car = is_about_car(req),
		.token = request_path(req, "token"),
	};
	reply_status(reply, status);
	reply_type(reply, "text/html; charset=utf-8");
	reply_header(reply, "X-Robots-Tag", "noindex");
	customer_page_write(&view, reply_body(reply));
	return 0;
}

int http_unsubscribe_page(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	(void)service;
	(void)err;
	if (!token_is_plausible(request_path(req, "token")))
		return show(req, reply, CUSTOMER_NO_SUCH_LINK, 404);
	return show(req, reply, CUSTOMER_STOP, 200);
}

static int read_action(const struct request *req, enum consent_change_action *ret_action,
		       struct err *err)
{
	char action[20] = "";
	char scope[20] = "";
	*ret_action = CONSENT_CHANGE_ACTION_WITHDRAW;
	if (!request_form(req, "action", action, sizeof(action)))
		return 0;
	bool all = request_form(req, "scope", scope, sizeof(scope)) &&
		   strcmp(scope, "all") == 0;
	if (strcmp(action, "grant") == 0)
		*ret_action = CONSENT_CHANGE_ACTION_GRANT;
	else if (strcmp(action, "withdraw") != 0)
		return err_set(err, ERR_INVALID, "action is withdraw or grant");
	else if (all)
		*ret_action = CONSENT_CHANGE_ACTION_OBJECT;
	return 0;
}

static bool is_one_click(const struct request *req)
{
	char word[20];
	return request_form(req, "List-Unsubscribe", word, sizeof(word)) &&
	       strcmp(word, "One-Click") == 0;
}

static int ask_consent(struct gateway *gateway, const struct request *req,
		       enum consent_change_action action, enum command_end *ret_end,
		       struct err *err)
{
	struct command_asker asker = { UNKNOWN_DEALER, "customer" };
	struct command command;
	if (command_begin_for(gateway, req, &consent_change_type, asker, &command, err) <
	    0)
		return -1;
	struct consent_change msg = {
		COMMAND_FIELDS(&command),
		.token = request_path(req, "token"),
		.action = action,
		.wording = "unsubscribe-page@1",
		.evidence = is_one_click(req) ? "one-click" : "form",
	};
	return command_ask(gateway, &command, &msg, ret_end, NULL, err);
}

int http_unsubscribe(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	enum consent_change_action action;
	enum command_end end;
	struct gateway *gateway = service;
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0)
		return -1;
	if (!token_is_plausible(request_path(req, "token")))
		return show(req, reply, CUSTOMER_NO_SUCH_LINK, 404);
	if (read_action(req, &action, err) < 0)
		return -1;
	if (ask_consent(service, req, action, &end, err) < 0) {
		if (err->kind == ERR_LATER)
			return show(req, reply, CUSTOMER_TRY_AGAIN, 503);
		if (err->kind == ERR_BROKEN)
			return -1;
		return show(req, reply, CUSTOMER_NO_SUCH_LINK, 404);
	}
	if (end == COMMAND_PENDING)
		return show(req, reply, CUSTOMER_TRY_AGAIN, 503);
	return show(req, reply,
		    action == CONSENT_CHANGE_ACTION_GRANT ? CUSTOMER_RESUMED
							  : CUSTOMER_STOPPED,
		    200);
}

int http_customer_style(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	reply_type(reply, "text/css; charset=utf-8");
	reply_header(reply, "Cache-Control", "public, max-age=3600");
	strbuf_add(reply_body(reply), customer_page_style());
	return 0;
}
