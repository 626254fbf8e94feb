/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The three steps in their order, and what happens when the database goes away between
 * them.
 */
#include "notification/mail/round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "notification/mail/letter_form.h"
#include "sys/clock.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "sys/uuid_new.h"
#include "text/mail.h"

#define BEGIN_MILLIS  1000 /* no letter is begun later in a round */
#define RECORD_TRIES  60
#define RECORD_MICROS INT64_C(1000000)
#define CAUSE_TEXT    60

static void done(struct round *round)
{
	for (size_t i = 0; round->messages && i < round->letters_count; i++)
		strbuf_done(&round->messages[i]);
	mem_free(round->messages);
	mem_free(round->mails);
	mem_free(round->letters);
	rows_free(round->facts);
	tx_rollback(round->locks);
	round->messages = NULL;
	round->mails = NULL;
	round->letters = NULL;
	round->facts = NULL;
	round->locks = NULL;
	round->letters_count = 0;
	round->claim = 0;
}

/* 63 random bits, never 0. */
static int64_t new_claim(struct instant now)
{
	struct uuid id = uuid_new(now);

	return (int64_t)(text_hash(id.text) >> 1 | 1);
}

static bool is_sending(const struct round_letter *letter)
{
	return letter->state && letter->state[0] == 's' && letter->state[1] == 'e';
}

void round_split_reasons(struct round_letter *letter)
{
	char *rest = letter->reasons;

	while (*rest && letter->letter.reasons_count < LETTER_REASONS_MAX) {
		size_t len = strcspn(rest, ",");
		bool last = rest[len] == '\0';

		letter->letter.reasons[letter->letter.reasons_count++] = rest;
		rest[len] = '\0';
		rest += last ? len : len + 1;
	}
}

static int write_letter(const struct round *round, struct round_letter *letter,
			struct strbuf *out, struct err *err)
{
	struct notification_requested_params *form = NULL;

	if (letter_form_read(letter->form, &form, err) < 0)
		return -1;
	letter->letter.form = form;
	round_split_reasons(letter);
	int failed = letter_write(&round->svc->writer, &letter->letter, out, err);

	letter->letter.form = NULL;
	letter_form_free(form);
	return failed;
}

/* A letter that cannot be written has failed; the others are put in a row for SMTP. */
static size_t write_letters(struct round *round)
{
	size_t ready = 0;

	round->messages = mem_alloc(sizeof(*round->messages) * round->letters_count);
	round->mails = mem_alloc(sizeof(*round->mails) * round->letters_count);
	for (size_t i = 0; i < round->letters_count; i++) {
		struct round_letter *letter = &round->letters[i];
		struct strbuf *message = &round->messages[i];
		struct err err = { .kind = ERR_NONE };

		*message = strbuf_new(MAIL_SIZE_MAX);
		if (write_letter(round, letter, message, &err) < 0) {
			letter->state = "failed";
			letter->reason = err.kind == ERR_ABSENT ? "TEMPLATE_UNKNOWN"
								: "LETTER_INVALID";
			log_event(LOG_WARNING, "letter_not_written",
				  F_TEXT("intent", letter->letter.intent.text),
				  F_TEXT("reason", err.text));
			continue;
		}
		round->mails[ready++] = (struct smtp_letter){
			.from = letter->letter.garage.sender_email,
			.to = letter->letter.email,
			.message = { message->text, message->len },
		};
	}
	return ready;
}

/* The mails in the order of the letters that could be written. */
static void settle_letters(struct round *round, struct instant now)
{
	size_t next = 0;

	for (size_t i = 0; i < round->letters_count; i++) {
		struct round_letter *letter = &round->letters[i];

		if (!is_sending(letter))
			continue;
		const struct smtp_letter *mail = &round->mails[next++];

		round_settle(letter, mail, now, round->svc->knobs->resend_uncertain);
		round->tried += mail->outcome != SMTP_NOT_TRIED;
		round->server_away |= mail->outcome == SMTP_LATER &&
				      mail->stage == SMTP_AT_SERVER &&
				      (mail->code == 0 || mail->code >= 400);
	}
}

/* What the server took must be known to the database: try for a minute. After that the
 * letters are found as uncertain. */
static int record(struct round *round, struct err *err)
{
	char cause[CAUSE_TEXT];

	snprintf(cause, sizeof(cause), "result/%" PRIx64, (uint64_t)round->claim);
	for (int tries = 1;; tries++) {
		if (flow_do(round->with->flow, cause, round_record, round, err) == 0)
			return 0;
		if (err->kind != ERR_LATER || tries == RECORD_TRIES)
			return err_prefix(err, "recording a round: ");
		if (signals_wait_stop(round->with->signals, RECORD_MICROS) &&
		    tries > RECORD_TRIES / 10)
			return -1;
	}
}

/* The claim may or may not be there, but nothing was sent: give it back. */
static void give_back(struct round *round)
{
	struct round_ended ended = { .claim = round->claim, .resend = true };
	struct err err = { .kind = ERR_NONE };
	char cause[CAUSE_TEXT];

	snprintf(cause, sizeof(cause), "give-back/%" PRIx64, (uint64_t)round->claim);
	if (flow_do(round->with->flow, cause, round_end, &ended, &err) < 0)
		log_event(LOG_WARNING, "claim_not_given_back",
			  F_TEXT("reason", err.text));
}

static int send_claimed(struct round *round, struct err *err)
{
	crash_point("send.after_claim");
	size_t ready = write_letters(round);

	smtp_send(round->smtp, round->mails, ready, BEGIN_MILLIS);
	crash_point("send.after_smtp");
	settle_letters(round, clock_now(round->with->clock));
	if (record(round, err) < 0)
		return -1;
	crash_point("send.after_result");
	return 0;
}

int round_run(struct round *round, struct err *err)
{
	int64_t began = clock_monotonic();
	char cause[CAUSE_TEXT];

	round->claim = new_claim(clock_now(round->with->clock));
	round->tried = 0;
	round->server_away = false;
	crash_point("send.before_claim");
	snprintf(cause, sizeof(cause), "claim/%" PRIx64, (uint64_t)round->claim);
	int failed = flow_do(round->with->flow, cause, round_claim, round, err);

	if (failed < 0 && round->letters_count > 0)
		give_back(round);
	else if (failed == 0 && round->letters_count > 0)
		failed = send_claimed(round, err);
	if (round->tried > 0)
		histogram_observe(round->count->seconds, clock_monotonic() - began);
	done(round);
	return failed;
}
