/* SPDX-License-Identifier: Apache-2.0 */
/* The cars of a fleet that ask for attention. */
#include "fleet/store_digest.h"

/* clang-format off */
#define SERVICE_DAYS "30"

/* The register's word on the APK before the garage's. A service that was predicted after
 * the last one, else the garage's interval after that; of two garages the sooner. */
static const char SQL_CARS[] =
	"SELECT plate, car, apk, comes, driver, total, CASE WHEN due <= $2::date + "
	SERVICE_DAYS " THEN due END, advices, cents FROM ("
	" SELECT p.plate, nullif(trim(p.make || ' ' || p.model), '') AS car,"
	" coalesce((r.state::jsonb ->> 'apk_expiry')::date, (SELECT max(v.apk_expiry)"
	" FROM vehicle v JOIN passport_garage g ON g.dealer = v.dealer"
	" AND g.passport_id = p.passport_id AND g.until IS NULL"
	" WHERE v.vehicle_id = g.vehicle_id)) AS apk,"
	" (SELECT min(a.date) FROM appointment a WHERE a.passport_id = p.passport_id"
	" AND a.status = 'booked' AND a.date >= $2::date"
	" AND a.date < $2::date + 14) AS comes,"
	" d.name AS driver, p.transfer_id IS NOT NULL AS pending,"
	" count(*) OVER () AS total, n.due, n.advices, n.cents"
	" FROM passport p LEFT JOIN party d ON d.party_id = p.driver_id"
	" LEFT JOIN register_plate r ON r.plate = p.plate LEFT JOIN LATERAL"
	" (SELECT min(CASE WHEN u.due > coalesce(u.served_on, '-infinity') THEN u.due"
	"   ELSE (u.served_on + make_interval(months => coalesce("
	"    (o.state::jsonb ->> 'interval_months')::int, 12)))::date END) AS due,"
	"  coalesce(sum(u.advices), 0)::bigint AS advices,"
	"  coalesce(sum(u.advices_cents), 0)::bigint AS cents"
	"  FROM passport_garage g JOIN upkeep u ON u.dealer = g.dealer"
	"  AND u.vehicle_id = g.vehicle_id LEFT JOIN dealer o ON o.dealer = g.dealer"
	"  WHERE g.passport_id = p.passport_id AND g.until IS NULL) n ON true"
	" WHERE p.fleet_id = $1 AND p.status <> 'archived') cars"
	" WHERE apk <= $2::date + 60 OR comes IS NOT NULL OR pending"
	" OR due <= $2::date + " SERVICE_DAYS " OR advices > 0"
	" ORDER BY least(apk, comes, due), plate LIMIT 100";
/* clang-format on */

int store_digest_cars(struct tx *tx, const struct uuid *fleet, struct civil_date today,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CARS, ARGS(arg_uuid(fleet), arg_date(today)), ret_rows,
		       err);
}
