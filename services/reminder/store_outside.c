/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The register's plates, passports and appointments, as other services state them.
 */
#include "reminder/store_outside.h"

#include "base/mem.h"

#define CARS "SELECT v.dealer, v.vehicle_id, v.customer_id FROM vehicle v"

static const char SQL_OF_PLATE[] =
	CARS " WHERE v.plate = $1 AND $1 <> '' ORDER BY v.dealer, v.vehicle_id";

static const char SQL_OF_PASSPORT[] = CARS
	" JOIN passport p ON p.dealer = v.dealer AND (p.vehicle_id = v.vehicle_id"
	" OR (p.plate = v.plate AND p.plate <> '')) WHERE p.passport_id = $1::text::uuid"
	" ORDER BY v.dealer, v.vehicle_id";

static const char SQL_OF_GARAGES[] =
	CARS " JOIN unnest($1::text[], $2::text[]) AS g (dealer, id)"
	     " ON v.dealer = g.dealer AND (v.vehicle_id = g.id::uuid"
	     " OR (v.plate = $3 AND v.plate <> '')) ORDER BY v.dealer, v.vehicle_id";

/* Answers whether a forecast would read anything else than before. */
static const char SQL_REGISTER[] =
	"WITH old AS (SELECT * FROM register WHERE plate = $1)"
	" INSERT INTO register AS r (plate, version, checked_on, apk_expiry,"
	" apk_moved_on, holder_since, exported, first_admission, fuel, recalls,"
	" recall_since, recall_code)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint,"
	" CASE WHEN $10::bigint > 0 THEN coalesce($11::date, $3::date) END, $12)"
	" ON CONFLICT (plate) DO UPDATE SET version = excluded.version,"
	" checked_on = excluded.checked_on, apk_expiry = excluded.apk_expiry,"
	" apk_moved_on = coalesce(excluded.apk_moved_on, r.apk_moved_on),"
	" holder_since = coalesce(excluded.holder_since, r.holder_since),"
	" holder_moved_on = CASE WHEN excluded.holder_since > r.holder_since"
	" THEN excluded.holder_since ELSE r.holder_moved_on END,"
	" exported = excluded.exported,"
	" first_admission = excluded.first_admission, fuel = excluded.fuel,"
	" recalls = excluded.recalls, recall_code = excluded.recall_code,"
	" recall_since = CASE WHEN $11::date IS NULL AND excluded.recalls > 0"
	" AND excluded.recall_code = r.recall_code THEN r.recall_since"
	" ELSE excluded.recall_since END"
	" WHERE excluded.version > r.version"
	" RETURNING NOT EXISTS (SELECT FROM old WHERE (old.apk_expiry, old.apk_moved_on,"
	" old.holder_moved_on, old.exported, old.first_admission, old.fuel, old.recalls,"
	" old.recall_since) IS NOT DISTINCT FROM (r.apk_expiry, r.apk_moved_on,"
	" r.holder_moved_on, r.exported, r.first_admission, r.fuel, r.recalls,"
	" r.recall_since))";

static const char SQL_PASSPORT[] =
	"WITH old AS (SELECT * FROM passport WHERE dealer = $1"
	" AND passport_id = $2::text::uuid)"
	" INSERT INTO passport AS p (dealer, passport_id, version, vehicle_id, plate,"
	" is_live, holder_changed_at, gone_at, gone_reason, contact_email, contact_name,"
	" contact_language, contact_party, in_fleet)"
	" VALUES ($1, $2::text::uuid, $3, $4::text::uuid, coalesce($5, ''), $6, $7, $8,"
	" $9, $10, $11, $12, $13::text::uuid, $14)"
	" ON CONFLICT (dealer, passport_id) DO UPDATE SET version = excluded.version,"
	" vehicle_id = excluded.vehicle_id, plate = excluded.plate,"
	" is_live = excluded.is_live, holder_changed_at = excluded.holder_changed_at,"
	" gone_at = excluded.gone_at, gone_reason = excluded.gone_reason,"
	" contact_email = excluded.contact_email, contact_name = excluded.contact_name,"
	" contact_language = excluded.contact_language,"
	" contact_party = excluded.contact_party, in_fleet = excluded.in_fleet"
	" WHERE excluded.version > p.version"
	" RETURNING NOT EXISTS (SELECT FROM old WHERE (old.plate, old.vehicle_id,"
	" old.is_live, old.holder_changed_at, old.gone_at, old.contact_email IS NULL)"
	" IS NOT DISTINCT FROM (p.plate, p.vehicle_id, p.is_live, p.holder_changed_at,"
	" p.gone_at, p.contact_email IS NULL))";

