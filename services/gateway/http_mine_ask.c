/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a customer asks for by pressing a button. Answers are shown once more before they
 * are given, and are bound to the version that was read: a line that got dearer or reads
 * differently since is asked again, and the other answers stay on the page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/email.h"
#include "base/text.h"
#include "gateway/command_inspection.h"
#include "gateway/http_mine_book.h"
#include "gateway/http_mine_holder.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/store_inspection.h"
#include "pg/pg.h"
#include "sys/uuid_new.h"

#define FIELD(most)    (4 * (most) + 1)
#define NUMBER_MOST    7
#define REASON_MOST    300
#define DAYS_MOST      200
#define REMARKS_MOST   400
#define NOTICED_MOST   600
#define MOBILE_MOST    40
#define EMAIL_MOST     320
#define CHOICE_MOST    20
#define EVIDENCE_BYTES 300

static bool is_pressed(const struct request *req, const char *name)
{
	char value[8];
	return request_form(req, name, value, sizeof(value)) && strcmp(value, "yes") == 0;
}

/* Loads what the link opens, unless this address asks too often. */
static int open_mine(void *service, struct request *req, struct reply *reply,
		     struct mine *ret_mine, struct err *err)
{
	struct gateway *gateway = service;
	if (mine_load(service, req, reply, ret_mine, err) < 0)
		return -1;
	return limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err);
}

static int read_choice(const struct mine *mine, const struct wire_advice_line *line,
		       struct page_choices *choices, struct err *err)
{
	const struct request *req = mine->req;
	const char *advice_id = line->advice_id;
	char name[60];
	char word[20];
	char reason[FIELD(REASON_MOST)];
	struct page_choice *choice = &choices->items[choices->count];
	snprintf(name, sizeof(name), "answer.%.36s", advice_id);
	if (!request_form(req, name, word, sizeof(word)))
		return 0;
	choice->answer = wire_line_answer_of(word);
	if (choice->answer == WIRE_LINE_ANSWER_NONE)
		return err_set(err, ERR_INVALID, "an answer is approve, later or call");
	if (mine_check_answer(mine, line, choice->answer, err) < 0)
		return -1;
	snprintf(name, sizeof(name), "reason.%.36s", advice_id);
	if (party_field(req, name, REASON_MOST, reason, err) < 0)
		return -1;
	text_copy(choice->advice_id, sizeof(choice->advice_id), advice_id);
	text_copy(choice->reason, sizeof(choice->reason), reason);
	choices->count++;
	return 0;
}

static int read_choices(const struct mine *mine, struct page_choices *choices,
			struct err *err)
{
	const struct inspection_version_state_form *form = &mine->saved.version->form;
	for (size_t i = 0; i < form->advices_count && i < PAGE_CHOICES_MAX; i++) {
		if (form->advices[i].executed)
			continue;
		if (read_choice(mine, &form->advices[i], choices, err) < 0)
			return -1;
	}
	return 0;
}

/* The version that was on the customer's screen; NULL when it is the newest. */
static int load_read(struct mine *mine, struct inspection_version_state **ret_read,
		     struct err *err)
{
	char text[FIELD(NUMBER_MOST)];
	AUTO_TEXT *json = NULL;
	AUTO(tx) *tx = NULL;
	void *read;
	if (party_field(mine->req, "number", NUMBER_MOST, text, err) < 0)
		return -1;
	int64_t number = strtoll(text, NULL, 10);
	if (number <= 0 || number > mine->saved.version->number)
		return err_set(err, ERR_INVALID, "number is the version that was read");
	if (number == mine->saved.version->number)
		return 0;
	if (mine_begin(mine, &tx, err) < 0 ||
	    store_version_load(tx, &mine->target.id, number, &json, err) < 0 ||
	    msg_decode(&inspection_version_state_type, slice_of(json), &read, err) < 0)
		return -1;
	*ret_read = read;
	return tx_commit(TAKE(tx), err);
}

static bool has_changed(const struct page_report *report)
{
	for (size_t i = 0; i < report->choices->count; i++) {
		const struct wire_advice_line *line = page_find_line(
			report->version, report->choices->items[i].advice_id);
		if (line && page_line_changed(line, report->read))
			return true;
	}
	return false;
}

/* The report once more, with the choices still in it and what is the matter. */
static int show_again(const struct mine *mine, const struct page_report *report,
		      const char *problem, struct err *err)
{
	struct page_frame frame = mine_frame(mine);
	struct page_report again = *report;
	frame.problem = problem;
	return mine_report(mine, &frame, &again, problem ? 409 : 200, err);
}

