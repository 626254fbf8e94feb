/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transfers as who offered them and whom they are offered to may see them.
 */
#include "gateway/store_passport.h"

/* clang-format off */
#define TRANSFER_JSON                                                                        \
	"(('{' || t.card || '}')::jsonb || jsonb_build_object('direction',"                  \
	" CASE WHEN '@' || t.recipient_id = gateway.tenant() THEN 'in' ELSE 'out' END))::text"

static const char SQL_TRANSFERS[] = "SELECT " TRANSFER_JSON
	" FROM gateway.transfer t ORDER BY t.started_at DESC, t.transfer_id LIMIT 500";

static const char SQL_TRANSFER[] = "SELECT " TRANSFER_JSON
	", t.version, t.passport_id FROM gateway.transfer t WHERE t.transfer_id = $1";

/* Both halves of what one command did: the transfer's own row, and its passport's. */
static const char SQL_SHOWN[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.shown WHERE id = $2"
	"  AND (detail = $1::text) = $3)"
	" AND EXISTS (SELECT 1 FROM gateway.shown WHERE id = $1::uuid"
	"  AND (detail = 'pending') = $3)";
/* clang-format on */

int store_transfers_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_TRANSFERS, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

static int find(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
		struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_TRANSFER, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no transfer %s", id->text);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_transfer_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (find(tx, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_transfer_car(struct tx *tx, const struct uuid *id, struct uuid *ret_passport,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (find(tx, id, &rows, err) < 0)
		return -1;
	*ret_passport = row_uuid(rows, 0, 2);
	return 0;
}

int store_transfer_is_shown(struct tx *tx, const void *sight, bool *ret_holds,
			    struct err *err)
{
	const struct transfer_sight *wanted = sight;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SHOWN,
		    ARGS(arg_uuid(&wanted->transfer), arg_uuid(&wanted->passport),
			 arg_bool(wanted->waits)),
		    &rows, err) < 0)
		return -1;
	*ret_holds = row_bool(rows, 0, 0);
	return 0;
}
