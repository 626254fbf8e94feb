/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a connection is opened and how statements are sent.
 *
 * Session settings make text forms independent of the server's configuration (UTC, ISO
 * dates) and bound what one statement may cost. Statements beyond the cache's size are
 * run unprepared rather than refused.
 */
#include "pg/connection.h"

#include <string.h>

#include "pg/args.h"
#include "pg/fault.h"

#define MAX_STATEMENTS 512 /* a power of two */
#define MAX_QUERY      10000

struct statement {
	const char *sql; /* the constant's address */
	char *text;      /* what it held when it was prepared */
	unsigned number;
	Oid *types; /* of a COPY's columns */
	size_t types_count;
};

struct connection {
	PGconn *link;
	struct statement statements[MAX_STATEMENTS];
	unsigned prepared;
	bool broken;
};

/* $1 = schema. A process that is frozen in a transaction holds its rows' locks only as
 * long as a short idle time-out lets it. */
static const char SQL_SESSION[] =
	"SELECT set_config('search_path', $1, false),"
	" set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),"
	" set_config('bytea_output', 'hex', false),"
	" set_config('statement_timeout', '60s', false),"
	" set_config('lock_timeout', '10s', false),"
	" set_config('idle_in_transaction_session_timeout', '20s', false)";

struct dial dial_new(const struct pool_request *request)
{
	return (struct dial){
		.conninfo = mem_text(request->conninfo ? request->conninfo : ""),
		.schema = mem_text(request->schema ? request->schema : ""),
		.application =
			mem_text(request->application ? request->application : "beurt"),
	};
}

void dial_done(struct dial *dial)
{
	mem_free(dial->conninfo);
	mem_free(dial->schema);
	mem_free(dial->application);
	*dial = (struct dial){ 0 };
}

static void ignore_notice(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

/* Earlier entries are presets the conninfo may override. */
static PGconn *dial_link(const struct dial *dial)
{
	const char *const names[] = {
		"connect_timeout",  "keepalives_idle",  "keepalives_interval",
		"keepalives_count", "tcp_user_timeout", "fallback_application_name",
		"client_encoding",  "dbname",           NULL
	};
	const char *const values[] = {
		"5", "5", "5", "3", "15000", dial->application, "UTF8", dial->conninfo,
		NULL
	};
	return PQconnectdbParams(names, values, /* expand_dbname= */ 1);
}

static int set_session(struct connection *connection, const struct dial *dial,
		       struct err *err)
{
	if (!*dial->schema)
		return 0;
	PGresult *result = NULL;
	if (connection_run(connection, SQL_SESSION, ARGS(arg_text(dial->schema)), &result,
			   err) < 0)
		return -1;
	PQclear(result);
	return 0;
}

int connection_open(const struct dial *dial, struct connection **ret_connection,
		    struct err *err)
{
	AUTO(connection) *connection = mem_alloc(sizeof(*connection));
	connection->link = dial_link(dial);
	if (PQstatus(connection->link) != CONNECTION_OK)
		return fault_set(err, connection->link, NULL);
	PQsetNoticeReceiver(connection->link, ignore_notice, NULL);
	if (set_session(connection, dial, err) < 0)
		return -1;
	*ret_connection = TAKE(connection);
	return 0;
}

void connection_close(struct connection *connection)
{
	if (!connection)
		return;
	PQfinish(connection->link);
	for (size_t i = 0; i < MAX_STATEMENTS; i++) {
		mem_free(connection->statements[i].text);
		mem_free(connection->statements[i].types);
	}
	mem_free(connection);
}

bool connection_is_good(const struct connection *connection)
{
	return !connection->broken && PQstatus(connection->link) == CONNECTION_OK;
}

PGconn *connection_link(struct connection *connection)
{
	return connection->link;
}

/* Whether the connection itself has had its day: lost, to a server that is going down or
 * is no primary any more, or with prepared statements whose tables have changed. */
static bool is_spent(const char *sqlstate)
{
	return !sqlstate || strncmp(sqlstate, "57P", 3) == 0 ||
	       strcmp(sqlstate, "25006") == 0 || strcmp(sqlstate, "0A000") == 0;
}

static int failed(struct connection *connection, const PGresult *result, struct err *err)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	if (is_spent(state))
		connection->broken = true;
	return fault_set(err, connection->link, result);
}

int connection_command(struct connection *connection, const char *sql,
		       char ret_tag[TAG_TEXT], struct err *err)
{
	PGresult *result = PQexec(connection->link, sql);
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		failed(connection, result, err);
		PQclear(result);
		return -1;
	}
	if (ret_tag) {
		size_t len = strnlen(PQcmdStatus(result), TAG_TEXT - 1);
		memcpy(ret_tag, PQcmdStatus(result), len);
		ret_tag[len] = '\0';
	}
	PQclear(result);
	return 0;
}

static size_t slot_of(const char *sql)
{
	uintptr_t at = (uintptr_t)sql;
	return (size_t)((at >> 4) ^ (at >> 13)) & (MAX_STATEMENTS - 1);
}

