/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vehicles and customers as the desk looks them up.
 */
#include "gateway/row_sql.h"
#include "gateway/store_desk.h"

/* clang-format off */
static const char SQL_VEHICLE[] =
	"SELECT '{' || v.card || ',' || v.more || ',\"version\":' || v.version"
	" || CASE WHEN v.customer_id IS NULL THEN '' ELSE"
	"  ',\"customer\":' || " CUSTOMER_JSON("v.customer_id") " END"
	" || ',\"visits\":[' || coalesce((SELECT string_agg('{' || t.card || '}', ','"
	"   ORDER BY t.visit_date DESC) FROM (SELECT visit_date, card FROM gateway.visit"
	"   WHERE vehicle_id = v.vehicle_id ORDER BY visit_date DESC LIMIT 50) t), '')"
	" || ']' || coalesce((SELECT ',\"register\":' || jsonb_strip_nulls(jsonb_build_object("
	"   'recalls_as_of', r.j -> 'recalls_as_of', 'recalls', r.recalls::jsonb,"
	"   'defects_as_of', r.j -> 'defects_as_of',"
	"   'defects', coalesce(r.j -> 'defects', '[]')))::text"
	"  FROM (SELECT recalls, ('{' || card || '}')::jsonb AS j FROM gateway.register"
	"   WHERE plate = v.plate) r), ''), v.version, v.vehicle_id FROM gateway.vehicle v" JOIN_CUSTOMER("v")
	" WHERE v.plate = $1 ORDER BY v.version DESC LIMIT 1";

static const char SQL_VEHICLE_PROPOSALS[] = "SELECT " PROPOSAL_JSON FROM_PROPOSAL
	" WHERE p.vehicle_id = $1 ORDER BY p.list_week DESC, p.proposal_id LIMIT 20";

static const char SQL_VEHICLE_EXISTS[] =
	"SELECT 1 FROM gateway.vehicle WHERE vehicle_id = $1";

#define CUSTOMER_FIELDS                                                                      \
	"'id', c.customer_id,"                                                               \
	" 'version', c.version, 'number', c.number, 'name', c.name, 'kind', c.kind,"         \
	" 'city', c.city, 'email', c.email, 'phone', c.phone, 'mobile', c.mobile,"           \
	" 'language', c.language, 'last_invoice_date', c.last_invoice_date,"                 \
	" 'objected', coalesce(k.objected, false), 'vehicles',"                              \
	" (SELECT coalesce(jsonb_agg(('{' || w.card || '}')::jsonb), '[]') FROM ("           \
	"  SELECT card FROM gateway.vehicle w WHERE w.customer_id = c.customer_id"           \
	"  ORDER BY w.plate LIMIT 50) w)"
#define FROM_CUSTOMER                                                                        \
	" FROM gateway.customer c LEFT JOIN gateway.consent k"                               \
	" ON k.dealer = c.dealer AND k.customer_id = c.customer_id"

static const char SQL_CUSTOMER[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object(" CUSTOMER_FIELDS ","
	" 'consent', coalesce(k.entries, '[]'),"
	" 'contacts', " CONTACTS_JSON("c.customer_id", "20") "))::text"
	FROM_CUSTOMER " WHERE c.customer_id = $1";

static const char SQL_CUSTOMERS[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object(" CUSTOMER_FIELDS "))::text,"
	" c.name, c.customer_id" FROM_CUSTOMER
	" WHERE (strpos(c.search, $1) > 0 OR ($2 <> '' AND c.customer_id IN ("
	"  SELECT v.customer_id FROM gateway.vehicle v WHERE v.plate LIKE $2 || '%')))"
	" AND ($4::uuid IS NULL OR (c.name, c.customer_id) > ($3, $4::uuid))"
	" ORDER BY c.name, c.customer_id LIMIT $5";
/* clang-format on */

int store_vehicle_write(struct tx *tx, const char *plate, struct strbuf *out,
			int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VEHICLE, ARGS(arg_text(plate)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT,
			       "no vehicle with this plate is known here");
	struct uuid id = row_uuid(rows, 0, 2);
	AUTO(rows) *proposals = NULL;
	if (tx_rows(tx, SQL_VEHICLE_PROPOSALS, ARGS(arg_uuid(&id)), &proposals, err) < 0)
		return -1;
	strbuf_addf(out, "%s,\"proposals\":[", row_text(rows, 0, 0));
	store_rows_write(proposals, 0, out);
	strbuf_add(out, "]}");
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_vehicle_exists(struct tx *tx, const struct uuid *id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_VEHICLE_EXISTS, "vehicle" }, id, &rows,
		      err) < 0)
		return -1;
	return 0;
}

int store_customer_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_CUSTOMER, "customer" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_customers_find(struct tx *tx, const char *query, const char *plate,
			 struct page *page, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CUSTOMERS,
		    ARGS(arg_text(query), arg_text(plate), arg_text(page->after.key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}
