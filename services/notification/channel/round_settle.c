/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Step 3 of a round, and news of later: from what the other side said to rows and
 * outcomes.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gen/say_notification_outcome.h"
#include "notification/channel/round.h"
#include "notification/domain/retry.h"
#include "notification/store.h"

#define AWAY_SECONDS 20

static void set(struct contact *contact, const char *state, const char *reason)
{
	contact->state = state;
	contact->reason = reason;
}

static void again(struct contact *contact, const char *reason, struct instant due)
{
	set(contact, "queued", reason);
	contact->due = due;
}

void round_fail(struct contact *contact, const char *outcome, const char *reason)
{
	enum channel next;

	if (contact->lost) {
		set(contact, "uncertain", "ANSWER_LOST");
		return;
	}
	contact->failed = outcome;
	contact->facts.ways[contact->channel].tried = true;
	channel_list_add(&contact->tried, contact->channel);
	next = gate_next_channel(&contact->facts);
	if (next == CHANNEL_NONE) {
		set(contact, "failed", reason);
		return;
	}
	again(contact, reason, contact->facts.now);
	contact->next = next;
}

/* Later, as long as the contact lives. */
static void settle_later(struct contact *contact, struct instant now)
{
	uint64_t seed = text_hash(contact->letter.intent.text);
	struct instant due = retry_after((int)contact->attempts, now, seed);

	if (instant_compare(due, contact->facts.not_after) <= 0) {
		contact->result.news = ADDRESS_NO_NEWS;
		again(contact, "TRIED_LATER", due);
		return;
	}
	round_fail(contact, "failed", "NOT_REACHED");
}

static void settle_repeat(struct contact *contact, struct instant now)
{
	contact->lost = true;
	settle_later(contact, now);
}

void round_settle(struct contact *contact, struct instant now, bool resend_uncertain)
{
	const struct hand_result *result = &contact->result;

	contact->due = NO_INSTANT;
	contact->facts.now = now;
	switch (result->what) {
	case HANDED_TAKEN:
		contact->lost = false;
		set(contact, "sent", NULL);
		return;
	case HANDED_HELD:
		set(contact, "handed", result->reason);
		return;
	case HANDED_UNCERTAIN:
		if (resend_uncertain)
			settle_repeat(contact, now);
		else
			set(contact, "uncertain",
			    result->reason ? result->reason : "ANSWER_LOST");
		return;
	case HANDED_NOT_TRIED:
		contact->untried = true;
		again(contact, NULL, now);
		return;
	case HANDED_AWAY:
		contact->untried = true;
		again(contact, "SERVER_AWAY", instant_add_seconds(now, AWAY_SECONDS));
		return;
	case HANDED_LATER:
		settle_later(contact, now);
		return;
	case HANDED_REPEAT:
		settle_repeat(contact, now);
		return;
	case HANDED_REFUSED:
		round_fail(contact, "failed", result->reason);
		return;
	}
}

static enum notification_outcome_arm arm_of(enum gate_arm arm)
{
	switch (arm) {
	case GATE_TREATED:
		return NOTIFICATION_OUTCOME_ARM_TREATED;
	case GATE_HELD_OUT:
		return NOTIFICATION_OUTCOME_ARM_HELD_OUT;
	case GATE_NOT_MEASURED:
		break;
	}
	return NOTIFICATION_OUTCOME_ARM_NONE;
}

