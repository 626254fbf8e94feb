/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that stores of passports share: a passport as the JSON of a reply, and
 * what a garage knows of its car. Thread: any.
 */
#ifndef BEURT_GATEWAY_PASSPORT_SQL_H
#define BEURT_GATEWAY_PASSPORT_SQL_H

/* clang-format off */
/* The strongest role of the tenant; row-level security shows no other tenant's. A garage
 * gets the vehicle by its own name. */
#define JOIN_ROLE                                                                            \
	" JOIN LATERAL (SELECT 'manager' AS role, p.owner_since AS since, 1 AS rank,"        \
	"  NULL::uuid AS customer_id, p.vehicle_id FROM gateway.fleet_manager m"             \
	"  WHERE m.fleet_id = p.fleet_id"                                                    \
	" UNION ALL SELECT a.role, a.since, CASE a.role WHEN 'owner' THEN 2"                 \
	"  WHEN 'driver' THEN 3 ELSE 4 END, a.customer_id,"                                  \
	"  coalesce(a.vehicle_id, p.vehicle_id) FROM gateway.passport_access a"              \
	"  WHERE a.passport_id = p.passport_id ORDER BY rank LIMIT 1) r ON true"

#define PARTY_REF(t)                                                                         \
	"CASE WHEN r.role = 'driver' THEN ('{' || " t ".card || '}')::jsonb"                 \
	" ELSE ('{' || " t ".card || ',' || " t ".more || '}')::jsonb END"

/* The garage's own rows of the car; a party's transaction sees none of them. */
#define JOIN_CAR                                                                             \
	" LEFT JOIN gateway.vehicle v ON v.vehicle_id = r.vehicle_id"                        \
	" LEFT JOIN gateway.register g ON g.plate = p.plate"                                 \
	" LEFT JOIN gateway.dealer d ON d.dealer = v.dealer"

/* The register's word on the APK counts more than a document's. */
#define APK_EXPIRY                                                                           \
	"coalesce(g.apk_expiry, (('{' || v.card || '}')::jsonb ->> 'apk_expiry')::date)"

/* What was predicted for the newest list it stood on, else the interval after its last
 * service; nothing when it never had one here. `vehicle` and `until` (a date) as SQL. */
#define NEXT_SERVICE(vehicle, until)                                                         \
	"(SELECT coalesce((SELECT max(q.due) FROM gateway.proposal q"                        \
	"   WHERE q.vehicle_id = " vehicle " AND q.due < '9999-01-01'"                       \
	"   AND 'periodic' = ANY (q.reason_kinds) AND q.due > coalesce(s.at, '-infinity')"   \
	"   AND q.due < " until "),"                                                         \
	"  (s.at + make_interval(months => coalesce("                                        \
	"   (d.state::jsonb ->> 'interval_months')::int, 12)))::date)"                       \
	" FROM (SELECT max(t.visit_date) AS at FROM gateway.visit t"                         \
	"  WHERE t.vehicle_id = " vehicle " AND NOT t.voided AND t.visit_date < " until      \
	"  AND t.card LIKE '%\"periodic\\_%') s)"

#define FROM_PASSPORT " FROM gateway.passport p" JOIN_PASSPORT
#define JOIN_PASSPORT JOIN_ROLE                                                              \
	" LEFT JOIN gateway.party o ON o.party_id = p.owner_id"                              \
	"  AND p.status <> 'archived'"                                                       \
	" LEFT JOIN gateway.party e ON e.party_id = p.driver_id"                             \
	"  AND p.status <> 'archived'"                                                       \
	" LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id" JOIN_CAR

/* jsonb; contacts are not told of what has ended. */
#define PASSPORT_JSONB                                                                       \
	"(('{' || p.card || '}')::jsonb || jsonb_strip_nulls(jsonb_build_object("            \
	"'owner', " PARTY_REF("o") ", 'driver', " PARTY_REF("e") ", 'role', r.role,"         \
	" 'fleet', CASE WHEN f.fleet_id IS NOT NULL THEN jsonb_build_object("                \
	"  'fleet_id', f.fleet_id, 'name', f.name) END, 'since', r.since,"                   \
	" 'customer_id', r.customer_id, 'vehicle_id', r.vehicle_id,"                         \
	" 'contact', CASE WHEN r.role <> 'driver'"                                           \
	"  AND p.status <> 'archived' THEN p.contact END, 'apk_expiry', " APK_EXPIRY ","     \
	" 'next_service', " NEXT_SERVICE("v.vehicle_id", "'infinity'::date") ")))"

/* Advices of a form's head (jsonb `h`) that nobody did or declined. */
#define OPEN_ADVICES(h)                                                                      \
	"(SELECT a FROM jsonb_array_elements(coalesce(" h " -> 'advices', '[]')) a"          \
	" WHERE NOT coalesce((a ->> 'executed')::boolean, false) AND NOT EXISTS ("           \
	"  SELECT 1 FROM jsonb_array_elements(coalesce(" h " -> 'answers', '[]')) y"         \
	"  WHERE y ->> 'advice_id' = a ->> 'advice_id' AND y ->> 'answer' = 'decline'"       \
	"  AND NOT y ? 'voided'))"

/* The car's newest saved form here, as `i` with its head `h`. */
#define JOIN_LAST_FORM(vehicle, until)                                                       \
	" LEFT JOIN LATERAL (SELECT ('{' || n.head || '}')::jsonb AS h, n.inspection_id,"    \
	"  n.saved_number FROM gateway.inspection n WHERE n.vehicle_id = " vehicle           \
	"  AND n.saved_number IS NOT NULL AND n.status <> 'discarded'"                       \
	"  AND n.opened_on < " until " ORDER BY n.opened_on DESC LIMIT 1) i ON true"

#define JOIN_LAST_READING(vehicle, until)                                                    \
	" LEFT JOIN LATERAL (SELECT (('{' || t.card || '}')::jsonb ->> 'odometer_km')::bigint"\
	"  AS odometer_km, t.visit_date FROM gateway.visit t WHERE t.vehicle_id = " vehicle  \
	"  AND NOT t.voided AND t.visit_date < " until                                       \
	"  AND t.card LIKE '%\"odometer_km\"%' ORDER BY t.visit_date DESC LIMIT 1) k ON true"

/* The next time it comes here, as JSON. */
#define APPOINTMENT_JSON                                                                     \
	"jsonb_build_object('appointment_id', x.appointment_id, 'date', x.date,"             \
	" 'time', ('{' || x.card || '}')::jsonb -> 'time',"                                  \
	" 'kinds', ('{' || x.card || '}')::jsonb -> 'kinds', 'status', x.status)"
#define NEXT_APPOINTMENT(vehicle, now)                                                       \
	"(SELECT " APPOINTMENT_JSON " FROM gateway.appointment x"                            \
	" WHERE x.vehicle_id = " vehicle " AND x.status = 'booked' AND x.starts_at >= " now  \
	" ORDER BY x.starts_at LIMIT 1)"
/* clang-format on */

#endif
