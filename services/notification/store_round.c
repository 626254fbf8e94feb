/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Picking, locking, judging and settling, each one statement for the whole round.
 */
#include "notification/store_round.h"

#include <stdio.h>
#include <string.h>

#define GARAGES_MAX 200

/* Garages with something due: jumps from one to the next in the index, and looks at the
 * first letter of each. (As EXISTS the planner may read the whole queue instead.) */
static const char SQL_GARAGES[] =
	"WITH RECURSIVE g AS ("
	" (SELECT dealer FROM intent WHERE state = 'queued'"
	" ORDER BY dealer LIMIT 1)"
	" UNION ALL SELECT (SELECT i.dealer FROM intent i"
	" WHERE i.state = 'queued' AND i.dealer > g.dealer ORDER BY i.dealer LIMIT 1)"
	" FROM g WHERE g.dealer IS NOT NULL)"
	" SELECT dealer FROM g WHERE dealer IS NOT NULL AND ("
	"SELECT i.due_at FROM intent i WHERE i.state = 'queued'"
	" AND i.dealer = g.dealer ORDER BY i.due_at LIMIT 1) <= $1";

static const char SQL_PICK[] =
	"SELECT i.intent_id, g.dealer, i.customer_id"
	" FROM unnest($1::text[]) WITH ORDINALITY AS g (dealer, n)"
	" CROSS JOIN LATERAL (SELECT intent_id, customer_id FROM intent"
	" WHERE state = 'queued' AND dealer = g.dealer AND due_at <= $2"
	" ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS i LIMIT $4";

static const char SQL_LOCK_PERSONS[] =
	"SELECT p.n, pg_try_advisory_xact_lock(p.key)"
	" FROM unnest($1::bigint[]) WITH ORDINALITY AS p (key, n)";

static const char SQL_CLAIM_LOCK[] = "SELECT pg_advisory_xact_lock($1)";

static const char SQL_CLAIM_TRY[] = "SELECT pg_try_advisory_xact_lock($1)";

static const char SQL_LEDGERS[] =
	"SELECT p.n, e.purpose, e.channel, e.action, e.at"
	" FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY"
	" AS p (dealer, customer_id, n)"
	" JOIN consent_event e"
	" ON e.dealer = p.dealer AND e.customer_id = p.customer_id ORDER BY p.n";

static const char SQL_JUDGED[] =
	"UPDATE intent i SET state = v.state,"
	" due_at = coalesce(v.due_at, i.due_at), reason = v.reason,"
	" claim = CASE WHEN v.state = 'sending' THEN $5::bigint END,"
	" attempts = i.attempts + (v.state = 'sending')::integer,"
	" contacted_at = CASE WHEN v.state = 'sending' AND i.is_marketing"
	" THEN $6::timestamptz END,"
	" outcomes = i.outcomes + (v.state = 'suppressed')::integer,"
	" settled_at = CASE WHEN v.state = 'suppressed' THEN $6::timestamptz END"
	" FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])"
	" AS v (intent_id, state, due_at, reason) WHERE i.intent_id = v.intent_id";

/* A letter that goes back to the queue or failed no longer counts as a contact. */
static const char SQL_SETTLED[] =
	"UPDATE intent i SET state = v.state,"
	" due_at = coalesce(v.due_at, i.due_at), reason = v.reason, reply_code = v.code,"
	" claim = NULL, attempts = i.attempts - v.untried::integer,"
	" contacted_at = CASE WHEN v.state NOT IN ('queued', 'failed')"
	" THEN i.contacted_at END,"
	" outcomes = i.outcomes + (v.state <> 'queued')::integer,"
	" settled_at = CASE WHEN v.state <> 'queued' THEN $8::timestamptz END"
	" FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[],"
	" $5::integer[], $6::boolean[])"
	" AS v (intent_id, state, due_at, reason, code, untried)"
	" WHERE i.intent_id = v.intent_id AND i.claim = $7 AND i.state = 'sending'"
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

int store_round_pick(struct tx *tx, int64_t most, int64_t turn, struct rows **ret_rows,
		     struct err *err)
{
	AUTO(rows) *garages = NULL;
	const char *names[GARAGES_MAX];
	struct arg now = arg_instant(tx_now(tx));

