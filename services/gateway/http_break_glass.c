/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transfers of a fleet's car that support asks for: asked by one, decided by another,
 * read by both and by the fleet's managers. What an approval sets off: break_glass.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "flow/engine.h"
#include "gateway/break_glass.h"
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/body_break_glass.h"
#include "gen/body_break_glass_step.h"
#include "pg/pg.h"
#include "text/address.h"

#define VALID_SECONDS (INT64_C(24) * 3600)
#define REASON_LEAST  20

struct glass_asking {
	struct break_glass request;
	const struct subject *by;
	struct plate plate;
	struct uuid passport;
};

static int keep(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct glass_asking *asking = context;
	struct break_glass *request = &asking->request;
	AUTO(rows) *rows = NULL;
	bool known;
	(void)say;
	request->expires_at = instant_add_seconds(tx_now(tx), VALID_SECONDS);
	if (store_break_glass_known(tx, request, &known, err) < 0)
		return -1;
	if (known)
		return 0;
	if (store_break_glass_car(tx, &asking->passport, asking->plate.normalised,
				  request, &rows, err) < 0)
		return -1;
	return store_break_glass_add(tx, request, asking->by->login, err);
}

/* Blanks are no reason. */
static int check_ask(const struct body_break_glass *body, struct address *ret_address,
		     struct err *err)
{
	size_t letters = 0;
	for (const char *at = body->reason; *at; at++)
		letters += (unsigned char)*at > ' ';
	if (letters < REASON_LEAST)
		return err_set_code(err, ERR_INVALID, "REASON_SHORT",
				    "say why in at least %d letters", REASON_LEAST);
	if (!body->passport_id && (!body->plate || !body->plate[0]))
		return err_set_code(err, ERR_INVALID, "CAR_NEEDED",
				    "give the car's plate or passport_id");
	return address_read(body->recipient.email, ret_address, err);
}

/* The request as it is now, for who asks. */
static int reply_request(struct gateway *gateway, const struct request *req,
			 const struct uuid *id, struct reply *reply, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_break_glass_write(tx, id, &access_subject(req)->user, reply_body(reply),
				    err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_ask_break_glass(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct gateway *gateway = service;
	const struct subject *subject = access_subject(req);
	struct glass_asking asking = { .by = subject };
	struct address address;
	const void *decoded;
	char cause[100];
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, subject->login, err) < 0 ||
	    request_msg(req, &body_break_glass_type, &decoded, err) < 0 ||
	    command_key(req, &asking.request.id, err) < 0)
		return -1;
	const struct body_break_glass *body = decoded;
	if (check_ask(body, &address, err) < 0)
		return -1;
	if (body->passport_id)
		asking.passport = uuid_from(body->passport_id);
	asking.plate = plate_read(body->plate);
	asking.request.kind = wire_transfer_kind_word(body->kind);
	asking.request.recipient_email = address.typed;
	asking.request.recipient_name = body->recipient.name ? body->recipient.name : "";
	asking.request.reason = body->reason;
	asking.request.asked_user = subject->user;
	asking.request.asked_by = subject->name;
	snprintf(cause, sizeof(cause), "break-glass/%s", asking.request.id.text);
	if (flow_do(gateway->flow, cause, keep, &asking, err) < 0)
		return -1;
	reply_status(reply, 201);
	return reply_request(gateway, req, &asking.request.id, reply, err);
}

static int decide(struct gateway *gateway, struct request *req, struct reply *reply,
		  const char *status, struct err *err)
{
	struct glass_decision decision = { .by = access_subject(req), .status = status };
	const void *decoded;
	char cause[100];
	if (request_path_uuid(req, "id", &decision.id, err) < 0 ||
	    request_msg(req, &body_break_glass_step_type, &decoded, err) < 0)
		return -1;
	const struct body_break_glass_step *body = decoded;
	decision.version = body->expected_version;
	decision.note = body->note ? body->note : "";
	snprintf(cause, sizeof(cause), "break-glass/%s/%s", decision.id.text, status);
	if (flow_do(gateway->flow, cause, break_glass_decide, &decision, err) < 0)
		return -1;
	return reply_request(gateway, req, &decision.id, reply, err);
}

int http_approve_break_glass(void *service, struct request *req, struct reply *reply,
			     struct err *err)
{
	return decide(service, req, reply, GLASS_APPROVED, err);
}

int http_refuse_break_glass(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	return decide(service, req, reply, GLASS_REFUSED, err);
}

int http_withdraw_break_glass(void *service, struct request *req, struct reply *reply,
			      struct err *err)
{
	return decide(service, req, reply, GLASS_WITHDRAWN, err);
}

static int write_list(struct tx *tx, const struct uuid *reader, struct reply *reply,
		      struct err *err)
{
	strbuf_add(reply_body(reply), "{\"requests\":[");
	if (store_break_glass_list(tx, reader, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return 0;
}

int http_list_break_glass(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct gateway *gateway = service;
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    write_list(tx, &access_subject(req)->user, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_fleet_break_glass(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(service, req, &tx, err) < 0 ||
	    write_list(tx, &access_subject(req)->user, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}
