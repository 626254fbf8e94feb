/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to an appointment, each under the lock of the days it is in. */
#include "fleet/appointment/book.h"

#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "base/plate.h"
#include "base/text.h"
#include "fleet/appointment/planner.h"
#include "fleet/store_facts.h"

static int refuse_contact(const char *why, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "CONTACT_NEEDED", "/contact/email %s", why);
}

/* The garage may book who has no address; whoever books for themselves has one. */
static int check_contact(const struct appointment_request *request,
			 const struct wire_contact *contact, struct err *err)
{
	if (!contact)
		return planner_is_garage(request)
			       ? 0
			       : refuse_contact("is missing: where do we confirm?", err);
	return email_is_mailable(contact->email)
		       ? 0
		       : refuse_contact("is no address we can mail to", err);
}

/* A plate of another country, or one that cannot be read, stays as typed. */
static void read_plate(const char *typed, char ret_plate[PLATE_TEXT])
{
	struct plate plate = plate_read(typed);

	text_copy(ret_plate, PLATE_TEXT, plate.valid ? plate.normalised : typed);
}

/* What the row's texts point to. */
struct booking {
	struct appointment_row row;
	char kinds[APPOINTMENT_KINDS_TEXT], plate[PLATE_TEXT];
	struct link link;
	struct rows *car_rows;
};

static int find_car(const struct appointment_request *request, struct booking *booking,
		    struct err *err)
{
	struct appointment_row *row = &booking->row;
	struct known_car known = { .vehicle = row->vehicle };

	if (!uuid_is_set(&known.vehicle) && uuid_is_set(&row->passport) &&
	    store_car_of_passport(request->tx, request->garage, &row->passport, &known,
				  err) < 0)
		return -1;
	if (!uuid_is_set(&known.vehicle) && row->plate &&
	    store_car_by_plate(request->tx, request->garage, row->plate, &known, err) < 0)
		return -1;
	row->vehicle = known.vehicle;
	/* Whose number plate was typed by a stranger is not told to be whose car it is.
	 */
	if (!uuid_is_set(&row->customer) &&
	    (uuid_is_set(&row->passport) || planner_is_garage(request)))
		row->customer = known.customer;
	return 0;
}

static int fill_car(const struct appointment_request *request, struct booking *booking,
		    struct err *err)
{
	struct appointment_row *row = &booking->row;
	struct car_facts car;

	if (!uuid_is_set(&row->vehicle))
		return 0;
	if (store_fleet_vehicle_find(request->tx, request->garage, &row->vehicle, &car,
				     &booking->car_rows, err) < 0)
		return -1;
	if (!uuid_is_set(&car.id))
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_VEHICLE",
				    "the garage knows no vehicle %s", row->vehicle.text);
	if (!row->plate)
		row->plate = car.plate;
	row->make = car.make;
	row->model = car.model;
	if (!uuid_is_set(&row->customer) && planner_is_garage(request))
		row->customer = car.customer;
	return 0;
}

static void fill_asked(const struct appointment_request *request,
		       const struct appointment_book *msg, struct booking *booking)
{
	struct appointment_row *row = &booking->row;
	const struct wire_contact *contact = msg->contact;

	appointment_kinds_write(msg->kinds, msg->kinds_count, booking->kinds);
	*row = (struct appointment_row){
		.id = uuid_from(msg->appointment_id),
		.version = 1,
		.status = "booked",
		.kinds = booking->kinds,
		.stay = wire_stay_word(msg->stay),
		.remarks = msg->remarks,
		.vehicle = uuid_from(msg->vehicle_id),
		.customer = uuid_from(msg->customer_id),
		.passport = uuid_from(msg->passport_id),
		.party = uuid_from(planner_party(request)),
		.inspection = uuid_from(msg->inspection_id),
		.proposal = uuid_from(msg->proposal_id),
		.invitation = uuid_from(msg->invitation_id),
		.email = contact ? contact->email : NULL,
		.name = contact ? contact->name : NULL,
		.phone = contact ? contact->phone : NULL,
		.language = contact ? wire_language_word(contact->language) : NULL,
		.booked_at = tx_now(request->tx),
		.booked_by = request->by,
	};
	if (msg->plate && msg->plate[0]) {
		read_plate(msg->plate, booking->plate);
		row->plate = booking->plate;
	}
}

static int add(const struct appointment_request *request, struct booking *booking,
	       struct err *err)
{
	bool added;

	booking->link = appointment_link(request->svc, request->garage, &booking->row.id);
	booking->row.link_hash = booking->link.hash;
	if (store_appointment_add(request->tx, request->garage, &booking->row, &added,
				  err) < 0)
		return -1;
	if (!added)
		return err_set_code(err, ERR_CONFLICT, "APPOINTMENT_EXISTS",
				    "there is an appointment %s already",
				    booking->row.id.text);
	return 0;
}

static int book_held(const struct appointment_request *request,
		     const struct held_days *held, struct booking *booking,
		     struct answer *ret_answer, struct err *err)
{
	struct appointment_row *row = &booking->row;
	struct slot_wish wish = { .date = row->date, .minute = (int)row->minute };

