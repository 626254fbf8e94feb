/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters written, put in a row for SMTP, and what the server said of each.
 */
#include "notification/mail/mail_carrier.h"

#include <string.h>

#include "notification/domain/bounce.h"
#include "notification/mail/letter_form.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "text/mail.h"
#include "text/smtp.h"

#define BEGIN_MILLIS 1000 /* no letter is begun later in a round */

static bool is_ready(const struct notification *svc)
{
	return svc->knobs->smtp_url[0] != '\0';
}

static int64_t lines(const struct notification *svc)
{
	return svc->knobs->senders;
}

static int read_tls(const char *word, enum smtp_tls *ret_tls, struct err *err)
{
	static const char *const words[] = {
		[SMTP_TLS_NONE] = "none",
		[SMTP_TLS_TRY] = "try",
		[SMTP_TLS_REQUIRED] = "required",
	};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (strcmp(words[i], word) == 0) {
			*ret_tls = (enum smtp_tls)i;
			return 0;
		}
	}
	return err_set(err, ERR_BROKEN,
		       "BEURT_SMTP_TLS is '%s', but must be none, try or required", word);
}

static int open_line(const struct notification *svc, void **ret_line, struct err *err)
{
	const struct notification_knobs *knobs = svc->knobs;
	struct smtp *smtp = NULL;
	struct smtp_request request = {
		.url = knobs->smtp_url,
		.ca_file = knobs->smtp_ca_file,
		.user = knobs->smtp_user,
		.password = knobs->smtp_password,
		.helo = knobs->smtp_helo,
		.connections = (int)knobs->smtp_connections,
		.connect_millis = knobs->smtp_connect_seconds * 1000,
		.letter_millis = knobs->smtp_letter_seconds * 1000,
	};

	if (read_tls(knobs->smtp_tls, &request.tls, err) < 0 ||
	    smtp_open(&request, &smtp, err) < 0)
		return -1;
	*ret_line = smtp;
	return 0;
}

static void close_line(void *line)
{
	smtp_close(line);
}

static int write_letter(const struct notification *svc, struct contact *contact,
			struct strbuf *out, struct err *err)
{
	struct notification_requested_params *form = NULL;

	if (letter_form_read(contact->form, &form, err) < 0)
		return -1;
	contact_split_reasons(contact);
	contact->letter.form = form;
	int failed = letter_write(&svc->writer, &contact->letter, out, err);

	contact->letter.form = NULL;
	letter_form_free(form);
	return failed;
}

static void settle_unwritten(struct contact *contact, const struct err *err)
{
	contact->result = (struct hand_result){
		.what = HANDED_REFUSED,
		.reason = err->kind == ERR_ABSENT ? "TEMPLATE_UNKNOWN" : "LETTER_INVALID",
	};
	log_event(LOG_WARNING, "letter_not_written",
		  F_TEXT("intent", contact->letter.intent.text),
		  F_TEXT("reason", err->text));
}

static enum bounce_stage stage_of(enum smtp_stage stage)
{
	switch (stage) {
	case SMTP_AT_SENDER:
		return BOUNCE_AT_SENDER;
	case SMTP_AT_RECIPIENT:
		return BOUNCE_AT_RECIPIENT;
	case SMTP_AT_TEXT:
		return BOUNCE_AT_TEXT;
	case SMTP_AT_SERVER:
		break;
	}
	return BOUNCE_AT_SERVER;
}

/* Later; a busy mailbox that outlasts the letter was a soft bounce. */
static void settle_later(struct hand_result *result, const struct smtp_letter *mail)
{
	result->what = HANDED_LATER;
	/* A server that is away or does not know us is not this letter's fault. */
	if (mail->stage == SMTP_AT_SERVER && (mail->code == 0 || mail->code >= 400))
		result->what = HANDED_AWAY;
	else if (mail->stage == SMTP_AT_RECIPIENT || mail->stage == SMTP_AT_TEXT)
		result->news = ADDRESS_SOFT;
}

static void settle_refused(struct hand_result *result, const struct smtp_letter *mail)
{
	enum bounce bounce = bounce_of(stage_of(mail->stage), mail->code, mail->reply);

	if (bounce == BOUNCE_RETRY) {
		settle_later(result, mail);
		return;
	}
	result->what = HANDED_REFUSED;
	result->reason = bounce_reason(bounce);
	result->news = bounce == BOUNCE_HARD   ? ADDRESS_HARD
		       : bounce == BOUNCE_SOFT ? ADDRESS_SOFT
					       : ADDRESS_NO_NEWS;
}

static void settle(struct contact *contact, const struct smtp_letter *mail)
{
	struct hand_result *result = &contact->result;

	*result = (struct hand_result){ .code = mail->code };
	switch (mail->outcome) {
	case SMTP_ACCEPTED:
		result->what = HANDED_TAKEN;
		result->news = ADDRESS_TOOK_IT;
		return;
	case SMTP_UNCERTAIN:
		result->what = HANDED_UNCERTAIN;
		return;
	case SMTP_NOT_TRIED:
		return;
	case SMTP_LATER:
	case SMTP_REFUSED:
		settle_refused(result, mail);
		return;
	}
}

/* The mails of those that could be written, in the order of the contacts. */
struct post {
	struct strbuf *messages;
	struct smtp_letter *mails;
	size_t *whose;
	size_t count;
};

static void write_letters(const struct hand_over *these, struct post *post)
{
	for (size_t i = 0; i < these->count; i++) {
		struct contact *contact = &these->contacts[i];
		struct strbuf *message = &post->messages[i];
		struct err err = { .kind = ERR_NONE };

		*message = strbuf_new(MAIL_SIZE_MAX);
		if (write_letter(these->svc, contact, message, &err) < 0) {
			settle_unwritten(contact, &err);
			continue;
		}
		post->whose[post->count] = i;
		post->mails[post->count++] = (struct smtp_letter){
			.from = contact->letter.garage.sender_email,
			.to = contact->letter.email,
			.message = { message->text, message->len },
		};
	}
}

static void hand_over(void *line, const struct hand_over *these)
{
	struct post post = {
		.messages = mem_alloc(sizeof(*post.messages) * these->count),
		.mails = mem_alloc(sizeof(*post.mails) * these->count),
		.whose = mem_alloc(sizeof(*post.whose) * these->count),
	};

	write_letters(these, &post);
	smtp_send(line, post.mails, post.count, BEGIN_MILLIS);
	crash_point("send.after_smtp");
	for (size_t i = 0; i < post.count; i++)
		settle(&these->contacts[post.whose[i]], &post.mails[i]);
	for (size_t i = 0; i < these->count; i++)
		strbuf_done(&post.messages[i]);
	mem_free(post.messages);
	mem_free(post.mails);
	mem_free(post.whose);
}

const struct carrier mail_carrier = {
	.channel = CHANNEL_EMAIL,
	.is_ready = is_ready,
	.lines = lines,
	.open = open_line,
	.close = close_line,
	.hand_over = hand_over,
};
