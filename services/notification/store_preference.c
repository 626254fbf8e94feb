/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody asked for, and the ledger and messages as they can be shown to them.
 */
#include <stdio.h>

#include "notification/store.h"

/* clang-format off */
static const char SQL_PREFER[] =
	"INSERT INTO preference AS p (dealer, person_id, preferred, language, less_often,"
	" changed_at) VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (dealer, person_id) DO UPDATE SET preferred = excluded.preferred,"
	" language = CASE WHEN excluded.language = '' THEN p.language"
	" ELSE excluded.language END, less_often = excluded.less_often,"
	" changed_at = excluded.changed_at";

static const char SQL_WISH[] =
	"SELECT preferred, language, less_often FROM preference"
	" WHERE dealer = $1 AND person_id = $2";

static const char SQL_HISTORY[] =
	"SELECT json_strip_nulls(json_build_object('purpose', purpose, 'channel', channel,"
	" 'action', action, 'basis', basis, 'at', to_char(at AT TIME ZONE 'UTC',"
	" 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), 'source', source, 'actor', actor,"
	" 'wording', wording, 'wording_hash', wording_hash, 'evidence', evidence))"
	" FROM consent_event WHERE dealer = $1 AND customer_id = $2"
	" ORDER BY at DESC, id DESC LIMIT 500";
static const char SQL_MESSAGES[] =
	"SELECT json_strip_nulls(json_build_object('purpose', purpose, 'channel', channel,"
	" 'template', template, 'state', state, 'reason', reason, 'to', to_email,"
	" 'plate', plate, 'reasons', reasons, 'requested_at', to_char(requested_at"
	" AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), 'settled_at',"
	" to_char(settled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')))"
	" FROM intent WHERE dealer = $1 AND coalesce(to_party, customer_id) = $2"
	" ORDER BY requested_at DESC, intent_id LIMIT 500";
/* clang-format on */

int store_preference_keep(struct tx *tx, const struct preference *wish, struct err *err)
{
	return tx_run(tx, SQL_PREFER,
		      ARGS(arg_text(wish->dealer), arg_uuid(&wish->person),
			   arg_text(channel_name(wish->preferred)),
			   arg_text(wish->language), arg_bool(wish->less_often),
			   arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_preference_load(struct tx *tx, struct preference *wish, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_WISH, ARGS(arg_text(wish->dealer), arg_uuid(&wish->person)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	wish->preferred = channel_from(row_text(rows, 0, 0));
	snprintf(wish->language, sizeof(wish->language), "%s", row_text(rows, 0, 1));
	wish->less_often = row_bool(rows, 0, 2);
	return 0;
}

static int write_rows(struct tx *tx, const char *sql, const struct preference *of,
		      struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, sql, ARGS(arg_text(of->dealer), arg_uuid(&of->person)), &rows,
		    err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		strbuf_addf(out, "%s%s", i > 0 ? "," : "", row_text(rows, i, 0));
	return 0;
}

int store_ledger_write(struct tx *tx, const struct preference *of, struct strbuf *out,
		       struct err *err)
{
	return write_rows(tx, SQL_HISTORY, of, out, err);
}

int store_messages_write(struct tx *tx, const struct preference *of, struct strbuf *out,
			 struct err *err)
{
	return write_rows(tx, SQL_MESSAGES, of, out, err);
}
