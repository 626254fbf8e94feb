/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Picking, locking, judging and settling, each one statement for the whole round.
 */
#include "notification/store_round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define GARAGES_MAX 200
#define NUMBER_TEXT 21

/* Garages with something due: jumps from one to the next in the index, and looks at the
 * first one of each. (As EXISTS the planner may read the whole queue instead.) */
static const char SQL_GARAGES[] =
	"WITH RECURSIVE g AS ("
	" (SELECT dealer FROM intent WHERE state = 'queued' AND channel = $2"
	" ORDER BY dealer LIMIT 1)"
	" UNION ALL SELECT (SELECT i.dealer FROM intent i WHERE i.state = 'queued'"
	" AND i.channel = $2 AND i.dealer > g.dealer ORDER BY i.dealer LIMIT 1)"
	" FROM g WHERE g.dealer IS NOT NULL)"
	" SELECT dealer FROM g WHERE dealer IS NOT NULL AND ("
	"SELECT i.due_at FROM intent i WHERE i.state = 'queued' AND i.channel = $2"
	" AND i.dealer = g.dealer ORDER BY i.due_at LIMIT 1) <= $1";

/* Garages have their turn, but rounds touch their rows in one order: none waits for
 * another that waits for it. */
static const char SQL_PICK[] =
	"SELECT intent_id, dealer, customer_id, person FROM ("
	"SELECT i.intent_id, g.dealer, i.customer_id, i.person, i.due_at"
	" FROM unnest($1::text[]) WITH ORDINALITY AS g (dealer, n)"
	" CROSS JOIN LATERAL (SELECT intent_id, customer_id, due_at,"
	" coalesce(to_party, customer_id) AS person FROM intent"
	" WHERE state = 'queued' AND channel = $5 AND dealer = g.dealer"
	" AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS i"
	" LIMIT $4) AS p ORDER BY dealer, due_at, intent_id";

static const char SQL_RIVALS[] =
	"SELECT coalesce(r.intent_id, i.intent_id)"
	" FROM unnest($1::uuid[]) WITH ORDINALITY AS p (intent_id, n)"
	" JOIN intent i ON i.intent_id = p.intent_id"
	" LEFT JOIN LATERAL (SELECT x.intent_id, x.rank, x.due_date FROM intent x"
	" WHERE x.state = 'queued' AND x.is_marketing AND i.is_marketing"
	" AND x.dealer = i.dealer AND coalesce(x.to_party, x.customer_id)"
	" = coalesce(i.to_party, i.customer_id) AND x.customer_id = i.customer_id"
	" AND (x.intent_id = i.intent_id OR x.not_before <= $2"
	" AND (x.due_at <= $2 OR x.rank < i.rank))"
	" ORDER BY x.intent_id <> i.intent_id, x.rank, x.due_date, x.intent_id LIMIT $3"
	" FOR UPDATE SKIP LOCKED) AS r ON true"
	" ORDER BY p.n, r.rank, r.due_date, r.intent_id LIMIT $4";

static const char SQL_LOCK_PERSONS[] =
	"SELECT p.n, pg_try_advisory_xact_lock(p.key)"
	" FROM unnest($1::bigint[]) WITH ORDINALITY AS p (key, n)";

static const char SQL_CLAIM_LOCK[] =
	"SELECT pg_advisory_xact_lock($1),"
	" set_config('idle_in_transaction_session_timeout', $2, true)";

static const char SQL_CLAIM_TRY[] = "SELECT pg_try_advisory_xact_lock($1)";

static const char SQL_LEDGERS[] =
	"SELECT p.n, e.purpose, e.channel, e.action, e.at"
	" FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY"
	" AS p (dealer, customer_id, n)"
	" JOIN consent_event e"
	" ON e.dealer = p.dealer AND e.customer_id = p.customer_id ORDER BY p.n";