static const char SQL_PASSPORT_GONE[] =
	"DELETE FROM passport WHERE passport_id = $1::text::uuid";

static const char SQL_CONTACT[] =
	"SELECT p.contact_email, p.contact_name, p.contact_language, p.contact_party,"
	" p.passport_id"
	" FROM vehicle v JOIN passport p ON p.dealer = v.dealer"
	" AND (p.vehicle_id = v.vehicle_id OR (p.plate = v.plate AND p.plate <> ''))"
	" WHERE v.dealer = $1 AND v.vehicle_id = $2 AND p.is_live"
	" AND p.contact_email IS NOT NULL ORDER BY p.passport_id DESC LIMIT 1";

/* Nobody's car and nobody's customer is kept as it is: the garage may not know them. */
static const char SQL_APPOINTMENT[] =
	"WITH owner AS (SELECT customer_id FROM vehicle"
	" WHERE dealer = $1 AND vehicle_id = $5),"
	" old AS (SELECT * FROM appointment WHERE dealer = $1 AND appointment_id = $2),"
	" kept AS (INSERT INTO appointment AS a (dealer, appointment_id, version, status,"
	" vehicle_id, customer_id, date, booked_at, invitation)"
	" VALUES ($1, $2, $3, $4, $5,"
	" coalesce($6, (SELECT customer_id FROM owner)), $7, $8, $9)"
	" ON CONFLICT (dealer, appointment_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, vehicle_id = excluded.vehicle_id,"
	" customer_id = excluded.customer_id, date = excluded.date,"
	" booked_at = excluded.booked_at, invitation = excluded.invitation"
	" WHERE excluded.version > a.version"
	" RETURNING NOT EXISTS (SELECT FROM old WHERE (old.status, old.vehicle_id,"
	" old.customer_id, old.date, old.booked_at) IS NOT DISTINCT FROM (a.status,"
	" a.vehicle_id, a.customer_id, a.date, a.booked_at)) AS changed)"
	" SELECT kept.changed, (SELECT customer_id FROM owner) FROM kept";

static const char SQL_APPOINTMENT_GONE[] =
	"DELETE FROM appointment WHERE dealer = $1 AND appointment_id = $2";

static const char SQL_APPOINTMENTS[] =
	"SELECT appointment_id, version, status, vehicle_id, customer_id, date,"
	" booked_at, invitation"
	" FROM appointment WHERE dealer = $1 AND booked_at >= $4"
	" AND (customer_id = $2 OR vehicle_id = ANY($3::text[]::uuid[]))"
	" ORDER BY booked_at, appointment_id LIMIT $5";

int store_outside_cars_of_plate(struct tx *tx, const char *plate, struct rows **ret_rows,
				struct err *err)
{
	return tx_rows(tx, SQL_OF_PLATE, ARGS(arg_text(plate)), ret_rows, err);
}

int store_outside_cars_of_passport(struct tx *tx, const char *passport_id,
				   struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_PASSPORT, ARGS(arg_text(passport_id)), ret_rows, err);
}

int store_outside_cars_of(struct tx *tx, const struct passport_cars *wanted,
			  struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_GARAGES,
		       ARGS(arg_texts(wanted->dealers, wanted->count),
			    arg_texts(wanted->vehicles, wanted->count),
			    arg_text(wanted->plate)),
		       ret_rows, err);
}

static bool says_changed(const struct rows *rows)
{
	return rows_count(rows) > 0 && row_bool(rows, 0, 0);
}