static const char *text_of(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static struct notification_outcome outcome_of(const struct contact *contact,
					      const char *outcome)
{
	const struct hand_result *result = &contact->result;

	return (struct notification_outcome){
		.intent_id = contact->letter.intent.text,
		.sequence = contact->outcomes + contact->said,
		.dealer = contact->letter.garage.dealer,
		.customer_id = contact->letter.customer.text,
		.proposal_id = text_of(&contact->proposal),
		.vehicle_id = text_of(&contact->letter.vehicle),
		.purpose = wire_purpose_of(purpose_name(contact->facts.purpose)),
		.channel = wire_channel_of(channel_name(contact->channel)),
		.outcome = notification_outcome_outcome_of(outcome),
		.reason = contact->reason,
		.attempts = contact->attempts,
		.programme = contact->programme,
		.arm = arm_of(contact->arm),
		.campaign_id = contact->campaign_id,
		.variant = contact->variant,
		.template = contact->letter.name,
		.passport_id = contact->passport_id,
		.reason_group = wire_reason_group_of(contact->facts.reason_group),
		.step = contact->step,
		.has_step = contact->step > 0,
		.cost_cents = result->cost_cents,
		.has_cost_cents = result->cost_cents > 0,
		.reached = result->reached,
		.has_reached = contact->channel == CHANNEL_PHONE,
	};
}

/* The other cars of the message: what became of it became of each. */
static void add_others(const struct contact *contact,
		       struct notification_outcome *outcome,
		       struct notification_outcome_other others[OTHERS_MAX])
{
	for (size_t i = 0; i < contact->others_count; i++) {
		const struct contact_car *car = &contact->others[i];

		others[i] = (struct notification_outcome_other){
			.proposal_id = car->proposal.text,
			.vehicle_id = car->vehicle.text,
			.reason_group = wire_reason_group_of(car->reason_group),
			.step = car->step,
			.has_step = car->step > 0,
		};
	}
	outcome->others = others;
	outcome->others_count = contact->others_count;
}

int round_say(struct contact *contact, const char *state, struct tx *tx,
	      struct outbox *say, struct err *err)
{
	struct notification_outcome_other others[OTHERS_MAX];
	char at[INSTANT_TEXT];

	contact->said++;
	struct notification_outcome outcome = outcome_of(contact, state);

	add_others(contact, &outcome, others);

	outcome.at = instant_format(
		instant_is_set(contact->result.at) ? contact->result.at : tx_now(tx), at);
	return say_notification_outcome(say, &outcome, err);
}

/* News that changes what stands about an address. Consent.state follows by a timer: it
 * needs the customer's row, which an opt-out that waits for this round may hold. */
static int learn(const struct contact *contact, struct tx *tx, struct err *err)
{
	struct address_health before = contact->facts.ways[contact->channel].health;
	bool was_ill = before.hard || before.soft_count > 0 ||
		       instant_is_set(before.paused_until);
	const char *print = contact->prints[contact->channel];
	enum address_news news = contact->result.news;
	char key[LINK_DEALER_TEXT + UUID_TEXT];

	if (!print || news == ADDRESS_NO_NEWS || (news == ADDRESS_TOOK_IT && !was_ill))
		return 0;
	struct address_health after = address_health_after(before, news, tx_now(tx));

	if (store_address_health(tx, contact, &after, err) < 0)
		return -1;
	snprintf(key, sizeof(key), "%.40s/%s", contact->letter.garage.dealer,
		 contact->letter.customer.text);
	return timer_set(tx, "standing", key, tx_now(tx), err);
}

/* The outcome of the channel, and what its address showed. */
static int tell(struct contact *contact, struct tx *tx, struct outbox *say,
		struct err *err)
{
	if (learn(contact, tx, err) < 0)
		return -1;
	if (contact->failed)
		return round_say(contact, contact->failed, tx, say, err);
	if (strcmp(contact->state, "queued") == 0 ||
	    strcmp(contact->state, "handed") == 0)
		return 0;
	return round_say(contact, contact->state, tx, say, err);
}

static void count_one(const struct round_metrics *count, const struct contact *contact)
{
	static const char *const states[] = { "sent", "failed", "handed", "uncertain" };
	struct counter *const counters[] = { count->sent, count->failed, count->handed,
					     count->uncertain };

	if (contact->failed || strcmp(contact->state, "queued") == 0)
		counter_add(contact->failed    ? count->failed
			    : contact->untried ? NULL
					       : count->retried,
			    1);
	for (size_t i = 0; !contact->failed && i < COUNT_OF(states); i++) {
		if (strcmp(contact->state, states[i]) == 0)
			counter_add(counters[i], 1);
	}
}

/* The rows that were ours to settle come back in any order. */
static struct contact *find_contact(const struct round *round, const char *intent)
{
	for (size_t i = 0; i < round->contacts_count; i++) {
		if (strcmp(round->contacts[i].letter.intent.text, intent) == 0)
			return &round->contacts[i];
	}
	return NULL;
}

int round_record(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct round *round = context;
	AUTO(rows) *rows = NULL;

	if (store_round_by_key(tx, err) < 0 ||
	    store_round_settled(tx, round->contacts, round->contacts_count, round->claim,
				&rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct contact *contact = find_contact(round, row_text(rows, i, 0));

		if (!contact)
			continue;
		contact->said = 0; /* a transaction that is run again */
		if (tell(contact, tx, say, err) < 0)
			return -1;
		count_one(round->count, contact);
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
		struct contact contact = store_contact_read(rows, i);

		/* The row counts this outcome already. */
		contact.outcomes--;
		set(&contact, state, "SENDER_DIED");
		if (round_say(&contact, state, tx, say, err) < 0)
			return -1;
	}
	return 0;
}

static bool may_settle(const struct contact *contact, const struct hand_result *result)
{
	if (strcmp(contact->state, "handed") == 0)
		return result->what == HANDED_TAKEN || result->what == HANDED_REFUSED ||
		       result->what == HANDED_UNCERTAIN ||
		       result->what == HANDED_NOT_TRIED;
	return strcmp(contact->state, "sent") == 0 &&
	       (result->what == HANDED_REFUSED || result->what == HANDED_TAKEN);
}

/* Locks the person, so that what is read stays true until the transaction's end. */
static int load_one(const struct notification *svc, struct tx *tx,
		    const struct uuid *intent, struct rows **ret_rows, struct err *err)
{
	const char *id = intent->text;
	AUTO(rows) *before = NULL;

	if (store_round_facts(tx, &id, 1, &before, err) < 0)
		return -1;
	if (rows_count(before) == 0)
		return err_set_code(err, ERR_ABSENT, "INTENT_UNKNOWN",
				    "there is no request %s", id);
	struct contact contact = store_contact_read(before, 0);

	(void)svc;
	if (store_person_lock(tx, contact.letter.garage.dealer, &contact.letter.customer,
			      err) < 0)
		return -1;
	return store_round_facts(tx, &id, 1, ret_rows, err);
}

int contact_settle(const struct notification *svc, struct tx *tx,
		   const struct uuid *intent, const struct hand_result *result,
		   struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *mine = NULL;

	if (load_one(svc, tx, intent, &rows, err) < 0)
		return -1;
	struct contact contact = store_contact_read(rows, 0);

	if (!may_settle(&contact, result))
		return 0;
	bool was_sent = strcmp(contact.state, "sent") == 0;

	if (round_complete(svc, tx, &contact, 1, err) < 0)
		return -1;
	contact.result = *result;
	round_settle(&contact, tx_now(tx), false);
	if (was_sent && result->what == HANDED_REFUSED)
		contact.failed = "bounced";
	else if (was_sent)
		contact.reason = result->reason; /* it arrived */
	if (store_round_settled(tx, &contact, 1, 0, &mine, err) < 0)
		return -1;
	return rows_count(mine) > 0 ? tell(&contact, tx, say, err) : 0;
}
