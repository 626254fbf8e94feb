/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: cars on offer. A car has one offer that waits at most. Texts of a row lend from
 * the rows they were read from. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_TRANSFER_H
#define BEURT_FLEET_STORE_TRANSFER_H

#include "fleet/domain/offer.h"
#include "gen/wire_language.h"
#include "gen/wire_transfer_kind.h"
#include "pg/pg.h"

struct transfer_row {
	struct uuid id;
	int64_t version;
	struct uuid passport;
	enum wire_transfer_kind kind;
	enum offer status;
	const char *dealer; /* in whose name letters are written */
	const char *plate, *make, *model;
	struct uuid fleet;
	const char *fleet_name;
	const char *recipient_email, *recipient_name, *recipient_phone;
	enum wire_language recipient_language;
	struct uuid recipient, started_by;
	struct instant started_at, expires_at;
	int64_t reminded; /* by the clock */
	int64_t asked;    /* reminders the sender asked for */
	struct instant ended_at;
	const char *link_hash;
	struct instant link_expires_at;
};

/* Which passport it is about, without a lock; ERR_ABSENT, code NO_SUCH_TRANSFER. */
MUST_CHECK int store_transfer_passport(struct tx *tx, const struct uuid *id,
				       struct uuid *ret_passport, struct err *err);
/* Columns kind and expires_at, of one that exists. */
MUST_CHECK int store_transfer_brief(struct tx *tx, const struct uuid *id,
				    struct rows **ret_rows, struct err *err);
/* Locked for update; ERR_ABSENT, code NO_SUCH_TRANSFER. */
MUST_CHECK int store_transfer_open(struct tx *tx, const struct uuid *id,
				   struct transfer_row *ret_row, struct rows **ret_rows,
				   struct err *err);
/* False when there is one of that id. */
MUST_CHECK int store_transfer_add(struct tx *tx, const struct transfer_row *row,
				  bool *ret_added, struct err *err);
MUST_CHECK int store_transfer_save(struct tx *tx, const struct transfer_row *row,
				   struct err *err);
/* Offers that wait for them, in the order of the cars. Column 0: the ids. */
MUST_CHECK int store_transfers_waiting(struct tx *tx, const struct uuid *recipient,
				       struct rows **ret_rows, struct err *err);
/* Whom cars were offered to, and their plates, are forgotten. Column 0: the ids. */
MUST_CHECK int store_transfers_erase(struct tx *tx, const struct uuid *recipient,
				     struct rows **ret_rows, struct err *err);

#endif
