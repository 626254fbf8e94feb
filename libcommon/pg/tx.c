/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the life of a transaction: begin, savepoints, statements, end.
 *
 * A connection that died while it was idle is replaced once at BEGIN, because nothing can
 * have happened on it yet. COMMIT of a failed transaction answers ROLLBACK without an
 * error, so the tag is checked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pg/fault.h"
#include "pg/pool.h"
#include "pg/rows.h"
#include "pg/tx.h"

static struct tx *tx_new(struct pool *pool, struct connection *connection,
			 const struct clock *clock)
{
	struct tx *tx = mem_alloc(sizeof(*tx));
	tx->pool = pool;
	tx->connection = connection;
	tx->now = clock_now(clock);
	return tx;
}

int tx_begin(struct pool *pool, struct tx **ret_tx, struct err *err)
{
	struct connection *connection = NULL;
	if (pool_take(pool, &connection, err) < 0)
		return -1;
	if (connection_command(connection, "BEGIN", NULL, err) == 0) {
		*ret_tx = tx_new(pool, connection, pool_clock(pool));
		return 0;
	}
	if (pool_renew(pool, connection, &connection, err) < 0)
		return -1;
	if (connection_command(connection, "BEGIN", NULL, err) < 0) {
		pool_give(pool, connection);
		return -1;
	}
	*ret_tx = tx_new(pool, connection, pool_clock(pool));
	return 0;
}

int tx_begin_on(struct connection *connection, const struct clock *clock,
		struct tx **ret_tx, struct err *err)
{
	if (connection_command(connection, "BEGIN", NULL, err) < 0)
		return -1;
	*ret_tx = tx_new(NULL, connection, clock);
	return 0;
}

static void tx_free(struct tx *tx)
{
	if (tx->pool)
		pool_give(tx->pool, tx->connection);
	mem_free(tx);
}

int tx_commit(struct tx *tx, struct err *err)
{
	char tag[TAG_TEXT];
	int result = connection_command(tx->connection, "COMMIT", tag, err);
	if (result == 0 && strcmp(tag, "COMMIT") != 0)
		result = err_set(
			err, ERR_INVALID,
			"transaction was rolled back: an earlier statement failed");
	tx_free(tx);
	return result;
}

/* A COPY that was left in the middle must be ended before ROLLBACK is understood. */
static void end_copy(PGconn *link)
{
	if (PQtransactionStatus(link) != PQTRANS_ACTIVE)
		return;
	PQputCopyEnd(link, "cancelled");
	PGresult *result;
	while ((result = PQgetResult(link))) {
		bool copying_out = PQresultStatus(result) == PGRES_COPY_OUT;
		PQclear(result);
		char *line = NULL;
		while (copying_out && PQgetCopyData(link, &line, 0) > 0)
			PQfreemem(line);
	}
}

void tx_rollback(struct tx *tx)
{
	if (!tx)
		return;
	end_copy(connection_link(tx->connection));
	if (connection_is_good(tx->connection) &&
	    connection_command(tx->connection, "ROLLBACK", NULL, NULL) < 0)
		(void)0; /* the connection is marked broken and not used again */
	tx_free(tx);
}

struct instant tx_now(const struct tx *tx)
{
	return tx->now;
}

/* A prepared query's portal lives, with its snapshot, until the next query takes its
 * place; one in the simple protocol is closed when it has been answered. */
int tx_rest(struct tx *tx, struct err *err)
{
	return connection_command(tx->connection, "SELECT", NULL, err);
}

static int at_savepoint(struct tx *tx, const char *verb, int depth, struct err *err)
{
	char sql[48];
	snprintf(sql, sizeof(sql), "%s s%d", verb, depth);
	return connection_command(tx->connection, sql, NULL, err);
}

int tx_save(struct tx *tx, struct err *err)
{
	if (at_savepoint(tx, "SAVEPOINT", tx->depth + 1, err) < 0)
		return -1;
	tx->depth++;
	return 0;
}

int tx_release(struct tx *tx, struct err *err)
{
	if (at_savepoint(tx, "RELEASE", tx->depth, err) < 0)
		return -1; /* still there, to be undone */
	tx->depth--;
	return 0;
}

/* Undone and released, so that a long row of undone savepoints costs nothing. */
int tx_undo(struct tx *tx, struct err *err)
{
	char sql[64];
	int depth = tx->depth--;
	end_copy(connection_link(tx->connection));
	snprintf(sql, sizeof(sql), "ROLLBACK TO s%d; RELEASE s%d", depth, depth);
	return connection_command(tx->connection, sql, NULL, err);
}

int tx_rows(struct tx *tx, const char *sql, const struct arg *args, size_t count,
	    struct rows **ret_rows, struct err *err)
{
	PGresult *result = NULL;
	if (connection_run(tx->connection, sql, args, count, &result, err) < 0)
		return -1;
	*ret_rows = rows_of(result);
	return 0;
}

int tx_rows_once(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		 struct rows **ret_rows, struct err *err)
{
	PGresult *result = NULL;
	if (connection_run_once(tx->connection, sql, args, count, &result, err) < 0)
		return -1;
	*ret_rows = rows_of(result);
	return 0;
}

int tx_run(struct tx *tx, const char *sql, const struct arg *args, size_t count,
	   int64_t *ret_affected, struct err *err)
{
	PGresult *result = NULL;
	if (connection_run(tx->connection, sql, args, count, &result, err) < 0)
		return -1;
	if (ret_affected) {
		const char *affected = PQcmdTuples(result);
		*ret_affected = *affected ? strtoll(affected, NULL, 10) : 0;
	}
	PQclear(result);
	return 0;
}

int tx_script(struct tx *tx, const char *sql, struct err *err)
{
	return connection_command(tx->connection, sql, NULL, err);
}

static const char SQL_SET_LOCAL[] = "SELECT set_config($1, $2, true)";

int tx_set_local(struct tx *tx, const char *name, const char *value, struct err *err)
{
	return tx_run(tx, SQL_SET_LOCAL, ARGS(arg_text(name), arg_text(value)), NULL,
		      err);
}
