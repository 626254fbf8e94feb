/* SPDX-License-Identifier: Apache-2.0 */
/* Rows by the thousand: COPY in both directions. Part of pg.h. Thread: the transaction's.
 */
#ifndef BEURT_PG_COPY_H
#define BEURT_PG_COPY_H

#include "pg/arg.h"

struct tx;

/* "COPY table (columns) FROM STDIN", a row of arguments at a time. Rows travel in binary,
 * by the columns' types: a text fills text and uuid, a number any integer. Array columns
 * have no form here. */
struct copy;
MUST_CHECK int copy_begin(struct tx *tx, const char *sql, struct copy **ret_copy,
			  struct err *err);
MUST_CHECK int copy_row(struct copy *copy, const struct arg *args, size_t count,
			struct err *err);
MUST_CHECK int copy_end(struct copy *copy, struct err *err); /* ends and frees */
void copy_cancel(struct copy *copy);

/* COPY (…) TO STDOUT in text format: each row calls back with its columns (NULL = SQL
 * NULL), lent for the call. A non-zero answer stops. O(1) memory. */
typedef int (*copy_out_fn)(void *context, const char *const *columns, int count,
			   struct err *err);
MUST_CHECK int copy_out(struct tx *tx, const char *sql, copy_out_fn fn, void *context,
			struct err *err);

#endif
