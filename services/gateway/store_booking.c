/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of appointments and of garages' days. */
#include "gateway/store_booking.h"

#include "gateway/row_sql.h"

/* clang-format off */
static const char SQL_CALENDAR[] =
	"SELECT '{\"date\":\"' || date || '\",\"slots\":' || slots || '}'"
	" FROM gateway.calendar WHERE date BETWEEN $1 AND $2 ORDER BY date";

#define BOOKING_JSON                                                                         \
	"'{' || b.card || CASE WHEN b.customer_id IS NULL THEN '' ELSE ',\"customer\":' || " \
	CUSTOMER_JSON("b.customer_id") " END || '}'"

static const char SQL_LIST[] =
	"SELECT " BOOKING_JSON ", to_json(b.starts_at) #>> '{}', b.appointment_id"
	" FROM gateway.appointment b" JOIN_CUSTOMER("b")
	" WHERE ($1::date IS NULL OR b.date >= $1) AND ($2::date IS NULL OR b.date <= $2)"
	" AND ($3::text IS NULL OR b.status = $3)"
	" AND ($4::uuid IS NULL OR b.vehicle_id = $4)"
	" AND ($5::uuid IS NULL OR b.customer_id = $5)"
	" AND ($7::uuid IS NULL OR (b.starts_at, b.appointment_id)"
	"  > ($6::timestamptz, $7::uuid))"
	" ORDER BY b.starts_at, b.appointment_id LIMIT $8";

static const char SQL_ONE[] =
	"SELECT " BOOKING_JSON ", b.version FROM gateway.appointment b" JOIN_CUSTOMER("b")
	" WHERE b.appointment_id = $1";

#define STATE_JSON "'{\"dealer\":' || to_json(dealer) || ',' || card || '}'"

static const char SQL_LOAD[] =
	"SELECT " STATE_JSON " FROM gateway.appointment WHERE appointment_id = $1";

static const char SQL_OF_FORM[] =
	"SELECT " STATE_JSON " FROM gateway.appointment WHERE inspection_id = $1"
	" AND status = 'booked' AND starts_at > $2 ORDER BY starts_at LIMIT 1";

#define OF_LINK "('{' || b.card || '}')::jsonb ->> 'invitation_id' = $2::uuid::text"

/* What the list has learned of the car since shuts the link, too. */
static const char SQL_INVITED_CAR[] =
	"SELECT coalesce(('{' || v.card || '}')::jsonb ->> 'plate_formatted', v.plate),"
	" ('{' || v.card || '}')::jsonb ->> 'make',"
	" ('{' || v.card || '}')::jsonb ->> 'model',"
	" (SELECT count(*) FROM gateway.appointment b WHERE b.vehicle_id = $1 AND " OF_LINK ")"
	" FROM gateway.vehicle v JOIN gateway.customer c ON c.customer_id = v.customer_id"
	" WHERE v.vehicle_id = $1 AND v.customer_id = $3"
	" AND NOT EXISTS (SELECT FROM gateway.proposal p WHERE p.proposal_id = $4"
	"  AND p.status_reason IN ('SOLD', 'EXPORTED', 'HOLDER_CHANGED', 'NOT_OWNER'))";

static const char SQL_OF_INVITED[] =
	"SELECT b.appointment_id, coalesce(" OF_LINK ", false) AS own, " STATE_JSON
	" FROM gateway.appointment b WHERE b.vehicle_id = $1 AND b.status = 'booked'"
	" AND b.starts_at > $3 ORDER BY own DESC, b.starts_at LIMIT 1";

static const char SQL_CONTACT[] =
	"SELECT email, name, language, ('{' || more || '}')::jsonb ->> 'phone'"
	" FROM gateway.party WHERE '@' || party_id = gateway.tenant()";

/* $1 first day, $2 last, $3 earliest. A slot has a place while fewer cars come than fit. */
#define FREE                                                                                 \
	"SELECT c.date, s ->> 'time' AS time, (s ->> 'minutes')::int AS minutes,"            \
	" (c.date + (s ->> 'time')::time) AT TIME ZONE " DEALER_ZONE " AS starts"            \
	" FROM gateway.calendar c, jsonb_array_elements(c.slots) s"                          \
	" WHERE c.date BETWEEN $1 AND $2"                                                    \
	" AND (s ->> 'taken')::int < (s ->> 'capacity')::int"                                \
	" AND (c.date + (s ->> 'time')::time) AT TIME ZONE " DEALER_ZONE " >= $3::timestamptz"

