/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What approaches brought, and who works the list. An approach counts messages that
 * reached people and whose days are over, each with the visit it was credited.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/row_sql.h"
#include "gateway/store_results.h"

/* clang-format off */
/* $1 and $2 weeks of sending, $3 now. */
static const char SQL_APPROACHES[] =
	"WITH sent AS (SELECT c.dealer, c.channel, c.step, c.variant, c.campaign_id,"
	" c.cost_cents, coalesce(c.proposal_id, c.intent_id) AS id FROM gateway.contact c"
	" WHERE c.outcome = 'sent' AND coalesce(c.is_reached, true)"
	" AND (c.proposal_id IS NOT NULL OR c.campaign_id IS NOT NULL)"
	" AND c.at >= to_date($1, 'IYYY-\"W\"IW') AND c.at < to_date($2, 'IYYY-\"W\"IW') + 7"
	" AND c.at < $3::timestamptz - make_interval(days => (SELECT attribution_days"
	"  FROM gateway.dealer LIMIT 1))"
	" AND NOT EXISTS (SELECT 1 FROM gateway.contact b WHERE b.dealer = c.dealer"
	"  AND b.intent_id = c.intent_id AND b.sequence > c.sequence)),"
	" came AS (SELECT s.*, x.cents FROM sent s LEFT JOIN LATERAL (SELECT"
	"  sum(v.value_cents) AS cents FROM gateway.conversion v WHERE v.dealer = s.dealer"
	"  AND v.proposal_id = s.id AND v.kind = 'same_vehicle' AND NOT v.voided) x ON true),"
	" approach AS (SELECT 0 AS kind, channel AS key, '' AS campaign, cents, cost_cents"
	"  FROM came UNION ALL SELECT 1, step::text, '', cents, cost_cents FROM came"
	"  WHERE step IS NOT NULL UNION ALL SELECT 2, variant, campaign_id::text, cents,"
	"  cost_cents FROM came WHERE variant IS NOT NULL AND campaign_id IS NOT NULL)"
	" SELECT kind, key, campaign, count(*), count(cents), coalesce(sum(cents), 0)::bigint,"
	" coalesce(sum(cost_cents), 0)::bigint FROM approach GROUP BY kind, key, campaign"
	" ORDER BY kind, campaign, count(*) DESC, key LIMIT $4";

/* A list is worked when people decided, not when its preset stood. */
static const char SQL_ADOPTION_WEEKS[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object('key', w.list_week, 'status', w.status,"
	" 'deadline_at', w.deadline_at, 'total', coalesce(n.total, 0),"
	" 'decided', coalesce(n.decided, 0), 'in_time', coalesce(n.in_time, 0),"
	" 'people', coalesce(n.people, 0), 'first_at', n.first_at))::text"
	" FROM gateway.week w LEFT JOIN LATERAL (SELECT count(*) AS total,"
	"  count(*) FILTER (WHERE p.decision_source = 'user') AS decided,"
	"  count(*) FILTER (WHERE p.decision_source = 'user'"
	"   AND p.decided_at < w.deadline_at) AS in_time,"
	"  count(DISTINCT p.decided_by) FILTER (WHERE p.decision_source = 'user') AS people,"
	"  min(p.decided_at) FILTER (WHERE p.decision_source = 'user') AS first_at"
	"  FROM gateway.proposal p WHERE p.dealer = w.dealer AND p.list_week = w.list_week"
	"  AND p.status NOT IN ('removed', 'stale')) n ON true"
	" WHERE w.list_week BETWEEN $1 AND $2 ORDER BY w.list_week LIMIT 106";

static const char SQL_ADOPTION_PEOPLE[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object('key', a.login, 'label', a.name,"
	" 'decided', coalesce(n.decided, 0), 'weeks', coalesce(n.weeks, 0),"
	" 'days', coalesce(n.days, 0), 'last_login_at', (SELECT max(l.at)"
	"  FROM gateway.audit l WHERE l.actor = a.login AND l.actor NOT LIKE '@%'"
	"  AND l.action = 'login' AND l.result = 'ok')))::text"
	" FROM gateway.account a LEFT JOIN LATERAL (SELECT count(*) AS decided,"
	"  count(DISTINCT p.list_week) AS weeks, count(DISTINCT (p.decided_at"
	"   AT TIME ZONE " DEALER_ZONE ")::date) AS days FROM gateway.proposal p"
	"  WHERE p.dealer = a.dealer AND p.decided_by = a.login"
	"  AND p.decision_source = 'user' AND p.list_week BETWEEN $1 AND $2) n ON true"
	" WHERE a.role IN ('adviser', 'manager') AND NOT a.disabled"
	" ORDER BY n.decided DESC NULLS LAST, a.name LIMIT 100";

static const char SQL_HEALTH[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object('dealer', h.dealer, 'name', d.name,"
	" 'network', h.network, 'last_invoice_at', h.last_invoice_at,"
	" 'last_login_at', h.last_login_at, 'list_week', h.list_week,"
	" 'list_total', h.list_total, 'list_decided', h.list_decided,"
	" 'open_week', h.open_week, 'open_total', h.open_total, 'open_left', h.open_left,"
	" 'untouched_weeks', h.untouched_weeks, 'parked', h.parked,"
	" 'counted_at', h.counted_at))::text"
	" FROM gateway.health h JOIN gateway.dealer d USING (dealer)"
	" ORDER BY h.untouched_weeks DESC, h.last_invoice_at NULLS FIRST, d.name, h.dealer"
	" LIMIT 1000";
/* clang-format on */

int store_approaches(struct tx *tx, const struct results_filter *filter,
		     struct approach ret_list[APPROACHES_MOST], size_t *ret_count,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_APPROACHES,
		    ARGS(arg_week(filter->from), arg_week(filter->to),
			 arg_instant(tx_now(tx)), arg_int(APPROACHES_MOST)),
		    &rows, err) < 0)
		return -1;
	*ret_count = rows_count(rows);
	for (size_t i = 0; i < *ret_count; i++) {
		struct approach *one = &ret_list[i];
		*one = (struct approach){
			.kind = (enum approach_kind)row_int(rows, i, 0),
			.sent = row_int(rows, i, 3),
			.visited = row_int(rows, i, 4),
			.value_cents = row_int(rows, i, 5),
			.cost_cents = row_int(rows, i, 6),
		};
		snprintf(one->key, sizeof(one->key), "%s", row_text(rows, i, 1));
		snprintf(one->campaign, sizeof(one->campaign), "%s",
			 row_text(rows, i, 2));
	}
	return 0;
}

static int write_weeks(struct tx *tx, const char *sql,
		       const struct results_filter *filter, struct strbuf *out,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(arg_week(filter->from), arg_week(filter->to)), &rows,
		    err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_adoption_weeks(struct tx *tx, const struct results_filter *filter,
			 struct strbuf *out, struct err *err)
{
	return write_weeks(tx, SQL_ADOPTION_WEEKS, filter, out, err);
}

int store_adoption_people(struct tx *tx, const struct results_filter *filter,
			  struct strbuf *out, struct err *err)
{
	return write_weeks(tx, SQL_ADOPTION_PEOPLE, filter, out, err);
}

int store_health_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_HEALTH, NULL, 0, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}
