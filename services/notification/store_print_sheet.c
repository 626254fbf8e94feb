/* SPDX-License-Identifier: Apache-2.0 */
/* Lines become sheets of PDFs, and what is told of them later. */
#include "notification/store_print.h"

#define STRETCH 360000 /* bytes; 480,000 in base64 */
#define LOOK_AT 500    /* lines judged or told at a time */

/* One language: that of the first. */
static const char SQL_NEXT[] =
	"SELECT intent_id, language FROM print_line WHERE batch_id = $1"
	" AND piece IS NULL AND NOT left_out AND language = (SELECT language"
	" FROM print_line WHERE batch_id = $1 AND piece IS NULL AND NOT left_out"
	" ORDER BY language DESC LIMIT 1) ORDER BY intent_id LIMIT $2";

static const char SQL_REVIVE[] =
	"UPDATE intent SET not_after = greatest(not_after,"
	" $2::timestamptz + interval '10 minutes') WHERE intent_id = $1";

static const char SQL_LEFT_OUT[] =
	"UPDATE print_line SET left_out = true, reason = $2 WHERE intent_id = $1";

static const char SQL_PLACE[] =
	"SELECT coalesce(max(number), 0) + 1, greatest(coalesce(max(first + count), 1),"
	" (SELECT coalesce(max(sheet), 0) + 1 FROM print_line WHERE batch_id = $1))"
	" FROM print_piece WHERE batch_id = $1";

static const char SQL_PIECE[] =
	"INSERT INTO print_piece (batch_id, number, first, count, bytes, sha256, pdf)"
	" VALUES ($1, $2, $3, $4, octet_length($6::bytea), $5, $6)";

static const char SQL_SHEETS[] =
	"UPDATE print_line l SET piece = $2, sheet = $3 + s.n - 1"
	" FROM unnest($1::uuid[]) WITH ORDINALITY AS s (intent_id, n)"
	" WHERE l.intent_id = s.intent_id";

static const char SQL_PIECES[] =
	"SELECT number, first, count, bytes, sha256 FROM print_piece"
	" WHERE batch_id = $1 ORDER BY number";

static const char SQL_STRETCH[] =
	"SELECT bytes, translate(encode(substring(pdf FROM $3 + 1 FOR $4), 'base64'),"
	" E'\\n', '') FROM print_piece WHERE batch_id = $1 AND number = $2"
	" AND pdf IS NOT NULL";

static const char SQL_FETCHED[] =
	"UPDATE print_piece SET fetched_at = coalesce(fetched_at, $3)"
	" WHERE batch_id = $1 AND number = $2";

static const char SQL_ALL_FETCHED[] =
	"SELECT bool_and(fetched_at IS NOT NULL) FROM print_piece WHERE batch_id = $1";

static const char SQL_TIDY[] =
	"UPDATE print_piece p SET pdf = NULL FROM print_batch b"
	" WHERE b.batch_id = p.batch_id AND p.pdf IS NOT NULL AND (b.posted_on < $1"
	" OR b.posted_on IS NULL AND b.closed_at < $2::date)";

static const char SQL_LEFT_COUNTS[] =
	"SELECT reason, count(*) FROM print_line WHERE batch_id = $1 AND left_out"
	" GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 20";

static const char SQL_LATE[] =
	"SELECT sheet, piece, reason FROM print_line WHERE batch_id = $1"
	" AND reason IS NOT NULL AND sheet IS NOT NULL ORDER BY sheet LIMIT 5000";

static const char SQL_LOOK[] =
	"SELECT sheet, intent_id FROM print_line WHERE batch_id = $1 AND sheet > $2"
	" AND reason IS NULL ORDER BY sheet LIMIT $3";

static const char SQL_TOO_LATE[] =
	"UPDATE print_line SET reason = $2, late_at = $3 WHERE intent_id = $1"
	" AND reason IS NULL";

static const char SQL_UNSETTLED[] =
	"SELECT intent_id, reason, late_at FROM print_line WHERE batch_id = $1"
	" AND sheet IS NOT NULL AND NOT settled AND NOT left_out"
	" ORDER BY sheet LIMIT $2";

static const char SQL_SETTLE[] =
	"UPDATE print_line SET settled = true WHERE intent_id = ANY ($1::uuid[])"
	" AND NOT left_out";

static const char SQL_PLACES[] =
	"SELECT l.sheet, l.piece, c.postcode, c.country FROM print_line l"
	" LEFT JOIN customer c ON c.dealer = l.dealer AND c.customer_id = l.customer_id"
	" WHERE l.batch_id = $1 AND l.sheet IS NOT NULL ORDER BY l.sheet";

