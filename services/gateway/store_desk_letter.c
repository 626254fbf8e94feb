/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whom and when: results on Monday from 07:00, lists left open on Friday from
 * 12:00 and on Sunday from 09:00, lists that nobody worked two weeks in a row on Monday
 * from 07:00, each within twelve hours and once. The moment is each garage's own.
 */
#include "gateway/store_desk_letter.h"

#include <stdio.h>

#include "gateway/passport_sql.h"
#include "sys/uuid_new.h"

/* clang-format off */
/* $1 now. A list is worked when somebody decided. */
static const char SQL_HEALTH[] =
	"INSERT INTO gateway.health AS h (dealer, network, last_invoice_at, last_login_at,"
	" list_week, list_total, list_decided, open_week, open_total, open_left,"
	" untouched_weeks, parked, counted_at)"
	" SELECT d.dealer, d.state::jsonb ->> 'network',"
	" (SELECT max(i.received_at) FROM gateway.intake i WHERE i.dealer = d.dealer),"
	" (SELECT max(l.at) FROM gateway.audit l JOIN gateway.account a ON a.login = l.actor"
	"  WHERE a.dealer = d.dealer AND l.actor NOT LIKE '@%'"
	"  AND l.action = 'login' AND l.result = 'ok'),"
	" c.list_week, coalesce(c.total, 0), coalesce(c.decided, 0),"
	" o.list_week, coalesce(o.total, 0), coalesce(o.open_left, 0),"
	" coalesce(u.weeks, 0), (SELECT count(*) FROM gateway.intake i"
	"  WHERE i.dealer = d.dealer AND i.status = 'parked'), $1"
	" FROM gateway.dealer d"
	" LEFT JOIN LATERAL (SELECT w.list_week, n.* FROM gateway.week w, LATERAL (SELECT"
	"  count(*) AS total, count(*) FILTER (WHERE p.decision_source = 'user') AS decided"
	"  FROM gateway.proposal p WHERE p.dealer = w.dealer AND p.list_week = w.list_week"
	"  AND p.status NOT IN ('removed', 'stale')) n WHERE w.dealer = d.dealer"
	"  AND w.status = 'closed' ORDER BY w.list_week DESC LIMIT 1) c ON true"
	" LEFT JOIN LATERAL (SELECT w.list_week, n.* FROM gateway.week w, LATERAL (SELECT"
	"  count(*) AS total, count(*) FILTER (WHERE p.decision_source = 'default'"
	"   AND p.status = 'open') AS open_left"
	"  FROM gateway.proposal p WHERE p.dealer = w.dealer AND p.list_week = w.list_week"
	"  AND p.status NOT IN ('removed', 'stale')) n WHERE w.dealer = d.dealer"
	"  AND w.status = 'open' AND w.deadline_at > $1::timestamptz"
	"  ORDER BY w.list_week DESC LIMIT 1) o ON true"
	" LEFT JOIN LATERAL (SELECT count(*) AS weeks FROM (SELECT bool_and(NOT worked)"
	"   OVER (ORDER BY list_week DESC) AS idle FROM (SELECT w.list_week, EXISTS ("
	"    SELECT 1 FROM gateway.proposal p WHERE p.dealer = w.dealer"
	"    AND p.list_week = w.list_week AND p.decision_source = 'user') AS worked"
	"   FROM gateway.week w WHERE w.dealer = d.dealer AND w.status = 'closed'"
	"   AND w.total > 0 ORDER BY w.list_week DESC LIMIT 53) x) y WHERE idle) u ON true"
	" ON CONFLICT (dealer) DO UPDATE SET network = excluded.network,"
	" last_invoice_at = excluded.last_invoice_at,"
	" last_login_at = excluded.last_login_at, list_week = excluded.list_week,"
	" list_total = excluded.list_total, list_decided = excluded.list_decided,"
	" open_week = excluded.open_week, open_total = excluded.open_total,"
	" open_left = excluded.open_left, untouched_weeks = excluded.untouched_weeks,"
	" parked = excluded.parked, counted_at = excluded.counted_at";

/* Of the garage's people who want it: of a list left open or not worked. */
#define NUDGED(roles)                                                                        \
	"(SELECT string_agg(a.email || E'\\t' || a.name, E'\\n' ORDER BY a.login)"           \
	" FROM gateway.account a WHERE a.email IS NOT NULL AND a.wants_nudges"               \
	" AND NOT a.disabled AND " roles ")"
