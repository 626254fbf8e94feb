/* SPDX-License-Identifier: Apache-2.0 */
/* Hides where the database of the tests is and how its schemas are named. */
#include "../store/scratch.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "unit.h"

void must(int result, const struct err *err)
{
	if (result < 0)
		fail_msg("%s %s: %s", err_kind_name(err->kind), err->code, err->text);
}

#define MAX_FILES 20

/* "flow/0001_flow", as the programs' own lists name it. */
static struct migration named(const char *path, const char *sql, char ret_name[80])
{
	const char *file = strrchr(path, '/') + 1;
	snprintf(ret_name, 80, "flow/%.*s", (int)strcspn(file, "."), file);
	return (struct migration){ ret_name, sql };
}

/* All of them, in the order of their names. */
static void run_flow_migrations(const struct scratch *scratch)
{
	struct err err = { 0 };
	struct migration list[MAX_FILES] = { 0 };
	char *texts[MAX_FILES] = { 0 };
	char names[MAX_FILES][80];
	size_t len = 0;
	int ran = 0;
	glob_t files = { 0 };
	assert_int_equal(0, glob("libcommon/flow/migrations/*.sql", 0, NULL, &files));
	assert_true(files.gl_pathc <= MAX_FILES);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		must(file_read(files.gl_pathv[i], 1 << 20, &texts[i], &len, &err), &err);
		list[i] = named(files.gl_pathv[i], texts[i], names[i]);
	}
	must(migrate_run(scratch->conninfo, scratch->schema, list, files.gl_pathc, &ran,
			 &err),
	     &err);
	for (size_t i = 0; i < files.gl_pathc; i++)
		mem_free(texts[i]);
	globfree(&files);
}

bool scratch_is_there(const char *name)
{
	const char *conninfo = getenv("BEURT_TEST_DATABASE");
	if (conninfo && *conninfo)
		return true;
	printf("1..1\nok 1 # SKIP %s: BEURT_TEST_DATABASE is not set\n", name);
	return false;
}

static void open_pool(struct scratch *scratch)
{
	struct err err = { 0 };
	struct pool_request request = { .conninfo = scratch->conninfo,
					.schema = scratch->schema,
					.application = "test",
					.size = 8 };
	must(clock_open(NULL, &scratch->clock, &err), &err);
	request.clock = scratch->clock;
	must(pool_open(&request, &scratch->pool, &err), &err);
}

void scratch_open(struct scratch *scratch, const char *name)
{
	*scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE") };
	snprintf(scratch->schema, sizeof(scratch->schema), "t_%.24s_%d", name,
		 (int)getpid());
	run_flow_migrations(scratch);
	open_pool(scratch);
}

void scratch_migrate(const struct scratch *scratch, const struct migration *migrations,
		     size_t count)
{
	struct err err = { 0 };
	int ran = 0;
	run_flow_migrations(scratch);
	must(migrate_run(scratch->conninfo, scratch->schema, migrations, count, &ran,
			 &err),
	     &err);
}

void scratch_open_gateway(struct scratch *scratch, const struct migration *migrations,
			  size_t count)
{
	*scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE"),
				     .schema = "gateway" };
	open_pool(scratch);
	scratch_run(scratch, "DROP SCHEMA IF EXISTS gateway CASCADE");
	scratch_migrate(scratch, migrations, count);
}

void scratch_open_service(struct scratch *scratch, const char *name,
			  const struct migration *migrations, size_t count)
{
	scratch_open(scratch, name);
	scratch_migrate(scratch, migrations, count);
}

struct tx *scratch_begin(struct scratch *scratch)
{
	struct err err = { 0 };
	struct tx *tx = NULL;
	must(tx_begin(scratch->pool, &tx, &err), &err);
	return tx;
}

void scratch_commit(struct tx *tx)
{
	struct err err = { 0 };
	must(tx_commit(tx, &err), &err);
}

void scratch_close(struct scratch *scratch)
{
	char sql[100];
	snprintf(sql, sizeof(sql), "DROP SCHEMA %s CASCADE", scratch->schema);
	scratch_run(scratch, sql);
	pool_close(scratch->pool);
	clock_close(scratch->clock);
}

void scratch_run(struct scratch *scratch, const char *sql)
{
	struct err err = { 0 };
	struct tx *tx = scratch_begin(scratch);
	must(tx_run(tx, sql, NO_ARGS, NULL, &err), &err);
	scratch_commit(tx);
}

static struct rows *query(struct scratch *scratch, const char *sql)
{
	struct err err = { 0 };
	struct tx *tx = scratch_begin(scratch);
	struct rows *rows = NULL;
	must(tx_rows(tx, sql, NO_ARGS, &rows, &err), &err);
	scratch_commit(tx);
	return rows;
}

int64_t scratch_number(struct scratch *scratch, const char *sql)
{
	AUTO(rows) *rows = query(scratch, sql);
	return rows_count(rows) ? row_int(rows, 0, 0) : 0;
}

char *scratch_text(struct scratch *scratch, const char *sql)
{
	AUTO(rows) *rows = query(scratch, sql);
	return rows_count(rows) ? mem_text(row_text(rows, 0, 0)) : NULL;
}
