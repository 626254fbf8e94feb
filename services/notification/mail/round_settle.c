/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Step 3 of a round: from what the server said to rows and outcomes.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gen/say_notification_outcome.h"
#include "notification/domain/retry.h"
#include "notification/mail/round.h"

#define AWAY_SECONDS 20

static void set(struct round_letter *letter, const char *state, const char *reason)
{
	letter->state = state;
	letter->reason = reason;
}

static void again(struct round_letter *letter, const char *reason, struct instant due)
{
	set(letter, "queued", reason);
	letter->due = due;
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

/* Later, as long as the letter lives; a busy mailbox that outlasts it was a soft bounce.
 */
static void settle_retry(struct round_letter *letter, const struct smtp_letter *mail,
			 struct instant now)
{
	uint64_t seed = text_hash(letter->letter.intent.text);
	struct instant due = retry_after((int)letter->attempts, now, seed);

	/* A server that is away or does not know us is not this letter's fault. */
	if (mail->stage == SMTP_AT_SERVER && (mail->code == 0 || mail->code >= 400)) {
		letter->untried = true;
		again(letter, "SERVER_AWAY", instant_add_seconds(now, AWAY_SECONDS));
		return;
	}
	if (instant_compare(due, letter->facts.not_after) <= 0) {
		again(letter, "TRIED_LATER", due);
		return;
	}
	set(letter, "failed", bounce_reason(BOUNCE_RETRY));
	if (mail->stage == SMTP_AT_RECIPIENT || mail->stage == SMTP_AT_TEXT)
		letter->news = ADDRESS_SOFT;
}

static void settle_refused(struct round_letter *letter, const struct smtp_letter *mail,
			   struct instant now)
{
	enum bounce bounce = bounce_of(stage_of(mail->stage), mail->code, mail->reply);

	if (bounce == BOUNCE_RETRY) {
		settle_retry(letter, mail, now);
		return;
	}
	set(letter, "failed", bounce_reason(bounce));
	letter->news = bounce == BOUNCE_HARD   ? ADDRESS_HARD
		       : bounce == BOUNCE_SOFT ? ADDRESS_SOFT
					       : ADDRESS_NO_NEWS;
}

void round_settle(struct round_letter *letter, const struct smtp_letter *mail,
		  struct instant now, bool resend_uncertain)
{
	letter->reply_code = mail->code;
	letter->due = NO_INSTANT;
	switch (mail->outcome) {
	case SMTP_ACCEPTED:
		set(letter, "sent", NULL);
		letter->news = ADDRESS_TOOK_IT;
		return;
	case SMTP_UNCERTAIN:
		if (resend_uncertain)
			settle_retry(letter, mail, now);
		else
			set(letter, "uncertain", "ANSWER_LOST");
		return;
	case SMTP_NOT_TRIED:
		letter->untried = true;
		set(letter, "queued", NULL);
		return;
	case SMTP_LATER:
	case SMTP_REFUSED:
		settle_refused(letter, mail, now);
		return;
	}
}

static struct notification_outcome outcome_of(const struct round_letter *letter)
{
	return (struct notification_outcome){
		.intent_id = letter->letter.intent.text,
		.sequence = letter->outcomes + 1,
		.dealer = letter->letter.garage.dealer,
		.customer_id = letter->letter.customer.text,
		.proposal_id =
			uuid_is_set(&letter->proposal) ? letter->proposal.text : NULL,
		.vehicle_id = uuid_is_set(&letter->letter.vehicle)
				      ? letter->letter.vehicle.text
				      : NULL,
		.purpose = wire_purpose_of(purpose_name(letter->facts.purpose)),
		.channel = wire_channel_of(channel_name(letter->facts.channel)),
		.outcome = notification_outcome_outcome_of(letter->state),
		.reason = letter->reason,
		.attempts = letter->attempts,
	};
}

int round_say(const struct round_letter *letter, struct tx *tx, struct outbox *say,
	      struct err *err)
{
	struct notification_outcome outcome = outcome_of(letter);
	char at[INSTANT_TEXT];

	outcome.at = instant_format(tx_now(tx), at);
	return say_notification_outcome(say, &outcome, err);
}

/* News that changes what stands about an address. Consent.state follows by a timer: it
 * needs the customer's row, which an opt-out that waits for this round may hold. */
static int learn(const struct round_letter *letter, struct tx *tx, struct err *err)
{
	struct address_health before = letter->facts.health;
	bool was_ill = before.hard || before.soft_count > 0 ||
		       instant_is_set(before.paused_until);
	char key[LINK_DEALER_TEXT + UUID_TEXT];

	if (!letter->address_print || letter->news == ADDRESS_NO_NEWS ||
	    (letter->news == ADDRESS_TOOK_IT && !was_ill))
		return 0;
	struct address_health after =
		address_health_after(before, letter->news, tx_now(tx));

	if (store_address_health(tx, letter, &after, err) < 0)
		return -1;
	snprintf(key, sizeof(key), "%.40s/%s", letter->letter.garage.dealer,
		 letter->letter.customer.text);
	return timer_set(tx, "standing", key, tx_now(tx), err);
}

static int record_one(const struct round *round, const struct round_letter *letter,
		      struct tx *tx, struct outbox *say, struct err *err)
{
	const struct round_metrics *count = round->count;
	bool queued = strcmp(letter->state, "queued") == 0;

	if (learn(letter, tx, err) < 0)
		return -1;
	if (queued) {
		counter_add(letter->untried ? NULL : count->retried, 1);
		return 0;
	}
	counter_add(strcmp(letter->state, "sent") == 0     ? count->sent
		    : strcmp(letter->state, "failed") == 0 ? count->failed
							   : count->uncertain,
		    1);
	return round_say(letter, tx, say, err);
}

/* The rows that were ours to settle come back in any order. */
static const struct round_letter *find_letter(const struct round *round,
					      const char *intent)
{
	for (size_t i = 0; i < round->letters_count; i++) {
		if (strcmp(round->letters[i].letter.intent.text, intent) == 0)
			return &round->letters[i];
	}
	return NULL;
}

int round_record(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct round *round = context;
	AUTO(rows) *rows = NULL;

	if (store_round_by_key(tx, err) < 0 ||
	    store_round_settled(tx, round->letters, round->letters_count, round->claim,
				&rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct round_letter *letter =
			find_letter(round, row_text(rows, i, 0));

		if (letter && record_one(round, letter, tx, say, err) < 0)
			return -1;
	}
	return 0;
}

int round_end(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct round_ended *ended = context;
	const char *state = ended->resend ? "queued" : "uncertain";
	AUTO(rows) *rows = NULL;

	if (store_claim_ended(tx, ended->claim, state, &rows, err) < 0)
		return -1;
	ended->count = rows_count(rows);
	for (size_t i = 0; !ended->resend && i < ended->count; i++) {
		struct round_letter letter = store_round_letter(rows, i);

		/* The row counts this outcome already. */
		letter.outcomes--;
		set(&letter, state, "SENDER_DIED");
		if (round_say(&letter, tx, say, err) < 0)
			return -1;
	}
	return 0;
}