#define OWN "a.dealer = d.dealer AND a.role IN ('adviser', 'manager')"

/* Who wants no more meanwhile waits for this, or this for them. */
static const char SQL_HOLD[] =
	"SELECT FROM gateway.account WHERE wants_nudges AND email IS NOT NULL"
	" AND NOT disabled ORDER BY login FOR SHARE";

static const char SQL_DUE[] =
	"WITH local AS (SELECT d.*, d.state::jsonb AS s, $1::timestamptz AT TIME ZONE"
	"  d.timezone AS t FROM gateway.dealer d"
	"  WHERE coalesce((d.state::jsonb ->> 'active')::boolean, true)),"
	" due AS (SELECT d.*, k.kind, k.week FROM local d, LATERAL (VALUES"
	"  ('results', extract(isodow FROM d.t) = 1 AND d.t::time BETWEEN '07:00' AND '19:00',"
	"   to_char(d.t - interval '7 days', 'IYYY-\"W\"IW')),"
	"  ('untouched', extract(isodow FROM d.t) = 1"
	"   AND d.t::time BETWEEN '07:00' AND '19:00', to_char(d.t, 'IYYY-\"W\"IW')),"
	"  ('open', extract(isodow FROM d.t) = 5 AND d.t::time >= '12:00',"
	"   to_char(d.t, 'IYYY-\"W\"IW') || '-5'),"
	"  ('open', extract(isodow FROM d.t) = 7 AND d.t::time BETWEEN '09:00' AND '14:59',"
	"   to_char(d.t, 'IYYY-\"W\"IW') || '-7')) AS k (kind, is_due, week)"
	"  WHERE k.is_due AND NOT EXISTS (SELECT 1 FROM gateway.desk_letter l"
	"   WHERE l.dealer = d.dealer AND l.kind = k.kind AND l.week = k.week)),"
	" wanted AS (SELECT d.*, h.open_week, h.open_total, h.open_left, h.untouched_weeks,"
	"  CASE d.kind WHEN 'results' THEN (SELECT string_agg(e || E'\\t', E'\\n')"
	"   FROM jsonb_array_elements_text(coalesce(d.s -> 'report_emails', '[]')) e)"
	"  WHEN 'open' THEN " NUDGED(OWN)
	"  ELSE concat_ws(E'\\n', " NUDGED(OWN) ", " NUDGED("a.role = 'helpdesk'") ") END"
	"  AS emails FROM due d JOIN gateway.health h USING (dealer)"
	"  WHERE d.kind = 'results' OR (d.kind = 'open' AND h.open_left > 0)"
	"   OR (d.kind = 'untouched' AND h.untouched_weeks >= 2)),"
	" written AS (INSERT INTO gateway.desk_letter (dealer, kind, week, at)"
	"  SELECT dealer, kind, week, $1 FROM wanted WHERE emails <> ''"
	"  ORDER BY dealer, kind ON CONFLICT DO NOTHING RETURNING dealer, kind)"
	" SELECT w.dealer, w.kind, w.language, CASE w.kind WHEN 'results' THEN w.week"
	"  ELSE coalesce(w.open_week, w.week) END, w.open_left, w.open_total,"
	" (SELECT to_char(k.deadline_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
	"  FROM gateway.week k WHERE k.dealer = w.dealer AND k.list_week = w.open_week),"
	" w.untouched_weeks, n.sent, v.came, v.cents, b.booked, a.cents, w.name, w.emails"
	" FROM wanted w JOIN written USING (dealer, kind),"
	" LATERAL (SELECT count(DISTINCT c.intent_id) AS sent FROM gateway.contact c"
	"  WHERE c.dealer = w.dealer AND c.outcome = 'sent' AND (c.proposal_id IS NOT NULL"
	"   OR c.campaign_id IS NOT NULL) AND c.at > $1::timestamptz - interval '7 days') n,"
	" LATERAL (SELECT count(*) AS came, coalesce(sum(c.value_cents), 0)::bigint AS cents"
	"  FROM gateway.conversion c WHERE c.dealer = w.dealer AND NOT c.voided"
	"  AND c.kind = 'same_vehicle' AND c.visit_date BETWEEN w.t::date - 7"
	"  AND w.t::date - 1) v,"
	" LATERAL (SELECT count(*) AS booked FROM gateway.conversion c"
	"  WHERE c.dealer = w.dealer AND NOT c.voided AND c.kind = 'booking'"
	"  AND c.visit_date >= w.t::date) b,"
	" LATERAL (SELECT coalesce(sum((x.a ->> 'line_cents')::bigint), 0)::bigint AS cents"
	"  FROM (SELECT DISTINCT ON (i.vehicle_id) ('{' || i.head || '}')::jsonb AS h"
	"   FROM gateway.inspection i WHERE i.dealer = w.dealer AND i.vehicle_id IS NOT NULL"
	"   AND i.saved_number > 0 AND i.status <> 'discarded'"
	"   AND i.opened_on > $1::timestamptz - interval '1 year'"
	"   ORDER BY i.vehicle_id, i.opened_on DESC) f,"
	"  LATERAL " OPEN_ADVICES("f.h") " x(a) WHERE w.kind = 'results') a";

