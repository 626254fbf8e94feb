/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a garage does for a customer who asks what is known of them, or to be forgotten
 * (AVG art. 15, 17 and 20).
 */
#include <stdio.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/store_desk.h"
#include "gateway/store_erasure.h"
#include "gen/body_consent_changes.h"
#include "gen/consent_prefer.h"
#include "gen/consent_show.h"
#include "gen/customer_erase.h"
#include "pg/pg.h"

static int check_customer(struct gateway *gateway, const struct request *req,
			  struct uuid *ret_id, struct err *err)
{
	STRBUF_AUTO ignored = strbuf_new(1 << 20);
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", ret_id, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_customer_write(tx, ret_id, &ignored, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_erase_customer(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct command command;
	struct uuid id;
	enum command_end end;
	if (check_customer(service, req, &id, err) < 0 ||
	    command_begin(service, req, &customer_erase_type, &command, err) < 0)
		return -1;
	struct customer_erase msg = {
		COMMAND_FIELDS(&command),
		.customer_id = id.text,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	strbuf_addf(reply_body(reply), "{\"erasure_id\":\"%s\",\"customer_id\":\"%s\"}",
		    command.id.text, id.text);
	return 0;
}

static int ask_consents(struct gateway *gateway, const struct request *req,
			const struct uuid *customer, struct strbuf *out, struct err *err)
{
	struct command command;
	if (command_begin(gateway, req, &consent_show_type, &command, err) < 0)
		return -1;
	command.answer_is_enough = true;
	struct consent_show msg = {
		COMMAND_FIELDS(&command), .customer_id = customer->text,
		.history = true,          .has_history = true,
		.messages = true,         .has_messages = true,
	};
	return command_result(gateway, &command, &msg, out, err);
}

int http_get_consents(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct uuid id;
	if (check_customer(service, req, &id, err) < 0)
		return -1;
	return ask_consents(service, req, &id, reply_body(reply), err);
}

int http_put_consents(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct command command;
	struct uuid id;
	const void *decoded;
	if (request_msg(req, &body_consent_changes_type, &decoded, err) < 0)
		return -1;
	const struct body_consent_changes *body = decoded;
	if (check_customer(service, req, &id, err) < 0 ||
	    command_begin(service, req, &consent_prefer_type, &command, err) < 0)
		return -1;
	struct consent_prefer_choice *choices =
		request_alloc(req, (body->choices_count + 1) * sizeof(*choices));
	for (size_t i = 0; i < body->choices_count; i++)
		choices[i] = (struct consent_prefer_choice){
			.purpose = body->choices[i].purpose,
			.channel = body->choices[i].channel,
			.granted = body->choices[i].granted,
		};
	command.answer_is_enough = true;
	struct consent_prefer msg = {
		COMMAND_FIELDS(&command),
		.customer_id = id.text,
		.source = "DESK",
		.wording = "desk@1",
		.evidence = body->evidence,
		.choices = choices,
		.choices_count = body->choices_count,
		.stop_all = body->stop_all,
		.has_stop_all = body->has_stop_all,
		.preferred = body->preferred,
		.less_often = body->less_often,
		.has_less_often = body->has_less_often,
	};
	return command_result(service, &command, &msg, reply_body(reply), err);
}

/* What the gateway has, and what only the service that sends knows: the ledger and the
 * messages. */
int http_export_customer(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_customer_file(tx, &id, out, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	strbuf_add(out, ",\n    \"consent\": ");
	if (ask_consents(service, req, &id, out, err) < 0)
		return -1;
	strbuf_add(out, "\n}\n");
	reply_type(reply, "application/json");
	reply_header(reply, "Content-Disposition", "attachment; filename=\"klant.json\"");
	return 0;
}

int http_list_erasures(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"erasures\":[");
	if (store_erasures_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	return tx_commit(TAKE(tx), err);
}