static int show_check(const struct mine *mine, const struct page_report *report,
		      struct err *err)
{
	struct page_frame frame = mine_frame(mine);
	struct uuid key = uuid_new(request_received_at(mine->req));
	return page_check_write(&frame, report, key.text, mine_html(mine, 200), err);
}

static int send_answers(const struct mine *mine, const struct page_report *report,
			enum command_end *ret_end, struct err *err)
{
	struct inspection_answer_line lines[PAGE_CHOICES_MAX];
	char evidence[EVIDENCE_BYTES];
	char prefix[7] = "";
	char key[UUID_TEXT] = "";
	struct customer_ask ask = { mine->gateway, mine->req, &mine->target, key };
	for (size_t i = 0; i < report->choices->count; i++) {
		const struct page_choice *choice = &report->choices->items[i];
		lines[i] = (struct inspection_answer_line){
			.advice_id = choice->advice_id,
			.answer = choice->answer,
			.reason = choice->reason[0] ? choice->reason : NULL,
		};
	}
	if (!request_form(mine->req, "key", key, sizeof(key)))
		key[0] = '\0';
	/* A link's first characters tell it from others and open nothing. */
	text_copy(prefix, sizeof(prefix), mine->token);
	snprintf(evidence, sizeof(evidence), "%s %.37s, address %.60s",
		 mine->token ? "link" : "log-in",
		 mine->token ? prefix : access_subject(mine->req)->login,
		 request_ip(mine->req));
	struct inspection_answer answer = {
		.number = report->read ? report->read->number : report->version->number,
		.evidence = evidence,
		.lines = lines,
		.lines_count = report->choices->count,
	};
	return customer_answer(&ask, &answer, ret_end, err);
}

/* Somebody saved between the check and the confirmation. */
static int ask_again(struct mine *mine, const struct page_report *report, struct err *err)
{
	MINE_AUTO newer;
	err_clear(err);
	if (mine_load(mine->gateway, mine->req, mine->reply, &newer, err) < 0)
		return mine_refuse(mine, err);
	struct page_report again = {
		.version = newer.saved.version,
		.read = report->read ? report->read : report->version,
		.form = newer.form,
		.reader = mine_reader(&newer),
		.choices = report->choices,
	};
	return show_again(&newer, &again, "line_changed", err);
}

static int show_limit(const struct mine *mine, const struct page_report *report,
		      struct err *err)
{
	err_clear(err);
	return show_again(mine, report, "above_limit", err);
}

static int confirm(struct mine *mine, const struct page_report *report, struct err *err)
{
	enum command_end end;
	if (send_answers(mine, report, &end, err) < 0) {
		if (strcmp(err->code, "LINE_CHANGED") == 0)
			return ask_again(mine, report, err);
		if (strcmp(err->code, "ABOVE_LIMIT") == 0)
			return show_limit(mine, report, err);
		return mine_refuse(mine, err);
	}
	if (end == COMMAND_PENDING)
		return mine_message(mine, PAGE_LATER, err);
	return mine_see(mine, "answers");
}

static int answer(struct mine *mine, const struct page_report *report, struct err *err)
{
	if (report->choices->count == 0)
		return show_again(mine, report, "nothing_chosen", err);
	if (has_changed(report))
		return show_again(mine, report, "line_changed", err);
	if (is_pressed(mine->req, "change"))
		return show_again(mine, report, NULL, err);
	if (!is_pressed(mine->req, "confirm"))
		return show_check(mine, report, err);
	return confirm(mine, report, err);
}

