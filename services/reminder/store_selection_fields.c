/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other half of the whitelist of domain/selection_fields.c: what a field is in SQL.
 * Constants all of it; what a user says comes in as a parameter.
 */
#include "base/mem.h"
#include "reminder/store_selection.h"

/* Visits that count: said by an invoice, of their own, not credited in full. */
#define COUNTS " AND x.version > 0 AND NOT x.absorbed AND NOT x.voided"
#define PERSON_VISITS                                                                    \
	"FROM visit x WHERE x.dealer = $1 AND x.customer_id = c.customer_id" COUNTS
#define CAR_VISITS                                                                       \
	"FROM visit x WHERE x.dealer = $1 AND x.vehicle_id = v.vehicle_id" COUNTS
#define SINCE(n) " AND x.visit_date > $2::date - make_interval(months => " n "::int)"

#define LOWERED  "ANY (ARRAY(SELECT lower(t) FROM unnest({v}::text[]) t))"
#define PREFIXES                                                                         \
	"LIKE ANY (ARRAY(SELECT regexp_replace(lower(t), '([\\\\%_])', '\\\\\\1', 'g')"  \
	" || '%' FROM unnest({v}::text[]) t))"
#define IS_FLAG(sql) "(" sql ") = ({v}::bigint = 1)"

#define FUEL         "CASE WHEN v.fuel = 0 THEN coalesce(r.fuel, 0) ELSE v.fuel END"
#define ADMITTED     "coalesce(v.first_admission, r.first_admission)"
#define APK          "coalesce(r.apk_expiry, v.apk_expiry)"
#define ANY_OF       "= ANY ({v}::bigint[])"
#define LAST_READINGS                                                                    \
	"(SELECT CASE WHEN max(o.day) > min(o.day)"                                      \
	" THEN max(o.km) + (max(o.km) - min(o.km)) * ($2::date - max(o.day))"            \
	" / (max(o.day) - min(o.day)) ELSE max(o.km) END FROM"                           \
	" (SELECT x.visit_date AS day, coalesce(x.right_odometer_km, x.odometer_km)"     \
	" AS km FROM visit x WHERE x.dealer = $1 AND x.vehicle_id = v.vehicle_id"        \
	" AND x.version > 0 AND NOT x.absorbed AND NOT x.disregard_odometer"             \
	" AND coalesce(x.right_odometer_km, x.odometer_km) IS NOT NULL) o)"
#define BOOKED(more)                                                                     \
	"(EXISTS (SELECT FROM appointment a WHERE a.dealer = $1"                         \
	" AND a.vehicle_id = v.vehicle_id AND a.status = 'booked'"                       \
	" AND a.date >= $2::date" more ") OR EXISTS (SELECT FROM appointment a"          \
	" WHERE a.dealer = $1 AND a.customer_id = c.customer_id"                         \
	" AND a.status = 'booked' AND a.date >= $2::date" more "))"
#define CONTACTED "FROM contacted y WHERE y.dealer = $1 AND y.customer_id = c.customer_id"
#define ADVICES(what)                                                                    \
	"(SELECT coalesce(" what ", 0) FROM followup f JOIN followup_line l"             \
	" ON l.dealer = f.dealer AND l.inspection_id = f.inspection_id"                  \
	" WHERE f.dealer = $1 AND f.vehicle_id = v.vehicle_id AND f.is_open"             \
	" AND NOT l.executed AND l.answer <> 'decline')"
#define RENEWED " AND (x.time_parts & {v}::int) <> 0"
#define PASSPORT(more)                                                                   \
	"EXISTS (SELECT FROM passport p WHERE p.dealer = $1"                             \
	" AND p.vehicle_id = v.vehicle_id AND p.is_live" more ")"
#define VISITS "(SELECT count(*) " PERSON_VISITS SINCE("{m}") ")"
#define SPENT                                                                            \
	"(SELECT coalesce(sum(x.customer_net_cents), 0) " PERSON_VISITS SINCE("{m}") ")"
#define EXPECTED                                                                         \
	"(SELECT coalesce(avg(x.customer_net_cents), 0) " CAR_VISITS SINCE(              \
		"48") " AND x.customer_net_cents > 0)"

struct in_sql {
	const char *of[SELECTION_PHRASES]; /* in the order of the field's phrases */
	const char *fact;                  /* what it rests on, to show */
};