	if (calendar_check(held, &wish, &ret_answer->json, err) < 0)
		return -1;
	planner_place(held, row);
	if (add(request, booking, err) < 0 || calendar_say(held, request->say, err) < 0)
		return -1;
	return planner_close(request, row, PLANNER_BOOKED, ret_answer, err);
}

int appointment_make(const struct appointment_request *request,
		     const struct appointment_book *msg, struct answer *ret_answer,
		     struct err *err)
{
	struct booking booking = { .car_rows = NULL };
	HELD_DAYS_AUTO held = { .rows = NULL };
	struct days days;
	int minute, failed;

	if (planner_may_ask(request, msg->passport_id, err) < 0 ||
	    check_contact(request, msg->contact, err) < 0 ||
	    civil_parse(msg->date, &days.from, err) < 0 ||
	    wall_time_parse(msg->time, &minute, err) < 0)
		return -1;
	days.to = days.from;
	fill_asked(request, msg, &booking);
	booking.row.date = days.from;
	booking.row.minute = minute;
	failed = calendar_hold(request->tx, request->garage, days, &held, err) < 0 ||
		 find_car(request, &booking, err) < 0 ||
		 fill_car(request, &booking, err) < 0;
	held.asker.is_garage = planner_is_garage(request);
	failed = failed || book_held(request, &held, &booking, ret_answer, err) < 0;
	rows_free(booking.car_rows);
	return failed ? -1 : 0;
}

/* The appointment as it is, if who asks may do this with it now. */
static int open_for(const struct appointment_request *request, const char *id,
		    enum booked_step step, struct opened *ret_opened, struct err *err)
{
	struct booked_now now = { .now = tx_now(request->tx),
				  .is_garage = planner_is_garage(request) };

	if (planner_open(request, id, ret_opened, err) < 0)
		return -1;
	now.status = ret_opened->row.status;
	now.starts = ret_opened->row.starts_at;
	return booked_check(&now, step, err);
}

static bool is_same(const struct appointment_row *row, const struct slot_wish *wish)
{
	return civil_compare(row->date, wish->date) == 0 && row->minute == wish->minute;
}

static int shift_held(const struct appointment_request *request,
		      const struct slot_wish *wish, struct appointment_row *row,
		      struct answer *ret_answer, struct err *err)
{
	HELD_DAYS_AUTO held = { .rows = NULL };
	struct days days = { row->date, wish->date };
	struct planner_was was = { row->date, row->minute };

	if (calendar_hold(request->tx, request->garage, days, &held, err) < 0)
		return -1;
	held.asker.is_garage = planner_is_garage(request);
	if (calendar_check(&held, wish, &ret_answer->json, err) < 0)
		return -1;
	row->date = wish->date;
	row->minute = wish->minute;
	row->moved_at = tx_now(request->tx);
	row->sequence++;
	planner_place(&held, row);
	if (planner_save(request, row, err) < 0 ||
	    calendar_say(&held, request->say, err) < 0)
		return -1;
	return planner_close_moved(request, row, was, ret_answer, err);
}

int appointment_shift(const struct appointment_request *request,
		      const struct appointment_move *msg, struct answer *ret_answer,
		      struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };
	struct slot_wish wish = { .but = &opened.row.id };

	if (civil_parse(msg->date, &wish.date, err) < 0 ||
	    wall_time_parse(msg->time, &wish.minute, err) < 0 ||
	    open_for(request, msg->appointment_id, BOOKED_MOVE, &opened, err) < 0)
		return -1;
	if (is_same(&opened.row, &wish))
		return planner_answer(&opened.row, ret_answer);
	return shift_held(request, &wish, &opened.row, ret_answer, err);
}

int appointment_call_off(const struct appointment_request *request,
			 const struct appointment_cancel *msg, struct answer *ret_answer,
			 struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };

	if (open_for(request, msg->appointment_id, BOOKED_CANCEL, &opened, err) < 0)
		return -1;
	opened.row.reason = msg->reason && msg->reason[0] ? msg->reason : NULL;
	return planner_cancel(request, &opened.row, ret_answer, err);
}

int appointment_conclude(const struct appointment_request *request,
			 const struct appointment_close *msg, struct answer *ret_answer,
			 struct err *err)
{
	const char *status = msg->came ? "came" : "missed";
	OPENED_AUTO opened = { .rows = NULL };

	if (!planner_is_garage(request))
		return err_set_code(err, ERR_DENIED, "GARAGE_ONLY",
				    "only the garage knows whether the car came");
	if (open_for(request, msg->appointment_id, BOOKED_CLOSE, &opened, err) < 0)
		return -1;
	if (strcmp(opened.row.status, status) == 0)
		return planner_answer(&opened.row, ret_answer);
	opened.row.status = status;
	if (planner_save(request, &opened.row, err) < 0)
		return -1;
	return planner_close(request, &opened.row, PLANNER_CLOSED, ret_answer, err);
}