int store_outside_register(struct tx *tx, const struct register_row *row,
			   bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_REGISTER,
		    ARGS(arg_text(row->plate), arg_int(row->version),
			 arg_date(row->checked_on), arg_date(row->apk_expiry),
			 arg_date(row->apk_moved_on), arg_date(row->holder_since),
			 arg_bool(row->exported), arg_date(row->first_admission),
			 arg_int(row->fuel), arg_int(row->recalls),
			 arg_date(row->recalled_on), arg_text(row->recall_codes)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = says_changed(rows);
	return 0;
}

int store_outside_passport(struct tx *tx, const char *dealer,
			   const struct passport_row *row, bool *ret_changed,
			   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_PASSPORT,
		    ARGS(arg_text(dealer), arg_text(row->passport_id),
			 arg_int(row->version), arg_text(row->vehicle_id),
			 arg_text(row->plate), arg_bool(row->is_live),
			 arg_instant(row->holder_changed_at), arg_instant(row->gone_at),
			 arg_text(row->gone_reason), arg_text(row->contact_email),
			 arg_text(row->contact_name), arg_text(row->contact_language),
			 arg_text(row->contact_party), arg_bool(row->in_fleet)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = says_changed(rows);
	return 0;
}

int store_outside_passport_gone(struct tx *tx, const char *passport_id, struct err *err)
{
	return tx_run(tx, SQL_PASSPORT_GONE, ARGS(arg_text(passport_id)), NULL, err);
}

int store_outside_contact(struct tx *tx, const char *dealer, const struct uuid *vehicle,
			  struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CONTACT, ARGS(arg_text(dealer), arg_uuid(vehicle)),
		       ret_rows, err);
}

int store_outside_appointment(struct tx *tx, const char *dealer,
			      const struct appointment_row *row, bool *ret_changed,
			      struct uuid *ret_owner, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_APPOINTMENT,
		    ARGS(arg_text(dealer), arg_uuid(&row->appointment),
			 arg_int(row->version), arg_text(row->status),
			 arg_uuid(&row->vehicle), arg_uuid(&row->customer),
			 arg_date(row->date), arg_instant(row->booked_at),
			 arg_uuid(&row->invitation)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = says_changed(rows);
	*ret_owner = rows_count(rows) > 0 ? row_uuid(rows, 0, 1) : uuid_from(NULL);
	return 0;
}

int store_outside_appointment_gone(struct tx *tx, const char *dealer,
				   const struct uuid *appointment, struct err *err)
{
	return tx_run(tx, SQL_APPOINTMENT_GONE,
		      ARGS(arg_text(dealer), arg_uuid(appointment)), NULL, err);
}

void store_outside_appointments_free(struct appointment_list *list)
{
	rows_free(list->lent);
	list->lent = NULL;
	list->count = 0;
}

int store_outside_appointments(struct tx *tx, const char *dealer,
			       const struct appointments_wanted *wanted,
			       struct appointment_list *ret_list, struct err *err)
{
	ret_list->lent = NULL;
	if (tx_rows(tx, SQL_APPOINTMENTS,
		    ARGS(arg_text(dealer), arg_uuid(&wanted->customer),
			 arg_texts(wanted->vehicles, wanted->vehicles_count),
			 arg_instant(wanted->since), arg_int(APPOINTMENT_LIST)),
		    &ret_list->lent, err) < 0)
		return -1;
	const struct rows *rows = ret_list->lent;

	ret_list->count = rows_count(rows);
	for (size_t i = 0; i < ret_list->count; i++)
		ret_list->rows[i] = (struct appointment_row){
			.appointment = row_uuid(rows, i, 0),
			.version = row_int(rows, i, 1),
			.status = row_text(rows, i, 2),
			.vehicle = row_uuid(rows, i, 3),
			.customer = row_uuid(rows, i, 4),
			.date = row_date(rows, i, 5),
			.booked_at = row_instant(rows, i, 6),
			.invitation = row_uuid(rows, i, 7),
		};
	return 0;
}
