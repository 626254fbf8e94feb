/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An appointment for one's own car, at the garage that looks after it: every free slot is
 * a button. Whether it is still free is the service's to say; if not, the nearest are
 * offered and what was typed stays.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/booking.h"
#include "gateway/http_holder.h"
#include "gateway/http_routes.h"
#include "gateway/pages/book_page.h"
#include "gateway/pages/light_page.h"
#include "gateway/slots.h"
#include "sys/uuid_new.h"

#define REMARKS_MOST 600
#define REMARKS_TEXT (4 * REMARKS_MOST + 1)
#define PLACE_TEXT   80

struct booking {
	struct party party;
	struct passport_view view;
	struct holder_facts facts;
	struct passport_garage garage;
	struct slots slots;
	char remarks[REMARKS_TEXT];
	char key[UUID_TEXT];
	char place[PLACE_TEXT]; /* of this page */
	char home[PLACE_TEXT];
};

static void booking_done(struct booking *booking)
{
	party_done(&booking->party);
	slots_done(&booking->slots);
}
#define BOOKING_AUTO __attribute__((cleanup(booking_done))) struct booking

static int load_slots(struct booking *booking, struct err *err)
{
	struct slots_wish wish = { .from = slots_from(booking->party.req),
				   .path = booking->place };
	struct booking_window window;
	struct passport_view view;
	AUTO(tx) *tx = NULL;
	if (holder_begin(&booking->party, &tx, &view, err) < 0 ||
	    passport_turn_to(tx, &view, &booking->garage, err) < 0 ||
	    appointment_window_of(tx, booking->garage.dealer, &window, err) < 0 ||
	    slots_load(tx, &window, &wish, &booking->slots, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int load(void *service, struct request *req, struct reply *reply,
		struct booking *booking, struct err *err)
{
	booking->party = party_signed_in(service, req, reply);
	if (holder_open(&booking->party, &booking->view, &booking->facts, err) < 0)
		return -1;
	const struct passport_garage *garage = passport_garage_now(&booking->view);
	if (!garage)
		return err_set(err, ERR_ABSENT, "no garage looks after this car");
	booking->garage = *garage;
	snprintf(booking->home, sizeof(booking->home), "/mijn/auto/%s",
		 booking->view.passport.text);
	snprintf(booking->place, sizeof(booking->place), "%.60s/afspraak", booking->home);
	return load_slots(booking, err);
}

static int show(struct booking *booking, const char *problem, struct err *err)
{
	struct page_frame frame = party_frame(&booking->party);
	struct page_book view = {
		.facts = &booking->facts,
		.slots = booking->slots.page.path ? &booking->slots.page : NULL,
		.remarks = booking->remarks,
		.key = booking->key,
	};
	frame.problem = problem;
	frame.home = booking->home;
	return page_book_write(&frame, &view,
			       party_html(&booking->party, problem ? 409 : 200), err);
}

int http_booking_page(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	const char *light = request_query(req, "light");
	const char *path = request_query(req, "path");
	struct uuid key = uuid_new(request_received_at(req));
	STRBUF_AUTO complaint = strbuf_new(REMARKS_TEXT);
	BOOKING_AUTO booking = { .key = "" };
	if (load(service, req, reply, &booking, err) < 0)
		return party_refuse(&booking.party, "/mijn", err);
	if (light)
		page_light_complaint(booking.party.tongue, light, path ? path : "",
				     &complaint);
	snprintf(booking.remarks, sizeof(booking.remarks), "%s", complaint.text);
	memcpy(booking.key, key.text, UUID_TEXT);
	return show(&booking, NULL, err);
}

/* How the holder is reached; texts lend from *ret_rows. */
static int load_contact(const struct booking *booking, struct wire_contact *ret_contact,
			struct rows **ret_rows, struct err *err)
{
	struct own_contact own;
	AUTO(tx) *tx = NULL;
	if (party_begin(&booking->party, &tx, err) < 0 ||
	    store_own_contact(tx, &own, ret_rows, err) < 0)
		return -1;
	*ret_contact = (struct wire_contact){
		.email = own.email,
		.name = own.name,
		.phone = own.phone,
		.language = wire_language_of(own.language),
	};
	return tx_commit(TAKE(tx), err);
}

static int ask(const struct booking *booking, const struct slots_pressed *pressed,
	       struct booking_end *end, struct err *err)
{
	const struct party *party = &booking->party;
	enum wire_appointment_kind kind = booking_kind(party->req);
	struct wire_contact contact;
	char stay[20] = "";
	AUTO(rows) *rows = NULL;
	if (load_contact(booking, &contact, &rows, err) < 0)
		return -1;
	request_form(party->req, "stay", stay, sizeof(stay));
	struct booking_asker asker = {
		.gateway = party->gateway,
		.req = party->req,
		.as = { party->tenant, party->tenant },
		.garage = booking->garage.dealer,
		.by = BOOKING_BY_HOLDER,
	};
	struct appointment_book book = {
		.appointment_id = booking->key,
		.date = pressed->date,
		.time = pressed->time,
		.kinds = &kind,
		.kinds_count = 1,
		.stay = wire_stay_of(stay),
		.remarks = booking->remarks[0] ? booking->remarks : NULL,
		.passport_id = booking->view.passport.text,
		.contact = &contact,
	};
	return booking_book(&asker, &book, end, err);
}

/* The slot went meanwhile: the same page, with the nearest that are left. */
static int offer_others(struct booking *booking, const struct booking_end *end,
			struct err *err)
{
	bool taken = strcmp(err->code, "SLOT_TAKEN") == 0;
	err_clear(err);
	slots_offer(&booking->slots, end);
	return show(booking, taken ? "visit_taken" : "visit_no_slot", err);
}

int http_booking(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct booking_end end = { .nearest_count = 0 };
	struct slots_pressed pressed;
	BOOKING_AUTO booking = { .key = "" };
	if (load(service, req, reply, &booking, err) < 0)
		return party_refuse(&booking.party, "/mijn", err);
	if (!request_form(req, "key", booking.key, sizeof(booking.key)) ||
	    !uuid_is_valid(booking.key))
		return err_set(err, ERR_INVALID, "key is missing");
	if (party_field(req, "remarks", REMARKS_MOST, booking.remarks, err) < 0) {
		err_clear(err);
		return show(&booking, "text_too_long", err);
	}
	if (!slots_pressed(req, &pressed))
		return show(&booking, "visit_no_slot", err);
	int asked = ask(&booking, &pressed, &end, err);
	if (asked < 0 && strcmp(err->code, "APPOINTMENT_EXISTS") != 0)
		return end.nearest_count > 0
			       ? offer_others(&booking, &end, err)
			       : party_refuse(&booking.party, booking.home, err);
	if (asked == 0 && end.end == COMMAND_PENDING)
		return party_tell(&booking.party, 503, "not_yet", booking.home, err);
	err_clear(err);
	return party_see(&booking.party, "%s?said=booked", booking.home);
}
