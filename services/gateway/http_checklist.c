/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's checklists, and the customers it invited to register a car for an
 * inspection.
 */
#include "gateway/http_routes.h"
#include "gateway/store_inspection.h"
#include "gateway/thing.h"
#include "gen/body_checklist.h"
#include "gen/body_registration.h"
#include "gen/checklist_save.h"
#include "gen/registration_invite.h"

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

int http_get_checklist(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &id, store_checklist_write, err);
}

int http_put_checklist(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_checklist_write };
	const void *decoded;
	if (request_msg(req, &body_checklist_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &checklist_save_type, err) < 0)
		return -1;
	const struct body_checklist *body = decoded;
	struct checklist_save msg = {
		COMMAND_FIELDS(&asking.command),
		.checklist_id = asking.id.text,
		.name = body->name,
		.brand = body->brand,
		.active = body->active,
		.expected_version = body->expected_version,
		.has_expected_version = true,
		.points = body->points,
		.points_count = body->points_count,
	};
	return asking_end(&asking, &msg, err);
}

int http_list_registrations(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	static const char *const statuses[] = { "invited", "active", "used", "expired" };
	static const struct listed registrations = { "registrations", statuses,
						     COUNT_OF(statuses),
						     store_registrations_write, NULL };
	return reply_listed(service, req, reply, &registrations, err);
}

int http_invite_registration(void *service, struct request *req, struct reply *reply,
			     struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_registration_write };
	const void *decoded;
	if (request_msg(req, &body_registration_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &registration_invite_type, err) < 0)
		return -1;
	const struct body_registration *body = decoded;
	asking.id = uuid_from(body->registration_id);
	struct registration_invite msg = {
		COMMAND_FIELDS(&asking.command),
		.registration_id = body->registration_id,
		.customer_id = body->customer_id,
		.vehicle_id = body->vehicle_id,
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}
