/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page behind "stop these messages". Reading it changes nothing: mail scanners follow
 * links. Only POST acts, by the form or by RFC 8058 one-click, and it answers once the
 * consent ledger has it. No session, no script, no redirect; the pages carry no personal
 * data, only the garage's name where the link names it.
 */
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/pages/stop_page.h"
#include "gen/consent_change.h"

#define TOKEN_CHARACTERS                                                                 \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
#define TOKEN_MOST 400

struct stop {
	enum page_stop page;
	int status;
};
static const struct stop NO_LINK = { PAGE_STOP_NO_LINK, 404 };
static const struct stop TRY_AGAIN = { PAGE_STOP_AGAIN, 503 };

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

static int write_page(struct gateway *gateway, const struct request *req,
		      const struct dealer_state *dealer,
		      const struct page_stop_view *view, struct reply *reply,
		      struct err *err)
{
	struct page_frame frame = {
		.templates = gateway->page_templates,
		.dealer = dealer,
		.tongue = page_tongue(req),
		.token = request_path(req, "token"),
	};
	return page_stop_write(&frame, view, reply_body(reply), err);
}

/* The garage's name is welcome, the page does not depend on it. */
static int show(struct gateway *gateway, const struct request *req, struct reply *reply,
		struct stop shown, struct err *err)
{
	struct dealer_state *dealer = NULL;
	const char *code = page_garage_code(req);
	struct page_stop_view view = {
		.page = shown.page,
		.one_car = is_about_car(req),
		.garage = code,
	};
	if (code && page_garage_load(gateway, code, &dealer, err) < 0)
		err_clear(err);
	page_html(reply, shown.status);
	int done = write_page(gateway, req, dealer, &view, reply, err);
	msg_free(&dealer_state_type, dealer);
	return done;
}

int http_unsubscribe_page(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	if (!token_is_plausible(request_path(req, "token")))
		return show(service, req, reply, NO_LINK, err);
	return show(service, req, reply, (struct stop){ PAGE_STOP_ASK, 200 }, err);
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
		return show(service, req, reply, NO_LINK, err);
	if (read_action(req, &action, err) < 0)
		return -1;
	if (ask_consent(service, req, action, &end, err) < 0) {
		bool later = err->kind == ERR_LATER;
		if (err->kind == ERR_BROKEN)
			return -1;
		err_clear(err);
		return show(service, req, reply, later ? TRY_AGAIN : NO_LINK, err);
	}
	if (end == COMMAND_PENDING)
		return show(service, req, reply, TRY_AGAIN, err);
	bool granted = action == CONSENT_CHANGE_ACTION_GRANT;
	return show(service, req, reply,
		    (struct stop){ granted ? PAGE_STOP_RESUMED : PAGE_STOP_DONE, 200 },
		    err);
}
