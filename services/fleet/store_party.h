/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: parties, who log in with an e-mail address. No two that are not closed have the
 * same one. Texts of a row lend from the rows they were read from. Thread: that of the
 * tx.
 */
#ifndef BEURT_FLEET_STORE_PARTY_H
#define BEURT_FLEET_STORE_PARTY_H

#include "gen/wire_language.h"
#include "gen/wire_party_kind.h"
#include "gen/wire_party_status.h"
#include "pg/pg.h"

struct party_row {
	struct uuid id;
	int64_t version;
	enum wire_party_kind kind;
	enum wire_party_status status;
	const char *email, *email_key;
	const char *name, *phone, *company, *street, *postcode, *city, *country;
	enum wire_language language;
	struct uuid fleet;
	const char *home_dealer;
	struct instant created_at, verified_at;
	const char *terms_version;
	struct instant terms_at;
	const char *pending_email, *pending_key;
	struct instant sessions_since;
	int64_t links;
	const char *link_hash;
	struct instant link_expires_at;
};

/* Locked for update; ERR_ABSENT, code NO_SUCH_PARTY. */
MUST_CHECK int store_party_open(struct tx *tx, const struct uuid *id,
				struct party_row *ret_row, struct rows **ret_rows,
				struct err *err);
/* The party with this address; none leaves *ret_id unset. Closed ones have none. */
MUST_CHECK int store_party_by_key(struct tx *tx, const char *email_key,
				  struct uuid *ret_id, struct err *err);
/* False when the address or the id is taken. Adds id, kind, address, fleet and garage:
 * save it after. */
MUST_CHECK int store_party_add(struct tx *tx, const struct party_row *row,
			       bool *ret_added, struct err *err);
MUST_CHECK int store_party_save(struct tx *tx, const struct party_row *row,
				struct err *err);

/* Whether it owns or drives a car, or an offer to it or by it waits. */
MUST_CHECK int store_party_is_needed(struct tx *tx, const struct uuid *id,
				     bool *ret_needed, struct err *err);

/* Column 0: ids of those that run the fleet, oldest first; `active`: only who has shown
 * that the address is theirs. */
MUST_CHECK int store_party_managers(struct tx *tx, const struct uuid *fleet, bool active,
				    struct rows **ret_rows, struct err *err);
/* Does this party run this fleet? */
MUST_CHECK int store_party_manages(struct tx *tx, const struct uuid *party,
				   const struct uuid *fleet, bool *ret_manages,
				   struct err *err);

#endif
