/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many of a garage's passports were used in a month: whoever owns, drives or manages
 * the car signed in, got a message, or the car was here. Each passport counts once.
 */
#include "gateway/row_sql.h"
#include "gateway/store_passport.h"

/* clang-format off */
#define IN_MONTH(moment) "(" moment " >= m.first AND " moment " < m.next)"

/* $1 the month's first day. Row-level security shows the garage's own passports; those it
 * no longer looks after are counted by what was kept of them. */
static const char SQL_USAGE[] =
	"WITH m AS MATERIALIZED (SELECT $1::date::timestamp AT TIME ZONE " DEALER_ZONE
	"  AS first, ($1::date + interval '1 month') AT TIME ZONE " DEALER_ZONE " AS next),"
	" linked AS (SELECT a.passport_id, a.customer_id, a.vehicle_id,"
	"  ARRAY[p.owner_id::text, p.driver_id::text] ||"
	"   coalesce(f.managers::text[], '{}') AS holders,"
	"  '{}'::text[] AS login_months FROM m, gateway.passport_access a"
	"  JOIN gateway.passport p USING (passport_id)"
	"  LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id"
	"  WHERE a.role = 'garage' AND a.since < m.next"
	" UNION ALL SELECT b.passport_id, b.customer_id, b.vehicle_id, b.holders,"
	"  b.login_months FROM m, gateway.passport_past b"
	"  WHERE b.since < m.next AND b.until > m.first),"
	" each AS (SELECT a.passport_id, to_char($1::date, 'YYYY-MM') = ANY (a.login_months)"
	"  OR EXISTS (SELECT 1 FROM gateway.audit l WHERE l.action = 'login'"
	"   AND l.result = 'ok' AND l.actor IN (SELECT '@' || h FROM unnest(a.holders) h)"
	"   AND " IN_MONTH("l.at") ") AS login,"
	"  EXISTS (SELECT 1 FROM gateway.contact c WHERE (c.customer_id = a.customer_id"
	"   OR c.customer_id::text = ANY (a.holders)) AND c.outcome = 'sent'"
	"   AND " IN_MONTH("c.at") ") AS message,"
	"  EXISTS (SELECT 1 FROM gateway.visit v WHERE v.vehicle_id = a.vehicle_id"
	"   AND NOT v.voided AND v.visit_date >= $1::date"
	"   AND v.visit_date < $1::date + interval '1 month') AS visit FROM m, linked a),"
	" counted AS (SELECT bool_or(login) AS login, bool_or(message) AS message,"
	"  bool_or(visit) AS visit FROM each GROUP BY passport_id)"
	" SELECT json_build_object('month', to_char($1::date, 'YYYY-MM'),"
	" 'passports', count(*), 'used', count(*) FILTER (WHERE login OR message OR visit),"
	" 'login', count(*) FILTER (WHERE login),"
	" 'message', count(*) FILTER (WHERE message),"
	" 'visit', count(*) FILTER (WHERE visit))::text FROM counted";
/* clang-format on */

int store_usage_write(struct tx *tx, struct civil_date month, struct strbuf *out,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_USAGE, ARGS(arg_date(month)), &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}
