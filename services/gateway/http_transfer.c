/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transfers: a car is offered to another driver or owner, who takes it or does not. What
 * was given away is out of sight when it is answered: its passport is awaited too.
 */
#include "gateway/thing.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_passport.h"
#include "gen/body_transfer.h"
#include "gen/body_transfer_accept.h"
#include "gen/transfer_accept.h"
#include "gen/transfer_cancel.h"
#include "gen/transfer_decline.h"
#include "gen/transfer_remind.h"
#include "gen/transfer_start.h"

int http_list_transfers(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"transfers\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_transfers_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_time(req, reply);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}

int http_start_transfer(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct asking asking = {
		.gateway = service,
		.req = req,
		.reply = reply,
		.write = store_transfer_write,
	};
	const void *decoded;
	if (request_msg(req, &body_transfer_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &transfer_start_type, err) < 0)
		return -1;
	const struct body_transfer *body = decoded;
	/* Asked again it is the same party. */
	struct uuid recipient = uuid_named("party", asking.command.id.text, NULL);
	struct uuid passport = asking.id;
	asking.id = uuid_from(body->transfer_id);
	struct transfer_start msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = passport.text,
		.transfer_id = body->transfer_id,
		.kind = body->kind,
		.recipient = body->recipient,
		.party_id = access_subject(req)->user.text,
		.recipient_id = recipient.text,
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}

/* One that is there already: its passport is in the read model. */
struct transfer_asking {
	struct asking asking;
	struct uuid passport;
};

static int find_passport(struct gateway *gateway, const struct request *req,
			 const struct uuid *transfer, struct uuid *ret_passport,
			 struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_transfer_car(tx, transfer, ret_passport, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int begin(struct transfer_asking *one, const struct msg_type *type,
		 struct err *err)
{
	struct asking *asking = &one->asking;
	asking->write = store_transfer_write;
	if (asking_begin(asking, type, err) < 0)
		return -1;
	return find_passport(asking->gateway, asking->req, &asking->id, &one->passport,
			     err);
}

#define ASKING(service, req, reply)                                                      \
	{                                                                                \
		.asking = {.gateway = (service), .req = (req), .reply = (reply) }        \
	}

int http_accept_transfer(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	static const struct body_transfer_accept nothing = { .keep_garages_count = 0 };
	struct transfer_asking one = ASKING(service, req, reply);
	const void *decoded = &nothing;
	if ((request_body(req).len > 0 &&
	     request_msg(req, &body_transfer_accept_type, &decoded, err) < 0) ||
	    begin(&one, &transfer_accept_type, err) < 0)
		return -1;
	const struct body_transfer_accept *body = decoded;
	struct transfer_accept msg = {
		COMMAND_FIELDS(&one.asking.command),
		.passport_id = one.passport.text,
		.transfer_id = one.asking.id.text,
		.party_id = access_subject(req)->user.text,
		.keep_garages = body->keep_garages,
		.keep_garages_count = body->keep_garages_count,
		.terms_version = body->terms_version,
		.reminders = body->reminders,
		.has_reminders = body->has_reminders,
	};
	return asking_end(&one.asking, &msg, err);
}

int http_decline_transfer(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct transfer_asking one = ASKING(service, req, reply);
	if (begin(&one, &transfer_decline_type, err) < 0)
		return -1;
	struct transfer_decline msg = {
		COMMAND_FIELDS(&one.asking.command),
		.passport_id = one.passport.text,
		.transfer_id = one.asking.id.text,
		.party_id = access_subject(req)->user.text,
	};
	return asking_end(&one.asking, &msg, err);
}

int http_cancel_transfer(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct transfer_asking one = ASKING(service, req, reply);
	if (begin(&one, &transfer_cancel_type, err) < 0)
		return -1;
	struct transfer_cancel msg = {
		COMMAND_FIELDS(&one.asking.command),
		.passport_id = one.passport.text,
		.transfer_id = one.asking.id.text,
		.party_id = access_subject(req)->user.text,
	};
	return asking_end(&one.asking, &msg, err);
}

int http_remind_transfer(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct transfer_asking one = ASKING(service, req, reply);
	if (begin(&one, &transfer_remind_type, err) < 0)
		return -1;
	struct transfer_remind msg = {
		COMMAND_FIELDS(&one.asking.command),
		.passport_id = one.passport.text,
		.transfer_id = one.asking.id.text,
		.party_id = access_subject(req)->user.text,
	};
	return asking_end(&one.asking, &msg, err);
}
