/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forward-only migrations: numbered .sql files, one transaction each, under an advisory
 * lock, remembered with their SHA-256 in <schema>.schema_version. Thread: main.
 *
 * The files are compiled into the program (build/gen/migrations_<service>.c), the shared
 * tables of flow/ first.
 */
#ifndef BEURT_PG_MIGRATE_H
#define BEURT_PG_MIGRATE_H

#include "pg/pg.h"

struct migration {
	const char *name; /* "0001_first" */
	const char *sql;
};

/* Run what is not there yet. ERR_BROKEN when a file that ran before has other contents.
 */
MUST_CHECK int migrate_run(const char *owner_conninfo, const char *schema,
			   const struct migration *list, size_t count, int *ret_ran,
			   struct err *err);
/* 0 when the schema has exactly these migrations; ERR_LATER when some are missing. */
MUST_CHECK int migrate_check(struct pool *pool, const struct migration *list,
			     size_t count, struct err *err);

#endif
