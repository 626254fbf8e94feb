/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a contact says, in the form of its channel: a letter's words with their links, one
 * or two sentences, or the script of a call; and the one address it goes to.
 */
#include <string.h>

#include "base/phone.h"
#include "notification/call/call.h"
#include "notification/carried/carried.h"
#include "notification/domain/wording.h"
#include "notification/mail/letter_form.h"
#include "notification/sms/short.h"
#include "notification/sms/sms_carrier.h"

#define NAME_MAX   ((size_t)600)
#define SCRIPT_MAX ((size_t)12000)

static void add(struct json_out *json, const char *name, const char *text)
{
	if (text && *text)
		json_out_text(json, name, text);
}

static int write_letter(const struct notification *svc, const struct contact *contact,
			struct json_out *json, struct err *err)
{
	struct letter_sheet sheet = { 0 };

	if (letter_tell(&svc->writer, &contact->letter, &sheet, err) < 0)
		return -1;
	add(json, "subject", sheet.subject);
	add(json, "text", sheet.text);
	add(json, "html", sheet.html);
	add(json, "stop_url", sheet.stop_url);
	letter_sheet_done(&sheet);
	return 0;
}

static int write_paper(const struct notification *svc, const struct contact *contact,
		       struct json_out *json, struct err *err)
{
	struct letter_paper paper = { 0 };
	bool is_card = contact->channel == CHANNEL_CARD;

	if (letter_on_paper(&svc->writer, &contact->letter, /* is_sample= */ false,
			    &paper, err) < 0)
		return -1;
	add(json, "subject", paper.subject);
	add(json, "text", is_card ? paper.card : paper.text);
	add(json, "stop", is_card ? paper.card_stop : paper.stop);
	add(json, "stop_url", paper.stop_url);
	letter_paper_done(&paper);
	return 0;
}

static int write_short(const struct notification *svc, const struct contact *contact,
		       struct json_out *json, struct err *err)
{
	const struct short_request request = {
		.kind = SHORT_SMS,
		.sender = sms_sender_of(svc, contact->terms.sms_sender),
	};
	STRBUF_AUTO text = strbuf_new(SHORT_MAX);

	if (short_write(&svc->writer, &contact->letter, &request, &text, err) < 0)
		return -1;
	json_out_text(json, "sender", request.sender);
	json_out_text(json, "text", text.text);
	return 0;
}

/* "Volkswagen Golf" */
static void write_car_words(const struct letter *letter, struct strbuf *out)
{
	STRBUF_AUTO model = strbuf_new(NAME_MAX);

	wording_make(letter->make ? letter->make : "", out);
	wording_make(letter->model ? letter->model : "", &model);
	strbuf_addf(out, "%s%s", out->len && model.len ? " " : "", model.text);
}

static int write_script(const struct notification *svc, const struct contact *contact,
			struct json_out *json, struct err *err)
{
	STRBUF_AUTO name = strbuf_new(NAME_MAX);
	STRBUF_AUTO car = strbuf_new(NAME_MAX);
	STRBUF_AUTO script = strbuf_new(SCRIPT_MAX);

	greeting_full_name(&contact->letter.person, &name);
	write_car_words(&contact->letter, &car);
	const struct call_names names = { name.text, car.text };

	if (call_script(svc, contact, &names, &script, err) < 0)
		return -1;
	json_out_text(json, "text", script.text);
	return 0;
}

static int write_body(const struct notification *svc, const struct contact *contact,
		      struct json_out *json, struct err *err)
{
	switch (contact->channel) {
	case CHANNEL_SMS:
		return write_short(svc, contact, json, err);
	case CHANNEL_PHONE:
		return write_script(svc, contact, json, err);
	case CHANNEL_LETTER:
	case CHANNEL_CARD:
		return write_paper(svc, contact, json, err);
	case CHANNEL_EMAIL:
	case CHANNEL_PUSH:
	case CHANNEL_NONE:
	case CHANNELS:
		break;
	}
	return write_letter(svc, contact, json, err);
}

static void write_post_address(const struct contact_address *to, struct json_out *json)
{
	add(json, "street", to->street);
	add(json, "house_number", to->house_number);
	add(json, "addition", to->addition);
	add(json, "postcode", to->postcode);
	add(json, "city", to->city);
	add(json, "country", to->country);
}

/* The address of its channel, and no other. */
static void write_to(const struct contact *contact, struct json_out *json)
{
	const struct contact_address *to = &contact->to;
	STRBUF_AUTO name = strbuf_new(NAME_MAX);

	greeting_full_name(&contact->letter.person, &name);
	json_out_open_object(json, "to");
	add(json, "name", name.text);
	if (contact->channel == CHANNEL_EMAIL)
		add(json, "email", contact->letter.email);
	if (contact->channel == CHANNEL_SMS)
		add(json, "mobile", to->mobile);
	if (contact->channel == CHANNEL_PHONE)
		add(json, "phone", to->mobile && *to->mobile ? to->mobile : to->phone);
	if (contact->channel == CHANNEL_LETTER || contact->channel == CHANNEL_CARD)
		write_post_address(to, json);
	json_out_close_object(json);
}

static void write_car(const struct letter *letter, struct json_out *json)
{
	json_out_open_object(json, "car");
	add(json, "plate", letter->plate);
	add(json, "make", letter->make);
	add(json, "model", letter->model);
	json_out_close_object(json);
}

static int write_message(const struct notification *svc, const struct contact *contact,
			 struct json_out *json, struct err *err)
{
	const struct letter *letter = &contact->letter;

	json_out_open_object(json, "message");
	json_out_text(json, "message_id", letter->intent.text);
	json_out_text(json, "customer_id", letter->customer.text);
	json_out_text(json, "channel", channel_name(contact->channel));
	json_out_text(json, "language", letter->language == GREETING_EN ? "en" : "nl");
	json_out_text(json, "purpose", purpose_name(letter->purpose));
	if (write_body(svc, contact, json, err) < 0)
		return -1;
	write_to(contact, json);
	json_out_close_object(json);
	return 0;
}

int carried_words(const struct notification *svc, struct contact *contact,
		  struct json_out *json, struct err *err)
{
	struct notification_requested_params *form = NULL;

	if (letter_form_read(contact->form, &form, err) < 0)
		return -1;
	contact_split_reasons(contact);
	contact->letter.form = form;
	int failed = write_message(svc, contact, json, err);

	if (failed == 0)
		write_car(&contact->letter, json);
	contact->letter.form = NULL;
	letter_form_free(form);
	return failed;
}
