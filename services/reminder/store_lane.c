/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lanes of campaigns: which stretch of customers each has, and how far it is.
 */
#include "reminder/store_lane.h"

#include "base/mem.h"

static const char SQL_LANE_ADD[] =
	"INSERT INTO campaign_lane (dealer, campaign_id, lane, cursor, until)"
	" VALUES ($1, $2, $3, $4, $5)";
static const char SQL_LANE_LOAD[] =
	"SELECT cursor, until FROM campaign_lane WHERE dealer = $1 AND campaign_id = $2"
	" AND lane = $3 FOR UPDATE";
static const char SQL_LANE_SAVE[] =
	"UPDATE campaign_lane SET cursor = $4 WHERE dealer = $1 AND campaign_id = $2"
	" AND lane = $3";
static const char SQL_LANE_END[] =
	"DELETE FROM campaign_lane WHERE dealer = $1 AND campaign_id = $2 AND lane = $3";
static const char SQL_LANES_LEFT[] =
	"SELECT count(*) FROM campaign_lane WHERE dealer = $1 AND campaign_id = $2";

int store_lane_add(struct tx *tx, const char *dealer, const struct lane_row *row,
		   struct err *err)
{
	return tx_run(tx, SQL_LANE_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->campaign), arg_int(row->lane),
			   arg_uuid(&row->cursor), arg_uuid(&row->until)),
		      NULL, err);
}

int store_lane_load(struct tx *tx, const char *dealer, struct lane_row *row,
		    bool *ret_found, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LANE_LOAD,
		    ARGS(arg_text(dealer), arg_uuid(&row->campaign), arg_int(row->lane)),
		    &rows, err) < 0)
		return -1;
	*ret_found = rows_count(rows) > 0;
	if (*ret_found) {
		row->cursor = row_uuid(rows, 0, 0);
		row->until = row_uuid(rows, 0, 1);
	}
	return 0;
}

int store_lane_save(struct tx *tx, const char *dealer, const struct lane_row *row,
		    struct err *err)
{
	return tx_run(tx, SQL_LANE_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->campaign), arg_int(row->lane),
			   arg_uuid(&row->cursor)),
		      NULL, err);
}

int store_lane_end(struct tx *tx, const char *dealer, const struct lane_row *row,
		   struct err *err)
{
	return tx_run(tx, SQL_LANE_END,
		      ARGS(arg_text(dealer), arg_uuid(&row->campaign),
			   arg_int(row->lane)),
		      NULL, err);
}

int store_lanes_left(struct tx *tx, const char *dealer, const struct uuid *campaign,
		     int64_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LANES_LEFT, ARGS(arg_text(dealer), arg_uuid(campaign)), &rows,
		    err) < 0)
		return -1;
	*ret_count = row_int(rows, 0, 0);
	return 0;
}