/* What left, or is about to, counts as a contact. */
static const char SQL_JUDGED[] =
	"UPDATE intent i SET state = v.state, channel = v.channel, tried = v.tried,"
	" due_at = coalesce(v.due_at, i.due_at), reason = v.reason,"
	" not_after = v.not_after, deferrals = i.deferrals + v.deferred::integer,"
	" claim = CASE WHEN v.state = 'sending' THEN $11::bigint END,"
	" attempts = v.attempts, arm = v.arm, cost_cents = v.cost,"
	" contacted_at = CASE WHEN i.lost THEN i.contacted_at"
	" WHEN v.state IN ('sending', 'handed', 'sent')"
	" AND i.is_marketing THEN $12::timestamptz END,"
	" outcomes = i.outcomes + v.said,"
	" settled_at = CASE WHEN v.state IN ('suppressed', 'failed', 'sent',"
	" 'uncertain')"
	" THEN $12::timestamptz END"
	" FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[],"
	" $5::text[], $6::text[], $7::timestamptz[], $8::boolean[], $9::integer[],"
	" $10::text[], $13::integer[], $14::integer[]) AS v (intent_id, state, due_at,"
	" reason, channel, tried, not_after, deferred, attempts, arm, said, cost)"
	" WHERE i.intent_id = v.intent_id";

/* What goes back to the queue or failed no longer counts as a contact, unless it may have
 * arrived. Paper counts from when it is there, not from when it was reserved. */
static const char SQL_SETTLED[] =
	"UPDATE intent i SET state = v.state, channel = v.channel, tried = v.tried,"
	" due_at = coalesce(v.due_at, i.due_at), reason = v.reason, reply_code = v.code,"
	" claim = NULL, attempts = i.attempts - v.untried::integer,"
	" contacted_at = CASE WHEN v.state = 'sent' AND i.is_marketing"
	" AND i.channel IN ('letter', 'card') THEN coalesce(v.at, i.contacted_at)"
	" WHEN v.lost OR v.state NOT IN ('queued', 'failed')"
	" THEN i.contacted_at END, outcomes = i.outcomes + v.said, lost = v.lost,"
	" cost_cents = coalesce(v.cost, i.cost_cents),"
	" provider_ref = coalesce(v.ref, i.provider_ref),"
	" settled_at = CASE WHEN v.state NOT IN ('queued', 'handed')"
	" THEN $12::timestamptz END"
	" FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[],"
	" $5::text[], $6::text[], $7::integer[], $8::boolean[], $9::integer[],"
	" $10::text[], $13::integer[], $14::boolean[], $15::timestamptz[])"
	" AS v (intent_id, state, due_at, reason, channel, tried, code, untried, said,"
	" ref, cost, lost, at) WHERE i.intent_id = v.intent_id"
	" AND (i.claim = $11 AND i.state = 'sending'"
	" OR $11 = 0 AND i.state IN ('handed', 'sent'))"
	" RETURNING i.intent_id";

static const char SQL_HEALTH[] =
	"INSERT INTO address_health (dealer, address_print, hard, soft_count,"
	" soft_since, paused_until, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (dealer, address_print) DO UPDATE SET hard = excluded.hard,"
	" soft_count = excluded.soft_count, soft_since = excluded.soft_since,"
	" paused_until = excluded.paused_until, changed_at = excluded.changed_at";

/* Garages in turn: the list starts at another one each round. */
static size_t take_turns(const struct rows *rows, int64_t turn, const char **ret_garages)
{
	size_t count = rows_count(rows);
	size_t taken = count < GARAGES_MAX ? count : GARAGES_MAX;

	for (size_t i = 0; i < taken; i++)
		ret_garages[i] = row_text(rows, ((size_t)turn + i) % count, 0);
	return taken;
}

int store_round_pick(struct tx *tx, const struct round_pick *pick, struct rows **ret_rows,
		     struct err *err)
{
	AUTO(rows) *garages = NULL;
	const char *names[GARAGES_MAX];
	struct arg now = arg_instant(tx_now(tx));
	struct arg channel = arg_text(pick->channel);

	if (tx_rows(tx, SQL_GARAGES, ARGS(now, channel), &garages, err) < 0)
		return -1;
	size_t count = take_turns(garages, pick->turn, names);

	if (count == 0) {
		*ret_rows = NULL;
		return 0;
	}
	int64_t share = (pick->most + (int64_t)count - 1) / (int64_t)count;

