/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a failed statement means to the caller: SQLSTATE to err kind.
 *
 * The text names the constraint or the state, never a value: what Postgres quotes in its
 * messages may be somebody's name. Thread: any.
 */
#ifndef BEURT_PG_FAULT_H
#define BEURT_PG_FAULT_H

#include <libpq-fe.h>

#include "base/err.h"

/* The code of a deadlock's victim and of what could not be put in an order. */
#define FAULT_LOST_RACE "LOST_RACE"

/* Fill err from a result (NULL: from the connection) and return -1. Borrows both. */
int fault_set(struct err *err, const PGconn *link, const PGresult *result);
/* The kind an SQLSTATE stands for; NULL or empty is a lost connection. */
enum err_kind fault_kind(const char *sqlstate);

#endif
