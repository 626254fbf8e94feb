/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Step 1 of a round: what may leave now, and by which channel.
 */
#include <stdio.h>
#include <string.h>

#include "notification/channel/household.h"
#include "notification/channel/round.h"
#include "notification/domain/holdout.h"
#include "notification/store.h"
#include "sys/zone_file.h"

/* What was picked, thinned out to persons nobody else is writing to. Each has two locks:
 * of the customer, which an opt-out takes, and of the person whose contacts count. */
struct picked {
	struct rows *rows;
	int64_t locks[2 * ROUND_MAX];
	bool got[2 * ROUND_MAX];
	const char *intents[ROUND_MAX];
	size_t count;
};

static bool has_lock(const struct picked *picked, int64_t lock)
{
	for (size_t i = 0; i < 2 * picked->count; i++) {
		if (picked->locks[i] == lock)
			return true;
	}
	return false;
}

/* One a person and round: the second waits until the first is counted. */
static void list_persons(struct picked *picked)
{
	for (size_t i = 0; i < rows_count(picked->rows); i++) {
		const char *dealer = row_text(picked->rows, i, 1);
		int64_t customer = store_person_key(dealer, row_text(picked->rows, i, 2));
		int64_t person = store_person_key(dealer, row_text(picked->rows, i, 3));

		if (has_lock(picked, customer) || has_lock(picked, person))
			continue;
		picked->locks[2 * picked->count] = customer;
		picked->locks[2 * picked->count + 1] = person;
		picked->intents[picked->count++] = row_text(picked->rows, i, 0);
	}
}

static void keep_locked(struct picked *picked)
{
	size_t kept = 0;

	for (size_t i = 0; i < picked->count; i++) {
		if (picked->got[2 * i] && picked->got[2 * i + 1])
			picked->intents[kept++] = picked->intents[i];
	}
	picked->count = kept;
}

/* The locks are held by a transaction of their own until the results are recorded. */
static int lock_persons(struct round *round, struct picked *picked, struct err *err)
{
	if (tx_begin(round->with->pool, &round->locks, err) < 0)
		return -1;
	if (store_claim_lock(round->locks, round->claim, err) < 0)
		return -1;
	if (store_round_lock(round->locks, picked->locks, 2 * picked->count, picked->got,
			     err) < 0)
		return -1;
	return tx_rest(round->locks, err);
}

/* Folds each person's events, which lie together in the rows, for every channel. */
static int fold_ledgers(struct tx *tx, struct contact *contacts, size_t count,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_round_ledgers(tx, contacts, count, &rows, err) < 0)
		return -1;
	size_t total = rows_count(rows);
	struct consent_event *events = mem_alloc(sizeof(*events) * (total + 1));

	for (size_t i = 0; i < total;) {
		int64_t place = row_int(rows, i, 0);
		struct gate_facts *facts = &contacts[place - 1].facts;
		size_t many = 0;

		for (; i < total && row_int(rows, i, 0) == place; i++)
			events[many++] = (struct consent_event){
				.purpose = purpose_from(row_text(rows, i, 1)),
				.channel = channel_from(row_text(rows, i, 2)),
				.action = consent_action_from(row_text(rows, i, 3)),
				.at = row_instant(rows, i, 4),
			};
		for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++)
			facts->ways[c].standing =
				consent_fold(events, many, facts->purpose, c);
	}
	mem_free(events);
	return 0;
}

/* With each the others that wait for its person: the cap is for the first in rank. */
static int load_contacts(struct round *round, struct tx *tx, const struct picked *picked,
			 struct outbox *say, struct err *err)
{
	const char *intents[ROUND_MAX];
	AUTO(rows) *rivals = NULL;

	if (store_round_rivals(tx, picked->intents, picked->count, &rivals, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rivals); i++)
		intents[i] = row_text(rivals, i, 0);
	if (household_thin(tx, intents, rows_count(rivals), say, err) < 0 ||
	    store_round_facts(tx, intents, rows_count(rivals), &round->facts, err) < 0)
		return -1;
	size_t count = rows_count(round->facts);

