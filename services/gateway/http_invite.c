/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Booking from an invitation, without a log-in: its link is good for that customer, that
 * car and that garage, and for the appointment it was booked by. What it opens is the
 * word of the service that sent it, asked each time; whether the car is still theirs is
 * looked up here. Reading changes nothing, since mail scanners follow links.
 */
#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "base/text.h"
#include "gateway/booking.h"
#include "gateway/http_page.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/http_visit.h"
#include "gateway/limiter.h"
#include "gateway/pages/invite_page.h"
#include "gen/body_invitation.h"
#include "gen/invitation_open.h"
#include "sys/uuid_new.h"

#define TOKEN_CHARACTERS                                                                 \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define TOKEN_LENGTH    32
#define REMARKS_MOST    600
#define EMAIL_MOST      320
#define DISOWN_TEXT     600
#define INVITATION_MOST ((size_t)64 * 1024)

struct invite {
	struct visit visit; /* the appointment made by this link, if any */
	struct body_invitation *facts;
	struct appointment_state *other; /* made in another way */
	struct invited_car car;
	struct rows *car_rows;
	bool booked;
	struct page_other_car others[INVITE_OTHERS]; /* of the same message */
	struct rows *others_rows[INVITE_OTHERS];
	char others_path[INVITE_OTHERS][80];
	size_t others_count;
	char disown[DISOWN_TEXT];
	char remarks[4 * REMARKS_MOST + 1];
	char email[4 * EMAIL_MOST + 1];
};

static void invite_done(struct invite *invite)
{
	msg_free(&body_invitation_type, invite->facts);
	msg_free(&appointment_state_type, invite->other);
	rows_free(invite->car_rows);
	for (size_t i = 0; i < invite->others_count; i++)
		rows_free(invite->others_rows[i]);
	visit_done(&invite->visit);
}
#define INVITE_AUTO __attribute__((cleanup(invite_done))) struct invite

static int no_link(struct err *err)
{
	return err_set(err, ERR_ABSENT, "this link opens nothing, or no more");
}

/* Asks the service of messages; its answer is enough, no rows are waited for. */
static int open_link(struct invite *invite, struct err *err)
{
	struct visit *visit = &invite->visit;
	struct command_asker asker = { UNKNOWN_DEALER, "customer" };
	STRBUF_AUTO json = strbuf_new(INVITATION_MOST);
	struct command command;
	void *facts = NULL;
	if (command_begin_for(visit->gateway, visit->req, &invitation_open_type, asker,
			      &command, err) < 0)
		return -1;
	/* Each look is a question of its own, whatever key came with it. */
	command.id = uuid_new(request_received_at(visit->req));
	command.answer_is_enough = true;
	struct invitation_open msg = { COMMAND_FIELDS(&command), .token = visit->token };
	if (command_result(visit->gateway, &command, &msg, &json, err) < 0 ||
	    msg_decode(&body_invitation_type, slice_of(json.text), &facts, err) < 0)
		return -1;
	invite->facts = facts;
	return 0;
}

static struct invited wanted_of(const struct invite *invite)
{
	return (struct invited){
		.invitation = uuid_from(invite->facts->invitation_id),
		.vehicle = uuid_from(invite->facts->vehicle_id),
		.customer = uuid_from(invite->facts->customer_id),
		.proposal = uuid_from(invite->facts->proposal_id),
	};
}

