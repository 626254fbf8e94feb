/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Campaigns, the questions about them and what of a garage's settings they go by.
 */
#include "reminder/store_campaign.h"

#include "base/mem.h"

static const char SQL_GARAGE_SAVE[] =
	"INSERT INTO campaign_garage AS g (dealer, version, approval_above, cap_week,"
	" cap_month, cap_year, sms_cents, letter_cents, card_cents)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" approval_above = excluded.approval_above, cap_week = excluded.cap_week,"
	" cap_month = excluded.cap_month, cap_year = excluded.cap_year,"
	" sms_cents = excluded.sms_cents, letter_cents = excluded.letter_cents,"
	" card_cents = excluded.card_cents WHERE excluded.version > g.version";

static const char SQL_GARAGE[] =
	"SELECT version, approval_above, cap_week, cap_month, cap_year, sms_cents,"
	" letter_cents, card_cents FROM campaign_garage WHERE dealer = $1";

static const char SQL_QUESTION_ADD[] =
	"INSERT INTO campaign_question (command_id, kind, asked) VALUES ($1, $2, $3)"
	" ON CONFLICT (command_id) DO NOTHING";

static const char SQL_QUESTION_TAKE[] =
	"DELETE FROM campaign_question WHERE command_id = $1::text::uuid"
	" RETURNING kind, asked";

#define LOAD                                                                             \
	"SELECT version, status, state, phase, cursor, hour_start, hour_count"           \
	" FROM campaign WHERE dealer = $1 AND campaign_id = $2 FOR "
static const char SQL_LOAD[] = LOAD "UPDATE";
static const char SQL_LOOK[] = LOAD "SHARE";

static const char SQL_CHOSEN[] =
	"SELECT state::jsonb #>> '{counts,chosen}' FROM campaign"
	" WHERE dealer = $1 AND campaign_id = $2";

static const char SQL_ADD[] =
	"INSERT INTO campaign (dealer, campaign_id, version, status, state)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dealer, campaign_id) DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE campaign SET version = $3, status = $4, state = $5, phase = $6,"
	" cursor = $7, hour_start = $8, hour_count = $9"
	" WHERE dealer = $1 AND campaign_id = $2";

int store_campaign_garage_save(struct tx *tx, const char *dealer,
			       const struct campaign_garage *row, struct err *err)
{
	return tx_run(tx, SQL_GARAGE_SAVE,
		      ARGS(arg_text(dealer), arg_int(row->version),
			   arg_int(row->approval_above), arg_int(row->cap_week),
			   arg_int(row->cap_month), arg_int(row->cap_year),
			   arg_int(row->sms_cents), arg_int(row->letter_cents),
			   arg_int(row->card_cents)),
		      NULL, err);
}

int store_campaign_garage(struct tx *tx, const char *dealer,
			  struct campaign_garage *ret_row, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GARAGE, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	*ret_row = (struct campaign_garage){ .version = 0 };
	if (rows_count(rows) == 0)
		return 0;
	*ret_row = (struct campaign_garage){
		.version = row_int(rows, 0, 0),
		.approval_above = row_int(rows, 0, 1),
		.cap_week = row_int(rows, 0, 2),
		.cap_month = row_int(rows, 0, 3),
		.cap_year = row_int(rows, 0, 4),
		.sms_cents = row_int(rows, 0, 5),
		.letter_cents = row_int(rows, 0, 6),
		.card_cents = row_int(rows, 0, 7),
	};
	return 0;
}

int store_question_add(struct tx *tx, const char *command_id, const char *kind,
		       const char *asked, struct err *err)
{
	return tx_run(tx, SQL_QUESTION_ADD,
		      ARGS(arg_text(command_id), arg_text(kind), arg_text(asked)), NULL,
		      err);
}

int store_question_take(struct tx *tx, const char *command_id, struct rows **ret_rows,
			struct err *err)
{
	return tx_rows(tx, SQL_QUESTION_TAKE, ARGS(arg_text(command_id)), ret_rows, err);
}

static int read_campaign(struct rows *rows, const struct uuid *id,
			 struct campaign_row *ret_row, struct err *err)
{
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_CAMPAIGN",
				    "there is no campaign %s", id->text);
	*ret_row = (struct campaign_row){
		.id = *id,
		.version = row_int(rows, 0, 0),
		.status = row_text(rows, 0, 1),
		.state = row_text(rows, 0, 2),
		.phase = row_text(rows, 0, 3),
		.cursor = row_uuid(rows, 0, 4),
		.hour_start = row_instant(rows, 0, 5),
		.hour_count = row_int(rows, 0, 6),
	};
	return 0;
}

int store_campaign_load(struct tx *tx, const char *dealer, const struct uuid *id,
			struct campaign_row *ret_row, struct rows **ret_rows,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0 ||
	    read_campaign(rows, id, ret_row, err) < 0)
		return -1;
	*ret_rows = TAKE(rows);
	return 0;
}

int store_campaign_look(struct tx *tx, const char *dealer, const struct uuid *id,
			struct campaign_row *ret_row, struct rows **ret_rows,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOOK, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0 ||
	    read_campaign(rows, id, ret_row, err) < 0)
		return -1;
	*ret_rows = TAKE(rows);
	return 0;
}

int store_campaign_chosen(struct tx *tx, const char *dealer, const struct uuid *id,
			  int64_t *ret_chosen, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CHOSEN, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_chosen = rows_count(rows) ? row_int(rows, 0, 0) : 0;
	return 0;
}

int store_campaign_add(struct tx *tx, const char *dealer, const struct campaign_row *row,
		       bool *ret_added, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			arg_text(row->status), arg_text(row->state)),
		   &affected, err) < 0)
		return -1;
	*ret_added = affected > 0;
	return 0;
}

int store_campaign_save(struct tx *tx, const char *dealer, const struct campaign_row *row,
			struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			   arg_text(row->status), arg_text(row->state),
			   arg_text(row->phase), arg_uuid(&row->cursor),
			   arg_instant(row->hour_start), arg_int(row->hour_count)),
		      NULL, err);
}
