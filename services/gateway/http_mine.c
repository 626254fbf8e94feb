/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The customer's pages. Reading them changes nothing, also when a mail scanner follows
 * the link; the picture at their end tells that somebody looked, which is an indication
 * and no proof. They carry personal data, so nothing on the way may keep them.
 */
#include "gateway/http_mine.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gateway/command_inspection.h"
#include "gateway/http_mine_book.h"
#include "gateway/http_mine_holder.h"
#include "gateway/http_page.h"
#include "gateway/http_photo.h"
#include "gateway/http_routes.h"
#include "gateway/pages/light_page.h"
#include "gateway/store_car.h"
#include "gateway/store_inspection.h"
#include "pg/pg.h"

#define TOKEN_CHARACTERS                                                                 \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define TOKEN_LEAST    20
#define TOKEN_MOST     200

#define COMPLAINT_MOST ((size_t)2000)

/* A picture of one transparent point. */
static const char DOT_GIF[] = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377!\371\4\1\0\0\0\0,"
			      "\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

void mine_done(struct mine *mine)
{
	saved_form_done(&mine->saved);
	msg_free(&inspection_state_type, mine->form);
	msg_free(&registration_state_type, mine->registration);
	mine->form = NULL;
	mine->registration = NULL;
}

static bool token_is_plausible(const char *token)
{
	size_t length = strlen(token);
	return length >= TOKEN_LEAST && length <= TOKEN_MOST &&
	       strspn(token, TOKEN_CHARACTERS) == length;
}

int mine_begin(struct mine *mine, struct tx **ret_tx, struct err *err)
{
	if (!mine->token)
		return mine_begin_holder(mine, ret_tx, err);
	if (!token_is_plausible(mine->token))
		return err_set(err, ERR_ABSENT, "this link opens nothing, or no more");
	AUTO(tx) *tx = NULL;
	snprintf(mine->base, sizeof(mine->base), "/m/%.200s", mine->token);
	if (link_begin(mine->gateway, mine->token, &tx, &mine->target, err) < 0)
		return -1;
	if (mine->target.kind != LINK_INSPECTION &&
	    mine->target.kind != LINK_REGISTRATION)
		return err_set(err, ERR_ABSENT, "this link opens another page");
	*ret_tx = TAKE(tx);
	return 0;
}

static int decode(const struct msg_type *type, const char *json, void **ret_msg,
		  struct err *err)
{
	return msg_decode(type, slice_of(json), ret_msg, err);
}

static int load_inspection(struct mine *mine, struct tx *tx, struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *form;
	if (store_form_load(tx, &mine->target.id, &json, err) < 0 ||
	    decode(&inspection_state_type, json, &form, err) < 0)
		return -1;
	mine->form = form;
	if (mine->form->saved_number == 0)
		return 0;
	if (saved_form_load(tx, mine->target.dealer, &mine->target.id, 0, &mine->saved,
			    err) < 0)
		return -1;
	mine->tongue =
		report_tongue(&mine->saved.version->form, mine->saved.dealer->language);
	return 0;
}

static int load_dealer(struct mine *mine, struct tx *tx, struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *dealer;
	if (store_dealer_load(tx, mine->target.dealer, &json, err) < 0 ||
	    decode(&dealer_state_type, json, &dealer, err) < 0)
		return -1;
	mine->saved.dealer = dealer;
	return 0;
}

static int load_registration(struct mine *mine, struct tx *tx, struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *registration;
	if (store_registration_load(tx, &mine->target.id, &json, err) < 0 ||
	    decode(&registration_state_type, json, &registration, err) < 0)
		return -1;
	mine->registration = registration;
	struct uuid vehicle = uuid_from(mine->registration->vehicle_id);
	struct uuid customer = uuid_from(mine->registration->customer_id);
	struct car_facts facts;
	if (load_dealer(mine, tx, err) < 0 ||
	    store_car_facts(tx, &vehicle, &customer, &facts, err) < 0)
		return -1;
	text_copy(mine->car.plate, sizeof(mine->car.plate), facts.plate);
	text_copy(mine->car.make, sizeof(mine->car.make), facts.make);
	text_copy(mine->car.model, sizeof(mine->car.model), facts.model);
	text_copy(mine->car.email, sizeof(mine->car.email), facts.email);
	text_copy(mine->car.mobile, sizeof(mine->car.mobile), facts.mobile);
	mine->tongue = strcmp(facts.language, "en") == 0 ? TONGUE_EN : TONGUE_NL;
	return 0;
}

