/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a failed statement means: retry, park, refuse or stop.
 *
 * One table, longest prefix first. What Postgres may recover from by itself (restart,
 * full disk, deadlock, time-out) is ERR_LATER; what the data caused is ERR_INVALID or
 * ERR_CONFLICT, so that one record is parked and others go on; what the programme or its
 * privileges caused is ERR_BROKEN.
 */
#include "pg/fault.h"

#include <stdbool.h>
#include <string.h>

struct meaning {
	const char *prefix;
	enum err_kind kind;
};

/* The first prefix that fits decides.
 * https://www.postgresql.org/docs/15/errcodes-appendix.html */
static const struct meaning MEANINGS[] = {
	{ "23505", ERR_CONFLICT }, /* unique_violation */
	{ "23P01", ERR_CONFLICT }, /* exclusion_violation */
	{ "23", ERR_INVALID },     /* other integrity constraints */
	{ "21", ERR_INVALID },     /* cardinality */
	{ "22", ERR_INVALID },     /* data exception */
	{ "25P02", ERR_INVALID },  /* a handler went on after an error: park its record */
	{ "25006", ERR_LATER },    /* read-only: a standby that is about to be promoted */
	{ "25P03", ERR_LATER },    /* idle_in_transaction_session_timeout */
	{ "08", ERR_LATER },       /* connection */
	{ "40", ERR_LATER },       /* deadlock, serialisation */
	{ "53", ERR_LATER },       /* disk full, too many connections, out of memory */
	{ "54", ERR_INVALID },     /* program limit: a value too large for its index */
	{ "55P03", ERR_LATER },    /* lock_not_available */
	{ "57", ERR_LATER },       /* shutdown, crash, cancel by time-out */
	{ "58", ERR_LATER },       /* I/O error of the server */
	{ "0A000", ERR_LATER },    /* "cached plan must not change result type" */
	{ "P0001", ERR_INVALID },  /* raise exception */
	{ "XX000", ERR_LATER },    /* internal */
};

enum err_kind fault_kind(const char *sqlstate)
{
	if (!sqlstate || !*sqlstate)
		return ERR_LATER;
	for (size_t i = 0; i < COUNT_OF(MEANINGS); i++)
		if (strncmp(sqlstate, MEANINGS[i].prefix, strlen(MEANINGS[i].prefix)) ==
		    0)
			return MEANINGS[i].kind;
	return ERR_BROKEN;
}

/* Class 22 messages quote the offending value. */
static bool may_quote_data(const char *sqlstate)
{
	return strncmp(sqlstate, "22", 2) == 0 || strncmp(sqlstate, "P0", 2) == 0;
}

/* Who loses to another transaction is told so: the same may be tried again at once. */
static int lost_race(struct err *err, const char *state)
{
	return err_set_code(err, fault_kind(state), FAULT_LOST_RACE,
			    "database: another transaction went first (%s)", state);
}

int fault_set(struct err *err, const PGconn *link, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	if (!state) {
		const char *why = PQerrorMessage(link);
		size_t len = strcspn(why, "\n");
		return err_set(err, ERR_LATER, "database is away: %.*s", (int)len,
			       len ? why : "connection lost");
	}
	if (strncmp(state, "40", 2) == 0)
		return lost_race(err, state);
	const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
	const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
	if (constraint)
		return err_set(err, fault_kind(state), "database refused: %s (%s)",
			       constraint, state);
	if (column)
		return err_set(err, fault_kind(state), "database refused column %s (%s)",
			       column, state);
	if (may_quote_data(state))
		return err_set(
			err, fault_kind(state),
			"database refused a value that does not fit its column (%s)",
			state);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	return err_set(err, fault_kind(state), "database: %s (%s)",
		       text ? text : "failed", state);
}
