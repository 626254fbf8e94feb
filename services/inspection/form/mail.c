/* SPDX-License-Identifier: Apache-2.0 */
/* Letters about forms: what is in them, and to whom. */
#include "inspection/form/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gen/say_notification_requested.h"

#define DAY_SECONDS     INT64_C(86400)
#define MOST_LINES      100
#define MOST_DATA_MAILS 20

/* A request and what it points to. */
struct request_mail {
	struct notification_requested msg;
	struct notification_requested_params params;
	struct notification_requested_recipient recipient;
	struct notification_requested_params_line lines[MOST_LINES];
	struct uuid intent, customer;
	char not_before[INSTANT_TEXT], not_after[INSTANT_TEXT];
	char answered_at[INSTANT_TEXT], plate[PLATE_TEXT];
	struct link link;
};

static const char *plate_text(const char *plate, char ret_text[PLATE_TEXT])
{
	if (!plate)
		return NULL;
	snprintf(ret_text, PLATE_TEXT, "%s", plate_read(plate).formatted);
	return ret_text[0] && strlen(ret_text) <= 20 ? ret_text : plate;
}

static void set_times(const struct inspection *svc, struct tx *tx,
		      struct request_mail *mail)
{
	struct instant now = tx_now(tx);
	struct instant last =
		instant_add_seconds(now, svc->knobs->letter_days * DAY_SECONDS);

	mail->msg.not_before = instant_format(now, mail->not_before);
	mail->msg.not_after = instant_format(last, mail->not_after);
}

static void fill_params(const struct sheet *sheet,
			const struct inspection_version_state_form *form,
			struct request_mail *mail)
{
	mail->link =
		link_make(sheet->svc->keys, sheet->dealer, &sheet->row.id, LINK_REPORT);
	mail->params = (struct notification_requested_params){
		.plate = plate_text(form->vehicle ? form->vehicle->plate : NULL,
				    mail->plate),
		.make = form->vehicle ? form->vehicle->make : NULL,
		.model = form->vehicle ? form->vehicle->model : NULL,
		.link = mail->link.path,
		.inspection_date = form->inspection_date,
		.number = sheet->row.saved_number,
		.has_number = true,
		.lines = mail->lines,
		.total_cents = form->total_cents,
		.has_total_cents = true,
		.follows_count = form->follows_count,
		.has_follows_count = true,
		.prices_open = form->prices_open,
		.has_prices_open = true,
	};
}

static void fill_lines(const struct inspection_version_state_form *form,
		       struct request_mail *mail)
{
	for (size_t i = 0; i < form->advices_count && i < MOST_LINES; i++) {
		const struct wire_advice_line *line = &form->advices[i];

		mail->lines[i] = (struct notification_requested_params_line){
			.text = line->text,
			.price_kind = line->price_kind,
			.cents = line->line_cents,
			.has_cents = line->has_line_cents,
			.quantity = line->quantity,
			.urgency = line->urgency,
		};
		mail->params.lines_count = i + 1;
	}
}

/* The person on the form; who is not in the DMS has an id of the form's own. */
static void fill_person(const struct sheet *sheet,
			const struct inspection_version_state_form *form,
			struct request_mail *mail)
{
	const struct inspection_version_state_form_customer *person = form->customer;

	mail->customer = sheet->row.customer;
	if (!uuid_is_set(&mail->customer))
		mail->customer = uuid_named("form_customer", sheet->dealer,
					    sheet->row.id.text, NULL);
	mail->recipient = (struct notification_requested_recipient){
		.email = person->email,
		.name = person->name ? person->name : person->company,
	};
	mail->msg.customer_id = mail->customer.text;
	mail->msg.recipient = &mail->recipient;
	mail->msg.language = person->language;
}

static void fill_request(const struct sheet *sheet,
			 const struct inspection_version_state_form *form,
			 const char *template, struct request_mail *mail)
{
	mail->msg = (struct notification_requested){
		.intent_id = mail->intent.text,
		.dealer = sheet->dealer,
		.vehicle_id =
			uuid_is_set(&sheet->row.vehicle) ? sheet->row.vehicle.text : NULL,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = template,
		.channel = WIRE_CHANNEL_EMAIL,
		.params = &mail->params,
	};
	fill_params(sheet, form, mail);
	fill_lines(form, mail);
	fill_person(sheet, form, mail);
	set_times(sheet->svc, sheet->tx, mail);
}

/* The link lives from the last mail on. */
static int renew_link(struct sheet *sheet, const struct link *link, struct err *err)
{
	char key[TIMER_KEY_TEXT];
	int64_t seconds = sheet->svc->knobs->link_days * DAY_SECONDS;

	memcpy(sheet->link_hash, link->hash, sizeof(sheet->link_hash));
	sheet->row.link_hash = sheet->link_hash;
	sheet->row.link_expires_at = instant_add_seconds(tx_now(sheet->tx), seconds);
	snprintf(key, sizeof(key), "%s/%s", sheet->dealer, sheet->row.id.text);
	return timer_set(sheet->tx, TIMER_LINK, key, sheet->row.link_expires_at, err);
}

static bool has_address(const struct inspection_version_state_form *form)
{
	return form->customer && form->customer->email && form->customer->email[0];
}

static bool is_same(const struct wire_advice_line *was, const struct wire_advice_line *is)
{
	return was && strcmp(was->text, is->text) == 0 &&
	       strcmp(was->quantity, is->quantity) == 0 &&
	       was->price_kind == is->price_kind && was->line_cents == is->line_cents;
}

