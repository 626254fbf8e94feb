/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet accounts. */
#include "fleet/store_account.h"

static const char SQL_OPEN[] =
	"SELECT version, name, dealer, status, anchor_id, anchor_gone,"
	" approval_limit_cents, messages, created_by, created_at, activated_at"
	" FROM fleet WHERE fleet_id = $1 FOR UPDATE";

static const char SQL_ADD[] =
	"INSERT INTO fleet (fleet_id, version, name, dealer, status, anchor_id, messages,"
	" created_by, created_at) VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8)"
	" ON CONFLICT DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE fleet SET version = $2, name = $3, status = $4, anchor_id = $5,"
	" anchor_gone = $6, approval_limit_cents = $7, messages = $8, activated_at = $9"
	" WHERE fleet_id = $1";

static const char SQL_SEEN_BY[] =
	"SELECT 1 FROM fleet f WHERE f.fleet_id = $1 AND (f.dealer = $2 OR EXISTS"
	" (SELECT FROM passport p JOIN passport_garage g USING (passport_id)"
	" WHERE p.fleet_id = f.fleet_id AND p.status <> 'archived' AND g.dealer = $2"
	" AND g.until IS NULL))";

enum column {
	VERSION,
	NAME,
	DEALER,
	STATUS,
	ANCHOR,
	ANCHOR_GONE,
	LIMIT_CENTS,
	MESSAGES,
	CREATED_BY,
	CREATED_AT,
	ACTIVATED_AT,
};

int store_account_open(struct tx *tx, const struct uuid *id, struct account_row *ret_row,
		       struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OPEN, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_FLEET",
				    "there is no such fleet");
	*ret_row = (struct account_row){
		.id = *id,
		.version = row_int(rows, 0, VERSION),
		.name = row_text(rows, 0, NAME),
		.dealer = row_text(rows, 0, DEALER),
		.status = fleet_state_status_of(row_text(rows, 0, STATUS)),
		.anchor = row_uuid(rows, 0, ANCHOR),
		.anchor_gone = row_bool(rows, 0, ANCHOR_GONE),
		.has_limit = !row_is_null(rows, 0, LIMIT_CENTS),
		.limit_cents = row_int(rows, 0, LIMIT_CENTS),
		.messages = fleet_state_messages_of(row_text(rows, 0, MESSAGES)),
		.created_by = row_text(rows, 0, CREATED_BY),
		.created_at = row_instant(rows, 0, CREATED_AT),
		.activated_at = row_instant(rows, 0, ACTIVATED_AT),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_account_add(struct tx *tx, const struct account_row *row, bool *ret_added,
		      struct err *err)
{
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_uuid(&row->id), arg_text(row->name), arg_text(row->dealer),
			arg_text(fleet_state_status_word(row->status)),
			arg_uuid(&row->anchor),
			arg_text(fleet_state_messages_word(row->messages)),
			arg_text(row->created_by), arg_instant(row->created_at)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_account_save(struct tx *tx, const struct account_row *row, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&row->id), arg_int(row->version), arg_text(row->name),
			   arg_text(fleet_state_status_word(row->status)),
			   arg_uuid(&row->anchor), arg_bool(row->anchor_gone),
			   row->has_limit ? arg_int(row->limit_cents) : arg_null(),
			   arg_text(fleet_state_messages_word(row->messages)),
			   arg_instant(row->activated_at)),
		      NULL, err);
}

int store_account_seen_by(struct tx *tx, const struct uuid *id, const char *dealer,
			  bool *ret_seen, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_SEEN_BY, ARGS(arg_uuid(id), arg_text(dealer)), &rows, err) <
	    0)
		return -1;
	*ret_seen = rows_count(rows) > 0;
	return 0;
}
