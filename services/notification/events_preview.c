/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter before it leaves: what it would say, and whether it may.
 *
 * The letter is supposed, never stored: the row it would have goes through the same
 * facts, the same gate and the same templates as one that is sent.
 */
#include <string.h>

#include "base/json_out.h"
#include "gen/letter_preview.h"
#include "notification/channel/round.h"
#include "notification/domain/wording.h"
#include "notification/events.h"
#include "notification/mail/letter_form.h"
#include "notification/print/shown.h"
#include "notification/sms/shown.h"

#define ROW_MAX    ((size_t)1 << 20)
#define RESULT_MAX ((size_t)800 * 1024)
#define BY_REASONS "by_reasons"

static void add_if_any(struct json_out *json, const char *name, const char *text)
{
	if (text)
		json_out_text(json, name, text);
}

static void add_reasons(struct json_out *json, const struct letter_preview *msg)
{
	STRBUF_AUTO list = strbuf_new(REASONS_TEXT);

	for (size_t i = 0; i < msg->reason_kinds_count; i++)
		strbuf_addf(&list, "%s%s", i > 0 ? "," : "",
			    wire_reason_kind_word(msg->reason_kinds[i]));
	json_out_text(json, "reasons", list.text);
}

/* What a request would say of the inspection; *ret_json as letter_form_write. */
static int write_form(const struct letter_preview *msg, char **ret_json, struct err *err)
{
	size_t count = msg->lines_count;
	AUTO_BYTES *memory = mem_alloc((count + 1) *
				       sizeof(struct notification_requested_params_line));
	struct notification_requested_params_line *lines = memory;
	const struct notification_requested_params params = {
		.inspection_date = msg->inspection_date,
		.lines = lines,
		.lines_count = count,
		.total_cents = msg->total_cents,
		.has_total_cents = msg->has_total_cents,
		.follows_count = msg->follows_count,
		.has_follows_count = msg->has_follows_count,
		.prices_open = msg->prices_open,
		.has_prices_open = msg->has_prices_open,
		.subject = msg->subject,
		.text = msg->text,
		.short_text = msg->short_text,
		.button = msg->button,
		.others = msg->others,
		.others_count = msg->others_count,
	};

	for (size_t i = 0; i < count; i++) {
		const struct letter_preview_line *line = &msg->lines[i];

		lines[i] = (struct notification_requested_params_line){
			.text = line->text,
			.price_kind = line->price_kind,
			.cents = line->cents,
			.has_cents = line->has_cents,
			.quantity = line->quantity,
			.urgency = line->urgency,
			.answer = line->answer,
		};
	}
	return letter_form_write(&params, ret_json, err);
}

/* The row of `intent` that a request with these words would have. */
static void write_row(const struct letter_preview *msg, const char *form,
		      struct strbuf *out)
{
	struct json_out json = json_out_into(out);

	json_out_open_object(&json, NULL);
	json_out_text(&json, "intent_id", msg->command_id);
	json_out_text(&json, "dealer", msg->dealer);
	json_out_text(&json, "customer_id", msg->customer_id);
	add_if_any(&json, "vehicle_id", msg->vehicle_id);
	json_out_text(&json, "purpose", wire_purpose_word(msg->purpose));
	json_out_flag(&json, "is_marketing",
		      msg->message_class == WIRE_MESSAGE_CLASS_MARKETING);
	json_out_text(&json, "template", msg->template ? msg->template : BY_REASONS);
	json_out_text(&json, "channel", wire_channel_word(msg->channel));
	if (msg->language)
		json_out_text(&json, "language", wire_language_word(msg->language));
	add_if_any(&json, "plate", msg->plate);
	add_if_any(&json, "make", msg->make);
	add_if_any(&json, "model", msg->model);
	add_reasons(&json, msg);
	add_if_any(&json, "due_date", msg->due_date);
	add_if_any(&json, "apk_expiry", msg->apk_expiry);
	add_if_any(&json, "last_visit", msg->last_visit_date);
	add_if_any(&json, "form", form);
	json_out_close_object(&json);
}