	round->contacts = mem_alloc(sizeof(*round->contacts) * count);
	for (size_t i = 0; i < count; i++)
		round->contacts[i] = store_contact_read(round->facts, i);
	round->contacts_count = count;
	return 0;
}

static void set_ways(const struct notification *svc, struct contact *contact)
{
	const struct channel_list refused = channel_list_read(contact->refuses);
	struct gate_facts *facts = &contact->facts;

	for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++) {
		facts->ways[c].served = carrier_for(svc, contact, c) != NULL;
		facts->ways[c].refused = channel_list_concerns(&refused, c);
		facts->ways[c].tried = channel_list_has(&contact->tried, c);
	}
	facts->blocked = refused.count == CHANNELS - 1;
}

static void draw_lot(struct contact *contact)
{
	const struct holdout draw = { contact->letter.garage.dealer, contact->person.text,
				      contact->programme, contact->facts.today };

	if (contact->programme)
		contact->facts.lot = holdout_lot(&draw);
	else
		contact->facts.holdout_per_mille = 0;
}

/* The garage's clock; a zone that the system does not know counts as Amsterdam's. */
static int set_times(struct contact *contact, struct instant now, struct err *err)
{
	struct gate_facts *facts = &contact->facts;
	const struct zone *zone = NULL;

	if ((!contact->timezone || zone_find(contact->timezone, &zone, NULL) < 0) &&
	    zone_find("Europe/Amsterdam", &zone, err) < 0)
		return -1;
	facts->now = now;
	facts->zone = zone;
	facts->today = zone_local(zone, now).date;
	contact->letter.now = now;
	contact->letter.zone = zone;
	contact->letter.today = facts->today;
	return 0;
}

int round_complete(const struct notification *svc, struct tx *tx,
		   struct contact *contacts, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (set_times(&contacts[i], tx_now(tx), err) < 0)
			return -1;
		set_ways(svc, &contacts[i]);
		draw_lot(&contacts[i]);
	}
	return fold_ledgers(tx, contacts, count, err);
}

/* What may have arrived goes by no other channel, and is not said to have been held. */
static bool ends_lost(const struct contact *contact, const struct gate_answer *answer)
{
	return contact->lost && (answer->verdict == GATE_SUPPRESS ||
				 answer->channel != contact->channel);
}

static void apply(struct contact *contact, const struct gate_answer *answer)
{
	static const char *const states[] = {
		[GATE_SEND] = "sending",
		[GATE_WAIT] = "queued",
		[GATE_SUPPRESS] = "suppressed",
	};

	if (ends_lost(contact, answer)) {
		contact->state = "uncertain";
		contact->reason = "ANSWER_LOST";
		return;
	}
	contact->state = states[answer->verdict];
	contact->reason = *answer->reason ? answer->reason : NULL;
	contact->due = answer->until;
	contact->channel = contact->next = answer->channel;
	contact->facts.not_after = answer->not_after;
	contact->deferred = answer->deferred;
	contact->arm = answer->arm;
}

/* Into a channel that works inside this transaction; when it refuses, state is queued or
 * failed again. */
static int take_inside(const struct round *round, const struct carrier *carrier,
		       struct tx *tx, struct contact *contact, struct outbox *say,
		       struct err *err)
{
	contact->attempts++;
	if (carrier->take(round->svc, tx, contact, say, err) < 0)
		return -1;
	round_settle(contact, tx_now(tx), false);
	if (contact->failed) {
		if (round_say(contact, contact->failed, tx, say, err) < 0)
			return -1;
		counter_add(round->count->failed, 1);
		contact->failed = NULL;
	} else if (strcmp(contact->state, "sent") == 0) {
		if (round_say(contact, "sent", tx, say, err) < 0)
			return -1;
		counter_add(round->count->sent, 1);
	}
	return 0;
}

