/* SPDX-License-Identifier: Apache-2.0 */
/* One statement a step. */
#include "notification/store_carried.h"

static const char SQL_ADD[] =
	"INSERT INTO carried AS c (intent_id, dealer, connector_id, channel, until)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (intent_id) DO UPDATE"
	" SET connector_id = excluded.connector_id, channel = excluded.channel,"
	" until = excluded.until, turn = c.turn + 1, open = true, perhaps = false,"
	" lost = false"
	" RETURNING turn";

static const char SQL_LOAD[] =
	"SELECT intent_id, dealer, connector_id, channel, turn, open, perhaps, lost,"
	" until FROM carried WHERE intent_id = $1 FOR UPDATE";

static const char SQL_SAVE[] =
	"UPDATE carried SET open = $2, perhaps = $3, lost = $4 WHERE intent_id = $1";

int store_carried_add(struct tx *tx, const struct carried_row *row, int64_t *ret_turn,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_ADD,
		    ARGS(arg_uuid(&row->intent), arg_text(row->dealer),
			 arg_uuid(&row->connector), arg_text(row->channel),
			 arg_instant(row->until)),
		    &rows, err) < 0)
		return -1;
	*ret_turn = row_int(rows, 0, 0);
	return 0;
}

int store_carried_load(struct tx *tx, const struct uuid *intent, struct rows **ret_rows,
		       struct carried_row *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_uuid(intent)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "CARRIED_UNKNOWN",
				    "nothing was handed over for %s", intent->text);
	*ret_row = (struct carried_row){
		.intent = row_uuid(rows, 0, 0),
		.dealer = row_text(rows, 0, 1),
		.connector = row_uuid(rows, 0, 2),
		.channel = row_text(rows, 0, 3),
		.turn = row_int(rows, 0, 4),
		.open = row_bool(rows, 0, 5),
		.perhaps = row_bool(rows, 0, 6),
		.lost = row_bool(rows, 0, 7),
		.until = row_instant(rows, 0, 8),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_carried_save(struct tx *tx, const struct carried_row *row, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&row->intent), arg_bool(row->open),
			   arg_bool(row->perhaps), arg_bool(row->lost)),
		      NULL, err);
}
