/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weekly lists as a whole: which there are, and the head of one.
 */
#include "gateway/row_sql.h"
#include "gateway/store_list.h"

/* clang-format off */
static const char SQL_WEEKS[] =
	"SELECT jsonb_build_object('week', list_week, 'send_week', send_week,"
	" 'opens_at', opens_at, 'deadline_at', deadline_at, 'status', status,"
	" 'total', total)::text"
	" FROM gateway.week ORDER BY list_week DESC LIMIT 106";

static const char SQL_CURRENT[] =
	"SELECT list_week FROM gateway.week"
	" ORDER BY status = 'open' DESC,"
	" CASE WHEN status = 'open' THEN list_week END, list_week DESC LIMIT 1";

/* Each count asks the function the pages ask, over one reading of the list. */
#define COUNT(view)                                                                          \
	"'" view "', count(*) FILTER (WHERE gateway.in_view(p, " HAS_EMAIL ", t.today, '"    \
	view "'))"

static const char SQL_WEEK[] =
	"WITH " TODAY("$2") ", counted AS ("
	" SELECT coalesce(sum(p.version), 0) AS version, jsonb_build_object("
	" " COUNT("all") ", " COUNT("to_review") ", " COUNT("yes") ", " COUNT("no")
	", " COUNT("never") ", " COUNT("automatic") ", " COUNT("apk_60")
	", " COUNT("no_email") ", " COUNT("value_500") ", " COUNT("advice")
	", " COUNT("recall") ", " COUNT("sent") ", " COUNT("failed") ", " COUNT("visited")
	") AS counts FROM today t, gateway.proposal p" JOIN_CUSTOMER("p")
	" WHERE p.list_week = $1)"
	" SELECT jsonb_build_object('week', w.list_week, 'send_week', w.send_week,"
	" 'opens_at', w.opens_at, 'deadline_at', w.deadline_at, 'status', w.status,"
	" 'editable', w.status = 'open' AND w.deadline_at > $2::timestamptz,"
	" 'version', w.version, 'counts', c.counts, 'list_version', c.version)::text"
	" FROM gateway.week w, counted c WHERE w.list_week = $1";

static const char SQL_LIST_VERSION[] =
	"SELECT coalesce(sum(version), 0)::bigint FROM gateway.proposal WHERE list_week = $1";
/* clang-format on */

int store_weeks_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_WEEKS, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_week_current(struct tx *tx, struct iso_week *ret_week, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CURRENT, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_week = rows_count(rows) ? row_week(rows, 0, 0) : (struct iso_week){ 0, 0 };
	return 0;
}

int store_week_write(struct tx *tx, struct iso_week week, struct strbuf *out,
		     struct err *err)
{
	char text[WEEK_TEXT];
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_WEEK, ARGS(arg_week(week), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_LIST", "there is no list of %s",
				    week_format(week, text));
	store_rows_write(rows, 0, out);
	return 0;
}

int store_week_list_version(struct tx *tx, struct iso_week week, int64_t *ret_version,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST_VERSION, ARGS(arg_week(week)), &rows, err) < 0)
		return -1;
	*ret_version = row_int(rows, 0, 0);
	return 0;
}
