/* SPDX-License-Identifier: Apache-2.0 */
/* What a report's page offers of the calendar, and the appointment made of it. */
#include "gateway/http_mine_book.h"

#include <stdio.h>
#include <string.h>

#include "gateway/slots.h"
#include "gen/appointment_state.h"
#include "sys/uuid_new.h"

#define PATH_BYTES 260

struct offer {
	struct page_booking page;
	struct slots slots;
	struct appointment_state *booked;
	struct uuid key;
	char path[PATH_BYTES];
};

static void offer_done(struct offer *offer)
{
	slots_done(&offer->slots);
	msg_free(&appointment_state_type, offer->booked);
}
#define OFFER_AUTO __attribute__((cleanup(offer_done))) struct offer

static const char *email_of(const struct mine *mine)
{
	const struct inspection_version_state_form *form = &mine->saved.version->form;
	const char *email = form->customer ? form->customer->email : NULL;
	return email && *email ? email : NULL;
}

static int load_booked(struct tx *tx, const struct mine *mine, struct offer *offer,
		       struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *decoded;
	if (store_booking_of_form(tx, &mine->target.id, &json, err) < 0)
		return -1;
	if (!json)
		return 0;
	if (msg_decode(&appointment_state_type, slice_of(json), &decoded, err) < 0)
		return -1;
	offer->booked = decoded;
	return 0;
}

static int load_offer(const struct mine *mine, struct offer *offer, struct err *err)
{
	struct slots_wish wish = { .from = slots_from(mine->req), .path = offer->path };
	struct booking_window window;
	struct link_target target;
	AUTO(tx) *tx = NULL;
	snprintf(offer->path, sizeof(offer->path), "/m/%.200s", mine->token);
	if (link_begin(mine->gateway, mine->token, &tx, &target, err) < 0 ||
	    appointment_window(mine->saved.dealer, request_received_at(mine->req),
			       &window, err) < 0 ||
	    slots_load(tx, &window, &wish, &offer->slots, err) < 0 ||
	    load_booked(tx, mine, offer, err) < 0)
		return -1;
	offer->key = uuid_new(request_received_at(mine->req));
	offer->page = (struct page_booking){
		.slots = &offer->slots.page,
		.booked = offer->booked,
		.key = offer->key.text,
		.open = civil_is_set(wish.from),
	};
	return tx_commit(TAKE(tx), err);
}

static int write_report(const struct mine *mine, const struct page_frame *frame,
			struct page_report *report, struct offer *offer, int status,
			struct err *err)
{
	if (email_of(mine) && offer->slots.page.path)
		report->booking = &offer->page;
	return page_report_write(frame, report, mine_html(mine, status), err);
}

int mine_report(const struct mine *mine, const struct page_frame *frame,
		struct page_report *report, int status, struct err *err)
{
	OFFER_AUTO offer = { .booked = NULL };
	/* Who is signed in books on the car's own page. */
	if (mine->token && load_offer(mine, &offer, err) < 0)
		return -1;
	offer.page.open = offer.page.open || mine_is_booking(mine->req);
	return write_report(mine, frame, report, &offer, status, err);
}

bool mine_is_booking(const struct request *req)
{
	struct slots_pressed pressed;
	return slots_pressed(req, &pressed);
}

/* The slot went meanwhile: the same page, with the nearest that are left. */
static int offer_others(const struct mine *mine, const struct booking_end *end,
			const char *remarks, struct err *err)
{
	struct page_frame frame = mine_frame(mine);
	struct page_report report = {
		.version = mine->saved.version,
		.form = mine->form,
		.complaint = remarks,
	};
	OFFER_AUTO offer = { .booked = NULL };
	bool taken = strcmp(err->code, "SLOT_TAKEN") == 0;
	err_clear(err);
	if (load_offer(mine, &offer, err) < 0)
		return -1;
	slots_offer(&offer.slots, end);
	offer.page.open = true;
	frame.problem = taken ? "visit_taken" : "visit_no_slot";
	return write_report(mine, &frame, &report, &offer, 409, err);
}

/* A key made here names the appointment; what else was sent names a new one. */
static struct uuid appointment_of(const struct mine *mine)
{
	char key[UUID_TEXT] = "";
	if (request_form(mine->req, "key", key, sizeof(key)) && uuid_is_valid(key))
		return uuid_named("form_appointment", mine->target.dealer,
				  mine->target.id.text, key, NULL);
	return uuid_new(request_received_at(mine->req));
}

static int ask(const struct mine *mine, struct appointment_book *book,
	       struct booking_end *end, struct err *err)
{
	const struct inspection_version_state_form *form = &mine->saved.version->form;
	struct wire_contact contact = {
		.email = email_of(mine),
		.name = form->customer->name ? form->customer->name
					     : form->customer->company,
		.phone = form->customer->mobile,
		.language = form->customer->language,
	};
	struct booking_asker asker = {
		.gateway = mine->gateway,
		.req = mine->req,
		.as = { mine->target.dealer, "customer" },
		.garage = mine->target.dealer,
		.by = BOOKING_BY_LINK,
	};
	book->contact = &contact;
	return booking_book(&asker, book, end, err);
}

int mine_book(const struct mine *mine, const char *stay, const char *remarks,
	      struct err *err)
{
	static const enum wire_appointment_kind kinds[] = {
		WIRE_APPOINTMENT_KIND_ADVICE
	};
	const struct inspection_version_state_form *form = &mine->saved.version->form;
	struct uuid id = appointment_of(mine);
	struct slots_pressed pressed;
	struct booking_end end;
	if (!email_of(mine) || !slots_pressed(mine->req, &pressed))
		return err_set(err, ERR_INVALID, "a slot is like 2026-12-01T08:30");
	struct appointment_book book = {
		.appointment_id = id.text,
		.date = pressed.date,
		.time = pressed.time,
		.kinds = kinds,
		.kinds_count = COUNT_OF(kinds),
		.stay = wire_stay_of(stay),
		.remarks = *remarks ? remarks : NULL,
		.plate = form->vehicle ? form->vehicle->plate : NULL,
		.vehicle_id = mine->form->vehicle_id,
		.customer_id = mine->form->customer_id,
		.inspection_id = mine->target.id.text,
	};
	if (ask(mine, &book, &end, err) < 0) {
		if (strcmp(err->code, "APPOINTMENT_EXISTS") == 0)
			return mine_see(mine, "booked");
		if (end.nearest_count > 0)
			return offer_others(mine, &end, remarks, err);
		return mine_refuse(mine, err);
	}
	if (end.end == COMMAND_PENDING)
		return mine_message(mine, PAGE_LATER, err);
	return mine_see(mine, "booked");
}
