/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came of the lists of a period. Everything counts the same cohort: the proposals of
 * those weeks, each at most once, with what became of it.
 */
#include "gateway/row_sql.h"
#include "gateway/store_desk.h"

/* clang-format off */
/* $1 and $2 weeks, $3 reason group, $4 adviser, $5 channel. */
#define WHERE_COHORT                                                                         \
	" WHERE p.list_week BETWEEN $1 AND $2"                                               \
	" AND ($3::text IS NULL OR p.reason_group = $3)"                                     \
	" AND ($4::text IS NULL OR p.decided_by = $4)"                                       \
	" AND ($5::text IS NULL OR p.channel = $5)"

#define APPROVED                                                                             \
	"(p.sent OR (p.decision = 'yes' AND p.status NOT IN ('removed', 'stale')))"
#define REACHED                                                                              \
	"(p.sent AND NOT EXISTS (SELECT 1 FROM gateway.contact t WHERE t.dealer = p.dealer"  \
	" AND t.intent_id = p.intent_id AND t.outcome IN ('bounced', 'failed')))"

#define COHORT                                                                               \
	"WITH cohort AS (SELECT p.list_week, p.reason_group, p.channel, p.decided_by, "      \
	APPROVED " AS approved, p.sent, " REACHED " AS reached, x.cents IS NOT NULL"         \
	" AS visited, coalesce(x.cents, 0)::bigint AS cents FROM gateway.proposal p"         \
	" LEFT JOIN LATERAL (SELECT sum(c.value_cents) AS cents FROM gateway.conversion c"   \
	"  WHERE c.dealer = p.dealer AND c.proposal_id = p.proposal_id"                      \
	"  AND c.kind = 'same_vehicle' AND NOT c.voided) x ON true" WHERE_COHORT ") "

static const char SQL_TOTALS[] = COHORT
	"SELECT count(*), count(*) FILTER (WHERE approved), count(*) FILTER (WHERE sent),"
	" count(*) FILTER (WHERE reached), count(*) FILTER (WHERE visited),"
	" coalesce(sum(cents), 0)::bigint FROM cohort";

static const char SQL_HOUSEHOLD[] =
	"SELECT count(*), coalesce(sum(c.value_cents), 0)::bigint"
	" FROM gateway.conversion c JOIN gateway.proposal p"
	" ON p.dealer = c.dealer AND p.proposal_id = c.proposal_id" WHERE_COHORT
	" AND c.kind = 'household' AND NOT c.voided";

#define SLICES(key, label, join)                                                             \
	COHORT "SELECT jsonb_strip_nulls(jsonb_build_object('key', " key ", 'label', " label \
	       ", 'proposed', count(*), 'approved', count(*) FILTER (WHERE approved),"       \
	       " 'sent', count(*) FILTER (WHERE sent),"                                      \
	       " 'visited', count(*) FILTER (WHERE visited),"                                \
	       " 'value_cents', sum(cents)))::text FROM cohort" join                         \
	       " GROUP BY " key " ORDER BY " key " LIMIT 106"

static const char *const SQL_SLICES[] = {
	[RESULTS_BY_REASON] = SLICES("reason_group", "NULL", ""),
	[RESULTS_BY_WEEK] = SLICES("list_week", "NULL", ""),
	[RESULTS_BY_ADVISER] = SLICES("coalesce(decided_by, '-')", "max(a.name)",
				      " LEFT JOIN gateway.account a ON a.login = decided_by"),
	[RESULTS_BY_CHANNEL] = SLICES("coalesce(channel, 'none')", "NULL", ""),
};

#define FROM_CONVERSION                                                                      \
	" FROM gateway.conversion x JOIN gateway.proposal p"                                 \
	" ON p.dealer = x.dealer AND p.proposal_id = x.proposal_id" JOIN_CUSTOMER("x")       \
	JOIN_VEHICLE("x")

