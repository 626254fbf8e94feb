/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passports as their tenants may see them.
 */
#include "gateway/store_passport.h"

#include <stdio.h>

#include "gateway/passport_sql.h"

/* clang-format off */
static const char SQL_VIEW[] =
	"SELECT r.vehicle_id, p.fleet_id, p.version, p.status, coalesce(p.plate, ''),"
	" r.role, r.since, coalesce(f.approval_limit_cents, -1), r.since <= p.created_at"
	" FROM gateway.passport p" JOIN_ROLE
	" LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id"
	" WHERE p.passport_id = $1";

static const char SQL_GARAGES[] =
	"SELECT g ->> 'dealer', (g ->> 'since')::timestamptz, (g ->> 'until')::timestamptz,"
	" coalesce((g ->> 'vehicle_id')::uuid, p.vehicle_id), (g ->> 'customer_id')::uuid"
	" FROM gateway.passport p, jsonb_array_elements(p.garages) WITH ORDINALITY e(g, n)"
	" WHERE p.passport_id = $1 ORDER BY n LIMIT 20";

/* $1, $2 search, $3 status, $4 fleet, $5 customer, $6 vehicle, $7, $8 after, $9 limit.
 * The page first: what a passport is shown with is looked up for its rows alone. */
static const char SQL_LIST[] =
	"WITH page AS MATERIALIZED (SELECT p.* FROM gateway.passport p"
	" WHERE ($1::text IS NULL OR strpos(p.search, lower($1)) > 0"
	"  OR ($2 <> '' AND strpos(p.plate, $2) > 0) OR (p.status <> 'archived'"
	"   AND EXISTS (SELECT 1 FROM gateway.party q WHERE q.party_id IN (p.owner_id,"
	"    p.driver_id) AND strpos(lower(q.name), lower($1)) > 0)))"
	" AND ($3::text IS NULL OR p.status = $3)"
	" AND ($4::uuid IS NULL OR p.fleet_id = $4)"
	" AND ($5::uuid IS NULL OR EXISTS (SELECT 1 FROM gateway.passport_access c"
	"  WHERE c.passport_id = p.passport_id AND c.customer_id = $5))"
	" AND ($6::uuid IS NULL OR EXISTS (SELECT 1 FROM gateway.passport_access c"
	"  WHERE c.passport_id = p.passport_id AND c.vehicle_id = $6))"
	" AND ($8::uuid IS NULL OR (p.created_at, p.passport_id) < ($7::timestamptz, $8))"
	" ORDER BY p.created_at DESC, p.passport_id DESC LIMIT $9)"
	" SELECT " PASSPORT_JSONB "::text, to_json(p.created_at) #>> '{}', p.passport_id"
	" FROM page p" JOIN_PASSPORT " ORDER BY p.created_at DESC, p.passport_id DESC";

static const char SQL_COUNTS[] =
	"SELECT json_build_object('created', count(*) FILTER (WHERE status = 'created'),"
	" 'invited', count(*) FILTER (WHERE status = 'invited'),"
	" 'active', count(*) FILTER (WHERE status = 'active'),"
	" 'transfer_pending', count(*) FILTER (WHERE status = 'transfer_pending'),"
	" 'archived', count(*) FILTER (WHERE status = 'archived'))::text"
	" FROM gateway.passport";

static const char SQL_ONE[] = "SELECT " PASSPORT_JSONB "::text, p.version"
	FROM_PASSPORT " WHERE p.passport_id = $1";
/* clang-format on */

static int read_garages(struct tx *tx, struct passport_view *view, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_GARAGES, ARGS(arg_uuid(&view->passport)), &rows, err) < 0)
		return -1;
	view->garages_count = rows_count(rows);
	for (size_t i = 0; i < view->garages_count; i++) {
		struct passport_garage *garage = &view->garages[i];
		snprintf(garage->dealer, sizeof(garage->dealer), "%s",
			 row_text(rows, i, 0));
		garage->since = row_instant(rows, i, 1);
		garage->vehicle = row_uuid(rows, i, 3);
		if (!row_is_null(rows, i, 4))
			garage->customer = row_uuid(rows, i, 4);
		if (!row_is_null(rows, i, 2))
			garage->until = row_instant(rows, i, 2);
	}
	return 0;
}

int store_passport_view(struct tx *tx, const struct uuid *passport,
			struct passport_view *ret_view, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_VIEW, "passport" }, passport, &rows,
		      err) < 0)
		return -1;
	struct passport_view view = {
		.passport = *passport,
		.vehicle = row_uuid(rows, 0, 0),
		.version = row_int(rows, 0, 2),
		.role = passport_role_of(row_text(rows, 0, 5)),
		.since = row_instant(rows, 0, 6),
		.approval_cents = row_int(rows, 0, 7),
		.is_first = row_bool(rows, 0, 8),
	};
	if (!row_is_null(rows, 0, 1))
		view.fleet = row_uuid(rows, 0, 1);
	snprintf(view.status, sizeof(view.status), "%s", row_text(rows, 0, 3));
	snprintf(view.plate, sizeof(view.plate), "%s", row_text(rows, 0, 4));
	if (read_garages(tx, &view, err) < 0)
		return -1;
	*ret_view = view;
	return 0;
}

int store_passports_write(struct tx *tx, const struct passport_filter *filter,
			  struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST,
		    ARGS(arg_text(filter->text), arg_text(filter->plate),
			 arg_text(filter->status), arg_uuid(&filter->fleet),
			 arg_uuid(&filter->customer), arg_uuid(&filter->vehicle),
			 arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_passport_counts_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_COUNTS, NO_ARGS, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_passport_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_ONE, "passport" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}
