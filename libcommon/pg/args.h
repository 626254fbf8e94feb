/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments in the text forms Postgres reads. Inside pg/ only. Thread: any.
 */
#ifndef BEURT_PG_ARGS_H
#define BEURT_PG_ARGS_H

#include "base/strbuf.h"
#include "pg/pg.h"

#define MAX_ARGS       64
#define MAX_ARGS_BYTES (256u << 20)

/* Arguments as libpq takes them; bytes travel in binary, all else as text. */
struct bound {
	int count;
	const char *values[MAX_ARGS];
	int lengths[MAX_ARGS];
	int formats[MAX_ARGS];
	struct strbuf scratch;
};

/* Borrows args until bound_done. */
MUST_CHECK int bound_set(struct bound *bound, const struct arg *args, size_t count,
			 struct err *err);
void bound_done(struct bound *bound);

#endif