static const char SQL_VISITS[] =
	"SELECT '{' || substr(left(jsonb_build_object('conversion_id', x.conversion_id,"
	" 'proposal_id', x.proposal_id, 'visit_date', x.visit_date,"
	" 'touched_at', x.touched_at, 'list_week', x.list_week,"
	" 'reason_group', x.reason_group, 'channel', x.channel, 'kind', x.kind,"
	" 'value_cents', x.value_cents, 'flagged', x.flagged)::text, -1), 2)"
	" || ',\"customer\":' || " CUSTOMER_JSON("x.customer_id")
	" || ',\"vehicle\":' || " VEHICLE_JSON("x.vehicle_id") " || '}',"
	" x.visit_date, x.conversion_id" FROM_CONVERSION WHERE_COHORT " AND NOT x.voided"
	" AND ($7::uuid IS NULL OR (x.visit_date, x.conversion_id) < ($6::date, $7::uuid))"
	" ORDER BY x.visit_date DESC, x.conversion_id DESC LIMIT $8";

static const char SQL_PROPOSALS[] =
	"SELECT " PROPOSAL_JSON ", p.due, p.proposal_id" FROM_PROPOSAL WHERE_COHORT
	" AND CASE $6::text WHEN 'approved' THEN " APPROVED " WHEN 'sent' THEN p.sent"
	" WHEN 'reached' THEN " REACHED " WHEN 'visited' THEN EXISTS (SELECT 1"
	"  FROM gateway.conversion x WHERE x.dealer = p.dealer"
	"  AND x.proposal_id = p.proposal_id AND x.kind = 'same_vehicle' AND NOT x.voided)"
	" ELSE true END"
	" AND ($8::uuid IS NULL OR (p.due, p.proposal_id) > ($7::date, $8::uuid))"
	" ORDER BY p.due, p.proposal_id LIMIT $9";

static const char SQL_CSV[] =
	"SELECT x.list_week || ';' || x.visit_date || ';' || " CSV("c.name") " || ';' || "
	CSV("c.number") " || ';' || " CSV("v.plate") " || ';' || x.reason_group || ';'"
	" || x.channel || ';' || x.kind || ';' || (x.value_cents / 100) || ','"
	" || lpad((abs(x.value_cents) % 100)::text, 2, '0')" FROM_CONVERSION WHERE_COHORT
	" AND NOT x.voided ORDER BY x.visit_date, x.conversion_id LIMIT 100000";

#define FILTER_ARGS(filter)                                                                  \
	arg_week((filter)->from), arg_week((filter)->to), arg_text((filter)->reason),        \
		arg_text((filter)->adviser), arg_text((filter)->channel)
/* clang-format on */

int store_results_totals(struct tx *tx, const struct results_filter *filter,
			 struct results_totals *ret, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *household = NULL;
	if (tx_rows(tx, SQL_TOTALS, ARGS(FILTER_ARGS(filter)), &rows, err) < 0 ||
	    tx_rows(tx, SQL_HOUSEHOLD, ARGS(FILTER_ARGS(filter)), &household, err) < 0)
		return -1;
	*ret = (struct results_totals){
		.proposed = row_int(rows, 0, 0),
		.approved = row_int(rows, 0, 1),
		.sent = row_int(rows, 0, 2),
		.reached = row_int(rows, 0, 3),
		.visited = row_int(rows, 0, 4),
		.value_cents = row_int(rows, 0, 5),
		.household_visits = row_int(household, 0, 0),
		.household_cents = row_int(household, 0, 1),
	};
	return 0;
}

int store_results_slices(struct tx *tx, const struct results_filter *filter,
			 enum results_by by, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SLICES[by], ARGS(FILTER_ARGS(filter)), &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_results_visits(struct tx *tx, const struct results_filter *filter,
			 struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VISITS,
		    ARGS(FILTER_ARGS(filter), arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_results_proposals(struct tx *tx, const struct results_filter *filter,
			    const char *stage, struct page *page, struct strbuf *out,
			    struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PROPOSALS,
		    ARGS(FILTER_ARGS(filter), arg_text(stage), arg_text(key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_results_csv(struct tx *tx, const struct results_filter *filter,
		      struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CSV, ARGS(FILTER_ARGS(filter)), &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		strbuf_add(out, row_text(rows, i, 0));
		strbuf_add(out, "\r\n");
	}
	return 0;
}
