/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages written, posted several at a time, and what the provider said of each.
 *
 * An answer that was lost is asked for again under the same Idempotency-Key, unless the
 * provider is known not to heed it.
 */
#include "notification/sms/sms_carrier.h"

#include <stdio.h>
#include <string.h>

#include "base/phone.h"
#include "notification/mail/letter_form.h"
#include "notification/sms/provider.h"
#include "notification/sms/short.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "text/post.h"

#define BEGIN_MILLIS   1000 /* no message is begun later in a round */
#define CONNECT_MILLIS 5000
#define HEADER_TEXT    700
#define BODY_MAX       ((size_t)16 * 1024)

static bool is_ready(const struct notification *svc)
{
	return svc->knobs->sms_url[0] != '\0';
}

static int64_t lines(const struct notification *svc)
{
	return svc->knobs->senders > 0 ? 1 : 0;
}

static int open_line(const struct notification *svc, void **ret_line, struct err *err)
{
	const struct notification_knobs *knobs = svc->knobs;
	struct poster *poster = NULL;
	struct poster_request request = {
		.ca_file = knobs->sms_ca_file,
		.connections = (int)knobs->sms_connections,
		.connect_millis = CONNECT_MILLIS,
		.post_millis = knobs->sms_seconds * 1000,
	};

	if (poster_open(&request, &poster, err) < 0)
		return -1;
	*ret_line = poster;
	return 0;
}

static void close_line(void *line)
{
	poster_close(line);
}

const char *sms_sender_of(const struct notification *svc, const char *garage_sender)
{
	return garage_sender && *garage_sender ? garage_sender : svc->knobs->sms_sender;
}

/* One message while it is on its way. */
struct parcel {
	struct contact *contact;
	struct phone phone;
	struct strbuf text;
	struct strbuf body;
	struct sms_size size;
	char key[HEADER_TEXT];
};

static int write_text(const struct notification *svc, struct parcel *parcel,
		      bool without_booking, struct err *err)
{
	struct contact *contact = parcel->contact;
	struct notification_requested_params *form = NULL;
	const struct short_request request = {
		.kind = SHORT_SMS,
		.sender = sms_sender_of(svc, contact->terms.sms_sender),
		.without_booking = without_booking,
	};

	if (letter_form_read(contact->form, &form, err) < 0)
		return -1;
	contact_split_reasons(contact);
	contact->letter.form = form;
	int failed =
		short_write(&svc->writer, &contact->letter, &request, &parcel->text, err);

	contact->letter.form = NULL;
	letter_form_free(form);
	return failed;
}

static int measure(const struct notification *svc, struct parcel *parcel, struct err *err)
{
	struct slice text = { parcel->text.text, parcel->text.len };

	if (sms_measure(text, &parcel->size, err) < 0)
		return -1;
	if (parcel->size.parts > svc->knobs->sms_parts)
		return err_set(err, ERR_INVALID, "the text takes %d parts, more than %d",
			       parcel->size.parts, (int)svc->knobs->sms_parts);
	return 0;
}

/* Own words that fill what may be sent leave no room for the booking link. */
static int write_measured(const struct notification *svc, struct parcel *parcel,
			  struct err *err)
{
	if (write_text(svc, parcel, /* without_booking= */ false, err) < 0)
		return -1;
	if (measure(svc, parcel, err) == 0)
		return 0;
	err_clear(err);
	strbuf_clear(&parcel->text);
	if (write_text(svc, parcel, /* without_booking= */ true, err) < 0)
		return -1;
	return measure(svc, parcel, err);
}

static int pack(const struct notification *svc, struct parcel *parcel, struct err *err)
{
	const struct contact *contact = parcel->contact;

	if (!phone_read(slice_of(contact->to.mobile), contact->to.country,
			&parcel->phone) ||
	    !parcel->phone.is_mobile)
		return err_set(err, ERR_INVALID, "the number is no mobile one");
	if (write_measured(svc, parcel, err) < 0)
		return -1;
	struct sms_message message = {
		.id = contact->letter.intent.text,
		.to = parcel->phone.e164,
		.from = sms_sender_of(svc, contact->terms.sms_sender),
		.text = parcel->text.text,
		.size = parcel->size,
	};

	sms_body(&message, &parcel->body);
	snprintf(parcel->key, sizeof(parcel->key), "Idempotency-Key: %s", message.id);
	return strbuf_check(&parcel->body, err);
}

