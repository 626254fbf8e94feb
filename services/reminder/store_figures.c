/* SPDX-License-Identifier: Apache-2.0 */
/* A garage's figures: counted from its own rows, kept to be compared. */
#include "reminder/store_figures.h"

#include "base/mem.h"

static const char SQL_ACTIVE[] = "SELECT dealer FROM dealer WHERE active ORDER BY dealer";

static const char SQL_COUNT[] =
	"SELECT count(*), count(*) FILTER (WHERE p.sent_at IS NOT NULL"
	"  OR (p.decision = 'yes' AND p.status NOT IN ('removed', 'stale'))),"
	" count(*) FILTER (WHERE p.decision_source = 'user'),"
	" count(*) FILTER (WHERE p.sent_at IS NOT NULL),"
	" count(*) FILTER (WHERE p.sent_at IS NOT NULL AND x.visits > 0),"
	" coalesce(sum(x.cents), 0)::bigint,"
	" count(*) FILTER (WHERE p.sent_at IS NOT NULL AND p.reason IN"
	"  ('RENEWED_ELSEWHERE', 'SOLD')),"
	" count(*) FILTER (WHERE p.sent_at IS NOT NULL AND p.reason_group = 'advice'),"
	" count(*) FILTER (WHERE p.sent_at IS NOT NULL AND p.reason_group = 'advice'"
	"  AND x.visits > 0),"
	" (SELECT version FROM figures WHERE dealer = $1),"
	" (SELECT said FROM figures WHERE dealer = $1),"
	" (SELECT network FROM dealer WHERE dealer = $1)"
	" FROM proposal p LEFT JOIN LATERAL (SELECT count(*) AS visits,"
	"  sum(c.value_cents) AS cents FROM conversion c WHERE c.dealer = p.dealer"
	"  AND c.proposal_id = p.proposal_id AND c.kind = 'same_vehicle'"
	"  AND NOT c.voided) x ON true"
	" WHERE p.dealer = $1 AND p.list_week BETWEEN $2 AND $3";

static const char SQL_FIGURES_SAVE[] =
	"INSERT INTO figures (dealer, version, proposed, approved, reviewed, sent,"
	" visited,"
	" cents, elsewhere, followups, followups_visited, said)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" proposed = excluded.proposed, approved = excluded.approved,"
	" reviewed = excluded.reviewed, sent = excluded.sent, visited = excluded.visited,"
	" cents = excluded.cents, elsewhere = excluded.elsewhere,"
	" followups = excluded.followups,"
	" followups_visited = excluded.followups_visited, said = excluded.said";

static const char SQL_NETWORK[] =
	"SELECT f.proposed, f.approved, f.reviewed, f.sent, f.visited, f.cents,"
	" f.elsewhere,"
	" f.followups, f.followups_visited FROM figures f JOIN dealer d USING (dealer)"
	" JOIN dealer own ON own.network = d.network"
	" WHERE own.dealer = $1 AND d.active ORDER BY f.dealer LIMIT $2";

int store_garages_active(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_ACTIVE, NULL, 0, ret_rows, err);
}

static struct garage_figures read_figures(const struct rows *rows, size_t i)
{
	return (struct garage_figures){
		.proposed = row_int(rows, i, 0),
		.approved = row_int(rows, i, 1),
		.reviewed = row_int(rows, i, 2),
		.sent = row_int(rows, i, 3),
		.visited = row_int(rows, i, 4),
		.cents = row_int(rows, i, 5),
		.elsewhere = row_int(rows, i, 6),
		.followups = row_int(rows, i, 7),
		.followups_visited = row_int(rows, i, 8),
	};
}

int store_figures_count(struct tx *tx, const char *dealer,
			const struct weeks_counted *weeks, struct figures_row *ret_row,
			struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_COUNT,
		    ARGS(arg_text(dealer), arg_week(weeks->from), arg_week(weeks->to)),
		    &rows, err) < 0)
		return -1;
	*ret_row = (struct figures_row){
		.figures = read_figures(rows, 0),
		.version = row_int(rows, 0, 9),
		.said = row_text(rows, 0, 10),
		.network = row_text(rows, 0, 11),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_figures_save(struct tx *tx, const char *dealer, const struct figures_row *row,
		       struct err *err)
{
	const struct garage_figures *f = &row->figures;

	return tx_run(tx, SQL_FIGURES_SAVE,
		      ARGS(arg_text(dealer), arg_int(row->version), arg_int(f->proposed),
			   arg_int(f->approved), arg_int(f->reviewed), arg_int(f->sent),
			   arg_int(f->visited), arg_int(f->cents), arg_int(f->elsewhere),
			   arg_int(f->followups), arg_int(f->followups_visited),
			   arg_text(row->said ? row->said : "")),
		      NULL, err);
}

int store_figures_network(struct tx *tx, const char *dealer,
			  struct garage_figures *ret_garages, size_t room,
			  size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_NETWORK, ARGS(arg_text(dealer), arg_int((int64_t)room)),
		    &rows, err) < 0)
		return -1;
	*ret_count = rows_count(rows);
	for (size_t i = 0; i < *ret_count; i++)
		ret_garages[i] = read_figures(rows, i);
	return 0;
}
