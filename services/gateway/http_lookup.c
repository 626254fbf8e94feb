/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vehicles and customers: looked up at the desk, and corrected.
 */
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_desk.h"
#include "gateway/store_list.h"
#include "gen/body_correction.h"
#include "gen/vehicle_correct.h"

int http_get_vehicle(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct plate plate = plate_read(request_path(req, "plate"));
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (!plate.normalised[0])
		return err_set(err, ERR_INVALID, "plate holds no letters or digits");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_vehicle_write(tx, plate.normalised, reply_body(reply), &version, err) <
		    0)
		return -1;
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_find_customers(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct int_range limits = { 1, 100, 20 };
	struct search search = listing_search(request_query(req, "query"));
	struct page page;
	AUTO(tx) *tx = NULL;
	if (!search.text || strlen(search.text) < 2)
		return err_set(err, ERR_INVALID, "query needs at least 2 characters");
	if (listing_page(req, CURSOR_NAME, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"customers\":[");
	if (store_customers_find(tx, search.text, search.plate, &page, reply_body(reply),
				 err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}

int http_get_customer(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_customer_write(tx, &id, reply_body(reply), err) < 0)
		return -1;
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

static int check_vehicle(struct gateway *gateway, const struct request *req,
			 struct uuid *ret_id, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", ret_id, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_vehicle_exists(tx, ret_id, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int check_correction(const struct body_correction *body, struct err *err)
{
	bool interval = body->kind == BODY_CORRECTION_KIND_INTERVAL;
	if (!interval && !body->visit_id)
		return err_set(err, ERR_INVALID, "/visit_id is missing");
	if (interval && !body->has_interval_months && !body->has_interval_km)
		return err_set(err, ERR_INVALID,
			       "/interval_months or /interval_km is missing");
	return 0;
}

static int reply_corrected(struct gateway *gateway, const struct request *req,
			   struct reply *reply, const struct command *command,
			   const char *proposal, struct err *err)
{
	struct uuid id = uuid_from(proposal);
	AUTO(tx) *tx = NULL;
	strbuf_addf(reply_body(reply), "{\"command_id\":\"%s\"", command->id.text);
	if (uuid_is_set(&id)) {
		strbuf_add(reply_body(reply), ",\"proposal\":");
		if (portal_begin(gateway, req, &tx, err) < 0 ||
		    store_proposal_write(tx, &id, reply_body(reply), NULL, err) < 0)
			return -1;
	}
	strbuf_add_char(reply_body(reply), '}');
	return 0;
}

int http_correct_vehicle(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct command command;
	struct uuid id;
	enum command_end end;
	const void *decoded;
	if (request_msg(req, &body_correction_type, &decoded, err) < 0)
		return -1;
	const struct body_correction *body = decoded;
	if (check_correction(body, err) < 0 ||
	    check_vehicle(service, req, &id, err) < 0 ||
	    command_begin(service, req, &vehicle_correct_type, &command, err) < 0)
		return -1;
	struct vehicle_correct msg = {
		COMMAND_FIELDS(&command),
		.vehicle_id = id.text,
		.kind = (enum vehicle_correct_kind)body->kind,
		.visit_id = body->visit_id,
		.odometer_km = body->odometer_km,
		.has_odometer_km = body->has_odometer_km,
		.interval_months = body->interval_months,
		.has_interval_months = body->has_interval_months,
		.interval_km = body->interval_km,
		.has_interval_km = body->has_interval_km,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	return reply_corrected(service, req, reply, &command, body->proposal_id, err);
}
