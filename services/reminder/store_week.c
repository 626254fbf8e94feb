/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weekly lists: their moments and running counts. A list's row is also the lock under
 * which its proposals are added and counted.
 */
#include <string.h>

#include "base/mem.h"
#include "reminder/store_week.h"

#define WEEK_COLUMNS                                                                     \
	"list_week, version, status, first_list, opens_at, deadline_at, generated_at,"   \
	" closed_at, total, yes, no, never, untouched, removed"

static const char SQL_ADD[] =
	"INSERT INTO week (dealer, list_week, version, status, first_list, opens_at,"
	" deadline_at) VALUES ($1, $2, 1, 'open', $3, $4, $5)"
	" ON CONFLICT (dealer, list_week) DO NOTHING";

static const char SQL_LOAD[] =
	"SELECT " WEEK_COLUMNS " FROM week WHERE dealer = $1 AND list_week = $2";

static const char SQL_LOCK[] =
	"SELECT " WEEK_COLUMNS
	" FROM week WHERE dealer = $1 AND list_week = $2 FOR UPDATE";

static const char SQL_COUNT[] =
	"UPDATE week SET version = version + 1, total = total + $3, yes = yes + $4,"
	" no = no + $5, never = never + $6, untouched = untouched + $7,"
	" removed = removed + $8 WHERE dealer = $1 AND list_week = $2"
	" RETURNING " WEEK_COLUMNS;

static const char SQL_GENERATED[] =
	"UPDATE week SET version = version + 1, generated_at = $3"
	" WHERE dealer = $1 AND list_week = $2 RETURNING " WEEK_COLUMNS;

static const char SQL_CLOSE[] =
	"UPDATE week SET version = version + 1, status = 'closed', closed_at = $3"
	" WHERE dealer = $1 AND list_week = $2 AND status = 'open'"
	" RETURNING " WEEK_COLUMNS;

static const char SQL_ANY[] = "SELECT 1 FROM week WHERE dealer = $1 LIMIT 1";

int store_week_add(struct tx *tx, const char *dealer, const struct week_row *row,
		   bool *ret_added, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_text(dealer), arg_week(row->week),
			arg_bool(row->kind == LIST_FIRST), arg_instant(row->opens_at),
			arg_instant(row->deadline_at)),
		   &affected, err) < 0)
		return -1;
	*ret_added = affected > 0;
	return 0;
}

static struct week_row read_week(const struct rows *rows)
{
	return (struct week_row){
		.week = row_week(rows, 0, 0),
		.version = row_int(rows, 0, 1),
		.closed = strcmp(row_text(rows, 0, 2), "closed") == 0,
		.kind = row_bool(rows, 0, 3) ? LIST_FIRST : LIST_WEEKLY,
		.opens_at = row_instant(rows, 0, 4),
		.deadline_at = row_instant(rows, 0, 5),
		.generated_at = row_instant(rows, 0, 6),
		.closed_at = row_instant(rows, 0, 7),
		.counts = { .total = row_int(rows, 0, 8),
			    .yes = row_int(rows, 0, 9),
			    .no = row_int(rows, 0, 10),
			    .never = row_int(rows, 0, 11),
			    .untouched = row_int(rows, 0, 12),
			    .removed = row_int(rows, 0, 13) },
	};
}

static int take_week(const struct rows *rows, struct iso_week week,
		     struct week_row *ret_row, struct err *err)
{
	char text[WEEK_TEXT];

	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_LIST",
				    "there is no list of %s", week_format(week, text));
	*ret_row = read_week(rows);
	return 0;
}

int store_week_load(struct tx *tx, const char *dealer, struct iso_week week,
		    struct week_row *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_week(week)), &rows, err) < 0)
		return -1;
	return take_week(rows, week, ret_row, err);
}

int store_week_lock(struct tx *tx, const char *dealer, struct iso_week week,
		    struct week_row *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOCK, ARGS(arg_text(dealer), arg_week(week)), &rows, err) < 0)
		return -1;
	return take_week(rows, week, ret_row, err);
}

int store_week_count(struct tx *tx, const char *dealer, const struct week_change *change,
		     struct week_row *ret_row, struct err *err)
{
	const struct week_counts *c = &change->counts;
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_COUNT,
		    ARGS(arg_text(dealer), arg_week(change->week), arg_int(c->total),
			 arg_int(c->yes), arg_int(c->no), arg_int(c->never),
			 arg_int(c->untouched), arg_int(c->removed)),
		    &rows, err) < 0)
		return -1;
	return take_week(rows, change->week, ret_row, err);
}

int store_week_generated(struct tx *tx, const char *dealer,
			 const struct week_moment *moment, struct week_row *ret_row,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GENERATED,
		    ARGS(arg_text(dealer), arg_week(moment->week),
			 arg_instant(moment->at)),
		    &rows, err) < 0)
		return -1;
	return take_week(rows, moment->week, ret_row, err);
}

int store_week_close(struct tx *tx, const char *dealer, const struct week_moment *moment,
		     bool *ret_closed, struct week_row *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CLOSE,
		    ARGS(arg_text(dealer), arg_week(moment->week),
			 arg_instant(moment->at)),
		    &rows, err) < 0)
		return -1;
	*ret_closed = rows_count(rows) > 0;
	if (*ret_closed)
		*ret_row = read_week(rows);
	return 0;
}

int store_week_any(struct tx *tx, const char *dealer, bool *ret_any, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_ANY, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	*ret_any = rows_count(rows) > 0;
	return 0;
}
