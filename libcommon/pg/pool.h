/* SPDX-License-Identifier: Apache-2.0 */
/* How a transaction gets and gives back its connection. Inside pg/ only. Thread: any. */
#ifndef BEURT_PG_POOL_H
#define BEURT_PG_POOL_H

#include "pg/connection.h"

/* Waits up to 5 s for a free connection; opens one when fewer than `size` are open. */
MUST_CHECK int pool_take(struct pool *pool, struct connection **ret_connection,
			 struct err *err);
/* A fresh connection in the place of one that turned out dead; takes `dead`. On failure
 * the place is given back. */
MUST_CHECK int pool_renew(struct pool *pool, struct connection *dead,
			  struct connection **ret_connection, struct err *err);
/* Takes connection; one that is broken is closed. */
void pool_give(struct pool *pool, struct connection *connection);
const struct clock *pool_clock(const struct pool *pool);

/* A transaction on a connection that belongs to somebody else (a session). */
MUST_CHECK int tx_begin_on(struct connection *connection, const struct clock *clock,
			   struct tx **ret_tx, struct err *err);

#endif