/* The statement's slot: its own, or a free one; NULL when the cache is full of others. */
static struct statement *find_statement(struct connection *connection, const char *sql)
{
	for (size_t i = 0; i < 16; i++) {
		size_t at = (slot_of(sql) + i) & (MAX_STATEMENTS - 1);
		struct statement *statement = &connection->statements[at];
		if (!statement->sql)
			return statement;
		if (statement->sql == sql && strcmp(statement->text, sql) == 0)
			return statement;
	}
	return NULL;
}

#define STATEMENT_NAME 16

static int prepare(struct connection *connection, struct statement *statement,
		   const char *sql, struct err *err)
{
	char name[STATEMENT_NAME];
	unsigned number = connection->prepared + 1;
	snprintf(name, sizeof(name), "s%u", number);
	PGresult *result = PQprepare(connection->link, name, sql, 0, NULL);
	if (PQresultStatus(result) != PGRES_COMMAND_OK) {
		failed(connection, result, err);
		PQclear(result);
		return -1;
	}
	PQclear(result);
	connection->prepared = number;
	statement->number = number;
	return 0;
}

static void remember(struct statement *statement, const char *sql)
{
	statement->sql = sql;
	statement->text = mem_text(sql);
}

static PGresult *send(struct connection *connection, const struct statement *statement,
		      const char *sql, const struct bound *bound)
{
	if (!statement)
		return PQexecParams(connection->link, sql, bound->count, NULL,
				    bound->values, bound->lengths, bound->formats, 0);
	char name[STATEMENT_NAME];
	snprintf(name, sizeof(name), "s%u", statement->number);
	return PQexecPrepared(connection->link, name, bound->count, bound->values,
			      bound->lengths, bound->formats, 0);
}

/* Takes a result, which may be a failure. */
static int judge(struct connection *connection, PGresult *result, PGresult **ret_result,
		 struct err *err)
{
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		failed(connection, result, err);
		PQclear(result);
		return -1;
	}
	*ret_result = result;
	return 0;
}

int connection_run(struct connection *connection, const char *sql, const struct arg *args,
		   size_t count, PGresult **ret_result, struct err *err)
{
	__attribute__((cleanup(bound_done))) struct bound bound;
	if (bound_set(&bound, args, count, err) < 0)
		return -1;
	struct statement *statement = find_statement(connection, sql);
	if (statement && !statement->sql) {
		if (prepare(connection, statement, sql, err) < 0)
			return -1;
		remember(statement, sql);
	}
	return judge(connection, send(connection, statement, sql, &bound), ret_result,
		     err);
}

int connection_run_once(struct connection *connection, const char *sql,
			const struct arg *args, size_t count, PGresult **ret_result,
			struct err *err)
{
	__attribute__((cleanup(bound_done))) struct bound bound;
	if (bound_set(&bound, args, count, err) < 0)
		return -1;
	return judge(connection, send(connection, NULL, sql, &bound), ret_result, err);
}

/* "COPY table (columns) FROM STDIN" as a query that gives the same columns, no rows. */
static void write_query(const char *sql, struct strbuf *out)
{
	const char *table = sql + strlen("COPY ");
	int table_len = (int)strcspn(table, " ");
	const char *open = strchr(table, '(');
	const char *close = open ? strchr(open, ')') : NULL;
	if (close)
		strbuf_addf(out, "SELECT %.*s FROM %.*s", (int)(close - open - 1),
			    open + 1, table_len, table);
	else
		strbuf_addf(out, "SELECT * FROM %.*s", table_len, table);
}

static int take_types(struct connection *connection, struct statement *statement,
		      const char *sql, struct err *err)
{
	STRBUF_AUTO query = strbuf_new(MAX_QUERY);
	write_query(sql, &query);
	if (prepare(connection, statement, query.text, err) < 0)
		return -1;
	char name[STATEMENT_NAME];
	snprintf(name, sizeof(name), "s%u", statement->number);
	PGresult *result = PQdescribePrepared(connection->link, name);
	if (PQresultStatus(result) != PGRES_COMMAND_OK) {
		failed(connection, result, err);
		PQclear(result);
		return -1;
	}
	size_t count = (size_t)PQnfields(result);
	statement->types = mem_alloc(sizeof(*statement->types) * (count + 1));
	statement->types_count = count;
	for (size_t i = 0; i < count; i++)
		statement->types[i] = PQftype(result, (int)i);
	PQclear(result);
	return 0;
}

int connection_copy_types(struct connection *connection, const char *sql,
			  const Oid **ret_types, size_t *ret_count, struct err *err)
{
	struct statement *statement = find_statement(connection, sql);
	if (!statement)
		return err_set(err, ERR_BROKEN, "a connection knows too many statements");
	if (!statement->sql) {
		if (take_types(connection, statement, sql, err) < 0)
			return -1;
		remember(statement, sql);
	}
	*ret_types = statement->types;
	*ret_count = statement->types_count;
	return 0;
}
