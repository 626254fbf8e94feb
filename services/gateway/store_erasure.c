/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Erasures: what was asked, which services are in; and what there is of a customer while
 * there still is one.
 */
#include "gateway/store_erasure.h"

#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "gen/person_trimmed.h"

/* clang-format off */
#define SERVICES "ARRAY['fleet', 'gateway', 'inspection', 'invoice', 'notification', 'reminder']"

#define MOMENT(column) \
	"to_char(" column " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

static const char SQL_ASKED[] =
	"INSERT INTO gateway.erasure AS e (dealer, erasure_id, person_id, kind, asked_at,"
	" asked_by) VALUES ($1, $2::uuid, $3::uuid, $4, $5::timestamptz, $6)"
	" ON CONFLICT (dealer, erasure_id) DO UPDATE SET asked_at = excluded.asked_at,"
	" asked_by = excluded.asked_by";
static const char SQL_ANSWERED[] =
	"INSERT INTO gateway.erasure AS e (dealer, erasure_id, person_id, kind, services,"
	" rows) VALUES ($1, $2::uuid, $3::uuid, $4, ARRAY[$5], $6)"
	" ON CONFLICT (dealer, erasure_id) DO UPDATE SET"
	" services = CASE WHEN $5 = ANY(e.services) THEN e.services"
	"  ELSE (SELECT array_agg(s ORDER BY s) FROM unnest(e.services || $5::text) s) END,"
	" rows = CASE WHEN $5 = ANY(e.services) THEN e.rows ELSE e.rows + $6 END,"
	" forgotten_at = coalesce(e.forgotten_at, CASE WHEN e.services || $5::text @> " SERVICES
	"  THEN $7::timestamptz END)";
static const char SQL_TRIMMED[] =
	"INSERT INTO gateway.erasure AS e (dealer, erasure_id, person_id, kind, trimmed)"
	" VALUES ($1, $2::uuid, $3::uuid, $4, ARRAY[$5])"
	" ON CONFLICT (dealer, erasure_id) DO UPDATE SET"
	" trimmed = CASE WHEN $5 = ANY(e.trimmed) THEN e.trimmed"
	"  ELSE (SELECT array_agg(s ORDER BY s) FROM unnest(e.trimmed || $5::text) s) END,"
	" done_at = coalesce(e.done_at, CASE WHEN e.trimmed || $5::text @> " SERVICES
	"  THEN $6::timestamptz END)";
static const char SQL_LIST[] =
	"SELECT json_strip_nulls(json_build_object('erasure_id', erasure_id, 'kind', kind,"
	" 'asked_by', asked_by, 'asked_at', " MOMENT("asked_at") ","
	" 'forgotten_at', " MOMENT("forgotten_at") ", 'done_at', " MOMENT("done_at") ","
	" 'services', services, 'trimmed', trimmed, 'rows', rows))"
	" FROM gateway.erasure WHERE asked_at IS NOT NULL"
	" ORDER BY asked_at DESC, erasure_id LIMIT 100";

#define OBJECT(column) "('{' || " column " || '}')::jsonb"
#define ALL_OF(table, object, order)                                                         \
	"(SELECT coalesce(jsonb_agg(" object " ORDER BY " order "), '[]')"                   \
	" FROM gateway." table " t WHERE t.customer_id = $1)"
static const char SQL_FILE[] =
	"SELECT left(jsonb_pretty(jsonb_build_object("
	" 'customer', (SELECT to_jsonb(c) - 'dealer' - 'search' - 'version' - 'card'"
	"   || " OBJECT("c.card") " FROM gateway.customer c WHERE c.customer_id = $1),"
	" 'vehicles', " ALL_OF("vehicle", OBJECT("t.card") " || " OBJECT("t.more"), "t.vehicle_id") ","
	" 'visits', (SELECT coalesce(jsonb_agg(" OBJECT("t.card")
	"   || jsonb_build_object('visit_date', t.visit_date, 'vehicle_id', t.vehicle_id)"
	"   ORDER BY t.visit_date), '[]') FROM gateway.visit t JOIN gateway.vehicle v"
	"   USING (dealer, vehicle_id) WHERE v.customer_id = $1 AND NOT t.voided),"
	" 'proposals', " ALL_OF("proposal", OBJECT("t.card") " || jsonb_build_object("
	"   'list_week', t.list_week, 'decision', t.decision, 'status', t.status, 'why', t.why)",
	"t.list_week") ","
	" 'inspections', " ALL_OF("inspection", OBJECT("t.head") " || " OBJECT("t.draft"),
	"t.opened_on") ","
	" 'registrations', " ALL_OF("registration", OBJECT("t.card"), "t.invited_at") ","
	" 'appointments', " ALL_OF("appointment", OBJECT("t.card") " || jsonb_build_object("
	"   'starts_at', t.starts_at, 'status', t.status)", "t.starts_at") ","
	" 'contacts', " ALL_OF("contact", "to_jsonb(t) - 'dealer' - 'customer_id'", "t.at") ","
	" 'conversions', " ALL_OF("conversion", "to_jsonb(t) - 'dealer' - 'customer_id'",
	"t.visit_date") ","
	" 'consents', " ALL_OF("consent", "t.entries", "t.customer_id") ")), -2)"
	" FROM gateway.customer WHERE customer_id = $1";
/* clang-format on */

int store_erasure_asked(struct tx *tx, const struct person_erased *msg, struct err *err)
{
	const char *person = msg->customer_id ? msg->customer_id : msg->party_id;

	return tx_run(tx, SQL_ASKED,
		      ARGS(arg_text(msg->dealer), arg_text(msg->erasure_id),
			   arg_text(person),
			   arg_text(msg->customer_id ? "customer" : "party"),
			   arg_text(msg->at), arg_text(msg->asked_by)),
		      NULL, err);
}

int store_erasure_answered(struct tx *tx, const struct person_forgotten *msg,
			   struct err *err)
{
	const char *person = msg->customer_id ? msg->customer_id : msg->party_id;

	return tx_run(tx, SQL_ANSWERED,
		      ARGS(arg_text(msg->dealer), arg_text(msg->erasure_id),
			   arg_text(person),
			   arg_text(msg->customer_id ? "customer" : "party"),
			   arg_text(msg->service), arg_int(msg->rows), arg_text(msg->at)),
		      NULL, err);
}

int store_erasure_trimmed(struct tx *tx, const struct person_trimmed *msg,
			  struct err *err)
{
	const char *person = msg->customer_id ? msg->customer_id : msg->party_id;

	return tx_run(tx, SQL_TRIMMED,
		      ARGS(arg_text(msg->dealer), arg_text(msg->erasure_id),
			   arg_text(person),
			   arg_text(msg->customer_id ? "customer" : "party"),
			   arg_text(msg->service), arg_text(msg->at)),
		      NULL, err);
}

int store_erasures_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LIST, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_customer_file(struct tx *tx, const struct uuid *id, struct strbuf *out,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_row(tx, (struct by_id){ SQL_FILE, "customer" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}
