/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What garages and holders tell the helpdesk: kept and mailed to it in one transaction;
 * its answer is kept and mailed to who told it. The gateway's own rows, like the news.
 */
#include <stdio.h>
#include <string.h>

#include "flow/engine.h"
#include "gateway/command.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/store_feedback.h"
#include "gen/body_feedback.h"
#include "gen/body_feedback_answer.h"
#include "gen/say_notification_requested.h"
#include "pg/pg.h"

#define STALE_SECONDS (INT64_C(3) * 24 * 3600)
#define TEXT_MOST     4000

struct telling {
	struct feedback_row row;
	const char *to;     /* address of the letter; "" = none */
	const char *answer; /* NULL: it is told */
	const struct feedback_answer *answered;
};

static int say_letter(const struct telling *telling, struct tx *tx, struct outbox *say,
		      struct err *err)
{
	const struct feedback_row *row = &telling->row;
	const char *template = telling->answer ? "feedback_answer" : "feedback_new";
	struct uuid intent = uuid_named(template, row->id.text, NULL);
	char from[INSTANT_TEXT], until[INSTANT_TEXT];
	struct notification_requested_params_feedback feedback = {
		.kind = telling->answer ? NULL : row->kind,
		.text = row->text,
		.screen = telling->answer || !row->screen[0] ? NULL : row->screen,
		.answer = telling->answer,
		.login = telling->answer ? NULL : row->login,
	};
	struct notification_requested_params params = {
		.link = telling->answer ? "/hulp" : "/netwerk",
		.feedback = &feedback,
	};
	struct notification_requested_recipient to = { .email = telling->to };
	struct notification_requested msg = {
		.intent_id = intent.text,
		.dealer = row->garage,
		.customer_id = intent.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = template,
		.channel = WIRE_CHANNEL_EMAIL,
		.language = wire_language_of(telling->answer ? row->language : "nl"),
		.not_before = instant_format(tx_now(tx), from),
		.not_after = instant_format(
			instant_add_seconds(tx_now(tx), STALE_SECONDS), until),
		.params = &params,
		.recipient = &to,
	};
	return telling->to && telling->to[0] ? say_notification_requested(say, &msg, err)
					     : 0;
}

static int keep(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	const struct telling *telling = context;
	bool is_new;
	if (store_feedback_add(tx, &telling->row, &is_new, err) < 0)
		return -1;
	return is_new ? say_letter(telling, tx, say, err) : 0;
}

static int tell(struct gateway *gateway, const struct request *req,
		struct feedback_row *row, struct err *err)
{
	const struct subject *subject = access_subject(req);
	struct telling telling = { .to = gateway->knobs->helpdesk_email };
	char cause[100];
	AUTO(rows) *sender = NULL;
	AUTO(tx) *tx = NULL;
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, subject->login, err) < 0 ||
	    command_key(req, &row->id, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_feedback_sender(tx, subject, &sender, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (rows_count(sender) == 0)
		return err_set(err, ERR_ABSENT, "this account is not there");
	row->dealer = subject->dealer;
	row->garage = row_text(sender, 0, 0);
	row->email = row_text(sender, 0, 1);
	row->login = subject->login;
	row->name = subject->name;
	row->language = subject->language;
	telling.row = *row;
	snprintf(cause, sizeof(cause), "feedback/%s", row->id.text);
	return flow_do(gateway->flow, cause, keep, &telling, err);
}

static void reply_made(struct reply *reply, const struct uuid *id)
{
	strbuf_addf(reply_body(reply), "{\"feedback_id\":\"%s\"}", id->text);
}

int http_tell_feedback(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	const void *decoded;
	if (request_msg(req, &body_feedback_type, &decoded, err) < 0)
		return -1;
	const struct body_feedback *body = decoded;
	struct feedback_row row = {
		.kind = wire_feedback_kind_word(body->kind),
		.text = body->text,
		.screen = body->screen ? body->screen : "",
	};
	if (tell(service, req, &row, err) < 0)
		return -1;
	reply_status(reply, 201);
	reply_made(reply, &row.id);
	return 0;
}

int http_list_feedback(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct gateway *gateway = service;
	AUTO(tx) *tx = NULL;
	(void)req;
	strbuf_add(reply_body(reply), "{\"feedback\":[");
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_feedback_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_list_own_feedback(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"feedback\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_feedback_mine_write(tx, access_subject(req), reply_body(reply),
				      err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

static int answer(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct telling *telling = context;
	AUTO(rows) *rows = NULL;
	if (store_feedback_answer(tx, telling->answered, &telling->row, &rows, err) < 0)
		return -1;
	telling->to = telling->row.email;
	return say_letter(telling, tx, say, err);
}

int http_answer_feedback(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct gateway *gateway = service;
	const void *decoded;
	char cause[100];
	struct feedback_answer given = { .actor = access_subject(req)->login };
	if (request_path_uuid(req, "id", &given.id, err) < 0 ||
	    request_msg(req, &body_feedback_answer_type, &decoded, err) < 0)
		return -1;
	given.text = ((const struct body_feedback_answer *)decoded)->text;
	struct telling telling = { .answer = given.text, .answered = &given };
	snprintf(cause, sizeof(cause), "feedback-answer/%s", given.id.text);
	if (flow_do(gateway->flow, cause, answer, &telling, err) < 0)
		return -1;
	reply_made(reply, &given.id);
	return 0;
}

/* --- a holder's page ------------------------------------------------------------------
 */
static int show(const struct party *party, const char *text, const char *problem,
		struct err *err)
{
	struct page_frame frame = party_frame(party);
	struct page_simple page = {
		.body = "feedback",
		.title = "feedback_title",
		PAGE_ITEMS({ "text", text }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, party_html(party, problem ? 400 : 200),
				 err);
}

int http_feedback_page(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	return show(&party, "", NULL, err);
}

int http_feedback(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	char *text = request_alloc(req, 4 * TEXT_MOST + 1);
	char kind[80] = "";
	struct err wrong = { .kind = ERR_NONE };
	request_form(req, "kind", kind, sizeof(kind));
	if (party_field(req, "text", TEXT_MOST, text, &wrong) < 0 || !text[0])
		return show(&party, text, "feedback_needed", err);
	if (!wire_feedback_kind_of(kind))
		return show(&party, text, "feedback_needed", err);
	struct feedback_row row = { .kind = kind, .text = text, .screen = "/mijn" };
	if (tell(service, req, &row, err) < 0)
		return party_refuse(&party, "/mijn", err);
	return party_tell(&party, 200, "feedback_sent", "/mijn", err);
}
