/* SPDX-License-Identifier: Apache-2.0 */
/* What a transaction is made of. Inside pg/ only. Thread: one at a time. */
#ifndef BEURT_PG_TX_H
#define BEURT_PG_TX_H

#include "pg/connection.h"

struct tx {
	struct pool *pool; /* NULL: the connection belongs to a session */
	struct connection *connection;
	struct instant now;
	int depth; /* savepoints that are open */
};

/* Several statements without parameters, in the simple protocol: a migration file. */
MUST_CHECK int tx_script(struct tx *tx, const char *sql, struct err *err);

#endif