/* What passed: ours to hand over, another channel's to pick up, or taken at once. */
static int pass(const struct round *round, struct tx *tx, struct contact *contact,
		struct outbox *say, struct err *err)
{
	const struct carrier *carrier =
		carrier_for(round->svc, contact, contact->channel);

	if (carrier->take)
		return take_inside(round, carrier, tx, contact, say, err);
	if (contact->channel != round->channel) {
		contact->state = "queued";
		contact->reason = NULL;
		contact->due = tx_now(tx);
		return 0;
	}
	contact->attempts++;
	return 0;
}

static int judge_one(const struct round *round, struct tx *tx, struct contact *contact,
		     struct outbox *say, struct err *err)
{
	struct gate_answer answer = gate_judge(&contact->facts);

	apply(contact, &answer);
	if (strcmp(contact->state, "sending") == 0)
		return pass(round, tx, contact, say, err);
	if (strcmp(contact->state, "queued") == 0)
		return 0;
	counter_add(strcmp(contact->state, "uncertain") == 0 ? round->count->uncertain
							     : round->count->suppressed,
		    1);
	return round_say(contact, contact->state, tx, say, err);
}

static int judge(struct round *round, struct tx *tx, struct outbox *say, struct err *err)
{
	for (size_t i = 0; i < round->contacts_count; i++) {
		round_count_rivals(round, i);
		if (judge_one(round, tx, &round->contacts[i], say, err) < 0)
			return -1;
	}
	round->judged = round->contacts_count;
	return store_round_judged(tx, round->contacts, round->contacts_count,
				  round->claim, err);
}

/* Only what is sending goes on to step 2. */
static void keep_sending(struct round *round)
{
	size_t kept = 0;

	for (size_t i = 0; i < round->contacts_count; i++) {
		struct contact *contact = &round->contacts[i];

		if (strcmp(contact->state, "sending") != 0)
			continue;
		contact->outcomes += contact->said;
		contact->said = 0;
		round->contacts[kept++] = *contact;
	}
	round->contacts_count = kept;
}

static int claim_picked(struct round *round, struct tx *tx, struct picked *picked,
			struct outbox *say, struct err *err)
{
	list_persons(picked);
	if (picked->count == 0)
		return 0;
	if (lock_persons(round, picked, err) < 0)
		return -1;
	keep_locked(picked);
	if (picked->count == 0)
		return 0;
	/* The locks are ours: what is read now stays true until we let go. */
	if (load_contacts(round, tx, picked, say, err) < 0 ||
	    round_complete(round->svc, tx, round->contacts, round->contacts_count, err) <
		    0 ||
	    judge(round, tx, say, err) < 0)
		return -1;
	keep_sending(round);
	return 0;
}

int round_claim(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct round *round = context;
	struct picked *picked = mem_alloc(sizeof(*picked));
	const struct round_pick pick = { channel_name(round->channel),
					 (int64_t)round->most, round->turn };
	int failed = store_round_by_key(tx, err);

	if (failed == 0)
		failed = store_round_pick(tx, &pick, &picked->rows, err);
	if (failed == 0 && picked->rows)
		failed = claim_picked(round, tx, picked, say, err);
	rows_free(picked->rows);
	mem_free(picked);
	return failed;
}

int contact_changed(const struct notification *svc, struct tx *tx,
		    const struct uuid *intent, struct outbox *say,
		    const char **ret_reason, struct err *err)
{
	const char *id = intent->text;
	AUTO(rows) *rows = NULL;

	if (household_thin(tx, &id, 1, say, err) < 0 ||
	    store_round_facts(tx, &id, 1, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "INTENT_UNKNOWN",
				    "there is no request %s", id);
	struct contact contact = store_contact_read(rows, 0);

	if (round_complete(svc, tx, &contact, 1, err) < 0)
		return -1;
	*ret_reason = gate_changed(&contact.facts, contact.channel);
	return 0;
}
