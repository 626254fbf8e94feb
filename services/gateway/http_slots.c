/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a holder may book for a car, at a garage that looks after it.
 */
#include "gateway/http_appointment.h"

#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/passport.h"
#include "sys/zone_file.h"

/* As the fleet service has them where a garage says nothing. */
#define BOOKING_DAYS_PRESET 60
#define NOTICE_HOURS_PRESET 24
#define DAYS_MOST           366

int appointment_window(const struct dealer_state *dealer, struct instant now,
		       struct booking_window *ret_window, struct err *err)
{
	int64_t days =
		dealer->has_booking_days ? dealer->booking_days : BOOKING_DAYS_PRESET;
	int64_t hours = dealer->has_booking_notice_hours ? dealer->booking_notice_hours
							 : NOTICE_HOURS_PRESET;
	*ret_window = (struct booking_window){
		.open = dealer->active && dealer->opening_count > 0,
	};
	if (zone_find(dealer->timezone, &ret_window->zone, err) < 0)
		return -1;
	struct civil_date today = zone_local(ret_window->zone, now).date;
	ret_window->free = (struct free_slots){
		.range = { today, civil_add_days(today, (int32_t)days) },
		.earliest = instant_add_seconds(now, hours * 3600),
		.limit = DAYS_MOST,
	};
	return 0;
}

int appointment_window_of(struct tx *tx, const char *garage,
			  struct booking_window *ret_window, struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *dealer;
	if (store_dealer_load(tx, garage, &json, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(json), &dealer, err) < 0)
		return -1;
	int result = appointment_window(dealer, tx_now(tx), ret_window, err);
	msg_free(&dealer_state_type, dealer);
	return result;
}

/* The garage that is named, of those that look after the car now; else the newest. */
static const struct passport_garage *find_garage(const struct passport_view *view,
						 const char *code)
{
	if (!code)
		return passport_garage_now(view);
	for (size_t i = 0; i < view->garages_count; i++)
		if (strcmp(view->garages[i].dealer, code) == 0 &&
		    !instant_is_set(view->garages[i].until))
			return &view->garages[i];
	return NULL;
}

static int no_garage(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "NO_GARAGE",
			    "no such garage looks after this car");
}

int http_passport_slots(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct passport_view view;
	struct booking_window window;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    passport_begin(service, req, &id, &tx, &view, err) < 0)
		return -1;
	const struct passport_garage *garage =
		find_garage(&view, request_query(req, "garage"));
	if (!garage)
		return no_garage(err);
	if (passport_turn_to(tx, &view, garage, err) < 0 ||
	    appointment_window_of(tx, garage->dealer, &window, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"garage\":\"%s\",\"days\":[", garage->dealer);
	if (window.open &&
	    store_free_days_write(tx, &window.free, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

/* What the holder books with; texts lend from rows. */
struct own_booking {
	struct appointment_book book;
	struct wire_contact contact;
	struct rows *rows;
	struct passport_garage garage;
};

static int load_own(void *service, struct request *req,
		    const struct body_appointment *body, struct own_booking *own,
		    struct err *err)
{
	struct passport_view view;
	struct own_contact contact;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    passport_begin(service, req, &id, &tx, &view, err) < 0)
		return -1;
	const struct passport_garage *garage = find_garage(&view, body->garage);
	if (!garage)
		return no_garage(err);
	if (store_own_contact(tx, &contact, &own->rows, err) < 0)
		return -1;
	own->garage = *garage;
	own->contact = (struct wire_contact){
		.email = contact.email,
		.name = contact.name,
		.phone = contact.phone,
		.language = wire_language_of(contact.language),
	};
	return tx_commit(TAKE(tx), err);
}

static int book_own(void *service, struct request *req, struct own_booking *own,
		    struct reply *reply, struct err *err)
{
	const struct subject *subject = access_subject(req);
	struct booking_asker asker = {
		.gateway = service,
		.req = req,
		.as = { subject->dealer, subject->login },
		.garage = own->garage.dealer,
		.by = BOOKING_BY_HOLDER,
	};
	struct uuid id = uuid_from(own->book.appointment_id);
	struct booking_end end;
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (booking_book(&asker, &own->book, &end, err) < 0)
		return appointment_refuse(req, &end, err);
	if (end.end == COMMAND_PENDING)
		return command_reply_pending(&end.command, reply);
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_booking_write(tx, &id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_status(reply, 201);
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_book_for_passport(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct own_booking own = { .rows = NULL };
	const void *decoded;
	if (request_msg(req, &body_appointment_type, &decoded, err) < 0)
		return -1;
	const struct body_appointment *body = decoded;
	if (load_own(service, req, body, &own, err) < 0) {
		rows_free(own.rows);
		return -1;
	}
	appointment_from_body(body, &own.book);
	/* The car and the person are those of the passport, whatever else was sent. */
	own.book.passport_id = request_path(req, "id");
	own.book.vehicle_id = own.book.customer_id = own.book.plate = NULL;
	own.book.inspection_id = own.book.proposal_id = NULL;
	if (!own.book.contact)
		own.book.contact = &own.contact;
	int result = book_own(service, req, &own, reply, err);
	rows_free(own.rows);
	return result;
}
