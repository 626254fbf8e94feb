/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One round of a channel: claim, hand over, record.
 *
 *	1. In one transaction: pick due contacts of the channel, lock their persons, pass
 *	   the gate, mark as sending, commit. From here on a crash leaves them uncertain,
 *	   never sent twice. What the gate sends another way goes to that channel's queue,
 *	   or into it at once when it works inside transactions.
 *	2. Hand them over to the other side.
 *	3. In one transaction: what became of each, and the outcomes to say.
 *
 * A second connection holds two kinds of locks from 1 to the end of 3. The persons': who
 * opts out waits for the round, so after the answer to an opt-out nothing leaves. The
 * claim's: as long as it is held nobody calls the round dead. The times for handing over
 * and recording stay together below the time after which the database would take an idle
 * transaction's locks away; a round that lost them all the same says so. Thread: a round
 * belongs to one sender.
 */
#ifndef BEURT_NOTIFICATION_ROUND_H
#define BEURT_NOTIFICATION_ROUND_H

#include "notification/channel/carrier.h"
#include "notification/store_round.h"

struct round_metrics {
	struct counter *sent;
	struct counter *failed;
	struct counter *uncertain;
	struct counter *suppressed;
	struct counter *retried;
	struct counter *handed;
	struct counter *locks_lost;
	struct histogram *seconds;
};

struct round {
	/* Given. */
	const struct notification *svc;
	const struct app_running *with;
	const struct round_metrics *count;
	enum channel channel;  /* whose queue */
	void *line;            /* of its carrier; NULL when that works inside */
	size_t most;           /* contacts to claim */
	int64_t turn;          /* which garage begins */
	_Atomic int64_t claim; /* 0 = none; others may ask whether it is alive */
	/* While it runs. */
	struct tx *locks;
	struct rows *facts;
	struct contact *contacts;
	size_t contacts_count;
	/* What came of it. */
	size_t judged;
	size_t tried;
	bool away;       /* the other side is */
	bool locks_lost; /* the database took them away */
};

/* Returns 0 when the round is over, also when there was nothing to do (judged = 0).
 * ERR_LATER: the database was away. */
MUST_CHECK int round_run(struct round *round, struct err *err);

/* --- round_gate.c --------------------------------------------------------------------
 */
/* Step 1, as flow_do() calls it with a struct round. */
int round_claim(void *context, struct tx *tx, struct outbox *say, struct err *err);

/* What the gate needs beside the rows: the garage's clock, the ledgers, the channels that
 * are served here, the lot. */
MUST_CHECK int round_complete(const struct notification *svc, struct tx *tx,
			      struct contact *contacts, size_t count, struct err *err);

/* --- round_rivals.c ------------------------------------------------------------------
 */
/* Before the gate: what was judged of the same person, which lie before it in the round,
 * the first in rank first. */
void round_count_rivals(const struct round *round, size_t at);

/* --- round_settle.c ------------------------------------------------------------------
 */
/* Step 3, as flow_do() calls it with a struct round. */
int round_record(void *context, struct tx *tx, struct outbox *say, struct err *err);
/* From the result to what the row becomes. */
void round_settle(struct contact *contact, struct instant now, bool resend_uncertain);
/* What a failure leads to: the next channel, or the end. `state` as of the outcome. */
void round_fail(struct contact *contact, const char *state, const char *reason);
/* Say notification.outcome for a contact in this state. */
MUST_CHECK int round_say(struct contact *contact, const char *state, struct tx *tx,
			 struct outbox *say, struct err *err);
/* Contacts of dead rounds: mark them, as flow_do() calls it with the claim. */
struct round_ended {
	int64_t claim;
	bool resend;
	size_t count;
};
int round_end(void *context, struct tx *tx, struct outbox *say, struct err *err);

#endif
