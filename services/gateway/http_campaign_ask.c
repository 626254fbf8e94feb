/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions about a campaign that is being made: what may be said, how many it reaches,
 * ten of them by name, a text as one of them gets it, and one for oneself. Those who know
 * are asked; names are put beside the ids here.
 */
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/store_campaigns.h"
#include "gen/body_campaign_count.h"
#include "gen/body_campaign_preview.h"
#include "gen/body_campaign_test.h"
#include "gen/campaign_catalog.h"
#include "gen/campaign_count.h"
#include "gen/campaign_sample.h"
#include "gen/campaign_test.h"
#include "gen/letter_preview.h"

#define RESULT_MOST ((size_t)1024 * 1024)

static int reply_catalog(struct gateway *gateway, struct request *req,
			 struct reply *reply, const char *part, struct err *err)
{
	STRBUF_AUTO catalog = strbuf_new(RESULT_MOST);
	struct command command;
	AUTO(tx) *tx = NULL;
	if (command_begin(gateway, req, &campaign_catalog_type, &command, err) < 0)
		return -1;
	struct campaign_catalog msg = { COMMAND_FIELDS(&command) };
	if (command_result(gateway, &command, &msg, &catalog, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_campaign_part(tx, catalog.text, part, reply_body(reply), err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	reply_etag_of_body(reply);
	return 0;
}

int http_campaign_fields(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	return reply_catalog(service, req, reply, "fields", err);
}

int http_campaign_recipes(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	return reply_catalog(service, req, reply, "recipes", err);
}

int http_count_campaign(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct command command;
	const void *decoded;
	if (request_msg(req, &body_campaign_count_type, &decoded, err) < 0 ||
	    command_begin(service, req, &campaign_count_type, &command, err) < 0)
		return -1;
	const struct body_campaign_count *body = decoded;
	struct campaign_count msg = {
		COMMAND_FIELDS(&command),
		.selection = body->selection,
		.kind = body->kind,
		.channels = body->channels,
		.channels_count = body->channels_count,
		.holdout_per_mille = body->holdout_per_mille,
		.has_holdout_per_mille = body->has_holdout_per_mille,
		.short_text = body->short_text,
		.campaign_id = body->campaign_id,
	};
	return command_result(service, &command, &msg, reply_body(reply), err);
}

static int write_people(struct gateway *gateway, const struct request *req,
			const char *json, struct reply *reply, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_campaign_people(tx, json, reply_body(reply), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_sample_campaign(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	STRBUF_AUTO people = strbuf_new(RESULT_MOST);
	struct command command;
	const void *decoded;
	if (request_msg(req, &body_campaign_count_type, &decoded, err) < 0 ||
	    command_begin(service, req, &campaign_sample_type, &command, err) < 0)
		return -1;
	const struct body_campaign_count *body = decoded;
	struct campaign_sample msg = {
		COMMAND_FIELDS(&command),
		.selection = body->selection,
		.kind = body->kind,
		.channels = body->channels,
		.channels_count = body->channels_count,
		.campaign_id = body->campaign_id,
	};
	if (command_result(service, &command, &msg, &people, err) < 0)
		return -1;
	return write_people(service, req, people.text, reply, err);
}

static void set_class(enum wire_campaign_kind kind, struct letter_preview *msg)
{
	msg->purpose = WIRE_PURPOSE_PROMOTION;
	msg->message_class = WIRE_MESSAGE_CLASS_MARKETING;
	if (kind == WIRE_CAMPAIGN_KIND_REMINDER)
		msg->purpose = WIRE_PURPOSE_REMINDER;
	if (kind == WIRE_CAMPAIGN_KIND_RECALL) {
		msg->purpose = WIRE_PURPOSE_SERVICE;
		msg->message_class = WIRE_MESSAGE_CLASS_SERVICE;
	}
}

static int find_car(struct gateway *gateway, const struct request *req,
		    const char *vehicle_id, struct rows **ret_rows, struct err *err)
{
	struct uuid vehicle = uuid_from(vehicle_id);
	AUTO(tx) *tx = NULL;
	if (!vehicle_id)
		return 0;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_campaign_car(tx, &vehicle, ret_rows, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_preview_campaign(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct command command;
	AUTO(rows) *car = NULL;
	const void *decoded;
	if (request_msg(req, &body_campaign_preview_type, &decoded, err) < 0 ||
	    command_begin(service, req, &letter_preview_type, &command, err) < 0)
		return -1;
	const struct body_campaign_preview *body = decoded;
	struct letter_preview msg = {
		COMMAND_FIELDS(&command),       .customer_id = body->customer_id,
		.vehicle_id = body->vehicle_id, .template = "campaign",
		.channel = body->channel,       .language = body->language,
		.subject = body->subject,       .text = body->text,
		.short_text = body->short_text, .button = body->button,
	};
	set_class(body->kind, &msg);
	if (find_car(service, req, body->vehicle_id, &car, err) < 0)
		return -1;
	if (car && rows_count(car) > 0) {
		msg.plate = row_text(car, 0, 0);
		msg.make = row_text(car, 0, 1);
		msg.model = row_text(car, 0, 2);
	}
	return command_result(service, &command, &msg, reply_body(reply), err);
}

int http_test_campaign(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct command command;
	enum command_end end;
	struct uuid id;
	const void *decoded;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_msg(req, &body_campaign_test_type, &decoded, err) < 0 ||
	    command_begin(service, req, &campaign_test_type, &command, err) < 0)
		return -1;
	const struct body_campaign_test *body = decoded;
	const char *email = body->email ? body->email : access_subject(req)->login;
	if (!strchr(email, '@'))
		return err_set_code(err, ERR_INVALID, "EMAIL_MISSING",
				    "your log-in is no e-mail address: say one");
	struct campaign_test msg = {
		COMMAND_FIELDS(&command),
		.campaign_id = id.text,
		.email = email,
		.variant = body->variant,
		.language = body->language,
		.customer_id = body->customer_id,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	strbuf_addf(reply_body(reply), "{\"campaign_id\":\"%s\"}", id.text);
	return 0;
}
