/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how rows stream in and out by COPY.
 *
 * In: rows are gathered in binary and sent in pieces; a refused row shows at copy_end.
 * Out: one line of text at a time, split and unescaped in place, so memory does not grow
 * with the table.
 */
#include <stdbool.h>
#include <string.h>

#include "pg/copy_value.h"
#include "pg/fault.h"
#include "pg/tx.h"

#define PIECE_BYTES (64u << 10)
#define MAX_PIECE   (64u << 20)
#define MAX_SQL     10000

#define MAX_COLUMNS 100

struct copy {
	PGconn *link;
	struct strbuf piece;
	const Oid *types; /* of the columns, lent by the connection */
	size_t count;
};

static int copy_start(struct tx *tx, const char *sql, ExecStatusType expected,
		      struct err *err)
{
	PGconn *link = connection_link(tx->connection);
	PGresult *result = PQexec(link, sql);
	ExecStatusType status = PQresultStatus(result);
	int answer = status == expected ? 0 : fault_set(err, link, result);
	PQclear(result);
	return answer;
}

int copy_begin(struct tx *tx, const char *sql, struct copy **ret_copy, struct err *err)
{
	/* Signature, no flags, no header extension. */
	static const char HEADER[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
	const Oid *types = NULL;
	size_t count = 0;
	STRBUF_AUTO binary = strbuf_new(MAX_SQL);
	if (connection_copy_types(tx->connection, sql, &types, &count, err) < 0)
		return -1;
	strbuf_addf(&binary, "%s (FORMAT binary)", sql);
	if (copy_start(tx, binary.text, PGRES_COPY_IN, err) < 0)
		return -1;
	struct copy *copy = mem_alloc(sizeof(*copy));
	*copy = (struct copy){ .link = connection_link(tx->connection),
			       .piece = strbuf_new(MAX_PIECE),
			       .types = types,
			       .count = count };
	strbuf_add_n(&copy->piece, HEADER, sizeof(HEADER));
	*ret_copy = copy;
	return 0;
}

static int send_piece(struct copy *copy, struct err *err)
{
	if (strbuf_check(&copy->piece, err) < 0)
		return -1;
	if (copy->piece.len &&
	    PQputCopyData(copy->link, copy->piece.text, (int)copy->piece.len) < 0)
		return fault_set(err, copy->link, NULL);
	strbuf_clear(&copy->piece);
	return 0;
}

int copy_row(struct copy *copy, const struct arg *args, size_t count, struct err *err)
{
	char fields[2] = { (char)(count >> 8), (char)count };
	if (count != copy->count)
		return err_set(err, ERR_BROKEN, "a row of %zu values for %zu columns",
			       count, copy->count);
	strbuf_add_n(&copy->piece, fields, sizeof(fields));
	for (size_t i = 0; i < count; i++)
		if (copy_value(&copy->piece, &args[i], copy->types[i], err) < 0)
			return -1;
	return copy->piece.len < PIECE_BYTES ? 0 : send_piece(copy, err);
}

/* Read what the server answers; the first failure is the answer. */
static int drain(PGconn *link, struct err *err)
{
	int answer = 0;
	PGresult *result;
	while ((result = PQgetResult(link))) {
		if (answer == 0 && PQresultStatus(result) != PGRES_COMMAND_OK)
			answer = fault_set(err, link, result);
		PQclear(result);
	}
	return answer;
}

static void copy_free(struct copy *copy)
{
	strbuf_done(&copy->piece);
	mem_free(copy);
}

int copy_end(struct copy *copy, struct err *err)
{
	strbuf_add_n(&copy->piece, "\377\377", 2); /* no more rows */
	if (send_piece(copy, err) < 0) {
		copy_cancel(copy);
		return -1;
	}
	PGconn *link = copy->link;
	copy_free(copy);
	if (PQputCopyEnd(link, NULL) < 0)
		return fault_set(err, link, NULL);
	return drain(link, err);
}

void copy_cancel(struct copy *copy)
{
	if (!copy)
		return;
	if (PQputCopyEnd(copy->link, "cancelled") > 0)
		(void)drain(copy->link, NULL); /* refused, as asked */
	copy_free(copy);
}

static char unescaped(char c)
{
	switch (c) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'v':
		return '\v';
	default:
		return c;
	}
}

/* Unescape one field in place and end it; gives the first byte after its tab, or NULL. */
static char *read_field(char *at, const char **ret_field)
{
	bool is_null = at[0] == '\\' && at[1] == 'N';
	*ret_field = is_null ? NULL : at;
	char *out = at;
	while (*at && *at != '\t' && *at != '\n') {
		if (*at == '\\' && at[1]) {
			*out++ = unescaped(at[1]);
			at += 2;
			continue;
		}
		*out++ = *at++;
	}
	bool more = *at == '\t';
	*out = '\0';
	return more ? at + 1 : NULL;
}

static int read_line(char *line, copy_out_fn fn, void *context, struct err *err)
{
	const char *columns[MAX_COLUMNS];
	int count = 0;
	char *at = line;
	while (at && count < MAX_COLUMNS)
		at = read_field(at, &columns[count++]);
	return fn(context, columns, count, err);
}

/* The rest of a stopped COPY is read and thrown away: the connection stays usable. */
int copy_out(struct tx *tx, const char *sql, copy_out_fn fn, void *context,
	     struct err *err)
{
	if (copy_start(tx, sql, PGRES_COPY_OUT, err) < 0)
		return -1;
	PGconn *link = connection_link(tx->connection);
	int stopped = 0;
	char *line = NULL;
	while (PQgetCopyData(link, &line, 0) > 0) {
		if (!stopped)
			stopped = read_line(line, fn, context, err);
		PQfreemem(line);
		line = NULL;
	}
	if (stopped) {
		(void)drain(link, NULL); /* the caller's own error counts */
		return -1;
	}
	return drain(link, err);
}
