/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page behind "no more news by e-mail": only the button acts, since mail scanners
 * follow links; a mail program's own button acts at once (RFC 8058).
 */
#include "gateway/command.h"
#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/pages/simple_page.h"
#include "gateway/pages/words.h"
#include "gateway/store_news_letter.h"
#include "gen/notification_withdraw.h"

#define ACTOR "news-stop"

struct told_page {
	const char *title; /* names of words */
	const char *text;
	const char *button; /* NULL: nothing to press */
	int status;
};

static const struct told_page ASK = { "news_stop_ask_title", "news_stop_ask",
				      "news_stop_press", 200 };
static const struct told_page DONE = { "stop_done_title", "news_stop_done", NULL, 200 };
static const struct told_page NO_LINK = { "stop_no_link_title", "news_stop_no_link", NULL,
					  404 };

static const struct told_page LATER = { "prefer_later_title", "prefer_later", NULL, 503 };

static int show(const struct gateway *gateway, const struct request *req,
		struct reply *reply, const struct told_page *told, struct err *err)
{
	enum tongue tongue = page_tongue(req);
	struct page_frame frame = {
		.templates = gateway->page_templates,
		.tongue = tongue,
		.token = request_path(req, "token"),
	};
	struct page_simple page = {
		.body = "news_stop",
		.title = told->title,
		PAGE_ITEMS({ "text", page_word(tongue, told->text) },
			   { "button",
			     told->button ? page_word(tongue, told->button) : NULL }),
	};
	return page_simple_write(&frame, &page, page_html(reply, told->status), err);
}

int http_news_stop_page(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	bool known = uuid_is_valid(request_path(req, "token"));
	return show(service, req, reply, known ? &ASK : &NO_LINK, err);
}

/* The letter of this week may wait to be sent: when this is answered it has left, or
 * never will. */
static int withdraw(struct gateway *gateway, const struct request *req,
		    const struct rows *of, enum command_end *ret_end, struct err *err)
{
	struct command command;
	const char *dealer = row_text(of, 0, 0);
	struct command_asker asker = { dealer, ACTOR };
	struct news_letter_of letter = news_letter_of(
		dealer, row_text(of, 0, 1), row_text(of, 0, 2), row_text(of, 0, 3));
	if (command_begin_for(gateway, req, &notification_withdraw_type, asker, &command,
			      err) < 0)
		return -1;
	struct notification_withdraw msg = {
		COMMAND_FIELDS(&command),
		.customer_id = letter.person.text,
		.intent_id = letter.intent.text,
		.reason = "UNSUBSCRIBED",
	};
	return command_ask(gateway, &command, &msg, ret_end, NULL, err);
}

static int keep_stop(struct gateway *gateway, const struct uuid *token,
		     struct rows **ret_rows, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_news_stop(tx, token, ret_rows, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_news_stop(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct gateway *gateway = service;
	struct uuid token = uuid_from(request_path(req, "token"));
	enum command_end end = COMMAND_DONE;
	AUTO(rows) *rows = NULL;
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0)
		return -1;
	if (!uuid_is_set(&token))
		return show(gateway, req, reply, &NO_LINK, err);
	if (keep_stop(gateway, &token, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return show(gateway, req, reply, &NO_LINK, err);
	if (!row_is_null(rows, 0, 3) && withdraw(gateway, req, rows, &end, err) < 0)
		return -1;
	return show(gateway, req, reply, end == COMMAND_DONE ? &DONE : &LATER, err);
}
