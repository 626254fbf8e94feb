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
/* clang-format on */

int store_transfers_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_TRANSFERS, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_transfer_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_TRANSFER, "transfer" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_transfer_car(struct tx *tx, const struct uuid *id, struct uuid *ret_passport,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_TRANSFER, "transfer" }, id, &rows, err) < 0)
		return -1;
	*ret_passport = row_uuid(rows, 0, 2);
	return 0;
}
