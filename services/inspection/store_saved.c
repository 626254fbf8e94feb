/* SPDX-License-Identifier: Apache-2.0 */
/* Saved versions and the customers' answers to them. */
#include "inspection/store_saved.h"

static const char SQL_VERSION_ADD[] =
	"INSERT INTO form_version (dealer, inspection_id, number, version, saved_at,"
	" hash, state) VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char SQL_VERSION_LOAD[] =
	"SELECT state FROM form_version WHERE dealer = $1 AND inspection_id = $2"
	" AND number = $3";

static const char SQL_VERSIONS[] =
	"SELECT number, state FROM form_version WHERE dealer = $1 AND inspection_id = $2"
	" ORDER BY number FOR UPDATE";

static const char SQL_VERSION_REWRITE[] =
	"UPDATE form_version SET version = $4, state = $5 WHERE dealer = $1"
	" AND inspection_id = $2 AND number = $3";

static const char SQL_ANSWER_ADD[] =
	"INSERT INTO line_answer (dealer, inspection_id, advice_id, answer, number,"
	" version_hash, at, by, actor, reason, evidence, price_cents, command_id)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

static const char SQL_ANSWERS[] =
	"SELECT DISTINCT ON (advice_id) id, inspection_id, advice_id, answer, number,"
	" at, by, actor, reason, price_cents, voided FROM line_answer"
	" WHERE dealer = $1 AND inspection_id = $2 ORDER BY advice_id, id DESC";

static const char SQL_ANSWER_VOID[] =
	"UPDATE line_answer SET voided = $3, voided_at = $4 WHERE dealer = $1"
	" AND id = $2";

static const char SQL_ANSWERS_BLANK[] =
	"UPDATE line_answer SET reason = NULL, evidence = NULL WHERE dealer = $1"
	" AND inspection_id = $2";

int store_version_add(struct tx *tx, const char *dealer, const struct version_row *row,
		      struct err *err)
{
	return tx_run(tx, SQL_VERSION_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->form), arg_int(row->number),
			   arg_int(row->version), arg_instant(row->saved_at),
			   arg_text(row->hash), arg_text(row->state)),
		      NULL, err);
}

int store_version_find(struct tx *tx, const char *dealer, const struct uuid *form,
		       int64_t number, struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VERSION_LOAD,
		    ARGS(arg_text(dealer), arg_uuid(form), arg_int(number)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_VERSION",
				    "the form has no saved version %lld",
				    (long long)number);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_versions_of(struct tx *tx, const char *dealer, const struct uuid *form,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_VERSIONS, ARGS(arg_text(dealer), arg_uuid(form)), ret_rows,
		       err);
}

int store_version_rewrite(struct tx *tx, const char *dealer,
			  const struct version_row *row, struct err *err)
{
	return tx_run(tx, SQL_VERSION_REWRITE,
		      ARGS(arg_text(dealer), arg_uuid(&row->form), arg_int(row->number),
			   arg_int(row->version), arg_text(row->state)),
		      NULL, err);
}

int store_answer_add(struct tx *tx, const char *dealer, const struct answer_row *row,
		     struct err *err)
{
	return tx_run(tx, SQL_ANSWER_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->form), arg_uuid(&row->advice),
			   arg_text(row->answer), arg_int(row->number),
			   arg_text(row->version_hash), arg_instant(row->at),
			   arg_text(row->by), arg_text(row->actor), arg_text(row->reason),
			   arg_text(row->evidence),
			   row->has_price ? arg_int(row->price_cents) : arg_null(),
			   arg_uuid(&row->command)),
		      NULL, err);
}

int store_answers_of(struct tx *tx, const char *dealer, const struct uuid *form,
		     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_ANSWERS, ARGS(arg_text(dealer), arg_uuid(form)), ret_rows,
		       err);
}

struct answer_row store_answer_read(const struct rows *rows, size_t i)
{
	return (struct answer_row){
		.id = row_int(rows, i, 0),
		.form = row_uuid(rows, i, 1),
		.advice = row_uuid(rows, i, 2),
		.answer = row_text(rows, i, 3),
		.number = row_int(rows, i, 4),
		.at = row_instant(rows, i, 5),
		.by = row_text(rows, i, 6),
		.actor = row_text(rows, i, 7),
		.reason = row_text(rows, i, 8),
		.has_price = !row_is_null(rows, i, 9),
		.price_cents = row_int(rows, i, 9),
		.voided = row_text(rows, i, 10),
	};
}

int store_answer_void(struct tx *tx, const char *dealer, const struct answer_row *row,
		      struct err *err)
{
	return tx_run(tx, SQL_ANSWER_VOID,
		      ARGS(arg_text(dealer), arg_int(row->id), arg_text(row->voided),
			   arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_answers_blank(struct tx *tx, const char *dealer, const struct uuid *form,
			struct err *err)
{
	return tx_run(tx, SQL_ANSWERS_BLANK, ARGS(arg_text(dealer), arg_uuid(form)), NULL,
		      err);
}
