/* SPDX-License-Identifier: Apache-2.0 */
/* Appointments: their one row each, how they are found, and who may make them. */
#include "fleet/store_appointment.h"

static const char SQL_OPEN[] =
	"SELECT version, status, date, minute, minutes, starts_at, kinds, stay, remarks,"
	" plate, make, model, vehicle_id, customer_id, passport_id, party_id,"
	" inspection_id, proposal_id, contact_email, contact_name, contact_phone,"
	" contact_language, booked_at, booked_by, moved_at, cancelled_at, cancelled_by,"
	" reason, sequence, link_hash, link_expires_at, invitation_id"
	" FROM appointment WHERE dealer = $1 AND appointment_id = $2 FOR UPDATE";

static const char SQL_ADD[] =
	"INSERT INTO appointment (dealer, appointment_id, version, status, date, minute,"
	" minutes, starts_at, kinds, stay, remarks, plate, make, model, vehicle_id,"
	" customer_id, passport_id, party_id, inspection_id, proposal_id, contact_email,"
	" contact_name, contact_phone, contact_language, booked_at, booked_by, sequence,"
	" link_hash, link_expires_at, invitation_id)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
	" $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,"
	" $30)"
	" ON CONFLICT DO NOTHING";

/* What was booked stays; the rest is what may change. */
static const char SQL_SAVE[] =
	"UPDATE appointment SET version = $3, status = $4, date = $5, minute = $6,"
	" minutes = $7, starts_at = $8, remarks = $9, plate = $10, contact_email = $11,"
	" contact_name = $12, contact_phone = $13, moved_at = $14, cancelled_at = $15,"
	" cancelled_by = $16, reason = $17, sequence = $18, link_hash = $19,"
	" link_expires_at = $20, party_id = $21, passport_id = $22"
	" WHERE dealer = $1 AND appointment_id = $2";

static const char SQL_OF_CUSTOMER[] =
	"SELECT dealer, appointment_id FROM appointment WHERE dealer = $1"
	" AND customer_id = $2 ORDER BY appointment_id";

static const char SQL_OF_PARTY[] =
	"SELECT dealer, appointment_id FROM appointment WHERE party_id = $1"
	" ORDER BY dealer, appointment_id";

static const char SQL_OF_PASSPORT[] =
	"SELECT dealer, appointment_id FROM appointment WHERE passport_id = $1"
	" ORDER BY dealer, appointment_id";

static const char SQL_CARS[] =
	"SELECT date, minute, minutes FROM appointment WHERE dealer = $1"
	" AND date BETWEEN $2 AND $3 AND status <> 'cancelled'"
	" AND ($4::uuid IS NULL OR appointment_id <> $4) ORDER BY date";

static const char SQL_MAY_BOOK[] =
	"SELECT FROM passport p JOIN passport_garage g ON g.passport_id = p.passport_id"
	" WHERE p.passport_id = $2 AND p.status IN ('active', 'transfer_pending')"
	" AND g.dealer = $3 AND g.until IS NULL AND (p.owner_id = $1 OR p.driver_id = $1"
	"  OR EXISTS (SELECT FROM party m WHERE m.party_id = $1 AND m.status = 'active'"
	"   AND m.fleet_id = p.fleet_id))";

static const char SQL_BY_PLATE[] =
	"SELECT vehicle_id, customer_id FROM vehicle WHERE dealer = $1 AND plate = $2"
	" ORDER BY version DESC, vehicle_id LIMIT 1";

static const char SQL_OF_PLATE_OF[] =
	"SELECT v.vehicle_id, coalesce(g.customer_id, v.customer_id) FROM passport p"
	" JOIN vehicle v ON v.dealer = $1"
	"  AND (v.vehicle_id = p.vehicle_id OR v.plate = p.plate)"
	" LEFT JOIN passport_garage g ON g.passport_id = p.passport_id AND g.dealer = $1"
	" WHERE p.passport_id = $2"
	" ORDER BY (v.vehicle_id = p.vehicle_id) DESC, v.version DESC LIMIT 1";

enum column {
	VERSION,
	STATUS,
	DATE,
	MINUTE,
	MINUTES,
	STARTS_AT,
	KINDS,
	STAY,
	REMARKS,
	PLATE,
	MAKE,
	MODEL,
	VEHICLE,
	CUSTOMER,
	PASSPORT,
	PARTY,
	INSPECTION,
	PROPOSAL,
	EMAIL,
	NAME,
	PHONE,
	LANGUAGE,
	BOOKED_AT,
	BOOKED_BY,
	MOVED_AT,
	CANCELLED_AT,
	CANCELLED_BY,
	REASON,
	SEQUENCE,
	LINK_HASH,
	LINK_EXPIRES_AT,
	INVITATION,
};

static void read_when(const struct rows *rows, struct appointment_row *row)
{
	row->version = row_int(rows, 0, VERSION);
	row->status = row_text(rows, 0, STATUS);
	row->date = row_date(rows, 0, DATE);
	row->minute = row_int(rows, 0, MINUTE);
	row->minutes = row_int(rows, 0, MINUTES);
	row->starts_at = row_instant(rows, 0, STARTS_AT);
	row->kinds = row_text(rows, 0, KINDS);
	row->stay = row_text(rows, 0, STAY);
	row->remarks = row_text(rows, 0, REMARKS);
	row->plate = row_text(rows, 0, PLATE);
	row->make = row_text(rows, 0, MAKE);
	row->model = row_text(rows, 0, MODEL);
}