/* The car's next appointment: its page when this link made it, else only its day. */
static int load_booked(struct invite *invite, struct tx *tx, struct err *err)
{
	struct invited wanted = wanted_of(invite);
	struct visit *visit = &invite->visit;
	AUTO(rows) *rows = NULL;
	void *state;
	if (store_booking_of_invited(tx, &wanted, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	if (row_bool(rows, 0, 1)) {
		visit->target.id = row_uuid(rows, 0, 0);
		invite->booked = true;
		return visit_load(visit, tx, err);
	}
	if (msg_decode(&appointment_state_type, slice_of(row_text(rows, 0, 2)), &state,
		       err) < 0)
		return -1;
	invite->other = state;
	return 0;
}

static int load_offer(struct invite *invite, struct tx *tx, struct err *err)
{
	struct visit *visit = &invite->visit;
	struct instant now = request_received_at(visit->req);
	struct slots_wish wish = { .from = slots_from(visit->req), .path = visit->path };
	struct booking_window window;
	AUTO_TEXT *json = NULL;
	void *dealer;
	if (store_dealer_load(tx, visit->target.dealer, &json, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(json), &dealer, err) < 0)
		return -1;
	visit->dealer = dealer;
	if (invite->other)
		return 0;
	if (appointment_window(visit->dealer, now, &window, err) < 0)
		return -1;
	return slots_load(tx, &window, &wish, &visit->slots, err);
}

/* The other cars of the message, as far as they still are this customer's. */
static int load_others(struct invite *invite, struct tx *tx, struct err *err)
{
	for (size_t i = 0; i < invite->facts->others_count; i++) {
		const struct body_invitation_other *other = &invite->facts->others[i];
		struct invited wanted = wanted_of(invite);
		struct invited_car car;
		struct err why = { .kind = ERR_NONE };
		size_t n = invite->others_count;
		wanted.vehicle = uuid_from(other->vehicle_id);
		wanted.proposal = (struct uuid){ "" };
		if (n == INVITE_OTHERS)
			break;
		if (store_invited_car(tx, &wanted, &car, &invite->others_rows[n], &why) <
		    0) {
			if (why.kind == ERR_ABSENT)
				continue;
			*err = why;
			return -1;
		}
		snprintf(invite->others_path[n], sizeof(invite->others_path[n]),
			 "/b/%.64s", other->token);
		invite->others[n] = (struct page_other_car){ invite->others_path[n],
							     car.plate, car.make,
							     car.model };
		invite->others_count++;
	}
	invite->visit.others = invite->others;
	invite->visit.others_count = invite->others_count;
	return 0;
}

static int load_rows(struct invite *invite, struct err *err)
{
	struct visit *visit = &invite->visit;
	struct invited wanted = wanted_of(invite);
	AUTO(tx) *tx = NULL;
	if (tx_begin(visit->gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", visit->target.dealer, err) < 0 ||
	    store_invited_car(tx, &wanted, &invite->car, &invite->car_rows, err) < 0 ||
	    load_others(invite, tx, err) < 0 || load_booked(invite, tx, err) < 0)
		return -1;
	if (!invite->booked && load_offer(invite, tx, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int load(void *service, struct request *req, struct reply *reply,
		struct invite *invite, struct err *err)
{
	struct visit *visit = &invite->visit;
	visit->gateway = service;
	visit->req = req;
	visit->reply = reply;
	visit->token = request_path(req, "token");
	visit->tongue = page_tongue(req);
	if (limiter_take_of(visit->gateway->limiter, LIMIT_CUSTOMER, request_ip(req),
			    err) < 0)
		return -1;
	if (strlen(visit->token) != TOKEN_LENGTH ||
	    strspn(visit->token, TOKEN_CHARACTERS) != TOKEN_LENGTH)
		return no_link(err);
	if (open_link(invite, err) < 0)
		return -1;
	visit->target.kind = LINK_APPOINTMENT;
	text_copy(visit->target.dealer, sizeof(visit->target.dealer),
		  invite->facts->dealer);
	snprintf(visit->path, sizeof(visit->path), "/b/%s", visit->token);
	if (!request_query(req, "lang") && invite->facts->language)
		visit->tongue = invite->facts->language == WIRE_LANGUAGE_EN ? TONGUE_EN
									    : TONGUE_NL;
	snprintf(invite->disown, sizeof(invite->disown),
		 "/u/%.400s?lang=%s&garage=%.40s&about=car", invite->facts->disown_token,
		 visit->tongue == TONGUE_EN ? "en" : "nl", invite->facts->dealer);
	return load_rows(invite, err);
}

static const char *kind_word(const struct invite *invite)
{
	enum wire_appointment_kind kind = invite->facts->kind;
	return kind == WIRE_APPOINTMENT_KIND_NONE ? "service"
						  : wire_appointment_kind_word(kind);
}

static int show(struct invite *invite, const char *problem, struct err *err)
{
	struct visit *visit = &invite->visit;
	struct page_frame frame = {
		.templates = visit->gateway->page_templates,
		.dealer = visit->dealer,
		.tongue = visit->tongue,
		.token = visit->token,
		.said = problem ? NULL : visit_said(visit->req),
		.problem = problem,
	};
	struct page_invite page = {
		.path = visit->path,
		.disown = invite->disown,
		.plate = invite->car.plate,
		.make = invite->car.make,
		.model = invite->car.model,
		.slots = visit->slots.page.path ? &visit->slots.page : NULL,
		.booked = invite->other,
		.ask_email = !invite->facts->email,
		.email = invite->email,
		.remarks = invite->remarks,
		.kind = kind_word(invite),
		.others = invite->others,
		.others_count = invite->others_count,
	};
	return page_invite_write(&frame, &page,
				 page_html(visit->reply, problem ? 409 : 200), err);
}

int http_invite_page(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	INVITE_AUTO invite = { .booked = false };
	if (load(service, req, reply, &invite, err) < 0)
		return visit_refuse(&invite.visit, err);
	if (invite.booked)
		return visit_show(&invite.visit, visit_said(req), NULL, err);
	return show(&invite, NULL, err);
}

static int ask(const struct invite *invite, const struct slots_pressed *pressed,
	       struct booking_end *end, struct err *err)
{
	const struct visit *visit = &invite->visit;
	const struct body_invitation *facts = invite->facts;
	char stay[20] = "", number[24];
	enum wire_appointment_kind kind = booking_kind(visit->req);
	request_form(visit->req, "stay", stay, sizeof(stay));
	snprintf(number, sizeof(number), "%lld", (long long)invite->car.booked);
	/* Of two who press at once one books: both name the same appointment. */
	struct uuid id = uuid_named("invitation_booking", facts->dealer,
				    facts->invitation_id, number, NULL);
	struct wire_contact contact = {
		.email = facts->email ? facts->email : invite->email,
		.name = facts->name,
		.phone = facts->phone,
		.language =
			visit->tongue == TONGUE_EN ? WIRE_LANGUAGE_EN : WIRE_LANGUAGE_NL,
	};
	struct booking_asker asker = {
		.gateway = visit->gateway,
		.req = visit->req,
		.as = { facts->dealer, "customer" },
		.garage = facts->dealer,
		.by = BOOKING_BY_LINK,
	};
	struct appointment_book book = {
		.appointment_id = id.text,
		.date = pressed->date,
		.time = pressed->time,
		.kinds = &kind,
		.kinds_count = 1,
		.stay = wire_stay_of(stay),
		.remarks = invite->remarks[0] ? invite->remarks : NULL,
		.vehicle_id = facts->vehicle_id,
		.customer_id = facts->customer_id,
		.proposal_id = facts->proposal_id,
		.invitation_id = facts->invitation_id,
		.contact = &contact,
	};
	return booking_book(&asker, &book, end, err);
}

static int see(const struct visit *visit)
{
	reply_status(visit->reply, 303);
	reply_header(visit->reply, "Location", "%s?klaar=gemaakt", visit->path);
	return 0;
}

/* The slot went meanwhile: the same page, with the nearest that are left. */
static int offer_others(struct invite *invite, const struct booking_end *end,
			struct err *err)
{
	bool taken = strcmp(err->code, "SLOT_TAKEN") == 0;
	if (err->kind != ERR_CONFLICT && err->kind != ERR_INVALID)
		return visit_refuse(&invite->visit, err);
	err_clear(err);
	slots_offer(&invite->visit.slots, end);
	return show(invite, taken ? "visit_taken" : "visit_no_slot", err);
}

/* False when something is longer than its page lets through. */
static bool read_typed(struct invite *invite)
{
	const struct request *req = invite->visit.req;
	struct err wrong = { .kind = ERR_NONE };
	bool fits = party_field(req, "remarks", REMARKS_MOST, invite->remarks, &wrong) ==
		    0;
	return party_field(req, "email", EMAIL_MOST, invite->email, &wrong) == 0 && fits;
}

int http_invite(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct booking_end end = { .nearest_count = 0 };
	struct slots_pressed pressed;
	INVITE_AUTO invite = { .booked = false };
	if (load(service, req, reply, &invite, err) < 0)
		return visit_refuse(&invite.visit, err);
	if (invite.booked || invite.other)
		return see(&invite.visit);
	if (!read_typed(&invite))
		return show(&invite, "text_too_long", err);
	if (!invite.facts->email && !email_is_mailable(invite.email))
		return show(&invite, "invite_email_wrong", err);
	if (!invite.visit.slots.page.path || !slots_pressed(req, &pressed))
		return show(&invite, "visit_no_slot", err);
	int asked = ask(&invite, &pressed, &end, err);
	if (asked < 0 && strcmp(err->code, "APPOINTMENT_EXISTS") != 0)
		return offer_others(&invite, &end, err);
	if (asked == 0 && end.end == COMMAND_PENDING) {
		err_set(err, ERR_LATER, "there is no answer yet");
		return visit_refuse(&invite.visit, err);
	}
	err_clear(err);
	return see(&invite.visit);
}

/* The appointment that this link made, for what may be done with it. */
static int load_own(void *service, struct request *req, struct reply *reply,
		    struct invite *invite, struct err *err)
{
	if (load(service, req, reply, invite, err) < 0)
		return -1;
	return invite->booked ? 0 : no_link(err);
}

int http_invite_file(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	INVITE_AUTO invite = { .booked = false };
	if (load_own(service, req, reply, &invite, err) < 0)
		return visit_refuse(&invite.visit, err);
	return visit_file(&invite.visit, err);
}

int http_invite_move(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	INVITE_AUTO invite = { .booked = false };
	if (load_own(service, req, reply, &invite, err) < 0)
		return visit_refuse(&invite.visit, err);
	return visit_move(&invite.visit, err);
}

int http_invite_cancel(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	INVITE_AUTO invite = { .booked = false };
	if (load_own(service, req, reply, &invite, err) < 0)
		return visit_refuse(&invite.visit, err);
	return visit_cancel(&invite.visit, err);
}
