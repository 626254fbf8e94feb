/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of a garage's batches and calls; row-level security shows one garage. */
#include "gateway/store.h"
#include "gateway/store_print.h"

static const char SQL_BATCHES[] = "SELECT '{' || card || '}' FROM gateway.print_batch"
				  " ORDER BY closes_at DESC, batch_id LIMIT $1";

static const char SQL_BATCH[] = "SELECT '{' || card || '}', version"
				" FROM gateway.print_batch WHERE batch_id = $1";

static const char SQL_OPEN_CALLS[] =
	"SELECT '{' || card || '}' FROM gateway.call_task WHERE status <> 'closed'"
	" ORDER BY not_before, task_id LIMIT $1";

static const char SQL_PAST_CALLS[] =
	"SELECT '{' || card || '}' FROM gateway.call_task WHERE status = 'closed'"
	" ORDER BY not_before DESC, task_id LIMIT $1";

static const char SQL_CALL[] = "SELECT '{' || card || '}', version"
			       " FROM gateway.call_task WHERE task_id = $1";

static int write_list(struct tx *tx, const char *sql, int64_t most, struct strbuf *out,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, sql, ARGS(arg_int(most)), &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

static int write_row(struct tx *tx, const char *sql, const struct uuid *id,
		     struct strbuf *out, int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, sql, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "%s is not there", id->text);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_print_batches_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	return write_list(tx, SQL_BATCHES, PRINT_BATCHES_SHOWN, out, err);
}

int store_print_batch_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			    int64_t *ret_version, struct err *err)
{
	return write_row(tx, SQL_BATCH, id, out, ret_version, err);
}

int store_calls_write(struct tx *tx, bool over, struct strbuf *out, struct err *err)
{
	return write_list(tx, over ? SQL_PAST_CALLS : SQL_OPEN_CALLS, CALLS_SHOWN, out,
			  err);
}

int store_call_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		     int64_t *ret_version, struct err *err)
{
	return write_row(tx, SQL_CALL, id, out, ret_version, err);
}