static int load(const struct notification *svc, struct tx *tx,
		const struct letter_preview *msg, struct rows **ret_rows,
		struct contact *ret_letter, struct err *err)
{
	STRBUF_AUTO row = strbuf_new(ROW_MAX);
	AUTO_TEXT *form = NULL;

	if (write_form(msg, &form, err) < 0)
		return -1;
	write_row(msg, form, &row);
	if (strbuf_check(&row, err) < 0 ||
	    store_round_suppose(tx, row.text, ret_rows, err) < 0)
		return -1;
	*ret_letter = store_contact_read(*ret_rows, 0);
	if (!ret_letter->facts.dealer_known)
		return err_set_code(err, ERR_ABSENT, "DEALER_UNKNOWN",
				    "there is no garage %s here", msg->dealer);
	if (!ret_letter->facts.customer_known)
		return err_set_code(err, ERR_ABSENT, "CUSTOMER_UNKNOWN",
				    "there is no customer %s", msg->customer_id);
	return round_complete(svc, tx, ret_letter, 1, err);
}

static void write_gate(struct json_out *json, struct gate_answer answer)
{
	static const char *const verdicts[] = {
		[GATE_SEND] = "send",
		[GATE_WAIT] = "wait",
		[GATE_SUPPRESS] = "suppress",
	};
	char until[INSTANT_TEXT];

	json_out_open_object(json, "gate");
	json_out_text(json, "verdict", verdicts[answer.verdict]);
	if (*answer.reason)
		json_out_text(json, "reason", answer.reason);
	if (instant_is_set(answer.until))
		json_out_text(json, "until", instant_format(answer.until, until));
	json_out_close_object(json);
}

/* A letter as it would be mailed: words, both forms, address. */
static int write_letter(const struct notification *svc, const struct contact *contact,
			struct json_out *json, struct err *err)
{
	STRBUF_AUTO address = strbuf_new(400);
	struct letter_sheet sheet = { 0 };

	if (letter_show(&svc->writer, &contact->letter, &sheet, err) < 0)
		return -1;
	if (contact->letter.email)
		wording_masked_address(contact->letter.email, &address);
	json_out_text(json, "subject", sheet.subject);
	json_out_text(json, "text", sheet.text);
	json_out_text(json, "html", sheet.html);
	if (address.len > 0)
		json_out_text(json, "to_masked", address.text);
	letter_sheet_done(&sheet);
	return 0;
}

/* As its channel shows it. */
static int write_words(const struct notification *svc, struct contact *contact,
		       struct json_out *json, struct err *err)
{
	enum channel channel = contact->facts.wishes.asked;

	if (short_is_for(channel))
		return short_show(svc, contact, json, err);
	if (paper_is_for(channel))
		return paper_show(svc, contact, json, err);
	return write_letter(svc, contact, json, err);
}

static int write_result(const struct notification *svc, struct contact *contact,
			char **ret_json, struct err *err)
{
	STRBUF_AUTO out = strbuf_new(RESULT_MAX);
	struct json_out json = json_out_into(&out);
	enum channel channel = contact->facts.wishes.asked;
	bool english = contact->letter.language == GREETING_EN;

	json_out_open_object(&json, NULL);
	json_out_text(&json, "channel", channel_name(channel));
	json_out_text(&json, "language", english ? "en" : "nl");
	if (write_words(svc, contact, &json, err) < 0)
		return -1;
	write_gate(&json, gate_judge(&contact->facts));
	json_out_close_object(&json);
	if (strbuf_check(&out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

int notification_on_letter_preview(struct notification *svc, struct tx *tx,
				   const struct letter_preview *msg, struct outbox *say,
				   struct answer *ret_answer, struct err *err)
{
	struct notification_requested_params *form = NULL;
	struct contact contact;
	AUTO(rows) *rows = NULL;

	(void)say;
	if (load(svc, tx, msg, &rows, &contact, err) < 0 ||
	    letter_form_read(contact.form, &form, err) < 0)
		return -1;
	contact_split_reasons(&contact);
	contact.letter.form = form;
	int failed = write_result(svc, &contact, &ret_answer->json, err);

	contact.letter.form = NULL;
	letter_form_free(form);
	return failed;
}
