/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: fleet accounts. Texts of a row lend from the rows they were read from. Thread:
 * that of the tx.
 */
#ifndef BEURT_FLEET_STORE_ACCOUNT_H
#define BEURT_FLEET_STORE_ACCOUNT_H

#include "gen/fleet_state.h"
#include "pg/pg.h"

struct account_row {
	struct uuid id;
	int64_t version;
	const char *name, *dealer;
	enum fleet_state_status status;
	struct uuid anchor;
	bool anchor_gone;
	bool has_limit;
	int64_t limit_cents;
	enum fleet_state_messages messages;
	const char *created_by;
	struct instant created_at, activated_at;
};

/* Locked for update; ERR_ABSENT, code NO_SUCH_FLEET. */
MUST_CHECK int store_account_open(struct tx *tx, const struct uuid *id,
				  struct account_row *ret_row, struct rows **ret_rows,
				  struct err *err);
/* False when there is one of that id. */
MUST_CHECK int store_account_add(struct tx *tx, const struct account_row *row,
				 bool *ret_added, struct err *err);
MUST_CHECK int store_account_save(struct tx *tx, const struct account_row *row,
				  struct err *err);
/* Garages see a fleet through the cars it has with them (domain.md 3d-9.11), or while it
 * has none because they made it. */
MUST_CHECK int store_account_seen_by(struct tx *tx, const struct uuid *id,
				     const char *dealer, bool *ret_seen, struct err *err);

#endif
