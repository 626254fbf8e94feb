/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that figures and their rows share, so that the rows behind a figure are
 * those it counts: the lines of a period with what became of them. A line of a campaign
 * is a message that was asked for; it is proposed and approved by that. Thread: any.
 */
#ifndef BEURT_GATEWAY_RESULTS_SQL_H
#define BEURT_GATEWAY_RESULTS_SQL_H

#include "gateway/row_sql.h"

/* clang-format off */
#define APPROVED                                                                             \
	"(p.sent OR (p.decision = 'yes' AND p.status NOT IN ('removed', 'stale')))"

/* The last outcome of a request: it may have been tried by one channel after another. */
#define LAST_CONTACT                                                                         \
	"(array_agg(t.outcome ORDER BY t.sequence DESC))[1] AS outcome,"                     \
	" (array_agg(t.channel ORDER BY t.sequence DESC))[1] AS channel,"                    \
	" (array_agg(t.reason ORDER BY t.sequence DESC))[1] AS reason,"                      \
	" min(t.at) FILTER (WHERE t.outcome = 'sent') AS sent_at,"                           \
	" sum(t.cost_cents)::bigint AS cost"

/* $1 and $2 weeks. Of a campaign's messages the week is that of the first outcome. */
#define LINES                                                                                \
	"line AS (SELECT p.dealer, p.proposal_id AS id,"                                     \
	"  coalesce(p.intent_id, p.proposal_id) AS message, p.list_week, p.reason_group,"    \
	"  coalesce(CASE WHEN p.sent THEN t.channel END, p.channel) AS channel,"             \
	"  p.decided_by, NULL::uuid AS campaign_id, NULL::text AS variant, p.customer_id,"   \
	"  p.vehicle_id, p.due AS day, " APPROVED " AS approved, p.sent,"                    \
	"  coalesce(p.status_reason = 'HOLDOUT', false) AS held_out,"                        \
	"  p.sent AND coalesce(t.outcome, 'sent') = 'sent' AS delivered,"                    \
	"  CASE WHEN p.sent THEN coalesce(t.sent_at, p.sent_at) END AS sent_at,"             \
	"  t.outcome, t.reason, CASE WHEN p.proposal_id = (SELECT"                           \
	"   min(o.proposal_id::text)::uuid FROM gateway.proposal o"                          \
	"   WHERE o.dealer = p.dealer AND o.customer_id = p.customer_id"                     \
	"   AND o.intent_id = p.intent_id AND o.sent) THEN coalesce(t.cost, 0) ELSE 0 END"   \
	"   AS cost FROM gateway.proposal p"                                                 \
	"  LEFT JOIN LATERAL (SELECT " LAST_CONTACT " FROM gateway.contact t"                \
	"   WHERE t.dealer = p.dealer AND t.intent_id = p.intent_id) t ON p.sent"            \
	"  WHERE p.list_week BETWEEN $1 AND $2"                                              \
	" UNION ALL SELECT f.dealer, f.intent_id, f.intent_id, w.week, f.reason_group,"      \
	"  c.channel, NULL,"                                                                 \
	"  f.campaign_id, f.variant, f.customer_id, f.vehicle_id, w.day, true,"              \
	"  c.sent_at IS NOT NULL, coalesce(c.reason = 'HOLDOUT', false),"                    \
	"  c.outcome = 'sent', c.sent_at, c.outcome, c.reason, c.cost"                       \
	"  FROM gateway.contact f CROSS JOIN LATERAL (SELECT (f.at AT TIME ZONE "            \
	DEALER_ZONE ")::date AS day, to_char(f.at AT TIME ZONE " DEALER_ZONE                 \
	"  , 'IYYY-\"W\"IW') AS week) w CROSS JOIN LATERAL (SELECT " LAST_CONTACT            \
	"   FROM gateway.contact t WHERE t.dealer = f.dealer"                                \
	"   AND t.intent_id = f.intent_id) c"                                                \
	"  WHERE f.campaign_id IS NOT NULL AND f.proposal_id IS NULL AND f.sequence = 1"     \
	"  AND f.at >= to_date($1, 'IYYY-\"W\"IW') - 1"                                      \
	"  AND f.at < to_date($2, 'IYYY-\"W\"IW') + 9 AND w.week BETWEEN $1 AND $2)"

/* $3 reason group, $4 adviser, $5 channel, $6 a campaign's id, or list: each as the key
 * of its slice. */
#define WHERE_LINE                                                                           \
	" WHERE ($3::text IS NULL OR coalesce(l.reason_group, 'other') = $3)"                \
	" AND ($4::text IS NULL OR coalesce(l.decided_by, '-') = $4)"                        \
	" AND ($5::text IS NULL OR coalesce(l.channel, 'none') = $5)"                        \
	" AND ($6::text IS NULL OR coalesce(l.campaign_id::text, 'list') = $6)"

/* Visits with the same car are the line's; what else came of it stands apart. */
#define COHORT                                                                               \
	"WITH " LINES ", cohort AS (SELECT l.*, x.cents IS NOT NULL AS visited,"             \
	" x.cents IS NOT NULL OR coalesce(x.booked, false) AS booked,"                       \
	" coalesce(x.cents, 0)::bigint AS cents, x.came_on, x.booked_for, x.touched_at,"     \
	" coalesce(x.flagged, false) AS flagged FROM line l LEFT JOIN LATERAL (SELECT"       \
	"  sum(c.value_cents) FILTER (WHERE c.kind = 'same_vehicle') AS cents,"              \
	"  bool_or(c.kind = 'booking') AS booked,"                                           \
	"  min(c.visit_date) FILTER (WHERE c.kind = 'same_vehicle') AS came_on,"             \
	"  min(c.visit_date) FILTER (WHERE c.kind = 'booking') AS booked_for,"               \
	"  min(c.touched_at) FILTER (WHERE c.kind = 'same_vehicle') AS touched_at,"          \
	"  bool_or(c.flagged) FILTER (WHERE c.kind = 'same_vehicle') AS flagged"             \
	"  FROM gateway.conversion c"                                                        \
	"  WHERE c.dealer = l.dealer AND c.proposal_id = l.id AND NOT c.voided) x ON true"   \
	WHERE_LINE ") "

/* A campaign's name; the card is JSON without its braces. */
#define CAMPAIGN_NAME(g) "(('{' || " g ".card || '}')::jsonb #>> '{plan,name}')"
#define JOIN_CAMPAIGN(row)                                                                   \
	" LEFT JOIN gateway.campaign g ON g.dealer = " row ".dealer"                         \
	" AND g.campaign_id = " row ".campaign_id"

/* The first six parameters, of a struct results_filter. */
#define FILTER_ARGS(filter)                                                                  \
	arg_week((filter)->from), arg_week((filter)->to), arg_text((filter)->reason),        \
		arg_text((filter)->adviser), arg_text((filter)->channel),                    \
		arg_text((filter)->campaign)
/* clang-format on */

#endif