static void settle_unwritten(struct contact *contact, const struct err *err)
{
	contact->result = (struct hand_result){
		.what = HANDED_REFUSED,
		.reason = err->kind == ERR_ABSENT ? "TEMPLATE_UNKNOWN" : "LETTER_INVALID",
	};
	log_event(LOG_WARNING, "text_message_not_written",
		  F_TEXT("intent", contact->letter.intent.text),
		  F_TEXT("reason", err->text));
}

static void settle_answered(const struct parcel *parcel, const struct post *post,
			    struct hand_result *result)
{
	struct sms_answer answer = sms_answer_read(
		post->status, (struct slice){ post->answer.text, post->answer.len });

	switch (answer.verdict) {
	case SMS_TAKEN:
		result->what = HANDED_TAKEN;
		result->cost_cents =
			answer.has_cents
				? answer.cents
				: parcel->size.parts * parcel->contact->terms.sms_cents;
		snprintf(result->ref, sizeof(result->ref), "%s", answer.ref);
		return;
	case SMS_LATER:
		result->what = HANDED_LATER;
		return;
	case SMS_AWAY:
		result->what = HANDED_AWAY;
		log_event(LOG_ERROR, "sms_provider_refuses_us",
			  F_INT("status", post->status));
		return;
	case SMS_REFUSED:
		result->what = HANDED_REFUSED;
		result->reason = answer.number_dead ? "HARD_BOUNCE" : "REFUSED";
		result->news = answer.number_dead ? ADDRESS_HARD : ADDRESS_NO_NEWS;
		return;
	}
}

static void settle(const struct notification *svc, const struct parcel *parcel,
		   const struct post *post)
{
	struct hand_result *result = &parcel->contact->result;

	*result = (struct hand_result){ .code = post->status };
	switch (post->outcome) {
	case POST_ANSWERED:
		settle_answered(parcel, post, result);
		return;
	case POST_UNREACHED:
		result->what = HANDED_AWAY;
		return;
	case POST_LOST:
		result->what = svc->knobs->sms_repeats_safe ? HANDED_REPEAT
							    : HANDED_UNCERTAIN;
		return;
	case POST_NOT_TRIED:
		return;
	}
}

/* The parcels that could be packed, each with its post. */
struct load {
	struct parcel *parcels;
	struct post *posts;
	size_t count;
	char token[HEADER_TEXT];
};

static void load_one(const struct notification *svc, struct contact *contact,
		     struct load *load)
{
	struct parcel *parcel = &load->parcels[load->count];
	struct err err = { .kind = ERR_NONE };

	*parcel = (struct parcel){ .contact = contact,
				   .text = strbuf_new(SHORT_MAX),
				   .body = strbuf_new(BODY_MAX) };
	if (pack(svc, parcel, &err) < 0) {
		settle_unwritten(contact, &err);
		strbuf_done(&parcel->text);
		strbuf_done(&parcel->body);
		return;
	}
	load->posts[load->count++] = (struct post){
		.url = svc->knobs->sms_url,
		.headers = { "Content-Type: application/json", parcel->key,
			     load->token[0] ? load->token : NULL },
		.body = { parcel->body.text, parcel->body.len },
	};
}

static void unload(struct load *load)
{
	for (size_t i = 0; i < load->count; i++) {
		strbuf_done(&load->parcels[i].text);
		strbuf_done(&load->parcels[i].body);
		strbuf_done(&load->posts[i].answer);
	}
	mem_free(load->parcels);
	mem_free(load->posts);
}

static void hand_over(void *line, const struct hand_over *these)
{
	const struct notification *svc = these->svc;
	struct load load = {
		.parcels = mem_alloc(sizeof(*load.parcels) * these->count),
		.posts = mem_alloc(sizeof(*load.posts) * these->count),
	};

	if (svc->knobs->sms_token[0])
		snprintf(load.token, sizeof(load.token), "Authorization: Bearer %.600s",
			 svc->knobs->sms_token);
	for (size_t i = 0; i < these->count; i++)
		load_one(svc, &these->contacts[i], &load);
	poster_run(line, load.posts, load.count, BEGIN_MILLIS);
	crash_point("sms.after_post");
	for (size_t i = 0; i < load.count; i++)
		settle(svc, &load.parcels[i], &load.posts[i]);
	unload(&load);
}

const struct carrier sms_carrier = {
	.channel = CHANNEL_SMS,
	.is_ready = is_ready,
	.lines = lines,
	.open = open_line,
	.close = close_line,
	.hand_over = hand_over,
};
