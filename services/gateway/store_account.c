/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of log-ins, sessions and the audit log.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/store.h"

/* clang-format off */
/* One round trip finds who asks and at which revision their dealer's rows stand. Each
 * setting is made in a row that the next table depends on (OFFSET 0 keeps the planner from
 * turning that round), so row-level security sees it. A session that was used moves its
 * seen_at once a minute, not at every request. */
static const char SQL_SESSION_FIND[] =
	"WITH who AS MATERIALIZED (SELECT set_config('app.session', $1, true) AS token),"
	" found AS (SELECT s.* FROM who w, LATERAL (SELECT token_hash, user_id, login, name,"
	"  role, language, dealer, expires_at, seen_at FROM gateway.session"
	"  WHERE token_hash = w.token AND expires_at > $2"
	"  AND seen_at > $2::timestamptz - make_interval(secs => $3) OFFSET 0) s),"
	" touched AS (UPDATE gateway.session s SET seen_at = $2 FROM found f"
	"  WHERE s.token_hash = f.token_hash"
	"  AND f.seen_at < $2::timestamptz - interval '1 minute')"
	" SELECT f.user_id, f.login, f.name, f.role, f.language, f.dealer, f.expires_at,"
	" r.revision FROM found f,"
	" LATERAL (SELECT set_config('app.dealer', coalesce(f.dealer, ''), true) AS dealer"
	"  OFFSET 0) d,"
	" LATERAL (SELECT coalesce(sum(revision), 0)::bigint AS revision"
	"  FROM gateway.revision WHERE dealer = d.dealer OFFSET 0) r";

/* The same for each of several tokens: what a row needs is set just before it is looked
 * for. Noting the use is left out, row-level security would judge all by the last token. */
static const char SQL_SESSIONS_FIND[] =
	"SELECT f.user_id, f.login, f.name, f.role, f.language, f.dealer, f.expires_at,"
	" r.revision, f.token_hash, f.seen_at < $2::timestamptz - interval '1 minute'"
	" FROM unnest($1::text[]) AS asked (token),"
	" LATERAL (SELECT set_config('app.session', asked.token, true) AS token OFFSET 0) w,"
	" LATERAL (SELECT token_hash, user_id, login, name, role, language, dealer,"
	"  expires_at, seen_at FROM gateway.session"
	"  WHERE token_hash = w.token AND expires_at > $2"
	"  AND seen_at > $2::timestamptz - make_interval(secs => $3) OFFSET 0) f,"
	" LATERAL (SELECT set_config('app.dealer', coalesce(f.dealer, ''), true) AS dealer"
	"  OFFSET 0) d,"
	" LATERAL (SELECT coalesce(sum(revision), 0)::bigint AS revision"
	"  FROM gateway.revision WHERE dealer = d.dealer OFFSET 0) r";

static const char SQL_SESSION_ADD[] =
	"INSERT INTO gateway.session (token_hash, user_id, login, name, role, language,"
	" dealer, created_at, seen_at, expires_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)";

static const char SQL_SESSION_REMOVE[] = "DELETE FROM gateway.session WHERE token_hash = $1";

static const char SQL_FORGET_SESSIONS[] =
	"DELETE FROM gateway.session WHERE expires_at < $1";

static const char SQL_SESSION_SET_DEALER[] =
	"UPDATE gateway.session SET dealer = $2 WHERE token_hash = $1";

static const char SQL_ACCOUNT_FIND[] =
	"SELECT user_id, login, name, role, language, dealer, password_hash"
	" FROM gateway.account WHERE login = $1 AND NOT disabled";

static const char SQL_ACCOUNT_SET_PASSWORD[] =
	"UPDATE gateway.account SET password_hash = $2, updated_at = $3 WHERE login = $1";

static const char SQL_AUDIT_ADD[] =
	"INSERT INTO gateway.audit (at, dealer, actor, action, object, result, detail, trace)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/* clang-format on */