int store_print_next(struct tx *tx, const struct uuid *batch, struct rows **ret_rows,
		     struct err *err)
{
	return tx_rows(tx, SQL_NEXT, ARGS(arg_uuid(batch), arg_int(PRINT_PIECE_MAX)),
		       ret_rows, err);
}

int store_print_revive(struct tx *tx, const struct uuid *intent, struct err *err)
{
	return tx_run(tx, SQL_REVIVE, ARGS(arg_uuid(intent), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_print_left_out(struct tx *tx, const char *intent, const char *reason,
			 struct err *err)
{
	return tx_run(tx, SQL_LEFT_OUT, ARGS(arg_text(intent), arg_text(reason)), NULL,
		      err);
}

int store_print_place(struct tx *tx, const struct uuid *batch, int64_t *ret_number,
		      int64_t *ret_first, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_PLACE, ARGS(arg_uuid(batch)), &rows, err) < 0)
		return -1;
	*ret_number = row_int(rows, 0, 0);
	*ret_first = row_int(rows, 0, 1);
	return 0;
}

int store_print_piece(struct tx *tx, const struct print_piece *piece, struct err *err)
{
	struct arg batch = arg_uuid(&piece->batch);
	struct arg number = arg_int(piece->number);
	struct arg first = arg_int(piece->first);

	if (tx_run(tx, SQL_PIECE,
		   ARGS(batch, number, first, arg_int((int64_t)piece->count),
			arg_text(piece->sha256),
			arg_bytes(piece->pdf.at, piece->pdf.len)),
		   NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_SHEETS,
		      ARGS(arg_texts(piece->intents, piece->count), number, first), NULL,
		      err);
}

int store_print_pieces(struct tx *tx, const struct uuid *batch, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_PIECES, ARGS(arg_uuid(batch)), ret_rows, err);
}

int store_print_stretch(struct tx *tx, const struct uuid *batch, int64_t piece,
			int64_t offset, struct rows **ret_rows, struct err *err)
{
	return tx_rows(
		tx, SQL_STRETCH,
		ARGS(arg_uuid(batch), arg_int(piece), arg_int(offset), arg_int(STRETCH)),
		ret_rows, err);
}

int store_print_fetched(struct tx *tx, const struct uuid *batch, int64_t piece,
			bool *ret_all, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_run(tx, SQL_FETCHED,
		   ARGS(arg_uuid(batch), arg_int(piece), arg_instant(tx_now(tx))), NULL,
		   err) < 0 ||
	    tx_rows(tx, SQL_ALL_FETCHED, ARGS(arg_uuid(batch)), &rows, err) < 0)
		return -1;
	*ret_all = row_bool(rows, 0, 0);
	return 0;
}

int store_print_tidy(struct tx *tx, struct civil_date posted, struct civil_date closed,
		     struct err *err)
{
	return tx_run(tx, SQL_TIDY, ARGS(arg_date(posted), arg_date(closed)), NULL, err);
}

int store_print_left_counts(struct tx *tx, const struct uuid *batch,
			    struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_LEFT_COUNTS, ARGS(arg_uuid(batch)), ret_rows, err);
}

int store_print_late(struct tx *tx, const struct uuid *batch, struct rows **ret_rows,
		     struct err *err)
{
	return tx_rows(tx, SQL_LATE, ARGS(arg_uuid(batch)), ret_rows, err);
}

int store_print_sheets(struct tx *tx, const struct uuid *batch, int64_t after,
		       struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_LOOK,
		       ARGS(arg_uuid(batch), arg_int(after), arg_int(LOOK_AT)), ret_rows,
		       err);
}

int store_print_too_late(struct tx *tx, const char *intent, const char *reason,
			 struct err *err)
{
	return tx_run(tx, SQL_TOO_LATE,
		      ARGS(arg_text(intent), arg_text(reason), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_print_unsettled(struct tx *tx, const struct uuid *batch, struct rows **ret_rows,
			  struct err *err)
{
	return tx_rows(tx, SQL_UNSETTLED, ARGS(arg_uuid(batch), arg_int(LOOK_AT)),
		       ret_rows, err);
}

int store_print_settled(struct tx *tx, const char *const *intents, size_t count,
			struct err *err)
{
	return tx_run(tx, SQL_SETTLE, ARGS(arg_texts(intents, count)), NULL, err);
}

int store_print_places(struct tx *tx, const struct uuid *batch, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_PLACES, ARGS(arg_uuid(batch)), ret_rows, err);
}
