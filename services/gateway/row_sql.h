/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that several stores share: a proposal as the JSON of a reply, and the
 * tables it takes. Thread: any.
 */
#ifndef BEURT_GATEWAY_ROW_SQL_H
#define BEURT_GATEWAY_ROW_SQL_H

/* clang-format off */
#define CUSTOMER_JSON(id)                                                                    \
	"'{' || coalesce(c.card, '\"id\":\"' || " id " || '\",\"name\":\"\"')"               \
	" || ',\"has_email\":' || (c.email IS NOT NULL"                                      \
	" AND coalesce(k.email_health, 'ok') <> 'hard')::text"                               \
	" || CASE WHEN k.objected THEN ',\"objected\":true}' ELSE '}' END"

#define VEHICLE_JSON(id) "'{' || coalesce(v.card, '\"id\":\"' || " id " || '\"') || '}'"

#define JOINS(row) "('{' || " row ".card || '}')::jsonb @> '{\"joins\":true}'"

/* The customer's other lines `o` that share a message with `p`: those that did once it is
 * asked for; before, those due within 14 days of it (domain.md 3d-4), whose rows both say
 * that they may. */
#define TOGETHER                                                                             \
	" gateway.proposal o LEFT JOIN gateway.vehicle w ON w.dealer = o.dealer"             \
	" AND w.vehicle_id = o.vehicle_id WHERE o.dealer = p.dealer"                         \
	" AND o.customer_id = p.customer_id AND o.vehicle_id <> p.vehicle_id"                \
	" AND CASE WHEN p.intent_id IS NOT NULL THEN o.intent_id = p.intent_id"              \
	"  AND o.status <> 'suppressed' ELSE o.list_week = p.list_week"                      \
	"  AND o.intent_id IS NULL AND abs(o.due - p.due) <= 14"                             \
	"  AND o.status IN ('open', 'frozen') AND p.status IN ('open', 'frozen')"            \
	"  AND " JOINS("o") " AND " JOINS("p") " END"

#define TOGETHER_JSON                                                                        \
	"coalesce((SELECT ',\"together\":' || jsonb_agg(jsonb_strip_nulls("                  \
	"jsonb_build_object('proposal_id', o.proposal_id, 'decision', o.decision,"           \
	" 'plate', ('{' || w.card || '}')::jsonb -> 'plate_formatted'))"                     \
	" ORDER BY o.due, o.proposal_id)::text FROM" TOGETHER " HAVING count(*) > 0), '')"

#define PROPOSAL_JSON                                                                        \
	"'{' || p.card || CASE WHEN p.decided_by IS NULL THEN '' ELSE ',\"decided_by\":'"    \
	" || jsonb_strip_nulls(jsonb_build_object('id', p.decided_by, 'name', a.name))::text"\
	" END || ',\"customer\":' || " CUSTOMER_JSON("p.customer_id")                        \
	" || ',\"vehicle\":' || " VEHICLE_JSON("p.vehicle_id")                           \
	" || " TOGETHER_JSON " || '}'"

/* The last contacts of a customer, newest first. */
#define CONTACTS_JSON(customer, most)                                                        \
	"(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object("                   \
	" 'at', x.at, 'channel', x.channel, 'outcome', x.outcome, 'reason', x.reason,"       \
	" 'proposal_id', x.proposal_id)) ORDER BY x.at DESC), '[]')"                         \
	" FROM (SELECT at, channel, outcome, reason, proposal_id FROM gateway.contact t"     \
	" WHERE t.customer_id = " customer " ORDER BY at DESC LIMIT " most ") x)"

/* The customer's and vehicle's rows beside `row` (p, x): one of each, perhaps none. */
#define JOIN_CUSTOMER(row)                                                                   \
	" LEFT JOIN gateway.customer c ON c.dealer = " row ".dealer"                         \
	" AND c.customer_id = " row ".customer_id"                                           \
	" LEFT JOIN gateway.consent k ON k.dealer = " row ".dealer"                          \
	" AND k.customer_id = " row ".customer_id"
#define JOIN_VEHICLE(row)                                                                    \
	" LEFT JOIN gateway.vehicle v ON v.dealer = " row ".dealer"                          \
	" AND v.vehicle_id = " row ".vehicle_id"

#define FROM_PROPOSAL                                                                        \
	" FROM gateway.proposal p" JOIN_CUSTOMER("p") JOIN_VEHICLE("p")                      \
	" LEFT JOIN gateway.account a ON a.dealer = p.dealer AND a.login = p.decided_by"

#define HAS_EMAIL "(c.email IS NOT NULL AND coalesce(k.email_health, 'ok') <> 'hard')"

/* The dealer's date at a moment; row-level security shows one dealer. */
#define DEALER_ZONE "coalesce((SELECT d.timezone FROM gateway.dealer d LIMIT 1), 'UTC')"
#define DEALER_DATE(moment) "(" moment "::timestamptz AT TIME ZONE " DEALER_ZONE ")::date"

/* The dealer's date once, as a table of one row: what a function is called with for every
 * row must be a column, or the planner does not open the function up. */
#define TODAY(moment) "today AS MATERIALIZED (SELECT " DEALER_DATE(moment) " AS today)"

/* $1 week, $2 view, $3 now (for TODAY, joined as t), $4 decision, $5 status, $6 reason,
 * $7 and $8 search. */
#define WHERE_LISTED                                                                         \
	" WHERE p.list_week = $1 AND gateway.in_view(p, " HAS_EMAIL ", t.today, $2)"         \
	" AND ($4::text IS NULL OR p.decision = $4)"                                         \
	" AND ($5::text IS NULL OR p.status = $5)"                                           \
	" AND ($6::text IS NULL OR p.reason_group = $6 OR $6 = ANY (p.reason_kinds))"        \
	" AND ($7::text IS NULL OR strpos(c.search, lower($7)) > 0"                          \
	"  OR strpos(v.search, lower($7)) > 0 OR ($8 <> '' AND strpos(v.plate, $8) > 0))"

/* A text that a spreadsheet would run as a formula is defused with an apostrophe. */
#define CSV(column)                                                                          \
	"'\"' || replace(regexp_replace(coalesce(" column                                    \
	"::text, ''), '^[=+@-]', '''\\&'), '\"', '\"\"') || '\"'"

/* clang-format on */

#endif
