/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The three steps in their order, and what happens when the database goes away between
 * them.
 */
#include "notification/channel/round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sys/clock.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "sys/uuid_new.h"

#define RECORD_TRIES  60
#define RECORD_MICROS INT64_C(1000000)
#define CAUSE_TEXT    60

_Static_assert(HAND_OVER_SECONDS_MAX + RECORD_TRIES < ROUND_LOCKS_SECONDS,
	       "the locks outlast the hand-over and the minute for recording it");

static void done(struct round *round)
{
	mem_free(round->contacts);
	rows_free(round->facts);
	tx_rollback(round->locks);
	round->contacts = NULL;
	round->facts = NULL;
	round->locks = NULL;
	round->contacts_count = 0;
	round->claim = 0;
}

/* 63 random bits, never 0. */
static int64_t new_claim(struct instant now)
{
	struct uuid id = uuid_new(now);

	return (int64_t)(text_hash(id.text) >> 1 | 1);
}

void contact_split_reasons(struct contact *contact)
{
	char *rest = contact->reasons;

	while (*rest && contact->letter.reasons_count < LETTER_REASONS_MAX) {
		size_t len = strcspn(rest, ",");
		bool last = rest[len] == '\0';

		contact->letter.reasons[contact->letter.reasons_count++] = rest;
		rest[len] = '\0';
		rest += last ? len : len + 1;
	}
}

static void settle_contacts(struct round *round, struct instant now)
{
	for (size_t i = 0; i < round->contacts_count; i++) {
		struct contact *contact = &round->contacts[i];

		round->tried += contact->result.what != HANDED_NOT_TRIED;
		round->away |= contact->result.what == HANDED_AWAY;
		round_settle(contact, now, round->svc->knobs->resend_uncertain);
	}
}

/* Starts their time-out anew. Without them an opt-out may have been answered while a
 * message was on its way, and another instance may have called the round dead. */
static void keep_locks(struct round *round)
{
	struct err err = { .kind = ERR_NONE };

	if (round->locks_lost || tx_rest(round->locks, &err) == 0)
		return;
	round->locks_lost = true;
	counter_add(round->count->locks_lost, 1);
	log_event(LOG_ERROR, "round_locks_lost",
		  F_INT("contacts", round->contacts_count), F_TEXT("reason", err.text));
}

/* What the other side took must be known to the database: try for a minute. After that
 * the contacts are found as uncertain. */
static int record(struct round *round, struct err *err)
{
	char cause[CAUSE_TEXT];

	snprintf(cause, sizeof(cause), "result/%" PRIx64, (uint64_t)round->claim);
	for (int tries = 1;; tries++) {
		keep_locks(round);
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
	const struct carrier *carrier = carrier_of(round->svc, round->channel);
	const struct hand_over these = { round->svc, round->contacts,
					 round->contacts_count };

	crash_point("send.after_claim");
	carrier->hand_over(round->line, &these);
	settle_contacts(round, clock_now(round->with->clock));
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
	round->judged = 0;
	round->tried = 0;
	round->away = false;
	round->locks_lost = false;
	crash_point("send.before_claim");
	snprintf(cause, sizeof(cause), "claim/%" PRIx64, (uint64_t)round->claim);
	int failed = flow_do(round->with->flow, cause, round_claim, round, err);

	if (failed < 0 && round->contacts_count > 0)
		give_back(round);
	else if (failed == 0 && round->contacts_count > 0)
		failed = send_claimed(round, err);
	if (round->tried > 0)
		histogram_observe(round->count->seconds, clock_monotonic() - began);
	done(round);
	return failed;
}
