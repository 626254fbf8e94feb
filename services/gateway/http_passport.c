/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Car passports: a garage gives them out, links them to fleets, and lets them go; holders
 * read theirs. Who may what is the fleet service's to say, by who asks.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_passport.h"
#include "gateway/thing.h"
#include "gen/body_passport.h"
#include "gen/body_passport_change.h"
#include "gen/body_passport_disown.h"
#include "gen/body_passport_fleet.h"
#include "gen/body_passport_invitation.h"
#include "gen/passport_change.h"
#include "gen/passport_create.h"
#include "gen/passport_disown.h"
#include "gen/passport_invite.h"
#include "gen/passport_join_fleet.h"
#include "gen/passport_leave_fleet.h"
#include "gen/passport_unlink_garage.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200

static int read_filter(const struct request *req, struct passport_filter *filter,
		       char plate[PLATE_TEXT], struct err *err)
{
	static const char *const statuses[] = { "created", "invited", "active",
						"transfer_pending", "archived" };
	struct search search = listing_search(request_query(req, "query"));
	snprintf(plate, PLATE_TEXT, "%s", search.plate);
	filter->text = search.text;
	filter->plate = plate;
	if (request_query_word(req, "status", statuses, COUNT_OF(statuses),
			       &filter->status, err) < 0 ||
	    request_query_uuid(req, "fleet", &filter->fleet, err) < 0 ||
	    request_query_uuid(req, "customer", &filter->customer, err) < 0)
		return -1;
	return request_query_uuid(req, "vehicle", &filter->vehicle, err);
}

int http_list_passports(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct strbuf *out = reply_body(reply);
	struct passport_filter filter = { .text = NULL };
	char plate[PLATE_TEXT];
	struct page page;
	AUTO(tx) *tx = NULL;
	if (read_filter(req, &filter, plate, err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(out, "{\"passports\":[");
	if (store_passports_write(tx, &filter, &page, out, err) < 0)
		return -1;
	strbuf_add_char(out, ']');
	listing_write_next(req, reply, &page);
	strbuf_add(out, ",\"counts\":");
	if (store_passport_counts_write(tx, out, err) < 0)
		return -1;
	listing_write_time(req, reply);
	strbuf_add_char(out, '}');
	return tx_commit(TAKE(tx), err);
}

int http_get_passport(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &id, store_passport_write, err);
}

static struct asking asking_of(void *service, struct request *req, struct reply *reply)
{
	return (struct asking){
		.gateway = service,
		.req = req,
		.reply = reply,
		.write = store_passport_write,
	};
}

int http_create_passport(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_passport_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &passport_create_type, err) < 0)
		return -1;
	const struct body_passport *body = decoded;
	asking.id = uuid_from(body->passport_id);
	struct passport_create msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = body->passport_id,
		.vehicle_id = body->vehicle_id,
		.customer_id = body->customer_id,
		.holder = body->holder,
		.company = body->company,
		.street = body->street,
		.postcode = body->postcode,
		.city = body->city,
		.country = body->country,
		.owner = body->owner,
		.fleet_id = body->fleet_id,
		.driving_habit = body->driving_habit,
		.terms_shown = true,
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}

int http_change_passport(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	int64_t version;
	if (request_msg(req, &body_passport_change_type, &decoded, err) < 0 ||
	    request_version(req, &version, err) < 0 ||
	    asking_begin(&asking, &passport_change_type, err) < 0)
		return -1;
	const struct body_passport_change *body = decoded;
	struct passport_change msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
		.expected_version = version,
		.has_expected_version = version > 0,
		.name = body->name,
		.phone = body->phone,
		.company = body->company,
		.street = body->street,
		.postcode = body->postcode,
		.city = body->city,
		.country = body->country,
		.language = body->language,
		.driving_habit = body->driving_habit,
		.habit_consent = body->habit_consent,
		.has_habit_consent = body->has_habit_consent,
	};
	return asking_end(&asking, &msg, err);
}

int http_invite_passport(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	static const struct body_passport_invitation nothing = { .email = NULL };
	struct asking asking = asking_of(service, req, reply);
	const void *decoded = &nothing;
	if ((request_body(req).len > 0 &&
	     request_msg(req, &body_passport_invitation_type, &decoded, err) < 0) ||
	    asking_begin(&asking, &passport_invite_type, err) < 0)
		return -1;
	const struct body_passport_invitation *body = decoded;
	struct passport_invite msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
		.email = body->email,
	};
	return asking_end(&asking, &msg, err);
}

int http_join_fleet(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_passport_fleet_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &passport_join_fleet_type, err) < 0)
		return -1;
	const struct body_passport_fleet *body = decoded;
	struct passport_join_fleet msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
		.fleet_id = body->fleet_id,
	};
	return asking_end(&asking, &msg, err);
}

/* A manager does not see the car after that: 204. */
int http_leave_fleet(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	if (asking_begin(&asking, &passport_leave_fleet_type, err) < 0)
		return -1;
	struct passport_leave_fleet msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
	};
	return asking_end(&asking, &msg, err);
}

/* A garage lets go of the car; an owner names the garage. */
int http_unlink_garage(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const struct subject *subject = access_subject(req);
	const char *garage = request_query(req, "garage");
	if (asking_begin(&asking, &passport_unlink_garage_type, err) < 0)
		return -1;
	if (!role_is_party(subject->role))
		garage = subject->dealer;
	if (!garage || !garage[0] || strlen(garage) >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "garage is missing: which one?");
	struct passport_unlink_garage msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
		.garage = garage,
	};
	return asking_end(&asking, &msg, err);
}

int http_disown_passport(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	static const struct body_passport_disown nothing = { .reason = NULL };
	struct asking asking = asking_of(service, req, reply);
	const void *decoded = &nothing;
	if ((request_body(req).len > 0 &&
	     request_msg(req, &body_passport_disown_type, &decoded, err) < 0) ||
	    asking_begin(&asking, &passport_disown_type, err) < 0)
		return -1;
	const struct body_passport_disown *body = decoded;
	struct passport_disown msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
		.reason = body->reason,
	};
	return asking_end(&asking, &msg, err);
}
