/* SPDX-License-Identifier: Apache-2.0 */
/* Visits and reports of one car at one garage, as JSON. */
#include "gateway/store_holder_file.h"

#include "gateway/fleet_sql.h"

/* clang-format off */
#define GARAGE_NAME "(SELECT d.name FROM gateway.dealer d LIMIT 1)"
/* $1 vehicle, $2 since, $3 until, $4 it came with its passport, $5 passport, $6 prices
 * may be told at all. */
#define CAR                                                                                  \
	"WITH c AS (SELECT $1::uuid AS v, $2::timestamptz AS since, $3::timestamptz AS until,"\
	"  $4::boolean AS first, " OWN_DAY("$2", "$4::boolean") " AS own,"                   \
	"  " DEALER_DATE("$3") " AS ended)"

static const char SQL_VISITS[] = CAR
	" SELECT jsonb_strip_nulls(jsonb_build_object('passport_id', $5::uuid,"
	"  'date', visit_date, 'garage', " GARAGE_NAME ", 'odometer_km', i.j -> 'odometer_km',"
	"  'work', coalesce(i.j -> 'classes', '[]'), 'paid_excl_vat_cents',"
	"  CASE WHEN $6::boolean AND visit_date >= c.own"
	"   THEN coalesce(i.j -> 'customer_net_cents', '0') END))::text"
	" FROM c CROSS JOIN LATERAL (" VISITS_HAD ") i ORDER BY visit_date, visit_id"
	" LIMIT 1000";

static const char SQL_REPORTS[] = CAR
	" SELECT jsonb_strip_nulls(jsonb_build_object('passport_id', $5::uuid,"
	"  'date', i.inspection_date, 'garage', " GARAGE_NAME ", 'inspection_id',"
	"  i.inspection_id, 'advices', (SELECT jsonb_agg(e -> 'text')"
	"   FROM jsonb_array_elements(coalesce(" AS_JSON("i.head") " -> 'advices', '[]')) e"
	"   WHERE $6::boolean IS NOT NULL AND " FORM_IS_OWN ")))::text"
	" FROM c JOIN gateway.inspection i ON i.vehicle_id = c.v"
	" WHERE i.saved_number > 0 AND i.status <> 'discarded'"
	"  AND i.inspection_date IS NOT NULL AND (c.until IS NULL OR i.opened_on < c.until)"
	" ORDER BY i.inspection_date, i.inspection_id LIMIT 1000";
/* clang-format on */

int store_holder_file_list(struct tx *tx, const struct passport_view *view,
			   const struct passport_garage *garage,
			   enum holder_file_list list, struct rows **ret_rows,
			   struct err *err)
{
	bool priced = view->role != PASSPORT_DRIVER;

	return tx_rows(tx, list == HOLDER_FILE_VISITS ? SQL_VISITS : SQL_REPORTS,
		       ARGS(arg_uuid(&garage->vehicle), arg_instant(view->since),
			    arg_instant(garage->until), arg_bool(view->is_first),
			    arg_uuid(&view->passport), arg_bool(priced)),
		       ret_rows, err);
}
