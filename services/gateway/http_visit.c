/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of an appointment, for whoever has the link of its letters: read it, move it,
 * cancel it, put it in a calendar. Reading changes nothing; only POST acts. What the
 * service refuses is told on the same page, with the nearest free slots.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/http_visit.h"
#include "gateway/limiter.h"
#include "text/calendar_file.h"

#define TOKEN_CHARACTERS                                                                 \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define TOKEN_LEAST  20
#define REASON_BYTES 4000
#define REASON_MOST  300
#define URL_MOST     ((size_t)500)
#define TEXT_MOST    ((size_t)1800)

void visit_done(struct visit *visit)
{
	msg_free(&appointment_state_type, visit->appointment);
	msg_free(&dealer_state_type, visit->dealer);
	slots_done(&visit->slots);
}

static bool token_is_plausible(const char *token)
{
	size_t length = strlen(token);
	return length >= TOKEN_LEAST && length <= VISIT_TOKEN_MOST &&
	       strspn(token, TOKEN_CHARACTERS) == length;
}

static int no_link(struct err *err)
{
	return err_set(err, ERR_ABSENT, "this link opens nothing, or no more");
}

static int begin(struct visit *visit, struct tx **ret_tx, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (!token_is_plausible(visit->token))
		return no_link(err);
	if (link_begin(visit->gateway, visit->token, &tx, &visit->target, err) < 0)
		return -1;
	if (visit->target.kind != LINK_APPOINTMENT)
		return no_link(err);
	*ret_tx = TAKE(tx);
	return 0;
}

static int load_messages(struct visit *visit, struct tx *tx, struct err *err)
{
	AUTO_TEXT *appointment = NULL;
	AUTO_TEXT *dealer = NULL;
	void *decoded;
	if (store_booking_load(tx, &visit->target.id, &appointment, err) < 0 ||
	    msg_decode(&appointment_state_type, slice_of(appointment), &decoded, err) < 0)
		return -1;
	visit->appointment = decoded;
	if (store_dealer_load(tx, visit->target.dealer, &dealer, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(dealer), &decoded, err) < 0)
		return -1;
	visit->dealer = decoded;
	return instant_parse(visit->appointment->starts_at, &visit->starts, err);
}

/* The language the appointment was made in, unless another is asked for. */
static enum tongue tongue_of(const struct visit *visit)
{
	const struct wire_contact *contact = visit->appointment->contact;
	if (request_query(visit->req, "lang") || !contact)
		return page_tongue(visit->req);
	return contact->language == WIRE_LANGUAGE_EN ? TONGUE_EN : TONGUE_NL;
}

int visit_load(struct visit *visit, struct tx *tx, struct err *err)
{
	struct instant now = request_received_at(visit->req);
	struct booking_window window;
	if (load_messages(visit, tx, err) < 0 ||
	    appointment_window(visit->dealer, now, &window, err) < 0)
		return -1;
	visit->tongue = tongue_of(visit);
	struct slots_wish wish = { visit->starts, slots_from(visit->req), visit->path };
	if (slots_load(tx, &window, &wish, &visit->slots, err) < 0)
		return -1;
	slots_leave_out(&visit->slots, visit->appointment->date,
			visit->appointment->time);
	return 0;
}

