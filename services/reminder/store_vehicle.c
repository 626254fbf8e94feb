/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vehicles, their visits, and what users say to be wrong with them.
 */
#include "reminder/store_vehicle.h"
#include "base/mem.h"

/* Answers whether a forecast would read anything else than before. */
static const char SQL_VEHICLE_SAVE[] =
	"WITH old AS (SELECT customer_id, fuel, category, first_admission, apk_expiry,"
	" is_stock_car, make, model, delivered_on FROM vehicle"
	" WHERE dealer = $1 AND vehicle_id = $2)"
	" INSERT INTO vehicle AS v (dealer, vehicle_id, version, customer_id, plate,"
	" make, model, fuel, category, first_admission, apk_expiry, is_stock_car,"
	" delivered_on)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET version = excluded.version,"
	" customer_id = excluded.customer_id, plate = excluded.plate, make ="
	" excluded.make,"
	" model = excluded.model, fuel = excluded.fuel, category = excluded.category,"
	" first_admission = excluded.first_admission, apk_expiry = excluded.apk_expiry,"
	" is_stock_car = excluded.is_stock_car, delivered_on = excluded.delivered_on"
	" WHERE excluded.version > v.version"
	" RETURNING NOT EXISTS (SELECT FROM old"
	" WHERE (old.customer_id, old.fuel, old.category, old.first_admission,"
	" old.apk_expiry, old.is_stock_car, old.make, old.model, old.delivered_on)"
	" IS NOT DISTINCT FROM (v.customer_id, v.fuel, v.category, v.first_admission,"
	" v.apk_expiry,"
	" v.is_stock_car, v.make, v.model, v.delivered_on))";

static const char SQL_VEHICLE_INTERVAL[] =
	"INSERT INTO vehicle AS v (dealer, vehicle_id, version, own_interval_months,"
	" own_interval_km) VALUES ($1, $2, 0, nullif($3::bigint, 0), nullif($4::bigint,"
	" 0))"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET"
	" own_interval_months = coalesce(excluded.own_interval_months,"
	" v.own_interval_months),"
	" own_interval_km = coalesce(excluded.own_interval_km, v.own_interval_km)";

static const char SQL_VISIT_SAVE[] =
	"INSERT INTO visit AS v (dealer, visit_id, version, vehicle_id, visit_date,"
	" customer_id, odometer_km, work, customer_net_cents, voided, time_parts)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
	" ON CONFLICT (dealer, visit_id) DO UPDATE SET version = excluded.version,"
	" vehicle_id = excluded.vehicle_id, visit_date = excluded.visit_date,"
	" customer_id = excluded.customer_id, odometer_km = excluded.odometer_km,"
	" work = excluded.work, customer_net_cents = excluded.customer_net_cents,"
	" voided = excluded.voided, time_parts = excluded.time_parts"
	" WHERE excluded.version > v.version";

static const char SQL_VISIT_ABSORBED[] =
	"INSERT INTO visit (dealer, visit_id, version, vehicle_id, absorbed)"
	" VALUES ($1, $2, 0, $3, true)"
	" ON CONFLICT (dealer, visit_id) DO UPDATE SET absorbed = true";

static const char SQL_VISIT_ODOMETER[] =
	"UPDATE visit SET right_odometer_km = $4, disregard_odometer = $4::bigint IS NULL"
	" WHERE dealer = $1 AND vehicle_id = $2 AND visit_id = $3";

static const char SQL_VISIT_NOT_SERVICE[] =
	"UPDATE visit SET not_service = true"
	" WHERE dealer = $1 AND vehicle_id = $2 AND visit_id = $3";

static const char SQL_VISITS_SINCE[] =
	"SELECT visit_id, vehicle_id, customer_id, version, visit_date,"
	" customer_net_cents, voided, odometer_km, work, time_parts"
	" FROM visit WHERE dealer = $1 AND customer_id = $2 AND visit_date >= $3"
	" AND NOT absorbed ORDER BY visit_date, visit_id LIMIT $4";

static const char SQL_VISIT_LOAD[] =
	"SELECT visit_id, vehicle_id, customer_id, version, visit_date,"
	" customer_net_cents, voided, odometer_km, work, time_parts"
	" FROM visit WHERE dealer = $1 AND visit_id = $2";

static const char SQL_CORRECTION_ADD[] =
	"INSERT INTO correction (dealer, command_id, vehicle_id, visit_id, kind, actor,"
	" at,"
	" odometer_km, interval_months, interval_km)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, nullif($9::bigint, 0),"
	" nullif($10::bigint, 0))"
	" ON CONFLICT (dealer, command_id) DO NOTHING";

static struct arg arg_km(int64_t km)
{
	return km < 0 ? arg_null() : arg_int(km);
}