static const char SQL_MAIL[] =
	"SELECT email, wants_nudges, wants_news FROM gateway.account WHERE login = $1 AND NOT disabled";
static const char SQL_MAIL_SAVE[] =
	"UPDATE gateway.account SET email = nullif($2, ''), wants_nudges = $3,"
	" updated_at = $4, wants_news = $5, news_token = CASE WHEN $5 THEN"
	"  coalesce(news_token, gen_random_uuid()) ELSE news_token END WHERE login = $1 AND NOT disabled";
/* $1 log-in, $2 since when: a letter older than that has left, or never will. */
static const char SQL_UNWANTED[] =
	"SELECT l.dealer, split_part(l.kind, '/', 1), l.week, l.at"
	" FROM gateway.account a JOIN gateway.desk_letter l ON l.at >= $2 AND ("
	" (NOT a.wants_news AND l.dealer = a.dealer AND l.kind = 'news/' || a.login)"
	" OR (NOT a.wants_nudges AND l.dealer = a.dealer AND l.kind IN ('open', 'untouched'))"
	" OR (NOT a.wants_nudges AND a.role = 'helpdesk' AND l.kind = 'untouched'))"
	" WHERE a.login = $1 ORDER BY l.at DESC, l.dealer, l.kind LIMIT 500";
/* clang-format on */

int store_health_count(struct tx *tx, struct err *err)
{
	return tx_run(tx, SQL_HEALTH, ARGS(arg_instant(tx_now(tx))), NULL, err);
}

int store_desk_letters(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	if (tx_run(tx, SQL_HOLD, NO_ARGS, NULL, err) < 0)
		return -1;
	return tx_rows(tx, SQL_DUE, ARGS(arg_instant(tx_now(tx))), ret_rows, err);
}

struct uuid desk_letter_id(const struct uuid *person, const char *kind,
			   struct instant said_at)
{
	char at[INSTANT_TEXT];
	return uuid_named("desk-letter", person->text, kind, instant_format(said_at, at),
			  NULL);
}

int store_me_letters(struct tx *tx, const char *login, struct rows **ret_rows,
		     struct err *err)
{
	struct instant since = instant_add_seconds(tx_now(tx), -DESK_STALE_SECONDS);
	return tx_rows(tx, SQL_UNWANTED, ARGS(arg_text(login), arg_instant(since)),
		       ret_rows, err);
}

int store_me_mail(struct tx *tx, const char *login, struct me_mail *ret, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_MAIL, ARGS(arg_text(login)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no such log-in");
	*ret = (struct me_mail){ .wants_nudges = row_bool(rows, 0, 1),
				 .wants_news = row_bool(rows, 0, 2) };
	if (!row_is_null(rows, 0, 0))
		snprintf(ret->email, sizeof(ret->email), "%s", row_text(rows, 0, 0));
	return 0;
}

int store_me_mail_save(struct tx *tx, const char *login, const struct me_mail *mail,
		       struct err *err)
{
	return tx_run(tx, SQL_MAIL_SAVE,
		      ARGS(arg_text(login), arg_text(mail->email),
			   arg_bool(mail->wants_nudges), arg_instant(tx_now(tx)),
			   arg_bool(mail->wants_news)),
		      NULL, err);
}
