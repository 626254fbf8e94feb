/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom the figures of results count: visits with what the invoice was, and the lines
 * behind a stage, of the weekly list and of campaigns alike.
 */
#include "gateway/results_sql.h"
#include "gateway/store_results.h"

/* clang-format off */
/* Columns 4 to 10: what credit_text() needs. */
#define CREDIT(channel, touched, came, booked, row)                                          \
	"," channel ", " DEALER_DATE(touched) ", " came ", " booked ", " row                 \
	".campaign_id IS NOT NULL"

#define SEEN_VISIT                                                                           \
	CREDIT("x.channel", "x.touched_at",                                                  \
	       "CASE WHEN x.kind <> 'booking' THEN x.visit_date END", "x.kind = 'booking'",  \
	       "x") ", x.kind = 'household', x.flagged"

#define SEEN_LINE                                                                            \
	CREDIT("l.channel", "l.touched_at", "l.came_on", "l.booked", "l")                    \
	", false, l.flagged"

/* An object that is not closed yet. */
#define OPEN_OBJECT(fields)                                                                  \
	"left(jsonb_strip_nulls(jsonb_build_object(" fields "))::text, -1)"

#define FROM_VISITS                                                                          \
	" FROM gateway.conversion x JOIN line l ON l.dealer = x.dealer"                      \
	" AND l.id = x.proposal_id" JOIN_CUSTOMER("x") JOIN_VEHICLE("x") JOIN_CAMPAIGN("x")  \
	WHERE_LINE " AND NOT x.voided"

static const char SQL_VISITS[] =
	"WITH " LINES " SELECT " OPEN_OBJECT(
	"'conversion_id', x.conversion_id, 'proposal_id', x.proposal_id,"
	" 'visit_date', x.visit_date, 'touched_at', x.touched_at, 'list_week', x.list_week,"
	" 'reason_group', x.reason_group, 'channel', x.channel, 'kind', x.kind,"
	" 'campaign_id', x.campaign_id, 'campaign', " CAMPAIGN_NAME("g") ","
	" 'variant', x.variant, 'value_cents', x.value_cents, 'flagged', x.flagged")
	" || ',\"customer\":' || " CUSTOMER_JSON("x.customer_id")
	" || ',\"vehicle\":' || " VEHICLE_JSON("x.vehicle_id") ","
	" x.visit_date, x.conversion_id, NULL" SEEN_VISIT FROM_VISITS
	" AND ($8::uuid IS NULL OR (x.visit_date, x.conversion_id) < ($7::date, $8::uuid))"
	" ORDER BY x.visit_date DESC, x.conversion_id DESC LIMIT $9";

#define FROM_LINES                                                                           \
	" FROM cohort l LEFT JOIN gateway.proposal p ON p.dealer = l.dealer"                 \
	" AND p.proposal_id = l.id AND l.campaign_id IS NULL"                                \
	JOIN_CUSTOMER("l") JOIN_VEHICLE("l") JOIN_CAMPAIGN("l")                              \
	" LEFT JOIN gateway.account a ON a.dealer = p.dealer AND a.login = p.decided_by"     \
	" WHERE CASE $7::text WHEN 'approved' THEN l.approved WHEN 'sent' THEN l.sent"       \
	" WHEN 'delivered' THEN l.delivered WHEN 'booked' THEN l.booked"                     \
	" WHEN 'visited' THEN l.visited WHEN 'held_out' THEN l.held_out ELSE true END"

static const char SQL_LINES[] = COHORT
	"SELECT " OPEN_OBJECT(
	"'id', l.id, 'proposal_id', p.proposal_id, 'campaign_id', l.campaign_id,"
	" 'campaign', " CAMPAIGN_NAME("g") ", 'variant', l.variant, 'list_week', l.list_week,"
	" 'reason_group', l.reason_group, 'channel', l.channel, 'decision', p.decision,"
	" 'status', p.status, 'outcome', l.outcome, 'outcome_reason', l.reason,"
	" 'sent_at', l.sent_at, 'booked_for', l.booked_for, 'came_on', l.came_on,"
	" 'value_cents', CASE WHEN l.visited THEN l.cents END, 'cost_cents', l.cost,"
	" 'flagged', CASE WHEN l.visited THEN l.flagged END")
	" || ',\"customer\":' || " CUSTOMER_JSON("l.customer_id")
	" || CASE WHEN l.vehicle_id IS NULL THEN ''"
	" ELSE ',\"vehicle\":' || " VEHICLE_JSON("l.vehicle_id") " END,"
	" l.day, l.id, " PROPOSAL_JSON SEEN_LINE FROM_LINES
	" AND ($9::uuid IS NULL OR (l.day, l.id) > ($8::date, $9::uuid))"
	" ORDER BY l.day, l.id LIMIT $10";

