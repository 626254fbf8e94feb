/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of one round of sending: pick what is due, fairly between garages; read the
 * facts; write what was judged and what became of it.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_ROUND_H
#define BEURT_NOTIFICATION_STORE_ROUND_H

#include "notification/channel/contact.h"
#include "pg/pg.h"

#define ROUND_MAX 1000

struct round_pick {
	const char *channel; /* "email" */
	int64_t most;
	int64_t turn; /* whose turn it is first */
};

/* First in a round's transaction: statements find their rows by index. A plan that was
 * made while the table was empty reads all of it, and is kept while the table grows. */
MUST_CHECK int store_round_by_key(struct tx *tx, struct err *err);
/* Contacts of one channel that may be looked at now, locked, in equal shares a garage;
 * NULL when there are none. Columns: intent, dealer, customer, person. */
MUST_CHECK int store_round_pick(struct tx *tx, const struct round_pick *pick,
				struct rows **ret_rows, struct err *err);
/* Who else waits for the persons of these: with each intent, the due marketing ones of
 * its person, the first in rank first, at most ROUND_RIVALS a person and `most` together;
 * one that is no marketing stands alone. What another round is looking at is left out.
 * Column: intent. */
#define ROUND_RIVALS 50
MUST_CHECK int store_round_rivals(struct tx *tx, const char *const *intents, size_t count,
				  struct rows **ret_rows, struct err *err);
/* Lock these persons where nobody else has them; ret_got[i] says whether. */
MUST_CHECK int store_round_lock(struct tx *tx, const int64_t *persons, size_t count,
				bool *ret_got, struct err *err);
/* The claim's own lock: as long as it is held, its round is alive. From now on the
 * transaction may be idle that long before the database takes its locks away. */
#define ROUND_LOCKS_SECONDS 120
MUST_CHECK int store_claim_lock(struct tx *tx, int64_t claim, struct err *err);
MUST_CHECK int store_claim_try_lock(struct tx *tx, int64_t claim, bool *ret_got,
				    struct err *err);

/* Everything known about these contacts, in the same order. */
MUST_CHECK int store_round_facts(struct tx *tx, const char *const *intents, size_t count,
				 struct rows **ret_rows, struct err *err);
/* The same for another car of a message, by what its own booking link says. */
MUST_CHECK int store_round_of_car(struct tx *tx, const struct uuid *link,
				  struct rows **ret_rows, struct err *err);
/* The same for a contact that nobody asked for: a row of `intent` as JSON. */
MUST_CHECK int store_round_suppose(struct tx *tx, const char *intent_json,
				   struct rows **ret_rows, struct err *err);
/* Texts are lent by the rows. */
struct contact store_contact_read(const struct rows *rows, size_t row);
/* The ledgers of these persons. Columns: place in the list from 1, purpose,
 * channel, action, at; ordered by place. */
MUST_CHECK int store_round_ledgers(struct tx *tx, const struct contact *contacts,
				   size_t count, struct rows **ret_rows, struct err *err);

MUST_CHECK int store_round_judged(struct tx *tx, const struct contact *contacts,
				  size_t count, int64_t claim, struct err *err);
/* Only contacts that this claim still has, or with claim 0 that their channel has in its
 * own hands or sent; ret_rows has their intents. */
MUST_CHECK int store_round_settled(struct tx *tx, const struct contact *contacts,
				   size_t count, int64_t claim, struct rows **ret_rows,
				   struct err *err);
MUST_CHECK int store_address_health(struct tx *tx, const struct contact *contact,
				    const struct address_health *health, struct err *err);

/* Claims that have contacts on their way. Column: claim. */
MUST_CHECK int store_claims(struct tx *tx, struct rows **ret_rows, struct err *err);
/* Contacts of a claim whose round is dead: state becomes `state` ("uncertain", "queued").
 * Columns as store_round_facts. */
MUST_CHECK int store_claim_ended(struct tx *tx, int64_t claim, const char *state,
				 struct rows **ret_rows, struct err *err);

#endif
