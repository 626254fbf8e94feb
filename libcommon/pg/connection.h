/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection and its prepared statements.
 *
 * Inside pg/ only. A statement is prepared the first time a connection sees its text; the
 * cache is keyed by the constant's address and checked against its text. A connection
 * that failed in a way it cannot recover from says so (connection_is_good) and its owner
 * replaces it. Thread: one at a time.
 */
#ifndef BEURT_PG_CONNECTION_H
#define BEURT_PG_CONNECTION_H

#include <libpq-fe.h>

#include "pg/pg.h"

struct connection;

/* What every connection of a pool or session is opened with; owns its texts. */
struct dial {
	char *conninfo;
	char *schema;
	char *application;
};

struct dial dial_new(const struct pool_request *request);
void dial_done(struct dial *dial);

MUST_CHECK int connection_open(const struct dial *dial,
			       struct connection **ret_connection, struct err *err);
void connection_close(struct connection *connection);
AUTO_FREE(connection, connection_close)
bool connection_is_good(const struct connection *connection);
PGconn *connection_link(struct connection *connection); /* lends */

/* A statement without parameters or rows, in the simple protocol: BEGIN, SAVEPOINT a.
 * ret_tag (may be NULL) receives the command tag. */
#define TAG_TEXT 64
MUST_CHECK int connection_command(struct connection *connection, const char *sql,
				  char ret_tag[TAG_TEXT], struct err *err);
/* Caller frees the result with PQclear. */
/* Without preparing it. */
MUST_CHECK int connection_run_once(struct connection *connection, const char *sql,
				   const struct arg *args, size_t count,
				   PGresult **ret_result, struct err *err);
MUST_CHECK int connection_run(struct connection *connection, const char *sql,
			      const struct arg *args, size_t count, PGresult **ret_result,
			      struct err *err);
/* The types of the columns that "COPY table (columns) FROM STDIN" names. Asked once a
 * connection; lends until connection_close. */
MUST_CHECK int connection_copy_types(struct connection *connection, const char *sql,
				     const Oid **ret_types, size_t *ret_count,
				     struct err *err);

#endif