#define CSV_EUROS(cents)                                                                     \
	"(CASE WHEN " cents " < 0 THEN '-' ELSE '' END || abs(" cents ") / 100 || ','"       \
	" || lpad((abs(" cents ") % 100)::text, 2, '0'))"
#define CSV_WHO CSV("c.name") " || ';' || " CSV("c.number") " || ';' || " CSV("v.plate")

static const char SQL_VISITS_TABLE[] =
	"WITH " LINES " SELECT x.list_week || ';' || x.visit_date || ';' || " CSV_WHO
	" || ';' || x.reason_group || ';' || x.channel || ';' || x.kind || ';' || "
	CSV_EUROS("x.value_cents") " || ';' || coalesce(x.campaign_id::text, '') || ';' || "
	CSV(CAMPAIGN_NAME("g")) " || ';' || " DEALER_DATE("x.touched_at") ", NULL, NULL, NULL"
	SEEN_VISIT FROM_VISITS " ORDER BY x.visit_date, x.conversion_id LIMIT $7";

static const char SQL_LINES_TABLE[] = COHORT
	"SELECT l.list_week || ';' || coalesce(" DEALER_DATE("l.sent_at") "::text, '') || ';'"
	" || coalesce(l.booked_for::text, '') || ';' || coalesce(l.came_on::text, '') || ';'"
	" || " CSV_WHO " || ';' || coalesce(l.reason_group, '') || ';'"
	" || coalesce(l.channel, '') || ';' || coalesce(p.status, l.outcome, '') || ';'"
	" || CASE WHEN l.visited THEN " CSV_EUROS("l.cents") " ELSE '' END || ';' || "
	CSV_EUROS("l.cost") " || ';' || coalesce(l.campaign_id::text, '') || ';' || "
	CSV(CAMPAIGN_NAME("g")) ", NULL, NULL, NULL" SEEN_LINE FROM_LINES
	" ORDER BY l.day, l.id LIMIT $8";
/* clang-format on */

struct result_row store_result_row(const struct rows *rows, size_t at)
{
	return (struct result_row){
		.text = row_text(rows, at, 0),
		.proposal = row_text(rows, at, 3),
		.credit = { .channel = row_text(rows, at, 4),
			    .touched_on = row_date(rows, at, 5),
			    .came_on = row_date(rows, at, 6),
			    .is_booked = row_bool(rows, at, 7),
			    .is_campaign = row_bool(rows, at, 8),
			    .is_other_car = row_bool(rows, at, 9),
			    .is_flagged = row_bool(rows, at, 10) },
	};
}

int store_result_visits(struct tx *tx, const struct results_filter *filter,
			struct page *page, struct rows **ret_rows, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	if (tx_rows(tx, SQL_VISITS,
		    ARGS(FILTER_ARGS(filter), arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    ret_rows, err) < 0)
		return -1;
	store_page_take(*ret_rows, page);
	return 0;
}

int store_result_lines(struct tx *tx, const struct results_filter *filter,
		       const char *stage, struct page *page, struct rows **ret_rows,
		       struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	if (tx_rows(tx, SQL_LINES,
		    ARGS(FILTER_ARGS(filter), arg_text(stage), arg_text(key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    ret_rows, err) < 0)
		return -1;
	store_page_take(*ret_rows, page);
	return 0;
}

int store_result_table(struct tx *tx, const struct results_filter *filter,
		       const char *stage, struct rows **ret_rows, struct err *err)
{
	const struct arg most = arg_int(RESULT_ROWS_MOST + 1);
	AUTO(rows) *rows = NULL;
	if ((stage ? tx_rows(tx, SQL_LINES_TABLE,
			     ARGS(FILTER_ARGS(filter), arg_text(stage), most), &rows, err)
		   : tx_rows(tx, SQL_VISITS_TABLE, ARGS(FILTER_ARGS(filter), most), &rows,
			     err)) < 0)
		return -1;
	if (rows_count(rows) > RESULT_ROWS_MOST)
		return err_set_code(err, ERR_INVALID, "TOO_MANY_ROWS",
				    "a table holds at most %d rows: choose a shorter "
				    "period or a filter",
				    RESULT_ROWS_MOST);
	*ret_rows = TAKE(rows);
	return 0;
}