static const char SQL_FREE[] =
	"SELECT date, time, minutes FROM (" FREE ") f ORDER BY date, time LIMIT $4";

static const char SQL_FREE_DAYS[] =
	"SELECT jsonb_build_object('date', date, 'slots', jsonb_agg(jsonb_build_object("
	" 'time', time, 'minutes', minutes) ORDER BY time))::text"
	" FROM (" FREE ") f GROUP BY date ORDER BY date LIMIT $4";

static const char SQL_NEAREST[] =
	"SELECT date, time, minutes FROM (SELECT * FROM (" FREE ") f"
	" WHERE starts <> $5::timestamptz"
	" ORDER BY abs(extract(epoch FROM starts - $5::timestamptz)), starts LIMIT $4) n"
	" ORDER BY date, time";
/* clang-format on */

int store_calendar_write(struct tx *tx, struct day_range range, struct strbuf *out,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CALENDAR, ARGS(arg_date(range.from), arg_date(range.to)),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_bookings_write(struct tx *tx, const struct booking_filter *filter,
			 struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST,
		    ARGS(arg_date(filter->range.from), arg_date(filter->range.to),
			 arg_text(filter->status), arg_uuid(&filter->vehicle),
			 arg_uuid(&filter->customer), arg_text(key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

static int absent(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_APPOINTMENT",
			    "there is no such appointment");
}

int store_booking_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ONE, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(err);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_booking_load(struct tx *tx, const struct uuid *id, char **ret_json,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LOAD, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(err);
	*ret_json = mem_text(row_text(rows, 0, 0));
	return 0;
}

int store_booking_of_form(struct tx *tx, const struct uuid *inspection, char **ret_json,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;
	*ret_json = NULL;
	if (tx_rows(tx, SQL_OF_FORM, ARGS(arg_uuid(inspection), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_json = mem_text(row_text(rows, 0, 0));
	return 0;
}

int store_invited_car(struct tx *tx, const struct invited *wanted,
		      struct invited_car *ret_car, struct rows **ret_rows,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_INVITED_CAR,
		    ARGS(arg_uuid(&wanted->vehicle), arg_uuid(&wanted->invitation),
			 arg_uuid(&wanted->customer), arg_uuid(&wanted->proposal)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "the car is no longer this customer's");
	*ret_car = (struct invited_car){
		.plate = row_text(rows, 0, 0),
		.make = row_text(rows, 0, 1),
		.model = row_text(rows, 0, 2),
		.booked = row_int(rows, 0, 3),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_booking_of_invited(struct tx *tx, const struct invited *wanted,
			     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_INVITED,
		       ARGS(arg_uuid(&wanted->vehicle), arg_uuid(&wanted->invitation),
			    arg_instant(tx_now(tx))),
		       ret_rows, err);
}

int store_own_contact(struct tx *tx, struct own_contact *ret_contact,
		      struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CONTACT, NO_ARGS, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no such party");
	*ret_contact = (struct own_contact){
		.email = row_text(rows, 0, 0),
		.name = row_text(rows, 0, 1),
		.language = row_text(rows, 0, 2),
		.phone = row_text(rows, 0, 3),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_free_slots(struct tx *tx, const struct free_slots *wanted,
		     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_FREE,
		       ARGS(arg_date(wanted->range.from), arg_date(wanted->range.to),
			    arg_instant(wanted->earliest), arg_int(wanted->limit)),
		       ret_rows, err);
}

int store_free_days_write(struct tx *tx, const struct free_slots *wanted,
			  struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FREE_DAYS,
		    ARGS(arg_date(wanted->range.from), arg_date(wanted->range.to),
			 arg_instant(wanted->earliest), arg_int(wanted->limit)),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_nearest_slots(struct tx *tx, const struct free_slots *wanted,
			struct instant wish, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_NEAREST,
		       ARGS(arg_date(wanted->range.from), arg_date(wanted->range.to),
			    arg_instant(wanted->earliest), arg_int(wanted->limit),
			    arg_instant(wish)),
		       ret_rows, err);
}