int mine_load(void *service, struct request *req, struct reply *reply,
	      struct mine *ret_mine, struct err *err)
{
	*ret_mine = (struct mine){
		.gateway = service,
		.req = req,
		.reply = reply,
		.token = request_path(req, "token"),
		.tongue = page_tongue(req),
	};
	AUTO(tx) *tx = NULL;
	if (mine_begin(ret_mine, &tx, err) < 0)
		return -1;
	if (ret_mine->target.kind == LINK_REGISTRATION) {
		if (load_registration(ret_mine, tx, err) < 0)
			return -1;
	} else if (load_inspection(ret_mine, tx, err) < 0) {
		return -1;
	}
	if (!ret_mine->token && mine_limit_holder(ret_mine, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

struct page_frame mine_frame(const struct mine *mine)
{
	return (struct page_frame){
		.templates = mine->gateway->page_templates,
		.dealer = mine->saved.dealer,
		.tongue = mine->tongue,
		.token = mine->token,
		.base = mine->base,
		.home = mine->home[0] ? mine->home : NULL,
		.signed_in = !mine->token,
	};
}

const struct page_reader *mine_reader(const struct mine *mine)
{
	return mine->token ? NULL : &mine->reader;
}

struct strbuf *mine_html(const struct mine *mine, int status)
{
	return page_html(mine->reply, status);
}

int mine_message(const struct mine *mine, enum page_message message, struct err *err)
{
	static const int STATUS[] = {
		[PAGE_NO_LINK] = 404, [PAGE_LATER] = 503,    [PAGE_NOT_SAVED] = 200,
		[PAGE_REFUSED] = 409, [PAGE_NOT_KEPT] = 410,
	};
	struct page_frame frame = mine_frame(mine);
	return page_message_write(&frame, message, mine_html(mine, STATUS[message]), err);
}

int mine_refuse(const struct mine *mine, struct err *err)
{
	static const enum page_message MESSAGES[] = {
		[ERR_ABSENT] = PAGE_NO_LINK,
		[ERR_LATER] = PAGE_LATER,
		[ERR_CONFLICT] = PAGE_REFUSED,
	};
	bool too_many = strcmp(err->code, "TOO_FAST") == 0;
	enum err_kind kind = err->kind;
	if (kind != ERR_ABSENT && kind != ERR_LATER && kind != ERR_CONFLICT)
		return -1;
	bool not_kept = strcmp(err->code, REPORT_NOT_KEPT) == 0;
	err_clear(err);
	int done = mine_message(mine, not_kept ? PAGE_NOT_KEPT : MESSAGES[kind], err);
	if (done == 0 && too_many) {
		reply_status(mine->reply, 429);
		reply_header(mine->reply, "Retry-After", "60");
	}
	return done;
}

int mine_see(const struct mine *mine, const char *said)
{
	reply_status(mine->reply, 303);
	reply_header(mine->reply, "Location", "%s?said=%s", mine->base, said);
	return 0;
}

/* What the page says was done; only our own redirects ask for it. */
static const char *said_word(const struct request *req)
{
	static const char *const SAID[][2] = {
		{ "answers", "said_answers" },
		{ "mail", "said_mail" },
		{ "wish", "said_wish" },
		{ "booked", "visit_said_booked" },
		{ "registered", "said_registered" },
	};
	const char *said = request_query(req, "said");
	for (size_t i = 0; said && i < COUNT_OF(SAID); i++)
		if (strcmp(said, SAID[i][0]) == 0)
			return SAID[i][1];
	return NULL;
}

/* Who comes from the page of a light wants an appointment about it. */
static void add_complaint(const struct request *req, enum tongue tongue,
			  struct strbuf *complaint)
{
	const char *light = request_query(req, "light");
	const char *path = request_query(req, "path");
	if (light)
		page_light_complaint(tongue, light, path ? path : "", complaint);
}

int http_mine(void *service, struct request *req, struct reply *reply, struct err *err)
{
	MINE_AUTO mine;
	if (mine_load(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	struct page_frame frame = mine_frame(&mine);
	frame.said = said_word(req);
	if (mine.registration)
		return page_register_write(&frame, mine.registration, &mine.car,
					   mine_html(&mine, 200), err);
	if (!mine.saved.version)
		return mine_message(&mine, PAGE_NOT_SAVED, err);
	STRBUF_AUTO complaint = strbuf_new(COMPLAINT_MOST);
	add_complaint(req, mine.tongue, &complaint);
	struct page_report report = {
		.version = mine.saved.version,
		.form = mine.form,
		.reader = mine_reader(&mine),
		.complaint = complaint.text,
	};
	return mine_report(&mine, &frame, &report, 200, err);
}

static bool form_shows(const struct mine *mine, const char *sha256)
{
	const struct inspection_version_state_form *form;
	if (!mine->saved.version || mine->reader.before)
		return false;
	form = &mine->saved.version->form;
	for (size_t i = 0; i < form->points_count; i++)
		for (size_t k = 0; k < form->points[i].photos_count; k++)
			if (strcmp(form->points[i].photos[k].sha256, sha256) == 0)
				return true;
	return false;
}

int http_mine_photo(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	const char *sha256 = request_path(req, "sha256");
	MINE_AUTO mine;
	AUTO(tx) *tx = NULL;
	if (mine_load(service, req, reply, &mine, err) < 0)
		return -1;
	if (!photo_is_name(sha256) || !form_shows(&mine, sha256))
		return err_set(err, ERR_ABSENT, "there is no such photo");
	if (mine_begin(&mine, &tx, err) < 0 || photo_reply(tx, sha256, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_mine_pdf(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	MINE_AUTO mine;
	AUTO(tx) *tx = NULL;
	if (mine_load(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	/* All prices and texts stand in it. */
	bool hides = mine.reader.before || mine.reader.drives;
	if (!mine.saved.version || hides)
		return mine_message(&mine, PAGE_NO_LINK, err);
	if (mine_begin(&mine, &tx, err) < 0 ||
	    report_reply(service, tx, &mine.saved, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_mine_seen(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	MINE_AUTO mine;
	if (mine_load(service, req, reply, &mine, err) < 0)
		return -1;
	struct customer_ask ask = { service, req, &mine.target, NULL };
	bool first = mine.form && mine.saved.version && !mine.form->opened_at;
	if (first && !request_is_head(req) &&
	    customer_seen(&ask, mine.saved.version->number, err) < 0)
		return -1;
	reply_type(reply, "image/gif");
	strbuf_add_n(reply_body(reply), DOT_GIF, sizeof(DOT_GIF) - 1);
	return 0;
}
