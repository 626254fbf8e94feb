/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One passport as its tenant may see it.
 */
#include "gateway/store_passport.h"

#include <stdio.h>

/* clang-format off */
/* A tenant may be a passport's owner and, by its fleet, its manager: the strongest role
 * counts. Row-level security shows no other tenant's. */
static const char SQL_VIEW[] =
	"SELECT p.vehicle_id, p.fleet_id, p.version, p.status, coalesce(p.plate, ''),"
	" r.role, r.since, coalesce(f.approval_limit_cents, -1)"
	" FROM gateway.passport p JOIN LATERAL ("
	"  SELECT 'manager' AS role, p.owner_since AS since, 1 AS rank"
	"   FROM gateway.fleet_manager m WHERE m.fleet_id = p.fleet_id"
	"  UNION ALL SELECT a.role, a.since, CASE a.role WHEN 'owner' THEN 2"
	"   WHEN 'driver' THEN 3 ELSE 4 END FROM gateway.passport_access a"
	"   WHERE a.passport_id = p.passport_id ORDER BY rank LIMIT 1) r ON true"
	" LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id"
	" WHERE p.passport_id = $1";

static const char SQL_GARAGES[] =
	"SELECT g ->> 'dealer', (g ->> 'since')::timestamptz, (g ->> 'until')::timestamptz"
	" FROM gateway.passport p, jsonb_array_elements(p.garages) WITH ORDINALITY e(g, n)"
	" WHERE p.passport_id = $1 ORDER BY n LIMIT 20";
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
		if (!row_is_null(rows, i, 2))
			garage->until = row_instant(rows, i, 2);
	}
	return 0;
}

int store_passport_view(struct tx *tx, const struct uuid *passport,
			struct passport_view *ret_view, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VIEW, ARGS(arg_uuid(passport)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no passport %s", passport->text);
	struct passport_view view = {
		.passport = *passport,
		.vehicle = row_uuid(rows, 0, 0),
		.version = row_int(rows, 0, 2),
		.role = passport_role_of(row_text(rows, 0, 5)),
		.since = row_instant(rows, 0, 6),
		.approval_cents = row_int(rows, 0, 7),
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
