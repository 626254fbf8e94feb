/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls from the provider of text messages: what became of them, and what people answer.
 *
 * Each becomes a command whose id follows from the provider's webhook-id, so the same
 * event again changes nothing. Answered once it is written down and published; what
 * it leads to is decided where messages are sent from.
 */
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/store.h"
#include "gen/body_sms_hook.h"
#include "gen/sms_incoming.h"
#include "gen/sms_report.h"
#include "pg/pg.h"
#include "sys/clock.h"
#include "sys/signed.h"

#define PROVIDER "@sms"

/* The provider's clock runs on, whatever the demo does with ours. */
static int check_caller(const struct gateway *gateway, const struct request *req,
			struct err *err)
{
	struct signed_secret secret;
	struct signed_post post = {
		.id = request_header(req, "webhook-id"),
		.timestamp = request_header(req, "webhook-timestamp"),
		.body = request_body(req),
	};
	if (!*gateway->knobs->sms_hook_secret)
		return err_set(err, ERR_ABSENT,
			       "no text messages are sent from here: "
			       "BEURT_SMS_HOOK_SECRET is not set");
	if (signed_secret_read(gateway->knobs->sms_hook_secret, &secret, err) < 0) {
		err->kind = ERR_BROKEN;
		return err_prefix(err, "BEURT_SMS_HOOK_SECRET: ");
	}
	return signed_check(&secret, &post, request_header(req, "webhook-signature"),
			    clock_now(gateway->wall), err);
}

static int begin(struct gateway *gateway, const struct request *req,
		 const struct msg_type *type, struct command *ret_command,
		 struct err *err)
{
	struct command_asker asker = { UNKNOWN_DEALER, PROVIDER };
	if (command_begin_for(gateway, req, type, asker, ret_command, err) < 0)
		return -1;
	ret_command->id =
		uuid_named("sms_event", request_header(req, "webhook-id"), NULL);
	return 0;
}

/* What was answered is not told again, as it would be in other words: at another time. */
static int tell(struct gateway *gateway, const struct command *command, const void *msg,
		struct err *err)
{
	bool known = false;
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", command->dealer, err) < 0 ||
	    store_command_is_answered(tx, &command->id, &known, err) < 0)
		return -1;
	tx_rollback(TAKE(tx));
	return known ? 0 : command_tell(gateway, command, msg, err);
}

static int tell_report(struct gateway *gateway, const struct request *req,
		       const struct body_sms_hook *body, struct err *err)
{
	struct command command;
	if (!body->message_id || !body->status)
		return err_set(err, ERR_INVALID,
			       "a report names /message_id and /status");
	if (begin(gateway, req, &sms_report_type, &command, err) < 0)
		return -1;
	struct sms_report msg = {
		COMMAND_FIELDS(&command),
		.intent_id = body->message_id,
		.status = (enum sms_report_status)body->status,
		.number_dead = body->number_dead,
		.has_number_dead = body->has_number_dead,
		.code = body->code,
		.cents = body->cents,
		.has_cents = body->has_cents,
	};
	return tell(gateway, &command, &msg, err);
}

static int tell_incoming(struct gateway *gateway, const struct request *req,
			 const struct body_sms_hook *body, struct err *err)
{
	struct command command;
	if (!body->from || !body->text)
		return err_set(err, ERR_INVALID, "an answer has /from and /text");
	if (begin(gateway, req, &sms_incoming_type, &command, err) < 0)
		return -1;
	struct sms_incoming msg = {
		COMMAND_FIELDS(&command),
		.from = body->from,
		.to = body->to,
		.text = body->text,
	};
	return tell(gateway, &command, &msg, err);
}

int http_sms_hook(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct gateway *gateway = service;
	const void *msg;
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0 ||
	    check_caller(gateway, req, err) < 0 ||
	    request_msg(req, &body_sms_hook_type, &msg, err) < 0)
		return -1;
	const struct body_sms_hook *body = msg;
	bool is_report = body->event == BODY_SMS_HOOK_EVENT_REPORT;
	if ((is_report ? tell_report : tell_incoming)(gateway, req, body, err) < 0)
		return -1;
	reply_status(reply, 204);
	return 0;
}
