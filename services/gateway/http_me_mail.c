/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where somebody of the garage is written to, and whether they are told of a list left
 * open: their own to say, nobody else's. What they want no more and was not sent yet does
 * not leave after the answer.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/store_desk_letter.h"
#include "gateway/store_news_letter.h"
#include "gen/body_me_mail.h"
#include "gen/notification_withdraw.h"
#include "sys/uuid_new.h"
#include "text/address.h"

static int begin_own(struct gateway *gateway, const struct request *req,
		     struct tx **ret_tx, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.login", access_subject(req)->login, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

static void write_mail(struct reply *reply, const struct me_mail *mail)
{
	struct json_out out = json_out_into(reply_body(reply));
	json_out_open_object(&out, NULL);
	if (mail->email[0])
		json_out_text(&out, "email", mail->email);
	json_out_flag(&out, "wants_nudges", mail->wants_nudges);
	json_out_flag(&out, "wants_news", mail->wants_news);
	json_out_close_object(&out);
}

int http_me_mail(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct me_mail mail;
	AUTO(tx) *tx = NULL;
	if (begin_own(service, req, &tx, err) < 0 ||
	    store_me_mail(tx, access_subject(req)->login, &mail, err) < 0)
		return -1;
	write_mail(reply, &mail);
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

/* What the body does not say of the news stays. */
static int read_mail(const struct body_me_mail *body, struct me_mail *mail,
		     struct err *err)
{
	char folded[EMAIL_TEXT];
	mail->wants_nudges = body->wants_nudges;
	if (body->has_wants_news)
		mail->wants_news = body->wants_news;
	mail->email[0] = '\0';
	if (!body->email) {
		if (mail->wants_nudges || mail->wants_news)
			return err_set(err, ERR_INVALID,
				       "/email is needed to be written to");
		return 0;
	}
	if (address_fold(body->email, folded, err) < 0)
		return err_prefix(err, "/email ");
	snprintf(mail->email, sizeof(mail->email), "%s", body->email);
	return 0;
}

static struct news_letter_of letter_of(const struct rows *rows, size_t at,
				       const char *login, const char *email)
{
	const char *dealer = row_text(rows, at, ME_LETTER_DEALER);
	const char *kind = row_text(rows, at, ME_LETTER_KIND);
	struct news_letter_of letter =
		news_letter_of(dealer, login, email, row_text(rows, at, ME_LETTER_WEEK));
	if (strcmp(kind, "news") != 0)
		letter.intent = desk_letter_id(&letter.person, kind,
					       row_instant(rows, at, ME_LETTER_AT));
	return letter;
}

/* Under an id of the letter's: asked again it is the same command. */
static int withdraw_one(struct gateway *gateway, struct command_asker asker,
			const struct news_letter_of *letter, struct err *err)
{
	struct uuid id = uuid_named("desk-letter-withdrawn", letter->intent.text, NULL);
	struct command_words words = { &id, letter->intent.text };
	enum command_end end = COMMAND_DONE;
	struct command command;
	if (command_begin_alone(gateway, &notification_withdraw_type, asker, &words,
				&command, err) < 0)
		return -1;
	struct notification_withdraw msg = {
		COMMAND_FIELDS(&command),
		.customer_id = letter->person.text,
		.intent_id = letter->intent.text,
		.reason = "UNSUBSCRIBED",
	};
	if (command_ask(gateway, &command, &msg, &end, NULL, err) < 0)
		return -1;
	return end == COMMAND_DONE
		       ? 0
		       : err_set_code(err, ERR_LATER, "ANSWER_LATER",
				      "kept; a letter may still be on its way");
}

/* `email`: where they were written to. */
static int withdraw(struct gateway *gateway, const char *login, const char *email,
		    struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *rows = NULL;
	if (!email[0])
		return 0;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_me_letters(tx, login, &rows, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct command_asker asker = { row_text(rows, i, ME_LETTER_DEALER),
					       login };
		struct news_letter_of letter = letter_of(rows, i, login, email);
		if (withdraw_one(gateway, asker, &letter, err) < 0)
			return -1;
	}
	return 0;
}

int http_put_me_mail(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	const void *body;
	struct me_mail had, mail;
	AUTO(tx) *tx = NULL;
	const char *login = access_subject(req)->login;
	if (request_msg(req, &body_me_mail_type, &body, err) < 0 ||
	    begin_own(service, req, &tx, err) < 0 ||
	    store_me_mail(tx, login, &had, err) < 0)
		return -1;
	mail = had;
	if (read_mail(body, &mail, err) < 0 ||
	    store_me_mail_save(tx, login, &mail, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0 || withdraw(service, login, had.email, err) < 0)
		return -1;
	write_mail(reply, &mail);
	return 0;
}
