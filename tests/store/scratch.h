/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A schema of the test's own in the database that BEURT_TEST_DATABASE names; without it
 * the programme is skipped. The schema is dropped when the scratch is closed.
 */
#ifndef BEURT_TESTS_SCRATCH_H
#define BEURT_TESTS_SCRATCH_H

#include "pg/migrate.h"

struct scratch {
	const char *conninfo;
	char schema[48];
	struct clock *clock;
	struct pool *pool;
};

/* Fails the test with the error's text when the result is one. */
void must(int result, const struct err *err);

/* For main(): false when there is no database, after telling so in TAP. */
bool scratch_is_there(const char *name);
/* Runs flow's migrations. */
void scratch_open(struct scratch *scratch, const char *name);
/* Runs flow's migrations and these in the scratch's schema, over its conninfo. */
void scratch_migrate(const struct scratch *scratch, const struct migration *migrations,
		     size_t count);
/* The same as scratch_open, with the service's own migrations after them. */
void scratch_open_service(struct scratch *scratch, const char *name,
			  const struct migration *migrations, size_t count);
/* The gateway names its schema in its statements: it has that one, made anew. */
void scratch_open_gateway(struct scratch *scratch, const struct migration *migrations,
			  size_t count);
void scratch_close(struct scratch *scratch);
/* A transaction, which scratch_commit() ends. */
struct tx *scratch_begin(struct scratch *scratch);
void scratch_commit(struct tx *tx);
/* One statement in a transaction of its own; fails the test on an error. */
void scratch_run(struct scratch *scratch, const char *sql);
/* The first column of the first row as a number; 0 for NULL. */
int64_t scratch_number(struct scratch *scratch, const char *sql);
/* The first column of the first row; caller frees. NULL for SQL NULL or no row. */
char *scratch_text(struct scratch *scratch, const char *sql);

#endif
