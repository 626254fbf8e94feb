/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of what garages' own systems deliver: one row a request. Nobody is named in it.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_CARRIED_H
#define BEURT_NOTIFICATION_STORE_CARRIED_H

#include "pg/pg.h"

struct carried_row {
	struct uuid intent;
	const char *dealer; /* texts are lent by the rows */
	struct uuid connector;
	const char *channel;
	int64_t turn; /* how often it was handed over */
	bool open;    /* nobody told yet what became of it */
	bool perhaps; /* it was fetched, and may have left */
	bool lost;    /* so it was at an earlier attempt: nothing undoes that */
	struct instant until;
};

/* What went back to the gate, or comes from another connector, begins its next turn. */
MUST_CHECK int store_carried_add(struct tx *tx, const struct carried_row *row,
				 int64_t *ret_turn, struct err *err);
/* Locks it. ERR_ABSENT, code CARRIED_UNKNOWN. The rows own the texts. */
MUST_CHECK int store_carried_load(struct tx *tx, const struct uuid *intent,
				  struct rows **ret_rows, struct carried_row *ret_row,
				  struct err *err);
/* open, perhaps and lost as they are in the struct. */
MUST_CHECK int store_carried_save(struct tx *tx, const struct carried_row *row,
				  struct err *err);

#endif
