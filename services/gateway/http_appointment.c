/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appointments and the calendar as a garage's staff has them. Whether a slot is free is
 * the service's to say; the calendar here is a moment late.
 */
#include "gateway/http_appointment.h"

#include "base/json_out.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gen/body_appointment_cancel.h"
#include "gen/body_appointment_move.h"
#include "http/problem.h"
#include "sys/zone_file.h"

#define ROWS_PRESET 100
#define ROWS_MOST   500
#define DAYS_PRESET 13
#define DAYS_MOST   92

static const char *const STATUSES[] = { "booked", "cancelled", "came", "missed" };

static int read_date(const struct request *req, const char *name,
		     struct civil_date *ret_date, struct err *err)
{
	const char *text = request_query(req, name);
	*ret_date = NO_DATE;
	if (text && civil_parse(text, ret_date, err) < 0)
		return err_set(err, ERR_INVALID, "%s is not a date like 2026-11-25",
			       name);
	return 0;
}

static int read_range(const struct request *req, struct day_range *ret_range,
		      struct err *err)
{
	if (read_date(req, "from", &ret_range->from, err) < 0)
		return -1;
	return read_date(req, "to", &ret_range->to, err);
}

/* Today on the garage's clock and a fortnight, where nothing is asked. */
static int complete_range(struct tx *tx, const struct request *req,
			  struct day_range *range, struct err *err)
{
	const struct zone *zone;
	struct dealer_facts facts;
	if (store_dealer_facts(tx, access_subject(req)->dealer, &facts, err) < 0 ||
	    zone_find(facts.timezone, &zone, err) < 0)
		return -1;
	if (!civil_is_set(range->from))
		range->from = zone_local(zone, request_received_at(req)).date;
	if (!civil_is_set(range->to))
		range->to = civil_add_days(range->from, DAYS_PRESET);
	if (civil_days_between(range->from, range->to) > DAYS_MOST)
		return err_set(err, ERR_INVALID, "to is more than %d days after from",
			       DAYS_MOST);
	return 0;
}

int http_calendar(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct day_range range;
	AUTO(tx) *tx = NULL;
	if (read_range(req, &range, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    complete_range(tx, req, &range, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"days\":[");
	if (store_calendar_write(tx, range, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

static int read_id(const struct request *req, const char *name, struct uuid *ret_id,
		   struct err *err)
{
	const char *text = request_query(req, name);
	*ret_id = uuid_from(text);
	if (text && !uuid_is_set(ret_id))
		return err_set(err, ERR_INVALID, "%s is not a uuid", name);
	return 0;
}

static int read_filter(const struct request *req, struct booking_filter *filter,
		       struct err *err)
{
	if (read_range(req, &filter->range, err) < 0 ||
	    read_id(req, "vehicle", &filter->vehicle, err) < 0 ||
	    read_id(req, "customer", &filter->customer, err) < 0)
		return -1;
	return request_query_word(req, "status", STATUSES, COUNT_OF(STATUSES),
				  &filter->status, err);
}

int http_list_appointments(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct booking_filter filter;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (read_filter(req, &filter, err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"appointments\":[");
	if (store_bookings_write(tx, &filter, &page, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

static int reply_one(struct gateway *gateway, const struct request *req,
		     struct reply *reply, const struct uuid *id, struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_booking_write(tx, id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_get_appointment(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_one(service, req, reply, &id, err);
}

static struct booking_asker staff(struct gateway *gateway, const struct request *req)
{
	const struct subject *subject = access_subject(req);
	return (struct booking_asker){
		.gateway = gateway,
		.req = req,
		.as = { subject->dealer, subject->login },
		.garage = subject->dealer,
		.by = BOOKING_BY_GARAGE,
	};
}

int appointment_refuse(struct request *req, const struct booking_end *end,
		       struct err *err)
{
	STRBUF_AUTO more = strbuf_new(400);
	struct json_out out = json_out_into(&more);
	char date[CIVIL_TEXT];
	if (end->nearest_count == 0)
		return -1;
	json_out_open_array(&out, "slots");
	for (size_t i = 0; i < end->nearest_count; i++) {
		json_out_open_object(&out, NULL);
		json_out_text(&out, "date", civil_format(end->nearest[i].date, date));
		json_out_text(&out, "time", end->nearest[i].time);
		json_out_close_object(&out);
	}
	json_out_close_array(&out);
	return problem_refuse(req, err, more.text);
}

/* What was asked has been answered: the appointment as it then is. */
static int tell(struct gateway *gateway, struct request *req, struct reply *reply,
		const struct booking_end *end, const struct uuid *id, struct err *err)
{
	if (end->end == COMMAND_PENDING)
		return command_reply_pending(&end->command, reply);
	return reply_one(gateway, req, reply, id, err);
}

void appointment_from_body(const struct body_appointment *body,
			   struct appointment_book *ret_book)
{
	*ret_book = (struct appointment_book){
		.appointment_id = body->appointment_id,
		.date = body->date,
		.time = body->time,
		.kinds = body->kinds,
		.kinds_count = body->kinds_count,
		.stay = body->stay,
		.remarks = body->remarks,
		.plate = body->plate,
		.vehicle_id = body->vehicle_id,
		.customer_id = body->customer_id,
		.passport_id = body->passport_id,
		.inspection_id = body->inspection_id,
		.proposal_id = body->proposal_id,
		.contact = body->contact,
	};
}

int http_book_appointment(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct booking_asker asker = staff(service, req);
	struct appointment_book book;
	struct booking_end end;
	const void *decoded;
	if (request_msg(req, &body_appointment_type, &decoded, err) < 0)
		return -1;
	const struct body_appointment *body = decoded;
	struct uuid id = uuid_from(body->appointment_id);
	appointment_from_body(body, &book);
	if (booking_book(&asker, &book, &end, err) < 0)
		return appointment_refuse(req, &end, err);
	reply_status(reply, 201);
	return tell(service, req, reply, &end, &id, err);
}

int http_move_appointment(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct booking_asker asker = staff(service, req);
	struct booking_end end;
	const void *decoded;
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_msg(req, &body_appointment_move_type, &decoded, err) < 0)
		return -1;
	const struct body_appointment_move *body = decoded;
	struct booking_move move = { id.text, body->date, body->time };
	if (booking_move(&asker, &move, &end, err) < 0)
		return appointment_refuse(req, &end, err);
	return tell(service, req, reply, &end, &id, err);
}

/* The body is optional: a reason need not be given. */
int http_cancel_appointment(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	static const struct body_appointment_cancel none = { .reason = NULL };
	struct booking_asker asker = staff(service, req);
	const void *decoded = &none;
	struct booking_end end;
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    (request_body(req).len > 0 &&
	     request_msg(req, &body_appointment_cancel_type, &decoded, err) < 0))
		return -1;
	const struct body_appointment_cancel *body = decoded;
	if (booking_cancel(&asker, id.text, body->reason, &end, err) < 0)
		return -1;
	return tell(service, req, reply, &end, &id, err);
}

static int close_it(void *service, struct request *req, struct reply *reply, bool came,
		    struct err *err)
{
	struct booking_asker asker = staff(service, req);
	struct booking_end end;
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    booking_close(&asker, id.text, came, &end, err) < 0)
		return -1;
	return tell(service, req, reply, &end, &id, err);
}

int http_appointment_came(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	return close_it(service, req, reply, true, err);
}

int http_appointment_missed(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	return close_it(service, req, reply, false, err);
}
