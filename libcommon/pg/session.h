/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection of its own, for what lives as long as a session: an advisory lock and
 * LISTEN.
 *
 * Work that may only be done by the lock's holder is done on this very connection, so
 * that losing it loses the lock and the right together. Thread: one at a time.
 */
#ifndef BEURT_PG_SESSION_H
#define BEURT_PG_SESSION_H

#include "pg/pg.h"

struct session;

MUST_CHECK int session_open(const struct pool_request *request,
			    struct session **ret_session, struct err *err);
void session_close(struct session *session);
AUTO_FREE(session, session_close)
MUST_CHECK int session_begin(struct session *session, struct tx **ret_tx,
			     struct err *err);

/* One statement that is a transaction by itself. */
MUST_CHECK int session_rows(struct session *session, const char *sql,
			    const struct arg *args, size_t count, struct rows **ret_rows,
			    struct err *err);
MUST_CHECK int session_run(struct session *session, const char *sql,
			   const struct arg *args, size_t count, struct err *err);

/* The lock of this name within the schema; *ret_held says whether it is ours now. */
MUST_CHECK int session_try_lock(struct session *session, const char *name, bool *ret_held,
				struct err *err);
MUST_CHECK int session_listen(struct session *session, const char *channel,
			      struct err *err);
/* Until a notification, a byte on wake_fd (-1: none), or the time is over. ERR_LATER when
 * the connection is lost. */
MUST_CHECK int session_wait(struct session *session, int wake_fd, int millis,
			    struct err *err);

#endif
