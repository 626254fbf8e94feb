/* SPDX-License-Identifier: Apache-2.0 */
/* A person's sheets come out of batches that did not leave the house yet. */
#include "notification/store_print.h"

static const char SQL_BATCHES[] =
	"SELECT DISTINCT batch_id FROM print_line l JOIN print_batch b USING (batch_id)"
	" WHERE l.dealer = $1 AND l.customer_id = $2 AND NOT l.left_out"
	" AND b.status IN ('open', 'ready') ORDER BY 1";

static const char SQL_LINES[] =
	"SELECT intent_id, coalesce(piece, 0) FROM print_line WHERE batch_id = $1"
	" AND dealer = $2 AND customer_id = $3 AND NOT left_out"
	" ORDER BY piece, intent_id";

static const char SQL_TAKE_OUT[] =
	"UPDATE print_line SET left_out = true, reason = $2, piece = NULL, sheet = NULL"
	" WHERE intent_id = $1";

static const char SQL_SHEETS[] =
	"SELECT intent_id, sheet, language FROM print_line WHERE batch_id = $1"
	" AND piece = $2 AND NOT left_out ORDER BY sheet";

static const char SQL_RENEW[] =
	"UPDATE print_piece SET pdf = $5, bytes = octet_length($5::bytea), sha256 = $4,"
	" count = $3 WHERE batch_id = $1 AND number = $2";

static const char SQL_DROP[] =
	"DELETE FROM print_piece WHERE batch_id = $1 AND number = $2";

int store_print_of_person(struct tx *tx, const char *dealer, const char *customer,
			  struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_BATCHES, ARGS(arg_text(dealer), arg_text(customer)),
		       ret_rows, err);
}

int store_print_lines_of(struct tx *tx, const struct uuid *batch, const char *dealer,
			 const char *customer, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_LINES,
		       ARGS(arg_uuid(batch), arg_text(dealer), arg_text(customer)),
		       ret_rows, err);
}

int store_print_take_out(struct tx *tx, const struct uuid *intent, const char *reason,
			 struct err *err)
{
	return tx_run(tx, SQL_TAKE_OUT, ARGS(arg_uuid(intent), arg_text(reason)), NULL,
		      err);
}

int store_print_of_piece(struct tx *tx, const struct uuid *batch, int64_t piece,
			 struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_SHEETS, ARGS(arg_uuid(batch), arg_int(piece)), ret_rows,
		       err);
}

int store_print_renew(struct tx *tx, const struct print_piece *piece, struct err *err)
{
	struct arg batch = arg_uuid(&piece->batch);
	struct arg number = arg_int(piece->number);

	if (piece->count == 0)
		return tx_run(tx, SQL_DROP, ARGS(batch, number), NULL, err);
	return tx_run(tx, SQL_RENEW,
		      ARGS(batch, number, arg_int((int64_t)piece->count),
			   arg_text(piece->sha256),
			   arg_bytes(piece->pdf.at, piece->pdf.len)),
		      NULL, err);
}
