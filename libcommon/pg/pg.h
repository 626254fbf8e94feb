/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Postgres: connections, transactions, typed arguments and rows.
 *
 * A statement is a named constant with $1 parameters; it is prepared on first use per
 * connection. Arguments and columns travel as text. The business moment is a property of
 * the transaction (tx_now), never SQL's now(). A lost connection is ERR_LATER, a unique
 * violation ERR_CONFLICT, a value the database refuses ERR_INVALID, a missing table or
 * privilege ERR_BROKEN.
 * Thread: a pool any; a connection, a transaction and its rows one at a time.
 */
#ifndef BEURT_PG_PG_H
#define BEURT_PG_PG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pg/arg.h"
#include "sys/clock.h"

struct pool;
struct tx;
struct rows;

/* conninfo as libpq takes it; `schema` becomes the search_path of every connection. */
struct pool_request {
	const char *conninfo;
	const char *schema;
	const char *application;
	int size;
	const struct clock *clock; /* keeps */
};

MUST_CHECK int pool_open(const struct pool_request *request, struct pool **ret_pool,
			 struct err *err);
void pool_close(struct pool *pool);
AUTO_FREE(pool, pool_close)
/* Waits up to 5 s for a connection; ERR_LATER when none comes or the server is away. */
MUST_CHECK int tx_begin(struct pool *pool, struct tx **ret_tx, struct err *err);
/* Ends and frees tx, also on failure. After a failed commit its outcome is unknown. */
MUST_CHECK int tx_commit(struct tx *tx, struct err *err);
void tx_rollback(struct tx *tx); /* ends and frees; NULL is allowed */
AUTO_FREE(tx, tx_rollback)
struct instant tx_now(const struct tx *tx);

/* Before a transaction that only holds locks waits long. Its last query's snapshot
 * would keep rows from dying that others have updated since, and all who look for a live
 * one walk past them. */
MUST_CHECK int tx_rest(struct tx *tx, struct err *err);

/* Savepoints nest: begin, then release or undo. */
MUST_CHECK int tx_save(struct tx *tx, struct err *err);
MUST_CHECK int tx_release(struct tx *tx, struct err *err);
MUST_CHECK int tx_undo(struct tx *tx, struct err *err);

/* tx_rows(tx, SQL_LIST, ARGS(arg_uuid(&dealer), arg_week(week)), &rows, err) */
MUST_CHECK int tx_rows(struct tx *tx, const char *sql, const struct arg *args,
		       size_t count, struct rows **ret_rows, struct err *err);
/* The same for a text that was composed and will hardly come twice: not prepared, so that
 * it takes no place of those that do. */
MUST_CHECK int tx_rows_once(struct tx *tx, const char *sql, const struct arg *args,
			    size_t count, struct rows **ret_rows, struct err *err);
/* A statement without result; ret_affected may be NULL. */
MUST_CHECK int tx_run(struct tx *tx, const char *sql, const struct arg *args,
		      size_t count, int64_t *ret_affected, struct err *err);

/* One statement that is a transaction by itself, on any connection of the pool: one
 * round trip. Only for what may run twice: a dead connection is replaced once. */
MUST_CHECK int pool_rows(struct pool *pool, const char *sql, const struct arg *args,
			 size_t count, struct rows **ret_rows, struct err *err);

void rows_free(struct rows *rows);
AUTO_FREE(rows, rows_free)
size_t rows_count(const struct rows *rows);
bool row_is_null(const struct rows *rows, size_t row, int column);
/* Lends until rows_free; NULL for SQL NULL. */
const char *row_text(const struct rows *rows, size_t row, int column);
struct uuid row_uuid(const struct rows *rows, size_t row, int column);
int64_t row_int(const struct rows *rows, size_t row, int column); /* 0 for NULL */
bool row_bool(const struct rows *rows, size_t row, int column);
struct civil_date row_date(const struct rows *rows, size_t row, int column);
struct instant row_instant(const struct rows *rows, size_t row, int column);
struct iso_week row_week(const struct rows *rows, size_t row,
			 int column); /* text "2026-W01" */

/* Transaction-local settings (row-level security): set_config(name, value, true). */
MUST_CHECK int tx_set_local(struct tx *tx, const char *name, const char *value,
			    struct err *err);

#include "pg/copy.h"

#endif