int store_vehicle_save(struct tx *tx, const char *dealer, const struct vehicle_row *row,
		       bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VEHICLE_SAVE,
		    ARGS(arg_text(dealer), arg_uuid(&row->vehicle), arg_int(row->version),
			 arg_uuid(&row->customer), arg_text(row->plate),
			 arg_text(row->make), arg_text(row->model), arg_int(row->fuel),
			 arg_int(row->category), arg_date(row->first_admission),
			 arg_date(row->apk_expiry), arg_bool(row->is_stock_car),
			 arg_date(row->delivered_on)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}

int store_vehicle_interval(struct tx *tx, const char *dealer, const struct uuid *vehicle,
			   int64_t months, int64_t km, struct err *err)
{
	return tx_run(
		tx, SQL_VEHICLE_INTERVAL,
		ARGS(arg_text(dealer), arg_uuid(vehicle), arg_int(months), arg_int(km)),
		NULL, err);
}

int store_visit_save(struct tx *tx, const char *dealer, const struct visit_row *row,
		     bool *ret_changed, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_VISIT_SAVE,
		   ARGS(arg_text(dealer), arg_uuid(&row->visit), arg_int(row->version),
			arg_uuid(&row->vehicle), arg_date(row->date),
			arg_uuid(&row->customer), arg_km(row->odometer_km),
			arg_int(row->work), arg_int(row->customer_net_cents),
			arg_bool(row->voided), arg_int(row->parts)),
		   &affected, err) < 0)
		return -1;
	*ret_changed = affected > 0;
	return 0;
}

int store_visit_absorbed(struct tx *tx, const char *dealer, const struct uuid *visit,
			 const struct uuid *vehicle, struct err *err)
{
	return tx_run(tx, SQL_VISIT_ABSORBED,
		      ARGS(arg_text(dealer), arg_uuid(visit), arg_uuid(vehicle)), NULL,
		      err);
}

static int must_affect(int64_t affected, const struct uuid *visit, struct err *err)
{
	if (affected > 0)
		return 0;
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_VISIT",
			    "the vehicle has no visit %s", visit->text);
}

int store_visit_odometer(struct tx *tx, const char *dealer, const struct uuid *vehicle,
			 const struct visit_odometer *right, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_VISIT_ODOMETER,
		   ARGS(arg_text(dealer), arg_uuid(vehicle), arg_uuid(&right->visit),
			arg_km(right->km)),
		   &affected, err) < 0)
		return -1;
	return must_affect(affected, &right->visit, err);
}

int store_visit_not_service(struct tx *tx, const char *dealer, const struct uuid *vehicle,
			    const struct uuid *visit, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_VISIT_NOT_SERVICE,
		   ARGS(arg_text(dealer), arg_uuid(vehicle), arg_uuid(visit)), &affected,
		   err) < 0)
		return -1;
	return must_affect(affected, visit, err);
}

static struct visit_row read_visit(const struct rows *rows, size_t i)
{
	return (struct visit_row){
		.visit = row_uuid(rows, i, 0),
		.vehicle = row_uuid(rows, i, 1),
		.customer = row_uuid(rows, i, 2),
		.version = row_int(rows, i, 3),
		.date = row_date(rows, i, 4),
		.odometer_km = row_is_null(rows, i, 7) ? -1 : row_int(rows, i, 7),
		.work = (unsigned)row_int(rows, i, 8),
		.parts = (unsigned)row_int(rows, i, 9),
		.customer_net_cents = row_int(rows, i, 5),
		.voided = row_bool(rows, i, 6),
	};
}

int store_visits_since(struct tx *tx, const char *dealer, const struct uuid *customer,
		       struct civil_date since, struct visit_list *ret_visits,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VISITS_SINCE,
		    ARGS(arg_text(dealer), arg_uuid(customer), arg_date(since),
			 arg_int(VISIT_LIST)),
		    &rows, err) < 0)
		return -1;
	ret_visits->count = rows_count(rows);
	for (size_t i = 0; i < ret_visits->count; i++)
		ret_visits->visits[i] = read_visit(rows, i);
	return 0;
}

int store_visit_find(struct tx *tx, const char *dealer, const struct uuid *visit,
		     struct visit_row *ret_row, bool *ret_found, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VISIT_LOAD, ARGS(arg_text(dealer), arg_uuid(visit)), &rows,
		    err) < 0)
		return -1;
	*ret_found = rows_count(rows) > 0;
	if (*ret_found)
		*ret_row = read_visit(rows, 0);
	return 0;
}

int store_visit_load(struct tx *tx, const char *dealer, const struct uuid *visit,
		     struct visit_row *ret_row, struct err *err)
{
	bool found;

	if (store_visit_find(tx, dealer, visit, ret_row, &found, err) < 0)
		return -1;
	return found ? 0 : err_set(err, ERR_ABSENT, "there is no visit %s", visit->text);
}

int store_correction_add(struct tx *tx, const char *dealer,
			 const struct correction_row *row, struct err *err)
{
	return tx_run(tx, SQL_CORRECTION_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->command),
			   arg_uuid(&row->vehicle), arg_uuid(&row->visit),
			   arg_text(row->kind), arg_text(row->actor),
			   arg_instant(row->at), arg_km(row->odometer_km),
			   arg_int(row->interval_months), arg_int(row->interval_km)),
		      NULL, err);
}
