/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fleet accounts: a garage makes them and sees its own cars in them; the manager changes
 * the account.
 */
#include "gateway/thing.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_passport.h"
#include "gen/body_fleet.h"
#include "gen/body_fleet_address.h"
#include "gen/body_fleet_change.h"
#include "gen/body_fleet_manager.h"
#include "gen/fleet_add_manager.h"
#include "gen/fleet_change.h"
#include "gen/fleet_create.h"
#include "gen/fleet_invite.h"
#include "gen/fleet_remove_manager.h"
#include "gen/party_change_email.h"

int http_list_fleets(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct int_range limits = { 1, 100, 50 };
	const char *text = request_query(req, "query");
	struct page page;
	AUTO(tx) *tx = NULL;
	if (listing_page(req, CURSOR_NAME, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"fleets\":[");
	if (store_fleets_write(tx, text && text[0] ? text : NULL, &page,
			       reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}

int http_get_fleet(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &id, store_fleet_write, err);
}

static int check_fleet(struct tx *tx, const struct uuid *id, struct err *err)
{
	struct uuid manager;
	return store_fleet_manager(tx, id, &manager, err);
}

int http_list_fleet_vehicles(void *service, struct request *req, struct reply *reply,
			     struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"vehicles\":[");
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 || check_fleet(tx, &id, err) < 0 ||
	    store_fleet_vehicles_write(tx, &id, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	return tx_commit(TAKE(tx), err);
}

static struct asking asking_of(void *service, struct request *req, struct reply *reply)
{
	return (struct asking){
		.gateway = service,
		.req = req,
		.reply = reply,
		.write = store_fleet_write,
	};
}

int http_create_fleet(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_fleet_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &fleet_create_type, err) < 0)
		return -1;
	const struct body_fleet *body = decoded;
	/* Asked again it is the same party. */
	struct uuid manager = uuid_named("party", asking.command.id.text, NULL);
	asking.id = uuid_from(body->fleet_id);
	struct fleet_create msg = {
		COMMAND_FIELDS(&asking.command),  .fleet_id = body->fleet_id,
		.passport_id = body->passport_id, .name = body->name,
		.manager_id = manager.text,       .manager = body->manager,
		.staging = body->staging,
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}

int http_invite_fleet(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	if (asking_begin(&asking, &fleet_invite_type, err) < 0)
		return -1;
	struct fleet_invite msg = {
		COMMAND_FIELDS(&asking.command),
		.fleet_id = asking.id.text,
	};
	return asking_end(&asking, &msg, err);
}

static int find_manager(struct asking *asking, struct uuid *ret_party, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(asking->gateway, asking->req, &tx, err) < 0 ||
	    store_fleet_manager(tx, &asking->id, ret_party, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* iGarage manual, "Inrichten vooraf": on an address of the garage's own first, later the
 * manager's, who gets a link. */
int http_put_fleet_address(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	struct uuid manager;
	const void *decoded;
	if (request_msg(req, &body_fleet_address_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &party_change_email_type, err) < 0 ||
	    find_manager(&asking, &manager, err) < 0)
		return -1;
	const struct body_fleet_address *body = decoded;
	struct party_change_email msg = {
		COMMAND_FIELDS(&asking.command),
		.party_id = manager.text,
		.email = body->email,
		.name = body->name,
	};
	return asking_end(&asking, &msg, err);
}

/* The fleet that the signed-in manager runs. */
static int find_own(void *service, const struct request *req, struct uuid *ret_fleet,
		    struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_fleet_own(tx, ret_fleet, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_get_own_fleet(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct uuid fleet;
	if (find_own(service, req, &fleet, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &fleet, store_fleet_write, err);
}

int http_put_own_fleet(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_fleet_change_type, &decoded, err) < 0 ||
	    find_own(service, req, &asking.id, err) < 0 ||
	    asking_begin_new(&asking, &fleet_change_type, err) < 0)
		return -1;
	const struct body_fleet_change *body = decoded;
	struct fleet_change msg = {
		COMMAND_FIELDS(&asking.command),
		.fleet_id = asking.id.text,
		.expected_version = body->expected_version,
		.has_expected_version = body->has_expected_version,
		.name = body->name,
		.approval_limit_cents = body->approval_limit_cents,
		.has_approval_limit_cents = body->has_approval_limit_cents,
		.messages = (enum fleet_change_messages)body->messages,
		.anchor_id = body->anchor_id,
	};
	return asking_end(&asking, &msg, err);
}

int http_add_fleet_manager(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_fleet_manager_type, &decoded, err) < 0 ||
	    find_own(service, req, &asking.id, err) < 0 ||
	    asking_begin_new(&asking, &fleet_add_manager_type, err) < 0)
		return -1;
	const struct body_fleet_manager *body = decoded;
	struct fleet_add_manager msg = {
		COMMAND_FIELDS(&asking.command),
		.fleet_id = asking.id.text,
		.party_id = body->party_id,
		.manager = { .email = body->email, .name = body->name },
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}

int http_remove_fleet_manager(void *service, struct request *req, struct reply *reply,
			      struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	struct uuid party;
	if (request_path_uuid(req, "party_id", &party, err) < 0 ||
	    find_own(service, req, &asking.id, err) < 0 ||
	    asking_begin_new(&asking, &fleet_remove_manager_type, err) < 0)
		return -1;
	struct fleet_remove_manager msg = {
		COMMAND_FIELDS(&asking.command),
		.fleet_id = asking.id.text,
		.party_id = party.text,
	};
	return asking_end(&asking, &msg, err);
}
