/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Step 1 of a round: which letters may leave now.
 */
#include <string.h>

#include "notification/domain/window.h"
#include "notification/mail/round.h"
#include "notification/store.h"
#include "sys/zone_file.h"

/* What was picked, thinned out to persons nobody else is writing to. */
struct picked {
	struct rows *rows;
	int64_t persons[ROUND_MAX];
	bool got[ROUND_MAX];
	const char *intents[ROUND_MAX];
	size_t count;
};

static bool has_person(const struct picked *picked, int64_t person)
{
	for (size_t i = 0; i < picked->count; i++) {
		if (picked->persons[i] == person)
			return true;
	}
	return false;
}

/* One letter a person and round: the second waits until the first is counted. */
static void list_persons(struct picked *picked)
{
	for (size_t i = 0; i < rows_count(picked->rows); i++) {
		int64_t person = store_person_key(row_text(picked->rows, i, 1),
						  row_text(picked->rows, i, 2));

		if (has_person(picked, person))
			continue;
		picked->persons[picked->count] = person;
		picked->intents[picked->count++] = row_text(picked->rows, i, 0);
	}
}

static void keep_locked(struct picked *picked)
{
	size_t kept = 0;

	for (size_t i = 0; i < picked->count; i++) {
		if (picked->got[i])
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
	if (store_round_lock(round->locks, picked->persons, picked->count, picked->got,
			     err) < 0)
		return -1;
	return tx_rest(round->locks, err);
}

/* Folds each person's events, which lie together in the rows. */
static int fold_ledgers(struct tx *tx, struct round_letter *letters, size_t count,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_round_ledgers(tx, letters, count, &rows, err) < 0)
		return -1;
	size_t total = rows_count(rows);
	struct consent_event *events = mem_alloc(sizeof(*events) * (total + 1));

	for (size_t i = 0; i < total;) {
		int64_t place = row_int(rows, i, 0);
		struct gate_facts *facts = &letters[place - 1].facts;
		size_t many = 0;

		for (; i < total && row_int(rows, i, 0) == place; i++)
			events[many++] = (struct consent_event){
				.purpose = purpose_from(row_text(rows, i, 1)),
				.channel = channel_from(row_text(rows, i, 2)),
				.action = consent_action_from(row_text(rows, i, 3)),
				.at = row_instant(rows, i, 4),
			};
		facts->standing =
			consent_fold(events, many, facts->purpose, facts->channel);
	}
	mem_free(events);
	return 0;
}

static int load_letters(struct round *round, struct tx *tx, const struct picked *picked,
			struct err *err)
{
	if (store_round_facts(tx, picked->intents, picked->count, &round->facts, err) < 0)
		return -1;
	size_t count = rows_count(round->facts);

	round->letters = mem_alloc(sizeof(*round->letters) * count);
	for (size_t i = 0; i < count; i++) {
		round->letters[i] = store_round_letter(round->facts, i);
	}
	round->letters_count = count;
	return 0;
}

static bool refuses(const char *list, const char *channel)
{
	size_t len = strlen(channel);

	for (const char *at = list; at && (at = strstr(at, channel)); at += len) {
		if ((at == list || at[-1] == ',') && (at[len] == ',' || at[len] == '\0'))
			return true;
	}
	return false;
}

/* The garage's clock; a zone that the system does not know counts as Amsterdam's. */
static int set_times(struct round_letter *letter, struct instant now, struct err *err)
{
	struct gate_facts *facts = &letter->facts;
	const struct zone *zone = NULL;

	if ((!letter->timezone || zone_find(letter->timezone, &zone, NULL) < 0) &&
	    zone_find("Europe/Amsterdam", &zone, err) < 0)
		return -1;
	facts->now = now;
	facts->today = zone_local(zone, now).date;
	facts->window_opens = window_next_mail(zone, now);
	facts->refuses_channel = refuses(letter->refuses, channel_name(facts->channel));
	letter->letter.now = now;
	letter->letter.zone = zone;
	letter->letter.today = facts->today;
	return 0;
}

int round_complete(struct tx *tx, struct round_letter *letters, size_t count,
		   struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (set_times(&letters[i], tx_now(tx), err) < 0)
			return -1;
	return fold_ledgers(tx, letters, count, err);
}

static void apply(struct round_letter *letter, struct gate_answer answer)
{
	static const char *const states[] = {
		[GATE_SEND] = "sending",
		[GATE_WAIT] = "queued",
		[GATE_SUPPRESS] = "suppressed",
	};

	letter->state = states[answer.verdict];
	letter->reason = *answer.reason ? answer.reason : NULL;
	letter->due = answer.until;
}

static int judge(struct round *round, struct tx *tx, struct outbox *say, struct err *err)
{
	for (size_t i = 0; i < round->letters_count; i++) {
		struct round_letter *letter = &round->letters[i];

		struct gate_answer answer = gate_judge(&letter->facts);

		apply(letter, answer);
		if (answer.verdict == GATE_SUPPRESS &&
		    round_say(letter, tx, say, err) < 0)
			return -1;
		counter_add(answer.verdict == GATE_SUPPRESS ? round->count->suppressed
							    : NULL,
			    1);
		letter->attempts += answer.verdict == GATE_SEND;
	}
	return store_round_judged(tx, round->letters, round->letters_count, round->claim,
				  err);
}

/* Only what is sending goes on to step 2. */
static void keep_sending(struct round *round)
{
	size_t kept = 0;

	for (size_t i = 0; i < round->letters_count; i++) {
		if (strcmp(round->letters[i].state, "sending") == 0)
			round->letters[kept++] = round->letters[i];
	}
	round->letters_count = kept;
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
	if (load_letters(round, tx, picked, err) < 0 ||
	    round_complete(tx, round->letters, round->letters_count, err) < 0 ||
	    judge(round, tx, say, err) < 0)
		return -1;
	keep_sending(round);
	return 0;
}

int round_claim(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct round *round = context;
	struct picked *picked = mem_alloc(sizeof(*picked));
	int failed = store_round_by_key(tx, err);

	if (failed == 0)
		failed = store_round_pick(tx, (int64_t)round->most, round->turn,
					  &picked->rows, err);
	if (failed == 0 && picked->rows)
		failed = claim_picked(round, tx, picked, say, err);
	rows_free(picked->rows);
	mem_free(picked);
	return failed;
}
