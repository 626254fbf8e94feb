/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One round of sending: claim, hand over, record.
 *
 *	1. In one transaction: pick due letters, lock their persons, pass the gate, mark
 *as sending, commit. From here on a crash leaves them uncertain, never sent twice.
 *	2. Hand them to the mail server.
 *	3. In one transaction: what became of each, and the outcomes to say.
 *
 * A second connection holds two kinds of locks from 1 to the end of 3. The persons': who
 * opts out waits for the round, so after the answer to an opt-out no letter leaves. The
 * claim's: as long as it is held nobody calls the round dead. The time for beginning
 * letters plus the time for one letter stays below the time after which the database
 * would take an idle transaction's locks away. Thread: a round belongs to one sender.
 */
#ifndef BEURT_NOTIFICATION_ROUND_H
#define BEURT_NOTIFICATION_ROUND_H

#include "notification/notification.h"
#include "notification/store_round.h"
#include "text/smtp.h"

struct round_metrics {
	struct counter *sent;
	struct counter *failed;
	struct counter *uncertain;
	struct counter *suppressed;
	struct counter *retried;
	struct histogram *seconds;
};

struct round {
	/* Given. */
	const struct notification *svc;
	const struct app_running *with;
	const struct round_metrics *count;
	struct smtp *smtp;
	size_t most;           /* letters to claim */
	int64_t turn;          /* which garage begins */
	_Atomic int64_t claim; /* 0 = none; others may ask whether it is alive */
	/* While it runs. */
	struct tx *locks;
	struct rows *facts;
	struct round_letter *letters;
	struct strbuf *messages;
	struct smtp_letter *mails;
	size_t letters_count;
	/* What came of it. */
	size_t tried;
	bool server_away;
};

/* Returns 0 when the round is over, also when there was nothing to do (tried = 0 and no
 * letters). ERR_LATER: the database was away. */
MUST_CHECK int round_run(struct round *round, struct err *err);

/* The letter's reasons point into its own text: only when it no longer moves. */
void round_split_reasons(struct round_letter *letter);

/* --- round_gate.c --------------------------------------------------------------------
 */
/* Step 1, as flow_do() calls it with a struct round. */
int round_claim(void *context, struct tx *tx, struct outbox *say, struct err *err);

/* What the gate and the letter need beside the rows: the garage's clock, the ledgers. */
MUST_CHECK int round_complete(struct tx *tx, struct round_letter *letters, size_t count,
			      struct err *err);

/* --- round_settle.c ------------------------------------------------------------------
 */
/* Step 3, as flow_do() calls it with a struct round. */
int round_record(void *context, struct tx *tx, struct outbox *say, struct err *err);
/* What became of a letter, from what the server said. */
void round_settle(struct round_letter *letter, const struct smtp_letter *mail,
		  struct instant now, bool resend_uncertain);
/* Say notification.outcome for a letter that is settled. */
MUST_CHECK int round_say(const struct round_letter *letter, struct tx *tx,
			 struct outbox *say, struct err *err);
/* Letters of dead rounds: mark them, as flow_do() calls it with the claim. */
struct round_ended {
	int64_t claim;
	bool resend;
	size_t count;
};
int round_end(void *context, struct tx *tx, struct outbox *say, struct err *err);

#endif