/* clang-format off */
static const struct in_sql SQL[FIELD_COUNT] = {
	[FIELD_MAKE] = { { "lower(v.make) = " LOWERED, "NOT (lower(v.make) = " LOWERED ")" },
		"v.make" },
	[FIELD_MODEL] = { { "lower(v.model) " PREFIXES, "lower(v.model) = " LOWERED,
			    "NOT (lower(v.model) = " LOWERED ")" }, "v.model" },
	[FIELD_FUEL] = { { "(" FUEL ") " ANY_OF, "NOT ((" FUEL ") " ANY_OF ")" }, FUEL },
	[FIELD_CATEGORY] = { { "v.category " ANY_OF, "NOT (v.category " ANY_OF ")" },
		"v.category" },
	[FIELD_AGE] = { {
		ADMITTED " <= $2::date - make_interval(years => {v}::int)",
		ADMITTED " > $2::date - make_interval(years => {v}::int + 1)" }, ADMITTED },
	[FIELD_ODOMETER] = { { LAST_READINGS " >= {v}::bigint", LAST_READINGS " <= {v}::bigint" },
		LAST_READINGS },
	[FIELD_APK_EXPIRY] = { {
		APK " BETWEEN $2::date AND $2::date + {v}::int", APK " < $2::date" }, APK },
	[FIELD_APK_MONTH] = { { "extract(month FROM " APK ") = {v}::bigint" }, APK },
	[FIELD_RECALL] = { { IS_FLAG("coalesce(r.recalls, 0) > 0") },
		"coalesce(r.recalls, 0) > 0" },
	[FIELD_LAST_VISIT] = { {
		"(EXISTS (SELECT " PERSON_VISITS ") AND NOT EXISTS (SELECT " PERSON_VISITS
		SINCE("{v}") "))",
		"EXISTS (SELECT " PERSON_VISITS SINCE("{v}") ")" },
		"(SELECT max(x.visit_date) " PERSON_VISITS ")" },
	[FIELD_VISITS] = { { VISITS " >= {v}::bigint", VISITS " <= {v}::bigint" }, VISITS },
	[FIELD_WORK] = { {
		"EXISTS (SELECT " CAR_VISITS SINCE("{m}") " AND (x.work & {v}::int) <> 0)",
		"NOT EXISTS (SELECT " CAR_VISITS SINCE("{m}") " AND (x.work & {v}::int) <> 0)" },
		"(SELECT max(x.visit_date) " CAR_VISITS " AND (x.work & {v}::int) <> 0)" },
	[FIELD_TIME_PART] = { {
		"(EXISTS (SELECT " CAR_VISITS RENEWED ") AND NOT EXISTS (SELECT " CAR_VISITS
		SINCE("{m}") RENEWED "))",
		"EXISTS (SELECT " CAR_VISITS SINCE("{m}") RENEWED ")" },
		"(SELECT max(x.visit_date) " CAR_VISITS RENEWED ")" },
	[FIELD_SPENT] = { { SPENT " >= {v}::bigint * 100", SPENT " <= {v}::bigint * 100" },
		"(" SPENT " / 100)::bigint" },
	[FIELD_EXPECTED] = { { EXPECTED " >= {v}::bigint * 100", EXPECTED " <= {v}::bigint * 100" },
		"(" EXPECTED " / 100)::bigint" },
	[FIELD_APPOINTMENT] = { { IS_FLAG(BOOKED("")) }, BOOKED("") },
	[FIELD_APPOINTMENT_IN] = { { BOOKED(" AND a.date <= $2::date + {v}::int") },
		BOOKED("") },
	[FIELD_CHANNEL] = { { "(" SQL_REACH " & {v}::int) <> 0", "(" SQL_REACH " & {v}::int) = 0" },
		SQL_REACH },
	[FIELD_CONTACTED] = { {
		"NOT EXISTS (SELECT " CONTACTED " AND y.at > $2::date - {v}::int)",
		"EXISTS (SELECT " CONTACTED " AND y.at > $2::date - {v}::int)" },
		"(SELECT max(y.at)::date " CONTACTED ")" },
	[FIELD_LANGUAGE] = { { "c.language " ANY_OF }, "c.language" },
	[FIELD_CUSTOMER_KIND] = { { "c.kind " ANY_OF }, "c.kind" },
	[FIELD_POSTCODE] = { { "lower(c.postcode_area) " PREFIXES }, "c.postcode_area" },
	[FIELD_ADVICES] = { { ADVICES("count(*)") " >= {v}::bigint" }, ADVICES("count(*)") },
	[FIELD_ADVICE_WORTH] = { { ADVICES("sum(l.cents)") " >= {v}::bigint * 100" },
		"(" ADVICES("sum(l.cents)") " / 100)::bigint" },
	[FIELD_FLEET] = { { IS_FLAG(PASSPORT(" AND p.in_fleet")) }, PASSPORT(" AND p.in_fleet") },
	[FIELD_PASSPORT] = { { IS_FLAG(PASSPORT("")) }, PASSPORT("") },
};
/* clang-format on */

const char *selection_sql_of(enum selection_field_id field, enum selection_operator op)
{
	const struct selection_field *known = selection_field(field);

	for (size_t i = 0; i < SELECTION_PHRASES; i++)
		if (known->phrases[i].op == op)
			return SQL[field].of[i];
	return NULL;
}

const char *selection_fact_sql(enum selection_field_id field)
{
	return SQL[field].fact;
}