static void read_who(const struct rows *rows, struct appointment_row *row)
{
	row->vehicle = row_uuid(rows, 0, VEHICLE);
	row->customer = row_uuid(rows, 0, CUSTOMER);
	row->passport = row_uuid(rows, 0, PASSPORT);
	row->party = row_uuid(rows, 0, PARTY);
	row->inspection = row_uuid(rows, 0, INSPECTION);
	row->proposal = row_uuid(rows, 0, PROPOSAL);
	row->invitation = row_uuid(rows, 0, INVITATION);
	row->email = row_text(rows, 0, EMAIL);
	row->name = row_text(rows, 0, NAME);
	row->phone = row_text(rows, 0, PHONE);
	row->language = row_text(rows, 0, LANGUAGE);
}

static void read_steps(const struct rows *rows, struct appointment_row *row)
{
	row->booked_at = row_instant(rows, 0, BOOKED_AT);
	row->booked_by = row_text(rows, 0, BOOKED_BY);
	row->moved_at = row_instant(rows, 0, MOVED_AT);
	row->cancelled_at = row_instant(rows, 0, CANCELLED_AT);
	row->cancelled_by = row_text(rows, 0, CANCELLED_BY);
	row->reason = row_text(rows, 0, REASON);
	row->sequence = row_int(rows, 0, SEQUENCE);
	row->link_hash = row_text(rows, 0, LINK_HASH);
	row->link_expires_at = row_instant(rows, 0, LINK_EXPIRES_AT);
}

int store_appointment_open(struct tx *tx, const char *dealer, const struct uuid *id,
			   struct appointment_row *ret_row, struct rows **ret_rows,
			   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OPEN, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_APPOINTMENT",
				    "there is no appointment %s", id->text);
	*ret_row = (struct appointment_row){ .id = *id };
	read_when(rows, ret_row);
	read_who(rows, ret_row);
	read_steps(rows, ret_row);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_appointment_add(struct tx *tx, const char *dealer,
			  const struct appointment_row *row, bool *ret_added,
			  struct err *err)
{
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			arg_text(row->status), arg_date(row->date), arg_int(row->minute),
			arg_int(row->minutes), arg_instant(row->starts_at),
			arg_text(row->kinds), arg_text(row->stay), arg_text(row->remarks),
			arg_text(row->plate), arg_text(row->make), arg_text(row->model),
			arg_uuid(&row->vehicle), arg_uuid(&row->customer),
			arg_uuid(&row->passport), arg_uuid(&row->party),
			arg_uuid(&row->inspection), arg_uuid(&row->proposal),
			arg_text(row->email), arg_text(row->name), arg_text(row->phone),
			arg_text(row->language), arg_instant(row->booked_at),
			arg_text(row->booked_by), arg_int(row->sequence),
			arg_text(row->link_hash), arg_instant(row->link_expires_at),
			arg_uuid(&row->invitation)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_appointment_save(struct tx *tx, const char *dealer,
			   const struct appointment_row *row, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			   arg_text(row->status), arg_date(row->date),
			   arg_int(row->minute), arg_int(row->minutes),
			   arg_instant(row->starts_at), arg_text(row->remarks),
			   arg_text(row->plate), arg_text(row->email),
			   arg_text(row->name), arg_text(row->phone),
			   arg_instant(row->moved_at), arg_instant(row->cancelled_at),
			   arg_text(row->cancelled_by), arg_text(row->reason),
			   arg_int(row->sequence), arg_text(row->link_hash),
			   arg_instant(row->link_expires_at), arg_uuid(&row->party),
			   arg_uuid(&row->passport)),
		      NULL, err);
}

int store_appointments_of_customer(struct tx *tx, const char *dealer,
				   const struct uuid *customer, struct rows **ret_rows,
				   struct err *err)
{
	return tx_rows(tx, SQL_OF_CUSTOMER, ARGS(arg_text(dealer), arg_uuid(customer)),
		       ret_rows, err);
}

int store_appointments_of_party(struct tx *tx, const struct uuid *party,
				struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_PARTY, ARGS(arg_uuid(party)), ret_rows, err);
}

int store_appointments_of_passport(struct tx *tx, const struct uuid *passport,
				   struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_PASSPORT, ARGS(arg_uuid(passport)), ret_rows, err);
}

int store_cars_of_days(struct tx *tx, const char *dealer, struct days days,
		       const struct uuid *but, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CARS,
		       ARGS(arg_text(dealer), arg_date(days.from), arg_date(days.to),
			    but ? arg_uuid(but) : arg_null()),
		       ret_rows, err);
}

int store_may_book(struct tx *tx, const struct booking_right *right, bool *ret_may,
		   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_MAY_BOOK,
		    ARGS(arg_text(right->party_id), arg_text(right->passport_id),
			 arg_text(right->garage)),
		    &rows, err) < 0)
		return -1;
	*ret_may = rows_count(rows) > 0;
	return 0;
}

static void read_car(const struct rows *rows, struct known_car *ret_car)
{
	*ret_car = (struct known_car){ 0 };
	if (rows_count(rows) > 0)
		*ret_car =
			(struct known_car){ row_uuid(rows, 0, 0), row_uuid(rows, 0, 1) };
}

int store_car_by_plate(struct tx *tx, const char *dealer, const char *plate,
		       struct known_car *ret_car, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_BY_PLATE, ARGS(arg_text(dealer), arg_text(plate)), &rows,
		    err) < 0)
		return -1;
	read_car(rows, ret_car);
	return 0;
}

int store_car_of_passport(struct tx *tx, const char *dealer, const struct uuid *passport,
			  struct known_car *ret_car, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OF_PLATE_OF, ARGS(arg_text(dealer), arg_uuid(passport)),
		    &rows, err) < 0)
		return -1;
	read_car(rows, ret_car);
	return 0;
}