int http_mine_answers(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct page_choices *choices = request_alloc(req, sizeof(*choices));
	struct inspection_version_state *read = NULL;
	MINE_AUTO mine;
	if (open_mine(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	if (!mine.saved.version)
		return mine_message(&mine, PAGE_NO_LINK, err);
	if (read_choices(&mine, choices, err) < 0 || load_read(&mine, &read, err) < 0)
		return -1;
	struct page_report report = {
		.version = mine.saved.version,
		.read = read,
		.form = mine.form,
		.reader = mine_reader(&mine),
		.choices = choices,
	};
	int done = answer(&mine, &report, err);
	msg_free(&inspection_version_state_type, read);
	return done;
}

/* What a command came to: the page that says so, or why not. */
static int tell_end(const struct mine *mine, int asked, enum command_end end,
		    const char *said, struct err *err)
{
	if (asked < 0)
		return mine_refuse(mine, err);
	if (end == COMMAND_PENDING)
		return mine_message(mine, PAGE_LATER, err);
	return mine_see(mine, said);
}

int http_mine_mail(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	enum command_end end = COMMAND_DONE;
	MINE_AUTO mine;
	if (open_mine(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	if (!mine.saved.version)
		return mine_message(&mine, PAGE_NO_LINK, err);
	struct customer_ask ask = { service, req, &mine.target, NULL };
	int asked = customer_mail(&ask, &end, err);
	return tell_end(&mine, asked, end, "mail", err);
}

struct wished {
	char days[FIELD(DAYS_MOST)];
	char part[FIELD(CHOICE_MOST)];
	char stay[FIELD(CHOICE_MOST)];
	char remarks[FIELD(REMARKS_MOST)];
};

/* False when something is longer than its page lets through. */
static bool read_wished(const struct request *req, struct wished *wished)
{
	struct err wrong = { .kind = ERR_NONE };
	bool fits = party_field(req, "days", DAYS_MOST, wished->days, &wrong) == 0;
	fits = party_field(req, "part", CHOICE_MOST, wished->part, &wrong) == 0 && fits;
	fits = party_field(req, "stay", CHOICE_MOST, wished->stay, &wrong) == 0 && fits;
	return party_field(req, "remarks", REMARKS_MOST, wished->remarks, &wrong) == 0 &&
	       fits;
}

/* The report once more, with what was typed in its form for an appointment. */
static int show_wished(const struct mine *mine, const struct wished *wished,
		       struct err *err)
{
	struct page_frame frame = mine_frame(mine);
	struct page_report report = {
		.version = mine->saved.version,
		.form = mine->form,
		.reader = mine_reader(mine),
		.days = wished->days,
		.complaint = wished->remarks,
	};
	frame.problem = "text_too_long";
	return mine_report(mine, &frame, &report, 400, err);
}

int http_mine_appointment(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct wished wished;
	enum command_end end = COMMAND_DONE;
	MINE_AUTO mine;
	if (open_mine(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	if (!mine.saved.version)
		return mine_message(&mine, PAGE_NO_LINK, err);
	if (!read_wished(req, &wished))
		return show_wished(&mine, &wished, err);
	if (mine_is_booking(req))
		return mine_book(&mine, wished.stay, wished.remarks, err);
	struct inspection_wish wish = {
		.days = wished.days,
		.part = inspection_wish_part_of(wished.part),
		.stay = inspection_wish_stay_of(wished.stay),
		.remarks = wished.remarks,
	};
	struct customer_ask ask = { service, req, &mine.target, NULL };
	int asked = customer_wish(&ask, &wish, &end, err);
	return tell_end(&mine, asked, end, "wish", err);
}

/* What is the matter; NULL when it can be asked. */
static const char *read_registration(const struct request *req, struct page_car *car)
{
	struct err wrong = { .kind = ERR_NONE };
	char email[FIELD(EMAIL_MOST)];
	char mobile[FIELD(MOBILE_MOST)];
	bool fits = party_field(req, "email", EMAIL_MOST, email, &wrong) == 0;
	fits = party_field(req, "mobile", MOBILE_MOST, mobile, &wrong) == 0 && fits;
	fits = party_field(req, "remarks", NOTICED_MOST, car->remarks, &wrong) == 0 &&
	       fits;
	text_copy(car->email, sizeof(car->email), email);
	text_copy(car->mobile, sizeof(car->mobile), mobile);
	if (!fits)
		return "text_too_long";
	return email_is_mailable(car->email) ? NULL : "email_wrong";
}

static int show_registration(const struct mine *mine, const char *problem,
			     struct err *err)
{
	struct page_frame frame = mine_frame(mine);
	frame.problem = problem;
	return page_register_write(&frame, mine->registration, &mine->car,
				   mine_html(mine, 400), err);
}

int http_mine_register(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	enum command_end end = COMMAND_DONE;
	MINE_AUTO mine;
	if (open_mine(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	if (!mine.registration)
		return mine_message(&mine, PAGE_NO_LINK, err);
	const char *problem = read_registration(req, &mine.car);
	if (problem)
		return show_registration(&mine, problem, err);
	struct registration_activate activation = {
		.email = mine.car.email,
		.mobile = mine.car.mobile,
		.remarks = mine.car.remarks,
	};
	struct customer_ask ask = { service, req, &mine.target, NULL };
	int asked = customer_activate(&ask, &activation, &end, err);
	return tell_end(&mine, asked, end, "registered", err);
}
