/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's checklists, and the customers it invited to register a car for an
 * inspection.
 */
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_inspection.h"
#include "gen/body_checklist.h"
#include "gen/body_registration.h"
#include "gen/checklist_save.h"
#include "gen/registration_invite.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200

int http_list_checklists(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"checklists\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_checklists_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

typedef int (*write_fn)(struct tx *tx, const struct uuid *id, struct strbuf *out,
			int64_t *ret_version, struct err *err);

static int reply_row(struct gateway *gateway, const struct request *req,
		     struct reply *reply, const struct uuid *id, write_fn write,
		     struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    write(tx, id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_get_checklist(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_row(service, req, reply, &id, store_checklist_write, err);
}

int http_put_checklist(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct command command;
	enum command_end end;
	struct uuid id;
	const void *decoded;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_msg(req, &body_checklist_type, &decoded, err) < 0 ||
	    command_begin(service, req, &checklist_save_type, &command, err) < 0)
		return -1;
	const struct body_checklist *body = decoded;
	struct checklist_save msg = {
		COMMAND_FIELDS(&command),
		.checklist_id = id.text,
		.name = body->name,
		.brand = body->brand,
		.active = body->active,
		.expected_version = body->expected_version,
		.has_expected_version = true,
		.points = body->points,
		.points_count = body->points_count,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	return reply_row(service, req, reply, &id, store_checklist_write, err);
}

int http_list_registrations(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	static const char *const statuses[] = { "invited", "active", "used", "expired" };
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	const char *status;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (request_query_word(req, "status", statuses, COUNT_OF(statuses), &status,
			       err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"registrations\":[");
	if (store_registrations_write(tx, status, &page, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_invite_registration(void *service, struct request *req, struct reply *reply,
			     struct err *err)
{
	struct command command;
	enum command_end end;
	const void *decoded;
	if (request_msg(req, &body_registration_type, &decoded, err) < 0 ||
	    command_begin(service, req, &registration_invite_type, &command, err) < 0)
		return -1;
	const struct body_registration *body = decoded;
	struct uuid id = uuid_from(body->registration_id);
	struct registration_invite msg = {
		COMMAND_FIELDS(&command),
		.registration_id = body->registration_id,
		.customer_id = body->customer_id,
		.vehicle_id = body->vehicle_id,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	reply_status(reply, 201);
	return reply_row(service, req, reply, &id, store_registration_write, err);
}
