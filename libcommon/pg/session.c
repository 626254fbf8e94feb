/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides how an advisory lock is named and how notifications arrive.
 *
 * Advisory locks are one number space per database, so the schema is part of the name.
 */
#include "pg/session.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "pg/fault.h"
#include "pg/pool.h"
#include "pg/rows.h"

struct session {
	struct connection *connection;
	const struct clock *clock;
};

int session_open(const struct pool_request *request, struct session **ret_session,
		 struct err *err)
{
	struct dial dial = dial_new(request);
	struct connection *connection = NULL;
	int opened = connection_open(&dial, &connection, err);
	dial_done(&dial);
	if (opened < 0)
		return -1;
	struct session *session = mem_alloc(sizeof(*session));
	session->connection = connection;
	session->clock = request->clock;
	*ret_session = session;
	return 0;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	connection_close(session->connection);
	mem_free(session);
}

int session_begin(struct session *session, struct tx **ret_tx, struct err *err)
{
	return tx_begin_on(session->connection, session->clock, ret_tx, err);
}

int session_rows(struct session *session, const char *sql, const struct arg *args,
		 size_t count, struct rows **ret_rows, struct err *err)
{
	PGresult *result = NULL;
	if (connection_run(session->connection, sql, args, count, &result, err) < 0)
		return -1;
	*ret_rows = rows_of(result);
	return 0;
}

int session_run(struct session *session, const char *sql, const struct arg *args,
		size_t count, struct err *err)
{
	PGresult *result = NULL;
	if (connection_run(session->connection, sql, args, count, &result, err) < 0)
		return -1;
	PQclear(result);
	return 0;
}

static const char SQL_TRY_LOCK[] =
	"SELECT pg_try_advisory_lock(hashtextextended(current_schema() || '/' || $1, 0))";

int session_try_lock(struct session *session, const char *name, bool *ret_held,
		     struct err *err)
{
	PGresult *result = NULL;
	if (connection_run(session->connection, SQL_TRY_LOCK, ARGS(arg_text(name)),
			   &result, err) < 0)
		return -1;
	*ret_held = PQgetvalue(result, 0, 0)[0] == 't';
	PQclear(result);
	return 0;
}

int session_listen(struct session *session, const char *channel, struct err *err)
{
	char sql[100];
	PGconn *link = connection_link(session->connection);
	char *quoted = PQescapeIdentifier(link, channel, strlen(channel));
	if (!quoted)
		return fault_set(err, link, NULL);
	snprintf(sql, sizeof(sql), "LISTEN %s", quoted);
	PQfreemem(quoted);
	return connection_command(session->connection, sql, NULL, err);
}

/* True when at least one notification had come in. */
static bool take_notifications(PGconn *link)
{
	bool any = false;
	PGnotify *notification;
	while ((notification = PQnotifies(link))) {
		any = true;
		PQfreemem(notification);
	}
	return any;
}

int session_wait(struct session *session, int wake_fd, int millis, struct err *err)
{
	PGconn *link = connection_link(session->connection);
	if (take_notifications(link))
		return 0;
	struct pollfd fds[] = { { .fd = PQsocket(link), .events = POLLIN },
				{ .fd = wake_fd, .events = POLLIN } };
	if (poll(fds, COUNT_OF(fds), millis) < 0 && errno != EINTR)
		return err_set(err, ERR_LATER, "waiting for the database failed (%d)",
			       errno);
	if (!fds[0].revents)
		return 0;
	if (!PQconsumeInput(link) || PQstatus(link) != CONNECTION_OK)
		return fault_set(err, link, NULL);
	take_notifications(link);
	return 0;
}