	return tx_rows(tx, SQL_PICK,
		       ARGS(arg_texts(names, count), now, arg_int(share),
			    arg_int(pick->most), channel),
		       ret_rows, err);
}

int store_round_rivals(struct tx *tx, const char *const *intents, size_t count,
		       struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_RIVALS,
		       ARGS(arg_texts(intents, count), arg_instant(tx_now(tx)),
			    arg_int(ROUND_RIVALS), arg_int(ROUND_MAX)),
		       ret_rows, err);
}

int store_round_lock(struct tx *tx, const int64_t *persons, size_t count, bool *ret_got,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOCK_PERSONS, ARGS(arg_ints(persons, count)), &rows, err) < 0)
		return -1;
	memset(ret_got, 0, count * sizeof(*ret_got));
	for (size_t i = 0; i < rows_count(rows); i++)
		ret_got[row_int(rows, i, 0) - 1] = row_bool(rows, i, 1);
	return 0;
}

int store_round_by_key(struct tx *tx, struct err *err)
{
	return tx_set_local(tx, "enable_seqscan", "off", err);
}

int store_claim_lock(struct tx *tx, int64_t claim, struct err *err)
{
	AUTO(rows) *rows = NULL;
	char idle[NUMBER_TEXT];

	snprintf(idle, sizeof(idle), "%ds", ROUND_LOCKS_SECONDS);
	return tx_rows(tx, SQL_CLAIM_LOCK, ARGS(arg_int(claim), arg_text(idle)), &rows,
		       err);
}

int store_claim_try_lock(struct tx *tx, int64_t claim, bool *ret_got, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CLAIM_TRY, ARGS(arg_int(claim)), &rows, err) < 0)
		return -1;
	*ret_got = row_bool(rows, 0, 0);
	return 0;
}

int store_round_ledgers(struct tx *tx, const struct contact *contacts, size_t count,
			struct rows **ret_rows, struct err *err)
{
	const char **dealers = mem_alloc(sizeof(*dealers) * 2 * count);
	const char **customers = dealers + count;

	for (size_t i = 0; i < count; i++) {
		dealers[i] = contacts[i].letter.garage.dealer;
		customers[i] = contacts[i].person.text; /* who consents for themselves */
	}
	int failed = tx_rows(tx, SQL_LEDGERS,
			     ARGS(arg_texts(dealers, count), arg_texts(customers, count)),
			     ret_rows, err);

	mem_free(dealers);
	return failed;
}

/* The contacts' columns as arrays of texts. */
struct columns {
	const char *intents[ROUND_MAX];
	const char *states[ROUND_MAX];
	const char *dues[ROUND_MAX];
	const char *reasons[ROUND_MAX];
	const char *channels[ROUND_MAX];
	const char *tried[ROUND_MAX];
	const char *ends[ROUND_MAX];
	const char *deferred[ROUND_MAX];
	const char *attempts[ROUND_MAX];
	const char *arms[ROUND_MAX];
	const char *said[ROUND_MAX];
	const char *codes[ROUND_MAX];
	const char *untried[ROUND_MAX];
	const char *lost[ROUND_MAX];
	const char *costs[ROUND_MAX];
	const char *refs[ROUND_MAX];
	const char *ats[ROUND_MAX];
	struct {
		char due[INSTANT_TEXT], end[INSTANT_TEXT], at[INSTANT_TEXT];
		char tried[CHANNEL_LIST_TEXT];
		char attempts[NUMBER_TEXT], said[NUMBER_TEXT], code[NUMBER_TEXT],
			cost[NUMBER_TEXT];
	} texts[ROUND_MAX];
};

static const char *number(int64_t value, char text[NUMBER_TEXT])
{
	snprintf(text, NUMBER_TEXT, "%" PRId64, value);
	return text;
}

static const char *arm_name(enum gate_arm arm)
{
	static const char *const names[] = {
		[GATE_NOT_MEASURED] = NULL,
		[GATE_TREATED] = "treated",
		[GATE_HELD_OUT] = "held_out",
	};

	return names[arm];
}

