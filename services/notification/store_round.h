/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of one round of sending: pick what is due, fairly between garages; read the
 * facts; write what was judged and what became of it.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_ROUND_H
#define BEURT_NOTIFICATION_STORE_ROUND_H

#include "base/strbuf.h"
#include "notification/domain/bounce.h"
#include "notification/domain/gate.h"
#include "notification/mail/letter.h"
#include "pg/pg.h"

#define ROUND_MAX    1000
#define REASONS_TEXT 160

/* One letter of a round. Texts are lent by the round's rows. */
struct round_letter {
	struct letter letter;
	struct gate_facts
		facts; /* without today, now, window_opens: the round sets them */
	struct uuid proposal;
	const char *timezone;      /* NULL: garage not known */
	const char *refuses;       /* channels, "email,phone" */
	const char *address_print; /* NULL = none */
	const char *form;          /* JSON as in mail/letter_form.h; NULL = none */
	int64_t attempts;
	int64_t outcomes; /* said before */
	char reasons[REASONS_TEXT];
	/* Judged or settled. */
	const char *state;  /* "queued", "sending", "sent", "failed", "uncertain",
			       "suppressed" */
	const char *reason; /* NULL = none */
	struct instant due; /* queued: when to look again; not set = as it was */
	bool untried;       /* the attempt does not count */
	int reply_code;
	enum address_news news;
};

/* First in a round's transaction: statements find their rows by index. A plan that was
 * made while the table was empty reads all of it, and is kept while the table grows. */
MUST_CHECK int store_round_by_key(struct tx *tx, struct err *err);
/* Letters that may be looked at now, locked, at most `most`, in equal shares a garage;
 * `turn` says whose turn it is first. Columns: intent, dealer, customer. */
MUST_CHECK int store_round_pick(struct tx *tx, int64_t most, int64_t turn,
				struct rows **ret_rows, struct err *err);
/* Lock these persons where nobody else has them; ret_got[i] says whether. */
MUST_CHECK int store_round_lock(struct tx *tx, const int64_t *persons, size_t count,
				bool *ret_got, struct err *err);
/* The claim's own lock: as long as it is held, its round is alive. */
MUST_CHECK int store_claim_lock(struct tx *tx, int64_t claim, struct err *err);
MUST_CHECK int store_claim_try_lock(struct tx *tx, int64_t claim, bool *ret_got,
				    struct err *err);

/* Everything known about these letters, in the same order. */
MUST_CHECK int store_round_facts(struct tx *tx, const char *const *intents, size_t count,
				 struct rows **ret_rows, struct err *err);
/* The same for a letter that nobody asked for: a row of `intent` as JSON. */
MUST_CHECK int store_round_suppose(struct tx *tx, const char *intent_json,
				   struct rows **ret_rows, struct err *err);
struct round_letter store_round_letter(const struct rows *rows, size_t row);
/* The ledgers of these letters' persons. Columns: place in the list from 1, purpose,
 * channel, action, at; ordered by place. */
MUST_CHECK int store_round_ledgers(struct tx *tx, const struct round_letter *letters,
				   size_t count, struct rows **ret_rows, struct err *err);

MUST_CHECK int store_round_judged(struct tx *tx, const struct round_letter *letters,
				  size_t count, int64_t claim, struct err *err);
/* Only letters that this claim still has; ret_rows has their intents. */
MUST_CHECK int store_round_settled(struct tx *tx, const struct round_letter *letters,
				   size_t count, int64_t claim, struct rows **ret_rows,
				   struct err *err);
MUST_CHECK int store_address_health(struct tx *tx, const struct round_letter *letter,
				    const struct address_health *health, struct err *err);

/* Claims that have letters on their way. Column: claim. */
MUST_CHECK int store_claims(struct tx *tx, struct rows **ret_rows, struct err *err);
/* Letters of a claim whose round is dead: state becomes `state` ("uncertain", "queued").
 * Columns as store_round_facts. */
MUST_CHECK int store_claim_ended(struct tx *tx, int64_t claim, const char *state,
				 struct rows **ret_rows, struct err *err);

#endif
