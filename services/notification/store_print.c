/* SPDX-License-Identifier: Apache-2.0 */
/* Batches from their first line to the post. */
#include "notification/store_print.h"

static const char SQL_OPEN[] =
	"SELECT batch_id FROM print_batch WHERE dealer = $1 AND kind = $2"
	" AND status = 'open' AND closed_at IS NULL";

static const char SQL_SHARE[] =
	"SELECT FROM print_batch WHERE batch_id = $1 AND status = 'open'"
	" AND closed_at IS NULL FOR SHARE";

/* Who comes second waits for the first one's row and finds it then. */
static const char SQL_MAKE[] =
	"INSERT INTO print_batch (batch_id, dealer, kind, closes_at)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

static const char SQL_ADD[] =
	"INSERT INTO print_line AS l (intent_id, batch_id, dealer, customer_id, language)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (intent_id) DO UPDATE"
	" SET batch_id = excluded.batch_id, language = excluded.language, reason = NULL,"
	" left_out = false, piece = NULL, sheet = NULL, late_at = NULL"
	" WHERE l.left_out AND NOT l.settled";

static const char SQL_BATCH[] =
	"SELECT b.batch_id, b.dealer, b.kind, b.status, g.name, g.timezone, b.version,"
	" (SELECT count(*) FROM print_line l WHERE l.batch_id = b.batch_id"
	" AND NOT l.left_out), b.each_cents, b.print_house, b.closed_at IS NOT NULL,"
	" b.closes_at, b.closed_at, b.handed_over_at, b.printed_at, b.posted_on,"
	" b.counts_from FROM print_batch b LEFT JOIN garage g ON g.dealer = b.dealer"
	" WHERE b.batch_id = $1 FOR UPDATE OF b";

enum batch_column {
	BATCH_ID,
	DEALER,
	KIND,
	STATUS,
	GARAGE,
	TIMEZONE,
	VERSION,
	COUNT,
	EACH_CENTS,
	PRINT_HOUSE,
	IS_CLOSED,
	CLOSES_AT,
	CLOSED_AT,
	HANDED_OVER_AT,
	PRINTED_AT,
	POSTED_ON,
	COUNTS_FROM,
};

static const char SQL_CLOSE[] =
	"UPDATE print_batch b SET closed_at = $2, print_house = $3,"
	" each_cents = (SELECT nullif(CASE b.kind WHEN 'card' THEN g.card_cents"
	" ELSE g.letter_cents END, 0) FROM garage g WHERE g.dealer = b.dealer)"
	" WHERE batch_id = $1";

static const char SQL_STATUS[] =
	"UPDATE print_batch SET status = $2,"
	" handed_over_at = CASE WHEN $2 = 'handed_over' THEN $3 ELSE handed_over_at END,"
	" printed_at = CASE WHEN $2 = 'printed' THEN $3 ELSE printed_at END"
	" WHERE batch_id = $1";

static const char SQL_POSTED[] =
	"UPDATE print_batch SET status = 'posted', posted_on = $2, counts_from = $3"
	" WHERE batch_id = $1";

static const char SQL_VERSION[] = "UPDATE print_batch SET version = version + 1"
				  " WHERE batch_id = $1 RETURNING version";

int store_print_open(struct tx *tx, const struct print_line *line,
		     struct uuid *ret_batch, bool *ret_made, struct err *err)
{
	struct arg dealer = arg_text(line->dealer);
	struct arg kind = arg_text(line->kind);
	char closes[INSTANT_TEXT];
	struct uuid fresh = uuid_named("print_batch", line->dealer, line->kind,
				       instant_format(line->closes_at, closes), NULL);
	AUTO(rows) *rows = NULL;
	int64_t made = 0;

	if (tx_rows(tx, SQL_OPEN, ARGS(dealer, kind), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0) {
		rows_free(TAKE(rows));
		if (tx_run(tx, SQL_MAKE,
			   ARGS(arg_uuid(&fresh), dealer, kind,
				arg_instant(line->closes_at)),
			   &made, err) < 0 ||
		    tx_rows(tx, SQL_OPEN, ARGS(dealer, kind), &rows, err) < 0)
			return -1;
	}
	/* Closed between the two looks: the round is run again. */
	if (rows_count(rows) == 0)
		return err_set(err, ERR_LATER, "the batch was closed meanwhile");
	*ret_batch = row_uuid(rows, 0, 0);
	*ret_made = made > 0;
	return 0;
}

int store_print_add(struct tx *tx, const struct print_line *line,
		    const struct uuid *batch, struct err *err)
{
	AUTO(rows) *rows = NULL;
	int64_t taken = 0;

	if (tx_rows(tx, SQL_SHARE, ARGS(arg_uuid(batch)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_LATER, "the batch was closed meanwhile");
	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_text(line->intent), arg_uuid(batch), arg_text(line->dealer),
			arg_text(line->customer), arg_text(line->language)),
		   &taken, err) < 0)
		return -1;
	if (taken == 0)
		return err_set_code(err, ERR_CONFLICT, "LINE_TAKEN",
				    "request %s is in a batch already", line->intent);
	return 0;
}

int store_print_batch(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
		      struct print_batch *ret_batch, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_BATCH, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "BATCH_UNKNOWN",
				    "there is no batch %s", id->text);
	*ret_batch = (struct print_batch){
		.id = row_uuid(rows, 0, BATCH_ID),
		.dealer = row_text(rows, 0, DEALER),
		.kind = row_text(rows, 0, KIND),
		.status = row_text(rows, 0, STATUS),
		.garage = row_text(rows, 0, GARAGE),
		.timezone = row_text(rows, 0, TIMEZONE),
		.version = row_int(rows, 0, VERSION),
		.count = row_int(rows, 0, COUNT),
		.each_cents = row_int(rows, 0, EACH_CENTS),
		.has_each_cents = !row_is_null(rows, 0, EACH_CENTS),
		.print_house = row_bool(rows, 0, PRINT_HOUSE),
		.is_closed = row_bool(rows, 0, IS_CLOSED),
		.closes_at = row_instant(rows, 0, CLOSES_AT),
		.closed_at = row_instant(rows, 0, CLOSED_AT),
		.handed_over_at = row_instant(rows, 0, HANDED_OVER_AT),
		.printed_at = row_instant(rows, 0, PRINTED_AT),
		.posted_on = row_date(rows, 0, POSTED_ON),
		.counts_from = row_date(rows, 0, COUNTS_FROM),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_print_close(struct tx *tx, const struct uuid *id, bool print_house,
		      struct err *err)
{
	return tx_run(tx, SQL_CLOSE,
		      ARGS(arg_uuid(id), arg_instant(tx_now(tx)), arg_bool(print_house)),
		      NULL, err);
}

int store_print_status(struct tx *tx, const struct uuid *id, const char *status,
		       struct err *err)
{
	return tx_run(tx, SQL_STATUS,
		      ARGS(arg_uuid(id), arg_text(status), arg_instant(tx_now(tx))), NULL,
		      err);
}

int store_print_posted(struct tx *tx, const struct uuid *id, struct civil_date posted_on,
		       struct civil_date counts_from, struct err *err)
{
	return tx_run(tx, SQL_POSTED,
		      ARGS(arg_uuid(id), arg_date(posted_on), arg_date(counts_from)),
		      NULL, err);
}

int store_print_version(struct tx *tx, const struct uuid *id, int64_t *ret_version,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VERSION, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_version = row_int(rows, 0, 0);
	return 0;
}
