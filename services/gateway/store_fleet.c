/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fleets as their managers, and the garages of their cars, may see them.
 */
#include "gateway/passport_sql.h"
#include "gateway/store_passport.h"

/* clang-format off */
/* A garage counts and sees the cars it looks after: row-level security shows no others. */
#define FLEET_JSON                                                                           \
	"(('{' || f.card || '}')::jsonb || jsonb_strip_nulls(jsonb_build_object("            \
	"'vehicles_count', (SELECT count(*) FROM gateway.passport p"                         \
	"  WHERE p.fleet_id = f.fleet_id AND p.status <> 'archived'),"                       \
	" 'pending_email', (SELECT max(m.pending_email) FROM gateway.party m"                \
	"  WHERE m.party_id = ANY (f.managers)),"                                            \
	" 'managers', (SELECT coalesce(jsonb_agg(('{' || m.card || ',' || m.more || '}')"    \
	"   ::jsonb ORDER BY array_position(f.managers, m.party_id)), '[]')"                 \
	"  FROM gateway.party m WHERE m.party_id = ANY (f.managers)))))::text"

static const char SQL_FLEETS[] = "SELECT " FLEET_JSON ", f.name, f.fleet_id"
	" FROM gateway.fleet f WHERE f.status <> 'closed'"
	" AND ($1::text IS NULL OR strpos(f.search, lower($1)) > 0)"
	" AND ($3::uuid IS NULL OR (f.name, f.fleet_id) > ($2, $3))"
	" ORDER BY f.name, f.fleet_id LIMIT $4";

static const char SQL_FLEET[] = "SELECT " FLEET_JSON ", f.version, f.managers[1]"
	" FROM gateway.fleet f WHERE f.fleet_id = $1";

static const char SQL_OWN[] = "SELECT fleet_id FROM gateway.fleet_manager LIMIT 1";

static const char SQL_VEHICLES[] =
	"SELECT (" PASSPORT_JSONB " || jsonb_strip_nulls(jsonb_build_object("
	" 'customer', (SELECT jsonb_build_object('id', c.customer_id, 'name', c.name,"
	"   'has_email', c.email IS NOT NULL)"
	"   FROM gateway.customer c WHERE c.customer_id = r.customer_id),"
	" 'odometer_km', k.odometer_km,"
	" 'open_advices_count', (SELECT count(*) FROM " OPEN_ADVICES("i.h") " w(a)),"
	" 'open_advices_cents', (SELECT coalesce(sum((w.a ->> 'line_cents')::bigint), 0)"
	"  FROM " OPEN_ADVICES("i.h") " w(a)),"
	" 'appointment', " NEXT_APPOINTMENT("r.vehicle_id", "$2") ")))::text"
	FROM_PASSPORT JOIN_LAST_FORM("v.vehicle_id", "'infinity'::timestamptz")
	JOIN_LAST_READING("v.vehicle_id", "'infinity'::date")
	" WHERE p.fleet_id = $1 AND p.status <> 'archived' ORDER BY p.plate LIMIT 2000";

/* The advices as that version of the form has them. */
static const char SQL_APPROVAL[] =
	"SELECT f.approval_limit_cents, (SELECT max((a ->> 'line_cents')::bigint)"
	"  FROM gateway.inspection_version n, jsonb_array_elements("
	"   ('{' || n.whole || '}')::jsonb #> '{form,advices}') a"
	"  WHERE n.inspection_id = i.inspection_id AND n.number = $2"
	"  AND a ->> 'advice_id' = ANY ($3::text[]))"
	" FROM gateway.inspection i"
	" JOIN gateway.passport_access a ON a.vehicle_id = i.vehicle_id AND a.role = 'garage'"
	" JOIN gateway.passport p ON p.passport_id = a.passport_id"
	"  AND p.status <> 'archived'"
	" JOIN gateway.fleet f ON f.fleet_id = p.fleet_id"
	" WHERE i.inspection_id = $1 AND f.approval_limit_cents IS NOT NULL LIMIT 1";
/* clang-format on */

int store_fleets_write(struct tx *tx, const char *text, struct page *page,
		       struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FLEETS,
		    ARGS(arg_text(text), arg_text(page->after.key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_fleet_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		      int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_FLEET, "fleet" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_fleet_manager(struct tx *tx, const struct uuid *id, struct uuid *ret_party,
			struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_FLEET, "fleet" }, id, &rows, err) < 0)
		return -1;
	*ret_party = row_uuid(rows, 0, 2);
	return 0;
}

int store_fleet_own(struct tx *tx, struct uuid *ret_fleet, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_OWN, NO_ARGS, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "this account runs no fleet");
	*ret_fleet = row_uuid(rows, 0, 0);
	return 0;
}

int store_fleet_vehicles_write(struct tx *tx, const struct uuid *fleet,
			       struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VEHICLES, ARGS(arg_uuid(fleet), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_approval(struct tx *tx, const struct approval_ask *ask,
		   struct approval *ret_approval, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_APPROVAL,
		    ARGS(arg_uuid(ask->inspection), arg_int(ask->number),
			 arg_texts(ask->advices, ask->count)),
		    &rows, err) < 0)
		return -1;
	*ret_approval = (struct approval){ .limit_cents = -1 };
	if (rows_count(rows) == 0)
		return 0;
	ret_approval->limit_cents = row_int(rows, 0, 0);
	ret_approval->highest_cents = row_int(rows, 0, 1);
	return 0;
}
