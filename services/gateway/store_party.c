/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of parties, their passwords and the links they sign in with.
 */
#include "gateway/store_party.h"

#include "base/text.h"

#include <stdio.h>

/* clang-format off */
#define PARTY_COLUMNS                                                                        \
	"SELECT party_id, email, name, home_dealer, language, kind = 'manager', verified,"   \
	" fleet_id FROM gateway.party"

static const char SQL_BY_ADDRESS[] = PARTY_COLUMNS
	" WHERE address = $1 AND status <> 'closed' ORDER BY party_id LIMIT 1";

static const char SQL_BY_ID[] = PARTY_COLUMNS
	" WHERE party_id = $1 AND status <> 'closed'";

static const char SQL_PASSWORD[] =
	"SELECT password_hash FROM gateway.party_login WHERE party_id = $1";

static const char SQL_SET_PASSWORD[] =
	"INSERT INTO gateway.party_login (party_id, password_hash, updated_at)"
	" VALUES ($1, $2, $3) ON CONFLICT (party_id) DO UPDATE SET"
	" password_hash = excluded.password_hash, updated_at = excluded.updated_at";

static const char SQL_END_SESSIONS[] =
	"DELETE FROM gateway.session WHERE user_id = $1 AND token_hash <> $2";

static const char SQL_PARTY[] =
	"SELECT jsonb_strip_nulls(('{' || card || ',' || more || '}')::jsonb"
	" || jsonb_build_object('version', version, 'kind', kind,"
	"  'pending_email', pending_email, 'fleet_id', fleet_id, 'has_password',"
	"  EXISTS (SELECT 1 FROM gateway.party_login l WHERE l.party_id = p.party_id)))::text,"
	" version FROM gateway.party p WHERE party_id = $1";

static const char SQL_LINK_ROOM[] =
	"SELECT count(*) FROM gateway.login_link WHERE party_id = $1 AND used_at IS NULL"
	" AND expires_at > $2";

static const char SQL_LINK_ADD[] =
	"INSERT INTO gateway.login_link (hash, party_id, browser, created_at, expires_at)"
	" VALUES ($1, $2, $3, $4, $5)";

#define LINK_HOLDS                                                                           \
	" WHERE hash = $1 AND browser = $2 AND party_id IS NOT NULL AND used_at IS NULL"     \
	" AND expires_at > $3"

static const char SQL_LINK_HOLDS[] = "SELECT 1 FROM gateway.login_link" LINK_HOLDS;

static const char SQL_LINK_USE[] =
	"UPDATE gateway.login_link SET used_at = $3" LINK_HOLDS " RETURNING party_id";

static const char SQL_FORGET_LINKS[] =
	"DELETE FROM gateway.login_link WHERE expires_at < $1";
/* clang-format on */

static void read_party(const struct rows *rows, struct party_row *party)
{
	*party = (struct party_row){ .known = rows_count(rows) > 0 };
	if (!party->known)
		return;
	party->id = row_uuid(rows, 0, 0);
	snprintf(party->email, sizeof(party->email), "%s", row_text(rows, 0, 1));
	snprintf(party->name, sizeof(party->name), "%s", row_text(rows, 0, 2));
	snprintf(party->home_dealer, sizeof(party->home_dealer), "%s",
		 row_text(rows, 0, 3));
	party->language = wire_language_of(row_text(rows, 0, 4));
	party->is_manager = row_bool(rows, 0, 5);
	party->verified = row_bool(rows, 0, 6);
	if (!row_is_null(rows, 0, 7))
		party->fleet = row_uuid(rows, 0, 7);
}

static int load_party(struct tx *tx, const char *sql, struct arg key,
		      struct party_row *ret_party, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(key), &rows, err) < 0)
		return -1;
	read_party(rows, ret_party);
	return 0;
}

int store_party_by_address(struct tx *tx, const char *address,
			   struct party_row *ret_party, struct err *err)
{
	return load_party(tx, SQL_BY_ADDRESS, arg_text(address), ret_party, err);
}

int store_party_by_id(struct tx *tx, const struct uuid *id, struct party_row *ret_party,
		      struct err *err)
{
	return load_party(tx, SQL_BY_ID, arg_uuid(id), ret_party, err);
}

int store_party_act_as(struct tx *tx, const struct uuid *id, struct err *err)
{
	char tenant[DEALER_TEXT];
	snprintf(tenant, sizeof(tenant), "@%s", id->text);
	return tx_set_local(tx, "app.dealer", tenant, err);
}

int store_party_password(struct tx *tx, const struct uuid *id,
			 char ret_hash[PASSWORD_HASH_TEXT], struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PASSWORD, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	snprintf(ret_hash, PASSWORD_HASH_TEXT, "%s",
		 rows_count(rows) > 0 ? row_text(rows, 0, 0) : "");
	return 0;
}

int store_party_set_password(struct tx *tx, const struct uuid *id, const char *hash,
			     struct err *err)
{
	return tx_run(tx, SQL_SET_PASSWORD,
		      ARGS(arg_uuid(id), arg_text(hash), arg_instant(tx_now(tx))), NULL,
		      err);
}

int store_party_end_sessions(struct tx *tx, const struct uuid *id, const char *token_hash,
			     struct err *err)
{
	return tx_run(tx, SQL_END_SESSIONS, ARGS(arg_uuid(id), arg_text(token_hash)),
		      NULL, err);
}

int store_party_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		      int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PARTY, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "this account is not there");
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_login_link_room(struct tx *tx, const struct uuid *party, int64_t most,
			  bool *ret_room, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LINK_ROOM, ARGS(arg_uuid(party), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	*ret_room = row_int(rows, 0, 0) < most;
	return 0;
}

int store_login_link_add(struct tx *tx, const struct login_link *link, struct err *err)
{
	return tx_run(tx, SQL_LINK_ADD,
		      ARGS(arg_text(link->hash), arg_uuid(&link->party),
			   arg_text(link->browser), arg_instant(link->created_at),
			   arg_instant(link->expires_at)),
		      NULL, err);
}

int store_login_link_holds(struct tx *tx, const char *hash, const char *browser,
			   bool *ret_holds, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LINK_HOLDS,
		    ARGS(arg_text(hash), arg_text(browser), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	*ret_holds = rows_count(rows) > 0;
	return 0;
}

int store_login_link_use(struct tx *tx, const char *hash, const char *browser,
			 struct uuid *ret_party, bool *ret_used, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LINK_USE,
		    ARGS(arg_text(hash), arg_text(browser), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	*ret_used = rows_count(rows) > 0;
	if (*ret_used)
		*ret_party = row_uuid(rows, 0, 0);
	return 0;
}

int store_forget_login_links(struct tx *tx, struct instant before, struct err *err)
{
	return tx_run(tx, SQL_FORGET_LINKS, ARGS(arg_instant(before)), NULL, err);
}

static const char SQL_GARAGE[] =
	"SELECT home_dealer FROM gateway.party WHERE party_id = $1";

int store_party_garage(struct tx *tx, const struct uuid *party,
		       char ret_garage[DEALER_TEXT], struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_GARAGE, "party" }, party, &rows, err) < 0)
		return -1;
	text_copy(ret_garage, DEALER_TEXT, row_text(rows, 0, 0));
	return 0;
}
