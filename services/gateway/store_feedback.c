/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of feedback. */
#include "gateway/store_feedback.h"

#include "gateway/signin.h"

static const char SQL_ADD[] =
	"INSERT INTO gateway.feedback (feedback_id, dealer, garage, login, name, email,"
	" language, kind, text, screen, at) VALUES ($1, $2, $3, $4, $5, nullif($6, ''),"
	" $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";

static const char SQL_STAFF[] =
	"SELECT $2::text, coalesce((SELECT email FROM gateway.account WHERE login = $1),"
	" '')";
static const char SQL_PARTY[] =
	"SELECT home_dealer, email FROM gateway.party WHERE party_id = $1";

static const char SQL_LIST[] =
	"SELECT (jsonb_strip_nulls(to_jsonb(f)) - 'email' - 'garage')::text"
	" FROM gateway.feedback f ORDER BY (answered_at IS NULL) DESC, at DESC,"
	" feedback_id LIMIT 200";

/* The tenant's rows are shown; of those the own ones alone. */
static const char SQL_MINE[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object('feedback_id', feedback_id,"
	" 'kind', kind, 'text', text, 'at', at, 'answer', answer,"
	" 'answered_at', answered_at))::text"
	" FROM gateway.feedback WHERE dealer = $1 AND login = $2"
	" ORDER BY at DESC, feedback_id LIMIT 20";

static const char SQL_ANSWER[] =
	"UPDATE gateway.feedback SET answer = $2, answered_by = $3, answered_at = $4"
	" WHERE feedback_id = $1 AND answer IS NULL RETURNING dealer, garage, login,"
	" name, email, language, kind, text, screen";
static const char SQL_KNOWN[] = "SELECT 1 FROM gateway.feedback WHERE feedback_id = $1";

static const char SQL_FORGET[] =
	"DELETE FROM gateway.feedback WHERE answered_at < $1"
	" OR (answered_at IS NULL AND at < $2)";

int store_feedback_add(struct tx *tx, const struct feedback_row *row, bool *ret_new,
		       struct err *err)
{
	int64_t added;
	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_uuid(&row->id), arg_text(row->dealer), arg_text(row->garage),
			arg_text(row->login), arg_text(row->name), arg_text(row->email),
			arg_text(row->language), arg_text(row->kind), arg_text(row->text),
			arg_text(row->screen), arg_instant(tx_now(tx))),
		   &added, err) < 0)
		return -1;
	*ret_new = added > 0;
	return 0;
}

int store_feedback_sender(struct tx *tx, const struct subject *subject,
			  struct rows **ret_rows, struct err *err)
{
	if (role_is_party(subject->role))
		return tx_rows(tx, SQL_PARTY, ARGS(arg_uuid(&subject->user)), ret_rows,
			       err);
	return tx_rows(tx, SQL_STAFF,
		       ARGS(arg_text(subject->login), arg_text(subject->dealer)),
		       ret_rows, err);
}

int store_feedback_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_feedback_mine_write(struct tx *tx, const struct subject *subject,
			      struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_MINE,
		    ARGS(arg_text(subject->dealer), arg_text(subject->login)), &rows,
		    err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_feedback_answer(struct tx *tx, const struct feedback_answer *answer,
			  struct feedback_row *ret_row, struct rows **ret_rows,
			  struct err *err)
{
	AUTO(rows) *known = NULL;
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_KNOWN, "feedback" }, &answer->id, &known,
		      err) < 0 ||
	    tx_rows(tx, SQL_ANSWER,
		    ARGS(arg_uuid(&answer->id), arg_text(answer->text),
			 arg_text(answer->actor), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_CONFLICT, "ANSWERED",
				    "somebody answered it already");
	*ret_row = (struct feedback_row){
		.id = answer->id,
		.dealer = row_text(rows, 0, 0),
		.garage = row_text(rows, 0, 1),
		.login = row_text(rows, 0, 2),
		.name = row_text(rows, 0, 3),
		.email = row_text(rows, 0, 4),
		.language = row_text(rows, 0, 5),
		.kind = row_text(rows, 0, 6),
		.text = row_text(rows, 0, 7),
		.screen = row_text(rows, 0, 8),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_forget_feedback(struct tx *tx, struct instant answered, struct instant told,
			  struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(answered), arg_instant(told)),
		      NULL, err);
}
