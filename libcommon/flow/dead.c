/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All SQL of dead letters but their replay.
 *
 * A record is stored once: heard again after a rewind it meets its own row, whatever has
 * become of it. Whether it heads its key's line or waits in it is decided by the row that
 * is there, in the same statement.
 */
#include "flow/dead.h"

#include <string.h>

static const char *const STATES[] = { "none", "parked", "waiting", "replayed",
				      "discarded" };

/* $1 topic $2 partition $3 offset $4 key $5 id $6 type $7 source $8 trace $9 said_at
 * $10 value $11 kind $12 code $13 reason $14 now */
static const char SQL_PARK[] =
	"INSERT INTO dead_letter (topic, partition, record_offset, key, record_id,"
	" record_type, source, trace, said_at, value, state, kind, code, reason,"
	" parked_at)"
	" SELECT $1::text, $2::integer, $3::bigint, $4::text, $5::text, $6::text,"
	" $7::text, $8::text, $9::timestamptz, $10::bytea,"
	" CASE WHEN $4::text <> '' AND EXISTS (SELECT FROM dead_letter"
	"  WHERE topic = $1::text AND key = $4::text AND state = 'parked')"
	" THEN 'waiting' ELSE 'parked' END, $11::text, $12::text, $13::text,"
	" $14::timestamptz"
	" ON CONFLICT (topic, partition, record_offset, record_id) DO NOTHING";

/* $1 topic $2 partition $3 offset $4 id */
static const char SQL_IS_OPEN[] =
	"SELECT state IN ('parked', 'waiting') FROM dead_letter WHERE topic = $1"
	" AND partition = $2 AND record_offset = $3 AND record_id = $4";

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static int insert(struct tx *tx, const struct heard *heard, const char *type,
		  const struct err *why, int64_t *ret_inserted, struct err *err)
{
	return tx_run(
		tx, SQL_PARK,
		ARGS(arg_text(heard->topic), arg_int(heard->partition),
		     arg_int(heard->offset), arg_text(heard->key), arg_text(heard->id),
		     arg_text(or_null(type)), arg_text(or_null(heard->source)),
		     arg_text(or_null(heard->trace)), arg_instant(heard->time),
		     arg_bytes(heard->raw.at, heard->raw.len),
		     arg_text(err_kind_name(why->kind)), arg_text(or_null(why->code)),
		     arg_text(why->text), arg_instant(tx_now(tx))),
		ret_inserted, err);
}

int dead_park(struct tx *tx, const struct heard *heard, const char *type,
	      const struct err *why, bool *ret_open, struct err *err)
{
	AUTO(rows) *rows = NULL;
	int64_t inserted = 0;
	if (insert(tx, heard, type, why, &inserted, err) < 0)
		return -1;
	if (inserted) {
		*ret_open = true;
		return 0;
	}
	if (tx_rows(tx, SQL_IS_OPEN,
		    ARGS(arg_text(heard->topic), arg_int(heard->partition),
			 arg_int(heard->offset), arg_text(heard->id)),
		    &rows, err) < 0)
		return -1;
	*ret_open = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}

#define COLUMNS                                                                            \
	"SELECT d.id, d.state, d.topic, d.partition, d.record_offset, d.key, d.record_id," \
	" d.record_type, d.kind, d.code, d.reason, d.asked, d.parked_at, d.settled_at,"    \
	" coalesce(octet_length(d.value), -1),"                                            \
	" CASE WHEN d.state = 'parked' AND d.key <> '' THEN (SELECT count(*)"              \
	"  FROM dead_letter w WHERE w.topic = d.topic AND w.key = d.key"                   \
	"  AND w.state = 'waiting') ELSE 0 END"                                            \
	" FROM dead_letter d"

/* $1 after, $2 limit */
static const char SQL_LIST_PARKED[] =
	COLUMNS " WHERE d.state = 'parked' AND d.id > $1 ORDER BY d.id LIMIT $2";
static const char SQL_LIST_ALL[] = COLUMNS " WHERE d.id > $1 ORDER BY d.id LIMIT $2";
/* $1 id */
static const char SQL_SHOW[] = COLUMNS " WHERE d.id = $1";
static const char SQL_VALUE[] = "SELECT value FROM dead_letter WHERE id = $1";

int dead_list(struct tx *tx, bool all, int64_t after, int limit, struct rows **ret_rows,
	      struct err *err)
{
	return tx_rows(tx, all ? SQL_LIST_ALL : SQL_LIST_PARKED,
		       ARGS(arg_int(after), arg_int(limit)), ret_rows, err);
}

static int absent(int64_t id, struct err *err)
{
	return err_set(err, ERR_ABSENT, "there is no dead letter %lld", (long long)id);
}

static int one_row(struct tx *tx, const char *sql, int64_t id, struct rows **ret_rows,
		   struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(arg_int(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(id, err);
	*ret_rows = TAKE(rows);
	return 0;
}

int dead_show(struct tx *tx, int64_t id, struct rows **ret_rows, struct err *err)
{
	return one_row(tx, SQL_SHOW, id, ret_rows, err);
}

int dead_value(struct tx *tx, int64_t id, struct rows **ret_rows, struct err *err)
{
	return one_row(tx, SQL_VALUE, id, ret_rows, err);
}

static enum dead_state state_of(const char *word)
{
	for (size_t i = 1; i < COUNT_OF(STATES); i++)
		if (strcmp(STATES[i], word) == 0)
			return (enum dead_state)i;
	return DEAD_NONE;
}

struct dead_letter dead_row(const struct rows *rows, size_t row)
{
	return (struct dead_letter){
		.id = row_int(rows, row, 0),
		.state = state_of(row_text(rows, row, 1)),
		.topic = row_text(rows, row, 2),
		.partition = (int)row_int(rows, row, 3),
		.offset = row_int(rows, row, 4),
		.key = row_text(rows, row, 5),
		.record_id = row_text(rows, row, 6),
		.record_type = row_text(rows, row, 7),
		.kind = row_text(rows, row, 8),
		.code = row_text(rows, row, 9),
		.reason = row_text(rows, row, 10),
		.asked = row_text(rows, row, 11),
		.parked_at = row_instant(rows, row, 12),
		.settled_at = row_instant(rows, row, 13),
		.value_bytes = row_int(rows, row, 14),
		.waiting = row_int(rows, row, 15),
	};
}

/* $1 id, $2 what, $3 by */
static const char SQL_ASK[] = "UPDATE dead_letter SET asked = $2, asked_by = $3"
			      " WHERE id = $1 AND state = 'parked'";

static int ask(struct tx *tx, int64_t id, const char *what, const char *by,
	       struct err *err)
{
	int64_t asked = 0;
	AUTO(rows) *rows = NULL;
	if (tx_run(tx, SQL_ASK, ARGS(arg_int(id), arg_text(what), arg_text(by)), &asked,
		   err) < 0)
		return -1;
	if (asked)
		return 0;
	if (dead_show(tx, id, &rows, err) < 0)
		return -1;
	return err_set(err, ERR_CONFLICT, "dead letter %lld is %s, not parked",
		       (long long)id, row_text(rows, 0, 1));
}

int dead_replay(struct tx *tx, int64_t id, const char *by, struct err *err)
{
	return ask(tx, id, "replay", by, err);
}

int dead_discard(struct tx *tx, int64_t id, const char *by, struct err *err)
{
	return ask(tx, id, "discard", by, err);
}