	if (tx_rows(tx, SQL_GARAGES, ARGS(now), &garages, err) < 0)
		return -1;
	size_t count = take_turns(garages, turn, names);

	if (count == 0) {
		*ret_rows = NULL;
		return 0;
	}
	int64_t share = (most + (int64_t)count - 1) / (int64_t)count;

	return tx_rows(tx, SQL_PICK,
		       ARGS(arg_texts(names, count), now, arg_int(share), arg_int(most)),
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

	return tx_rows(tx, SQL_CLAIM_LOCK, ARGS(arg_int(claim)), &rows, err);
}

int store_claim_try_lock(struct tx *tx, int64_t claim, bool *ret_got, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CLAIM_TRY, ARGS(arg_int(claim)), &rows, err) < 0)
		return -1;
	*ret_got = row_bool(rows, 0, 0);
	return 0;
}

int store_round_ledgers(struct tx *tx, const struct round_letter *letters, size_t count,
			struct rows **ret_rows, struct err *err)
{
	const char **dealers = mem_alloc(sizeof(*dealers) * 2 * count);
	const char **customers = dealers + count;

	for (size_t i = 0; i < count; i++) {
		dealers[i] = letters[i].letter.garage.dealer;
		customers[i] = letters[i].letter.customer.text;
	}
	int failed = tx_rows(tx, SQL_LEDGERS,
			     ARGS(arg_texts(dealers, count), arg_texts(customers, count)),
			     ret_rows, err);

	mem_free(dealers);
	return failed;
}

/* The letters' columns as arrays of texts. */
struct columns {
	const char *intents[ROUND_MAX];
	const char *states[ROUND_MAX];
	const char *dues[ROUND_MAX];
	const char *reasons[ROUND_MAX];
	const char *codes[ROUND_MAX];
	const char *untried[ROUND_MAX];
	char due_texts[ROUND_MAX][INSTANT_TEXT];
	char code_texts[ROUND_MAX][12];
};

static struct columns *columns_of(const struct round_letter *letters, size_t count)
{
	struct columns *all = mem_alloc(sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		const struct round_letter *letter = &letters[i];
		bool has_due = instant_is_set(letter->due);

		all->intents[i] = letter->letter.intent.text;
		all->states[i] = letter->state;
		all->dues[i] =
			has_due ? instant_format(letter->due, all->due_texts[i]) : NULL;
		all->reasons[i] = letter->reason;
		snprintf(all->code_texts[i], sizeof(all->code_texts[i]), "%d",
			 letter->reply_code);
		all->codes[i] = letter->reply_code ? all->code_texts[i] : NULL;
		all->untried[i] = letter->untried ? "true" : "false";
	}
	return all;
}

int store_round_judged(struct tx *tx, const struct round_letter *letters, size_t count,
		       int64_t claim, struct err *err)
{
	struct columns *all = columns_of(letters, count);
	int failed =
		tx_run(tx, SQL_JUDGED,
		       ARGS(arg_texts(all->intents, count), arg_texts(all->states, count),
			    arg_texts(all->dues, count), arg_texts(all->reasons, count),
			    arg_int(claim), arg_instant(tx_now(tx))),
		       NULL, err);

	mem_free(all);
	return failed;
}

int store_round_settled(struct tx *tx, const struct round_letter *letters, size_t count,
			int64_t claim, struct rows **ret_rows, struct err *err)
{
	struct columns *all = columns_of(letters, count);
	int failed = tx_rows(
		tx, SQL_SETTLED,
		ARGS(arg_texts(all->intents, count), arg_texts(all->states, count),
		     arg_texts(all->dues, count), arg_texts(all->reasons, count),
		     arg_texts(all->codes, count), arg_texts(all->untried, count),
		     arg_int(claim), arg_instant(tx_now(tx))),
		ret_rows, err);

	mem_free(all);
	return failed;
}

int store_address_health(struct tx *tx, const struct round_letter *letter,
			 const struct address_health *health, struct err *err)
{
	return tx_run(tx, SQL_HEALTH,
		      ARGS(arg_text(letter->letter.garage.dealer),
			   arg_text(letter->address_print), arg_bool(health->hard),
			   arg_int(health->soft_count), arg_instant(health->soft_since),
			   arg_instant(health->paused_until), arg_instant(tx_now(tx))),
		      NULL, err);
}