static void copy_text(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

/* Columns user_id, login, name, role, language, dealer. */
static void read_subject(const struct rows *rows, size_t row, struct subject *subject)
{
	subject->user = row_uuid(rows, row, 0);
	copy_text(subject->login, sizeof(subject->login), row_text(rows, row, 1));
	copy_text(subject->name, sizeof(subject->name), row_text(rows, row, 2));
	subject->role = role_of(row_text(rows, row, 3));
	copy_text(subject->language, sizeof(subject->language), row_text(rows, row, 4));
	copy_text(subject->dealer, sizeof(subject->dealer), row_text(rows, row, 5));
}

/* And expires_at, revision. */
static void read_session(const struct rows *rows, size_t row, struct subject *subject)
{
	read_subject(rows, row, subject);
	subject->expires_at = row_instant(rows, row, 6);
	subject->revision = row_int(rows, row, 7);
}

static int not_signed_in(struct err *err)
{
	return err_set_code(err, ERR_DENIED, "NOT_SIGNED_IN",
			    "the session has ended; sign in again");
}

int store_session_find(struct pool *pool, const char *token_hash,
		       struct session_time time, struct subject *ret_subject,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (pool_rows(pool, SQL_SESSION_FIND,
		      ARGS(arg_text(token_hash), arg_instant(time.now),
			   arg_int(time.idle_seconds)),
		      &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return not_signed_in(err);
	read_session(rows, 0, ret_subject);
	copy_text(ret_subject->token_hash, sizeof(ret_subject->token_hash), token_hash);
	return 0;
}

int store_sessions_find(struct pool *pool, const char *const *token_hashes, size_t count,
			struct session_time time, struct session_rows *ret_found,
			struct err *err)
{
	return pool_rows(pool, SQL_SESSIONS_FIND,
			 ARGS(arg_texts(token_hashes, count), arg_instant(time.now),
			      arg_int(time.idle_seconds)),
			 &ret_found->rows, err);
}

int store_sessions_read(const struct session_rows *found, struct subject *subject,
			struct err *err)
{
	for (size_t i = 0; i < rows_count(found->rows); i++)
		if (strcmp(row_text(found->rows, i, 8), subject->token_hash) == 0) {
			read_session(found->rows, i, subject);
			return 0;
		}
	return not_signed_in(err);
}

bool store_sessions_idle(const struct session_rows *found, size_t *at,
			 char ret_token_hash[HASH_TEXT])
{
	while (*at < rows_count(found->rows)) {
		size_t row = (*at)++;
		if (!row_bool(found->rows, row, 9))
			continue;
		copy_text(ret_token_hash, HASH_TEXT, row_text(found->rows, row, 8));
		return true;
	}
	return false;
}

int store_session_add(struct tx *tx, const struct subject *subject, struct instant now,
		      struct err *err)
{
	return tx_run(tx, SQL_SESSION_ADD,
		      ARGS(arg_text(subject->token_hash), arg_uuid(&subject->user),
			   arg_text(subject->login), arg_text(subject->name),
			   arg_text(role_word(subject->role)),
			   arg_text(subject->language),
			   arg_text(subject->dealer[0] ? subject->dealer : NULL),
			   arg_instant(now), arg_instant(subject->expires_at)),
		      NULL, err);
}

int store_session_remove(struct tx *tx, const char *token_hash, struct err *err)
{
	return tx_run(tx, SQL_SESSION_REMOVE, ARGS(arg_text(token_hash)), NULL, err);
}

int store_session_set_dealer(struct tx *tx, const char *token_hash, const char *dealer,
			     struct err *err)
{
	return tx_run(tx, SQL_SESSION_SET_DEALER,
		      ARGS(arg_text(token_hash), arg_text(dealer)), NULL, err);
}

int store_account_find(struct tx *tx, const char *login, struct subject *ret_subject,
		       char ret_hash[PASSWORD_HASH_TEXT], struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ACCOUNT_FIND, ARGS(arg_text(login)), &rows, err) < 0)
		return -1;
	ret_hash[0] = '\0';
	if (rows_count(rows) == 0)
		return 0;
	read_subject(rows, 0, ret_subject);
	copy_text(ret_hash, PASSWORD_HASH_TEXT, row_text(rows, 0, 6));
	return 0;
}

int store_account_set_password(struct tx *tx, const char *login, const char *hash,
			       struct err *err)
{
	return tx_run(tx, SQL_ACCOUNT_SET_PASSWORD,
		      ARGS(arg_text(login), arg_text(hash), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_audit_add(struct tx *tx, const struct audit *audit, struct err *err)
{
	return tx_run(tx, SQL_AUDIT_ADD,
		      ARGS(arg_instant(tx_now(tx)), arg_text(audit->dealer),
			   arg_text(audit->actor), arg_text(audit->action),
			   arg_text(audit->object), arg_text(audit->result),
			   arg_text(audit->detail), arg_text(audit->trace)),
		      NULL, err);
}

int store_forget_sessions(struct tx *tx, struct instant wall, struct err *err)
{
	return tx_run(tx, SQL_FORGET_SESSIONS, ARGS(arg_instant(wall)), NULL, err);
}
