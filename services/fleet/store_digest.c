/* SPDX-License-Identifier: Apache-2.0 */
/* The cars of a fleet that ask for attention. */
#include "fleet/store_digest.h"

/* The register's word on the APK before the garage's. */
static const char SQL_CARS[] =
	"SELECT plate, car, apk, comes, driver, total FROM ("
	" SELECT p.plate, nullif(trim(p.make || ' ' || p.model), '') AS car,"
	" coalesce((r.state::jsonb ->> 'apk_expiry')::date, (SELECT max(v.apk_expiry)"
	" FROM vehicle v JOIN passport_garage g ON g.dealer = v.dealer"
	" AND g.passport_id = p.passport_id AND g.until IS NULL"
	" WHERE v.vehicle_id = g.vehicle_id)) AS apk,"
	" (SELECT min(a.date) FROM appointment a WHERE a.passport_id = p.passport_id"
	" AND a.status = 'booked' AND a.date >= $2::date"
	" AND a.date < $2::date + 14) AS comes,"
	" d.name AS driver, p.transfer_id IS NOT NULL AS pending,"
	" count(*) OVER () AS total"
	" FROM passport p LEFT JOIN party d ON d.party_id = p.driver_id"
	" LEFT JOIN register_plate r ON r.plate = p.plate"
	" WHERE p.fleet_id = $1 AND p.status <> 'archived') cars"
	" WHERE apk <= $2::date + 60 OR comes IS NOT NULL OR pending"
	" ORDER BY least(apk, comes), plate LIMIT 100";

int store_digest_cars(struct tx *tx, const struct uuid *fleet, struct civil_date today,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CARS, ARGS(arg_uuid(fleet), arg_date(today)), ret_rows,
		       err);
}
