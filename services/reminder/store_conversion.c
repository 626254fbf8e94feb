/* SPDX-License-Identifier: Apache-2.0 */
/* Which visit is owed to which invitation. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "reminder/store_week.h"

static const char SQL_LOAD[] =
	"SELECT visit_id, conversion_id, version, proposal_id, kind, value_cents,"
	" flagged, voided, came_on, channel, campaign_id, variant FROM conversion WHERE"
	" dealer = $1 AND visit_id = $2 FOR UPDATE";

static const char SQL_SAVE[] =
	"INSERT INTO conversion (dealer, visit_id, conversion_id, version, proposal_id,"
	" kind, value_cents, flagged, voided, came_on, channel, campaign_id, variant)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, nullif($13, ''))"
	" ON CONFLICT (dealer, visit_id) DO UPDATE SET version = excluded.version,"
	" proposal_id = excluded.proposal_id, kind = excluded.kind,"
	" value_cents = excluded.value_cents, flagged = excluded.flagged,"
	" voided = excluded.voided, came_on = excluded.came_on,"
	" channel = excluded.channel, campaign_id = excluded.campaign_id,"
	" variant = excluded.variant";

int store_conversion_load(struct tx *tx, const char *dealer, const struct uuid *visit,
			  struct conversion_row *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(visit)), &rows, err) <
	    0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "visit %s credits nothing", visit->text);
	*ret_row = (struct conversion_row){
		.visit = row_uuid(rows, 0, 0),
		.id = row_uuid(rows, 0, 1),
		.version = row_int(rows, 0, 2),
		.proposal = row_uuid(rows, 0, 3),
		.kind = conversion_kind_from(row_text(rows, 0, 4)),
		.value_cents = row_int(rows, 0, 5),
		.flagged = row_bool(rows, 0, 6),
		.voided = row_bool(rows, 0, 7),
		.came_on = row_date(rows, 0, 8),
		.campaign = row_uuid(rows, 0, 10),
	};
	snprintf(ret_row->channel, CHANNEL_TEXT, "%s", row_text(rows, 0, 9));
	if (!row_is_null(rows, 0, 11))
		snprintf(ret_row->variant, VARIANT_TEXT, "%s", row_text(rows, 0, 11));
	return 0;
}

int store_conversion_save(struct tx *tx, const char *dealer,
			  const struct conversion_row *row, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->visit), arg_uuid(&row->id),
			   arg_int(row->version), arg_uuid(&row->proposal),
			   arg_text(conversion_kind_name(row->kind)),
			   arg_int(row->value_cents), arg_bool(row->flagged),
			   arg_bool(row->voided), arg_date(row->came_on),
			   arg_text(row->channel), arg_uuid(&row->campaign),
			   arg_text(row->variant)),
		      NULL, err);
}
