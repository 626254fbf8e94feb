/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything the gateway asks its schema, but for the projector (project.h). Rows of
 * replies are composed by Postgres as JSON text, one statement a reply, so a page of a
 * list costs one query and a copy; the functions add them to `out`, between commas.
 * What a transaction may see is decided by its settings (access.h).
 * Thread: http worker or loop, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_H
#define BEURT_GATEWAY_STORE_H

#include "gateway/access.h"
#include "gateway/domain/cursor.h"
#include "gateway/password.h"
#include "pg/pg.h"

/* The rows' JSON texts with commas between them; an empty result adds nothing. */
void store_rows_write(const struct rows *rows, int column, struct strbuf *out);

struct page {
	struct cursor after;
	int64_t limit;
	struct cursor next; /* filled; not set at the end */
	size_t count;       /* filled */
};
/* The same for a page: columns JSON text, sort key, id; one row more than `limit`. */
void store_page_write(const struct rows *rows, struct page *page, struct strbuf *out);
/* Which of such rows are the page, and where the next one begins. */
void store_page_take(const struct rows *rows, struct page *page);
/* A page of such rows by `sql`: $1 status or NULL, $2 and $3 key and id it goes on
 * behind, $4 how many at the most. */
struct by_status {
	const char *sql;
	const char *status;
};
MUST_CHECK int store_listed_write(struct tx *tx, struct by_status from, struct page *page,
				  struct strbuf *out, struct err *err);
/* The row of an id ($1 of `sql`); caller frees. ERR_ABSENT "there is no <what> <id>". */
struct by_id {
	const char *sql;
	const char *what;
};
MUST_CHECK int store_row(struct tx *tx, struct by_id from, const struct uuid *id,
			 struct rows **ret_rows, struct err *err);

/* --- store_account.c ---------------------------------------------------------------- */
/* Sessions live in real time: a stepped clock signs nobody out. */
struct session_time {
	struct instant now;
	int64_t idle_seconds;
};
/* ERR_DENIED NOT_SIGNED_IN when there is none or it has ended. */
MUST_CHECK int store_session_find(struct pool *pool, const char *token_hash,
				  struct session_time time, struct subject *ret_subject,
				  struct err *err);
/* The same for several sessions at once. */
struct session_rows {
	struct rows *rows; /* caller frees */
};
MUST_CHECK int store_sessions_find(struct pool *pool, const char *const *token_hashes,
				   size_t count, struct session_time time,
				   struct session_rows *ret_found, struct err *err);
/* Fills the subject whose token_hash is set; ERR_DENIED NOT_SIGNED_IN as above. */
MUST_CHECK int store_sessions_read(const struct session_rows *found,
				   struct subject *subject, struct err *err);
/* The next session that was not noted as in use for a minute; *at starts at 0. */
bool store_sessions_idle(const struct session_rows *found, size_t *at,
			 char ret_token_hash[HASH_TEXT]);
MUST_CHECK int store_session_add(struct tx *tx, const struct subject *subject,
				 struct instant now, struct err *err);
MUST_CHECK int store_session_remove(struct tx *tx, const char *token_hash,
				    struct err *err);
/* Every session that has ended (the projector's role). */
MUST_CHECK int store_forget_sessions(struct tx *tx, struct instant wall, struct err *err);
MUST_CHECK int store_session_set_dealer(struct tx *tx, const char *token_hash,
					const char *dealer, struct err *err);
/* ret_hash is "" when there is no such log-in or it is disabled. */
MUST_CHECK int store_account_find(struct tx *tx, const char *login,
				  struct subject *ret_subject,
				  char ret_hash[PASSWORD_HASH_TEXT], struct err *err);
MUST_CHECK int store_account_set_password(struct tx *tx, const char *login,
					  const char *hash, struct err *err);

struct audit {
	const char *dealer; /* "-" when none is known */
	const char *actor;
	const char *action; /* "login", "dealer.choose", "settings.change" */
	const char *object;
	const char *result; /* "ok" or an error's code */
	const char *detail;
	const char *trace;
};
MUST_CHECK int store_audit_add(struct tx *tx, const struct audit *audit, struct err *err);

/* --- store_dealer.c ----------------------------------------------------------------- */
struct dealer_facts {
	char name[121];
	char timezone[61];
	char language[3];
	int64_t version;
	int64_t attribution_days;
	char entitlements[80]; /* a JSON array: parts in use */
};
/* Whether the dealer uses that part; false when it is not known. */
MUST_CHECK int store_dealer_uses(struct pool *pool, const char *dealer, const char *part,
				 bool *ret_uses, struct err *err);
MUST_CHECK int store_dealer_facts(struct tx *tx, const char *dealer,
				  struct dealer_facts *ret, struct err *err);
/* dealer.state as JSON text; locks the row. ERR_ABSENT. Caller frees. */
MUST_CHECK int store_dealer_lock(struct tx *tx, const char *dealer, char **ret_state,
				 struct err *err);
/* The same without the lock. */
MUST_CHECK int store_dealer_load(struct tx *tx, const char *dealer, char **ret_state,
				 struct err *err);
struct dealer_state;
/* Inserts or replaces, from the message as it will be published. */
MUST_CHECK int store_dealer_save(struct tx *tx, const struct dealer_state *state,
				 struct err *err);
MUST_CHECK int store_dealers_find(struct tx *tx, const char *part, struct strbuf *out,
				  struct err *err);
/* {"dealer":…} as GET /v1/settings answers; ERR_ABSENT. */
MUST_CHECK int store_settings_write(struct tx *tx, const char *dealer, struct strbuf *out,
				    int64_t *ret_version, struct err *err);

#include "gateway/store_command.h"

#endif