static void set_result(struct columns *all, size_t i, const struct contact *contact)
{
	const struct hand_result *result = &contact->result;

	all->codes[i] = result->code ? number(result->code, all->texts[i].code) : NULL;
	all->costs[i] = result->cost_cents
				? number(result->cost_cents, all->texts[i].cost)
				: NULL;
	all->refs[i] = result->ref[0] ? result->ref : NULL;
	all->ats[i] = instant_is_set(result->at)
			      ? instant_format(result->at, all->texts[i].at)
			      : NULL;
	all->untried[i] = contact->untried ? "true" : "false";
	all->lost[i] = contact->lost ? "true" : "false";
}

static struct columns *columns_of(const struct contact *contacts, size_t count)
{
	struct columns *all = mem_alloc(sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		const struct contact *contact = &contacts[i];
		struct instant end = contact->facts.not_after;

		all->intents[i] = contact->letter.intent.text;
		all->states[i] = contact->state;
		all->dues[i] = instant_is_set(contact->due)
				       ? instant_format(contact->due, all->texts[i].due)
				       : NULL;
		all->ends[i] = instant_format(end, all->texts[i].end);
		all->reasons[i] = contact->reason;
		all->channels[i] = channel_name(contact->next);
		channel_list_write(&contact->tried, all->texts[i].tried);
		all->tried[i] = all->texts[i].tried;
		all->deferred[i] = contact->deferred ? "true" : "false";
		all->attempts[i] = number(contact->attempts, all->texts[i].attempts);
		all->arms[i] = arm_name(contact->arm);
		all->said[i] = number(contact->said, all->texts[i].said);
		set_result(all, i, contact);
	}
	return all;
}

int store_round_judged(struct tx *tx, const struct contact *contacts, size_t count,
		       int64_t claim, struct err *err)
{
	struct columns *all = columns_of(contacts, count);
	int failed =
		tx_run(tx, SQL_JUDGED,
		       ARGS(arg_texts(all->intents, count), arg_texts(all->states, count),
			    arg_texts(all->dues, count), arg_texts(all->reasons, count),
			    arg_texts(all->channels, count), arg_texts(all->tried, count),
			    arg_texts(all->ends, count), arg_texts(all->deferred, count),
			    arg_texts(all->attempts, count), arg_texts(all->arms, count),
			    arg_int(claim), arg_instant(tx_now(tx)),
			    arg_texts(all->said, count), arg_texts(all->costs, count)),
		       NULL, err);

	mem_free(all);
	return failed;
}

/* Whether an outcome is said of it when it is recorded. */
static const char *says(const struct contact *contact)
{
	bool waits = strcmp(contact->state, "queued") == 0 ||
		     strcmp(contact->state, "handed") == 0;

	return contact->failed || !waits ? "1" : "0";
}

int store_round_settled(struct tx *tx, const struct contact *contacts, size_t count,
			int64_t claim, struct rows **ret_rows, struct err *err)
{
	struct columns *all = columns_of(contacts, count);

	for (size_t i = 0; i < count; i++)
		all->said[i] = says(&contacts[i]);
	int failed = tx_rows(
		tx, SQL_SETTLED,
		ARGS(arg_texts(all->intents, count), arg_texts(all->states, count),
		     arg_texts(all->dues, count), arg_texts(all->reasons, count),
		     arg_texts(all->channels, count), arg_texts(all->tried, count),
		     arg_texts(all->codes, count), arg_texts(all->untried, count),
		     arg_texts(all->said, count), arg_texts(all->refs, count),
		     arg_int(claim), arg_instant(tx_now(tx)),
		     arg_texts(all->costs, count), arg_texts(all->lost, count),
		     arg_texts(all->ats, count)),
		ret_rows, err);

	mem_free(all);
	return failed;
}

int store_address_health(struct tx *tx, const struct contact *contact,
			 const struct address_health *health, struct err *err)
{
	return tx_run(tx, SQL_HEALTH,
		      ARGS(arg_text(contact->letter.garage.dealer),
			   arg_text(contact->prints[contact->channel]),
			   arg_bool(health->hard), arg_int(health->soft_count),
			   arg_instant(health->soft_since),
			   arg_instant(health->paused_until), arg_instant(tx_now(tx))),
		      NULL, err);
}
