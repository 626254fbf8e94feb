/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came of the lists and campaigns of a period. Everything counts the same cohort:
 * what was proposed in those weeks, each line at most once, with what became of it
 * (results_sql.h).
 */
#include "gateway/store_results.h"

#include "gateway/passport_sql.h"
#include "gateway/results_sql.h"

/* clang-format off */
/* One message may be about several cars: it is one contact, also when each of them came. */
#define MESSAGES(stage) "count(DISTINCT message) FILTER (WHERE " stage ")"

static const char SQL_TOTALS[] = COHORT
	"SELECT count(*), count(*) FILTER (WHERE approved), " MESSAGES("sent") ", "
	MESSAGES("delivered") ", " MESSAGES("booked") ", " MESSAGES("visited")
	", coalesce(sum(cents), 0)::bigint, " MESSAGES("held_out")
	", coalesce(sum(cost), 0)::bigint FROM cohort";

static const char SQL_HOUSEHOLD[] =
	"WITH " LINES " SELECT count(*), coalesce(sum(c.value_cents), 0)::bigint"
	" FROM gateway.conversion c JOIN line l ON l.dealer = c.dealer"
	" AND l.id = c.proposal_id" WHERE_LINE " AND c.kind = 'household' AND NOT c.voided";

#define SLICES(key, label, join)                                                             \
	COHORT "SELECT jsonb_strip_nulls(jsonb_build_object('key', " key ", 'label', " label \
	       ", 'proposed', count(*), 'approved', count(*) FILTER (WHERE approved),"       \
	       " 'sent', " MESSAGES("sent") ", 'delivered', " MESSAGES("delivered")          \
	       ", 'booked', " MESSAGES("booked") ", 'visited', " MESSAGES("visited")         \
	       ", 'cost_cents', sum(cost),"                                                  \
	       " 'value_cents', sum(cents)))::text FROM cohort" join                         \
	       " GROUP BY " key " ORDER BY " key " LIMIT 106"

static const char *const SQL_SLICES[] = {
	[RESULTS_BY_REASON] = SLICES("coalesce(reason_group, 'other')", "NULL", ""),
	[RESULTS_BY_WEEK] = SLICES("list_week", "NULL", ""),
	[RESULTS_BY_ADVISER] = SLICES("coalesce(decided_by, '-')", "max(a.name)",
				      " LEFT JOIN gateway.account a ON a.login = decided_by"),
	[RESULTS_BY_CHANNEL] = SLICES("coalesce(channel, 'none')", "NULL", ""),
	[RESULTS_BY_CAMPAIGN] = SLICES("coalesce(cohort.campaign_id::text, 'list')",
				       "max(" CAMPAIGN_NAME("g") ")", JOIN_CAMPAIGN("cohort")),
};

/* Of each car's newest saved form of the last year, and what its follow-ups brought. */
static const char SQL_ADVICES[] =
	"SELECT count(*), coalesce(sum((a ->> 'line_cents')::bigint), 0)::bigint,"
	" (SELECT count(*) FROM gateway.conversion c WHERE c.reason_group = 'advice'"
	"  AND c.kind = 'same_vehicle' AND NOT c.voided AND c.list_week BETWEEN $1 AND $2),"
	" (SELECT coalesce(sum(c.value_cents), 0)::bigint FROM gateway.conversion c"
	"  WHERE c.reason_group = 'advice' AND c.kind = 'same_vehicle' AND NOT c.voided"
	"  AND c.list_week BETWEEN $1 AND $2)"
	" FROM (SELECT DISTINCT ON (i.vehicle_id) ('{' || i.head || '}')::jsonb AS h"
	"  FROM gateway.inspection i WHERE i.vehicle_id IS NOT NULL AND i.saved_number > 0"
	"  AND i.status <> 'discarded' AND i.opened_on > $3::timestamptz - interval '1 year'"
	"  ORDER BY i.vehicle_id, i.opened_on DESC) f,"
	" LATERAL " OPEN_ADVICES("f.h") " w(a)";
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
		.delivered = row_int(rows, 0, 3),
		.booked = row_int(rows, 0, 4),
		.visited = row_int(rows, 0, 5),
		.value_cents = row_int(rows, 0, 6),
		.held_out = row_int(rows, 0, 7),
		.cost_cents = row_int(rows, 0, 8),
		.household_visits = row_int(household, 0, 0),
		.household_cents = row_int(household, 0, 1),
	};
	return 0;
}

int store_results_advices(struct tx *tx, const struct results_filter *filter,
			  struct results_advices *ret, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ADVICES,
		    ARGS(arg_week(filter->from), arg_week(filter->to),
			 arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	*ret = (struct results_advices){ row_int(rows, 0, 0), row_int(rows, 0, 1),
					 row_int(rows, 0, 2), row_int(rows, 0, 3) };
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