static void mark_changed(const struct version_mail *what, struct request_mail *mail)
{
	for (size_t i = 0; what->mailed && i < mail->params.lines_count; i++) {
		const struct wire_advice_line *line = &what->form->advices[i];

		mail->lines[i].has_changed = true;
		mail->lines[i].changed =
			!is_same(paper_line(what->mailed, line->advice_id), line);
	}
}

static int note_mailed(struct sheet *sheet, const struct version_mail *mail,
		       const struct link *link, struct err *err)
{
	struct form_row *row = &sheet->row;

	row->mailed_number = row->saved_number;
	row->mailed_at = tx_now(sheet->tx);
	if (mail->form->advices_count > 0 && row->advised_number == 0)
		row->advised_number = row->saved_number;
	if (renew_link(sheet, link, err) < 0)
		return -1;
	return sheet_step(sheet, STEP_MAIL, err);
}

int mail_version(struct sheet *sheet, const struct version_mail *what, bool *ret_mailed,
		 struct err *err)
{
	struct request_mail *mail;
	char number[24];
	int failed;

	*ret_mailed = has_address(what->form) && !sheet->row.erased;
	if (!*ret_mailed)
		return 0;
	snprintf(number, sizeof(number), "%" PRId64, sheet->row.saved_number);
	mail = mem_alloc(sizeof(*mail));
	mail->intent = uuid_named("intent", sheet->dealer, sheet->row.id.text, "version",
				  number, NULL);
	fill_request(sheet, what->form, letter_template(what->letter), mail);
	mark_changed(what, mail);
	failed = say_notification_requested(sheet->say, &mail->msg, err) < 0 ||
		 note_mailed(sheet, what, &mail->link, err) < 0;
	mem_free(mail);
	return failed ? -1 : 0;
}

/* A letter beside the versions, once per command. */
static int mail_beside(struct sheet *sheet, struct request_mail *mail, struct err *err)
{
	if (say_notification_requested(sheet->say, &mail->msg, err) < 0)
		return -1;
	return renew_link(sheet, &mail->link, err);
}

static int no_address(struct err *err)
{
	return err_set_code(err, ERR_INVALID, "NO_ADDRESS",
			    "the form has no e-mail address: fill it in and save");
}

int mail_data(struct sheet *sheet, const char *command_id, struct err *err)
{
	struct request_mail *mail;
	int failed;

	if (sheet_step(sheet, STEP_MAIL, err) < 0)
		return -1;
	if (!has_address(&sheet->saved->form) || sheet->row.erased)
		return no_address(err);
	if (sheet->row.data_mails >= MOST_DATA_MAILS)
		return err_set_code(err, ERR_DENIED, "TOO_MANY_MAILS",
				    "the data were mailed %d times: ask the garage",
				    MOST_DATA_MAILS);
	sheet->row.data_mails++;
	mail = mem_alloc(sizeof(*mail));
	mail->intent = uuid_named("intent", sheet->dealer, sheet->row.id.text, "data",
				  command_id, NULL);
	fill_request(sheet, &sheet->saved->form, "inspection_data", mail);
	failed = mail_beside(sheet, mail, err);
	mem_free(mail);
	return failed;
}

static int add_answers(const struct sheet *sheet, struct request_mail *mail,
		       struct err *err)
{
	const struct inspection_version_state_form *form = &sheet->saved->form;
	AUTO(rows) *rows = NULL;

	if (store_answers_of(sheet->tx, sheet->dealer, &sheet->row.id, &rows, err) < 0)
		return -1;
	for (size_t a = 0; a < rows_count(rows); a++) {
		struct answer_row said = store_answer_read(rows, a);

		for (size_t i = 0; i < mail->params.lines_count && !said.voided; i++)
			if (strcmp(form->advices[i].advice_id, said.advice.text) == 0)
				mail->lines[i].answer = wire_line_answer_of(said.answer);
	}
	return 0;
}

int mail_answers(struct sheet *sheet, const char *command_id, struct err *err)
{
	struct request_mail *mail;
	int failed;

	if (!has_address(&sheet->saved->form) || sheet->row.erased)
		return 0;
	mail = mem_alloc(sizeof(*mail));
	mail->intent = uuid_named("intent", sheet->dealer, sheet->row.id.text, "answers",
				  command_id, NULL);
	fill_request(sheet, &sheet->saved->form, "inspection_answers", mail);
	mail->params.answered_at =
		instant_format(sheet->row.answered_at, mail->answered_at);
	failed = add_answers(sheet, mail, err) < 0 || mail_beside(sheet, mail, err) < 0;
	mem_free(mail);
	return failed ? -1 : 0;
}

int mail_invitation(const struct register_request *request,
		    const struct invitation_mail *what, struct err *err)
{
	struct request_mail *mail = mem_alloc(sizeof(*mail));
	int failed;

	mail->intent = uuid_named("intent", request->dealer, what->row->id.text,
				  "registration", NULL);
	mail->params = (struct notification_requested_params){
		.plate = plate_text(what->plate, mail->plate),
		.make = what->make,
		.model = what->model,
		.link = what->link->path,
	};
	mail->msg = (struct notification_requested){
		.intent_id = mail->intent.text,
		.dealer = request->dealer,
		.customer_id = what->row->customer.text,
		.vehicle_id = what->row->vehicle.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "inspection_invitation",
		.channel = WIRE_CHANNEL_EMAIL,
		.params = &mail->params,
	};
	set_times(request->svc, request->tx, mail);
	failed = say_notification_requested(request->say, &mail->msg, err);
	mem_free(mail);
	return failed;
}
