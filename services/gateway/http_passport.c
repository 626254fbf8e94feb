/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Car passports: a garage gives them out, links them to fleets, and lets them go; holders
 * read theirs. Who may what is the fleet service's to say, by who asks.
 */
#include "gateway/http_passport.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_passport.h"
#include "gen/body_passport.h"
#include "gen/body_passport_change.h"
#include "gen/body_passport_disown.h"
#include "gen/body_passport_fleet.h"
#include "gen/passport_change.h"
#include "gen/passport_create.h"
#include "gen/passport_disown.h"
#include "gen/passport_invite.h"
#include "gen/passport_join_fleet.h"
#include "gen/passport_leave_fleet.h"
#include "gen/passport_unlink_garage.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200

int reply_thing(struct gateway *gateway, const struct request *req, struct reply *reply,
		const struct uuid *id, row_fn write, struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    write(tx, id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int asking_begin_new(struct asking *asking, const struct msg_type *type, struct err *err)
{
	return command_begin(asking->gateway, asking->req, type, &asking->command, err);
}

int asking_begin(struct asking *asking, const struct msg_type *type, struct err *err)
{
	if (request_path_uuid(asking->req, "id", &asking->id, err) < 0)
		return -1;
	return asking_begin_new(asking, type, err);
}

static int wait_whole(struct asking *asking, enum command_end *end, struct err *err)
{
	if (*end == COMMAND_PENDING || !asking->holds)
		return 0;
	return command_wait_until(asking->gateway, &asking->command, asking->holds,
				  asking->context ? asking->context : &asking->id, end,
				  err);
}

int asking_end(struct asking *asking, const void *msg, struct err *err)
{
	enum command_end end;
	if (command_ask(asking->gateway, &asking->command, msg, &end, NULL, err) < 0 ||
	    wait_whole(asking, &end, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&asking->command, asking->reply);
	int result = reply_thing(asking->gateway, asking->req, asking->reply, &asking->id,
				 asking->write, err);
	if (result == 0 || err->kind != ERR_ABSENT)
		return result;
	err_clear(err);
	reply_status(asking->reply, 204);
	return 0;
}

int request_version(const struct request *req, int64_t *ret_version, struct err *err)
{
	const char *header = request_header(req, "If-Match");
	char *end;
	*ret_version = 0;
	if (!header)
		return 0;
	errno = 0;
	header += strspn(header, "W/\"");
	*ret_version = strtoll(header, &end, 10);
	if (end == header || errno != 0 || *ret_version < 0)
		return err_set(err, ERR_INVALID, "If-Match holds no version");
	return 0;
}

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
		.holds = store_passport_is_whole,
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
	struct asking asking = asking_of(service, req, reply);
	if (asking_begin(&asking, &passport_invite_type, err) < 0)
		return -1;
	struct passport_invite msg = {
		COMMAND_FIELDS(&asking.command),
		.passport_id = asking.id.text,
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