static int load(void *service, struct request *req, struct reply *reply,
		struct visit *visit, struct err *err)
{
	AUTO(tx) *tx = NULL;
	*visit = (struct visit){
		.gateway = service,
		.req = req,
		.reply = reply,
		.token = request_path(req, "token"),
		.tongue = page_tongue(req),
	};
	snprintf(visit->path, sizeof(visit->path), "/afspraak/%.*s", VISIT_TOKEN_MOST,
		 visit->token);
	if (begin(visit, &tx, err) < 0 || visit_load(visit, tx, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static struct page_frame frame_of(const struct visit *visit)
{
	return (struct page_frame){
		.templates = visit->gateway->page_templates,
		.dealer = visit->dealer,
		.tongue = visit->tongue,
		.token = visit->token,
	};
}

int visit_show(const struct visit *visit, const char *said, const char *problem,
	       struct err *err)
{
	struct page_frame frame = frame_of(visit);
	struct page_visit page = {
		.path = visit->path,
		.appointment = visit->appointment,
		.slots = visit->slots.page.path ? &visit->slots.page : NULL,
		.begun = instant_compare(request_received_at(visit->req),
					 visit->starts) >= 0,
		.others = visit->others,
		.others_count = visit->others_count,
	};
	frame.said = said;
	frame.problem = problem;
	return page_visit_write(&frame, &page,
				page_html(visit->reply, problem ? 409 : 200), err);
}

int visit_refuse(const struct visit *visit, struct err *err)
{
	struct page_frame frame = frame_of(visit);
	bool absent = err->kind == ERR_ABSENT;
	bool too_many = strcmp(err->code, "TOO_FAST") == 0;
	if (!absent && err->kind != ERR_LATER)
		return -1;
	frame.dealer = NULL;
	err_clear(err);
	if (too_many)
		reply_header(visit->reply, "Retry-After", "60");
	return page_message_write(&frame, absent ? PAGE_NO_LINK : PAGE_LATER,
				  page_html(visit->reply, absent     ? 404
							  : too_many ? 429
								     : 503),
				  err);
}

const char *visit_said(const struct request *req)
{
	const char *said = request_query(req, "klaar");
	if (said && strcmp(said, "verzet") == 0)
		return "visit_said_moved";
	if (said && strcmp(said, "afgezegd") == 0)
		return "visit_said_cancelled";
	if (said && strcmp(said, "gemaakt") == 0)
		return "visit_said_booked";
	return NULL;
}

int http_visit_page(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	VISIT_AUTO visit;
	if (load(service, req, reply, &visit, err) < 0)
		return visit_refuse(&visit, err);
	return visit_show(&visit, visit_said(req), NULL, err);
}

static int open_to_change(void *service, struct request *req, struct reply *reply,
			  struct visit *visit, struct err *err)
{
	struct gateway *gateway = service;
	if (load(service, req, reply, visit, err) < 0)
		return -1;
	return limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err);
}

static struct booking_asker asker_of(const struct visit *visit)
{
	return (struct booking_asker){
		.gateway = visit->gateway,
		.req = visit->req,
		.as = { visit->target.dealer, "customer" },
		.garage = visit->target.dealer,
		.by = BOOKING_BY_LINK,
	};
}

/* What came of it: back to the page, or the page with what is the matter. */
static int tell(struct visit *visit, int asked, const struct booking_end *end,
		const char *said, struct err *err)
{
	struct page_frame frame = frame_of(visit);
	if (asked == 0 && end->end == COMMAND_PENDING)
		return page_message_write(&frame, PAGE_LATER,
					  page_html(visit->reply, 503), err);
	if (asked == 0) {
		reply_status(visit->reply, 303);
		reply_header(visit->reply, "Location", "%s?klaar=%s", visit->path, said);
		return 0;
	}
	if (err->kind != ERR_CONFLICT && err->kind != ERR_INVALID)
		return visit_refuse(visit, err);
	bool taken = strcmp(err->code, "SLOT_TAKEN") == 0;
	bool over = strcmp(err->code, "APPOINTMENT_OVER") == 0;
	slots_offer(&visit->slots, end);
	err_clear(err);
	return visit_show(visit, NULL,
			  taken  ? "visit_taken"
			  : over ? "visit_begun"
				 : "visit_no_slot",
			  err);
}

int visit_move(struct visit *visit, struct err *err)
{
	struct booking_end end = { .nearest_count = 0 };
	struct slots_pressed pressed;
	if (!slots_pressed(visit->req, &pressed))
		return visit_show(visit, NULL, "visit_no_slot", err);
	struct booking_asker asker = asker_of(visit);
	struct booking_move move = { visit->target.id.text, pressed.date, pressed.time };
	int asked = booking_move(&asker, &move, &end, err);
	return tell(visit, asked, &end, "verzet", err);
}

int http_visit_move(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	VISIT_AUTO visit;
	if (open_to_change(service, req, reply, &visit, err) < 0)
		return visit_refuse(&visit, err);
	return visit_move(&visit, err);
}

int visit_cancel(struct visit *visit, struct err *err)
{
	char reason[REASON_BYTES] = "";
	struct booking_end end = { .nearest_count = 0 };
	request_form(visit->req, "reason", reason, sizeof(reason));
	if (text_code_points(slice_of(reason)) > REASON_MOST)
		return err_set(err, ERR_INVALID, "reason takes at most %d characters",
			       REASON_MOST);
	/* Pressed twice is once. */
	if (visit->appointment->status == WIRE_APPOINTMENT_STATUS_CANCELLED)
		return tell(visit, 0, &end, "afgezegd", err);
	struct booking_asker asker = asker_of(visit);
	int asked = booking_cancel(&asker, visit->target.id.text,
				   reason[0] ? reason : NULL, &end, err);
	return tell(visit, asked, &end, "afgezegd", err);
}

int http_visit_cancel(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	VISIT_AUTO visit;
	if (open_to_change(service, req, reply, &visit, err) < 0)
		return visit_refuse(&visit, err);
	return visit_cancel(&visit, err);
}

/* Where the garage is, in one line. */
static void write_place(const struct dealer_state *dealer, struct strbuf *out)
{
	strbuf_add(out, dealer->name);
	if (dealer->street)
		strbuf_addf(out, ", %s", dealer->street);
	if (dealer->city)
		strbuf_addf(out, ", %s %s", dealer->postcode ? dealer->postcode : "",
			    dealer->city);
}

static int write_file(const struct visit *visit, struct strbuf *out, struct err *err)
{
	const struct appointment_state *appointment = visit->appointment;
	const struct dealer_state *dealer = visit->dealer;
	const struct wire_contact *contact = appointment->contact;
	STRBUF_AUTO summary = strbuf_new(TEXT_MOST);
	STRBUF_AUTO place = strbuf_new(TEXT_MOST);
	STRBUF_AUTO url = strbuf_new(URL_MOST);
	bool cancelled = appointment->status == WIRE_APPOINTMENT_STATUS_CANCELLED;
	struct calendar_event event = {
		.method = cancelled ? CALENDAR_CANCEL : CALENDAR_REQUEST,
		.uid = appointment->appointment_id,
		.sequence = appointment->sequence,
		.stamp = request_received_at(visit->req),
		.starts = visit->starts,
		.minutes = appointment->minutes,
		.organizer = { dealer->name, dealer->sender_email },
	};
	strbuf_addf(&summary, "%s: ", dealer->name);
	page_visit_kinds(appointment, visit->tongue, &summary);
	if (appointment->plate)
		strbuf_addf(&summary, " (%s)", appointment->plate);
	write_place(dealer, &place);
	if (dealer->public_url && *dealer->public_url)
		strbuf_addf(&url, "%s%s", dealer->public_url, visit->path);
	event.summary = summary.text;
	event.location = place.text;
	event.description = appointment->remarks;
	event.url = url.text;
	if (contact)
		event.attendee =
			(struct calendar_person){ contact->name, contact->email };
	return calendar_write(&event, out, err);
}

int visit_file(const struct visit *visit, struct err *err)
{
	reply_type(visit->reply, "text/calendar; charset=utf-8");
	reply_header(visit->reply, "Content-Disposition",
		     "attachment; filename=\"afspraak.ics\"");
	reply_header(visit->reply, "X-Robots-Tag", "noindex");
	return write_file(visit, reply_body(visit->reply), err);
}

int http_visit_file(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	VISIT_AUTO visit;
	if (load(service, req, reply, &visit, err) < 0)
		return visit_refuse(&visit, err);
	return visit_file(&visit, err);
}
