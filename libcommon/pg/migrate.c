/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which migrations run, in which order, and that none ever changes.
 *
 * All instances and operators queue at one advisory lock; each file is one transaction
 * with a short lock_timeout, so that a migration gives up rather than stop the traffic.
 * A programme older than its schema is fine (a rolling downgrade): only missing files and
 * changed files count.
 */
#include "pg/migrate.h"

#include <sodium.h>
#include <string.h>

#include "base/strbuf.h"
#include "pg/session.h"
#include "pg/tx.h"

/* $1 schema */
static const char SQL_SCHEMA_IS_THERE[] =
	"SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)";
static const char SQL_VERSION_TABLE[] =
	"CREATE TABLE IF NOT EXISTS schema_version ("
	" name text PRIMARY KEY, sha256 text NOT NULL, ran_at timestamptz NOT NULL)";
static const char SQL_SHORT_LOCKS[] = "SELECT set_config('lock_timeout', '2s', true),"
				      " set_config('statement_timeout', '15min', true)";
/* $1 schema */
static const char SQL_WAIT_TURN[] =
	"SELECT pg_advisory_xact_lock(hashtextextended($1 || '/migrate', 0))";
static const char SQL_LIST[] = "SELECT name, sha256 FROM schema_version";
/* $1 name, $2 sha256, $3 now */
static const char SQL_REMEMBER[] =
	"INSERT INTO schema_version (name, sha256, ran_at) VALUES ($1, $2, $3)";

#define SHA256_TEXT (crypto_hash_sha256_BYTES * 2 + 1)

static void sha256_of(const char *text, char ret_hex[SHA256_TEXT])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
	sodium_bin2hex(ret_hex, SHA256_TEXT, hash, sizeof(hash));
}

enum seen { SEEN_NOT, SEEN_SAME, SEEN_CHANGED };

static enum seen look_up(const struct rows *ran, const struct migration *migration)
{
	char sha256[SHA256_TEXT];
	for (size_t i = 0; i < rows_count(ran); i++) {
		if (strcmp(row_text(ran, i, 0), migration->name) != 0)
			continue;
		sha256_of(migration->sql, sha256);
		return strcmp(row_text(ran, i, 1), sha256) == 0 ? SEEN_SAME
								: SEEN_CHANGED;
	}
	return SEEN_NOT;
}

static int changed(const struct migration *migration, struct err *err)
{
	return err_set(err, ERR_BROKEN,
		       "migration %s has run before with other contents: never edit a "
		       "migration, add the next one",
		       migration->name);
}

static int create_schema(struct tx *tx, const char *schema, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SCHEMA_IS_THERE, ARGS(arg_text(schema)), &rows, err) < 0)
		return -1;
	if (row_bool(rows, 0, 0))
		return 0;
	STRBUF_AUTO sql = strbuf_new(300);
	char *quoted = PQescapeIdentifier(connection_link(tx->connection), schema,
					  strlen(schema));
	strbuf_addf(&sql, "CREATE SCHEMA %s", quoted ? quoted : "");
	PQfreemem(quoted);
	return tx_script(tx, sql.text, err);
}

static int prepare_schema(struct session *session, const char *schema, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (session_begin(session, &tx, err) < 0)
		return -1;
	if (tx_run(tx, SQL_WAIT_TURN, ARGS(arg_text(schema)), NULL, err) < 0)
		return -1;
	if (create_schema(tx, schema, err) < 0)
		return -1;
	if (tx_run(tx, SQL_VERSION_TABLE, NO_ARGS, NULL, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int run_file(struct tx *tx, const struct migration *migration, struct err *err)
{
	char sha256[SHA256_TEXT];
	if (tx_run(tx, SQL_SHORT_LOCKS, NO_ARGS, NULL, err) < 0)
		return -1;
	if (tx_script(tx, migration->sql, err) < 0)
		return err_prefix(err, "migration %s: ", migration->name);
	sha256_of(migration->sql, sha256);
	return tx_run(tx, SQL_REMEMBER,
		      ARGS(arg_text(migration->name), arg_text(sha256),
			   arg_instant(tx_now(tx))),
		      NULL, err);
}

/* In one transaction: wait for our turn, look whether it is still needed, run it. */
static int run_one(struct session *session, const char *schema,
		   const struct migration *migration, bool *ret_ran, struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *ran = NULL;
	if (session_begin(session, &tx, err) < 0)
		return -1;
	if (tx_run(tx, SQL_WAIT_TURN, ARGS(arg_text(schema)), NULL, err) < 0)
		return -1;
	if (tx_rows(tx, SQL_LIST, NO_ARGS, &ran, err) < 0)
		return -1;
	enum seen seen = look_up(ran, migration);
	if (seen == SEEN_CHANGED)
		return changed(migration, err);
	if (seen == SEEN_NOT && run_file(tx, migration, err) < 0)
		return -1;
	*ret_ran = seen == SEEN_NOT;
	return tx_commit(TAKE(tx), err);
}

int migrate_run(const char *owner_conninfo, const char *schema,
		const struct migration *list, size_t count, int *ret_ran, struct err *err)
{
	AUTO(session) *session = NULL;
	AUTO(clock) *clock = NULL;
	int ran = 0;
	if (clock_open(NULL, &clock, err) < 0)
		return -1;
	struct pool_request request = { .conninfo = owner_conninfo,
					.schema = schema,
					.application = "beurt-migrate",
					.clock = clock };
	if (session_open(&request, &session, err) < 0)
		return -1;
	if (prepare_schema(session, schema, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool ran_now = false;
		if (run_one(session, schema, &list[i], &ran_now, err) < 0)
			return -1;
		ran += ran_now;
	}
	*ret_ran = ran;
	return 0;
}

int migrate_check(struct pool *pool, const struct migration *list, size_t count,
		  struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *ran = NULL;
	struct err why = { 0 };
	if (tx_begin(pool, &tx, err) < 0)
		return -1;
	if (tx_rows(tx, SQL_LIST, NO_ARGS, &ran, &why) < 0)
		return err_set(err, ERR_LATER,
			       "the schema is not there yet, run `beurt-ctl migrate`: %s",
			       why.text);
	for (size_t i = 0; i < count; i++) {
		enum seen seen = look_up(ran, &list[i]);
		if (seen == SEEN_CHANGED)
			return changed(&list[i], err);
		if (seen == SEEN_NOT)
			return err_set(err, ERR_LATER,
				       "migration %s is missing: run `beurt-ctl migrate`",
				       list[i].name);
	}
	return 0;
}
