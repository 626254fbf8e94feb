/* SPDX-License-Identifier: Apache-2.0 */
/* Leads, and who of a garage is told of them. */
#include "reminder/store_lead.h"

static const char SQL_LOAD[] =
	"SELECT version, status, customer_id, plate, opened_at, vehicle_known, listable,"
	" state FROM lead WHERE dealer = $1 AND lead_id = $2 FOR UPDATE";

static const char SQL_OF_CUSTOMER[] =
	"SELECT lead_id FROM lead WHERE dealer = $1 AND customer_id = $2"
	" ORDER BY opened_at DESC, lead_id";

static const char SQL_OF_PLATE[] =
	"SELECT lead_id FROM lead WHERE dealer = $1 AND plate = $2"
	" AND status <> 'customer' ORDER BY opened_at DESC, lead_id";

static const char SQL_SAVE[] =
	"INSERT INTO lead AS l (dealer, lead_id, version, status, customer_id, plate,"
	" opened_at, touched_at, vehicle_known, listable, state)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
	" ON CONFLICT (dealer, lead_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, customer_id = excluded.customer_id,"
	" touched_at = CASE WHEN excluded.status = l.status THEN l.touched_at"
	" ELSE excluded.touched_at END, vehicle_known = excluded.vehicle_known,"
	" listable = excluded.listable, state = excluded.state";

static const char SQL_DROP[] = "DELETE FROM lead WHERE dealer = $1 AND lead_id = $2";

static const char SQL_OLD[] =
	"SELECT dealer, lead_id, customer_id, status FROM lead"
	" WHERE touched_at < $1 AND (NOT listable OR status IN ('lost', 'customer')"
	" OR touched_at < $2) ORDER BY touched_at LIMIT $3";

static const char SQL_CAR_KNOWN[] =
	"SELECT vehicle_id, was_here FROM (SELECT v.vehicle_id, EXISTS (SELECT"
	" FROM visit x WHERE x.dealer = v.dealer AND x.vehicle_id = v.vehicle_id"
	" AND x.version > 0 AND NOT x.voided AND NOT x.absorbed) AS was_here"
	" FROM vehicle v WHERE v.dealer = $1 AND v.plate = $2) c"
	" ORDER BY was_here DESC, vehicle_id LIMIT 1";

static const char SQL_VISIT[] =
	"SELECT customer_id, visit_date FROM visit WHERE dealer = $1 AND vehicle_id = $2"
	" AND visit_date >= $3 AND version > 0 AND NOT voided AND NOT absorbed"
	" AND customer_id IS NOT NULL ORDER BY visit_date, visit_id LIMIT 1";

static const char SQL_PROPOSALS_OVER[] =
	"UPDATE proposal SET customer_id = $3 WHERE dealer = $1 AND customer_id = $2";
static const char SQL_TOUCHES_OVER[] =
	"UPDATE touch SET customer_id = $3 WHERE dealer = $1 AND customer_id = $2";
/* Who was drawn as a prospect stays in that arm; a second draw as a customer counts not.
 */
static const char SQL_TRIALS_OVER[] =
	"UPDATE trial t SET customer_id = $3 WHERE dealer = $1 AND customer_id = $2"
	" AND NOT EXISTS (SELECT FROM trial o WHERE o.dealer = t.dealer"
	" AND o.programme = t.programme AND o.quarter = t.quarter"
	" AND o.customer_id = $3)";
/* A "never" is the person's, whichever id they go by. */
static const char SQL_NEVERS_OVER[] =
	"UPDATE suppression SET subject = $3 WHERE dealer = $1 AND subject = $2";

static const char SQL_GARAGE_SAVE[] =
	"INSERT INTO lead_garage AS g (dealer, version, emails) VALUES ($1, $2, $3)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" emails = excluded.emails WHERE excluded.version > g.version";
static const char SQL_GARAGE[] = "SELECT emails FROM lead_garage WHERE dealer = $1";

int store_lead_load(struct tx *tx, const char *dealer, const struct uuid *id,
		    struct lead_row *ret_row, struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_LEAD",
				    "there is no lead %s", id->text);
	*ret_row = (struct lead_row){
		.id = *id,
		.version = row_int(rows, 0, 0),
		.status = row_text(rows, 0, 1),
		.customer = row_uuid(rows, 0, 2),
		.plate = row_text(rows, 0, 3),
		.opened_at = row_instant(rows, 0, 4),
		.vehicle_known = row_bool(rows, 0, 5),
		.listable = row_bool(rows, 0, 6),
		.state = row_text(rows, 0, 7),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_leads_of_customer(struct tx *tx, const char *dealer,
			    const struct uuid *customer, struct rows **ret_rows,
			    struct err *err)
{
	return tx_rows(tx, SQL_OF_CUSTOMER, ARGS(arg_text(dealer), arg_uuid(customer)),
		       ret_rows, err);
}

int store_leads_of_plate(struct tx *tx, const char *dealer, const char *plate,
			 struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_PLATE, ARGS(arg_text(dealer), arg_text(plate)),
		       ret_rows, err);
}

int store_lead_save(struct tx *tx, const char *dealer, const struct lead_row *row,
		    struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			   arg_text(row->status), arg_uuid(&row->customer),
			   arg_text(row->plate), arg_instant(row->opened_at),
			   arg_instant(tx_now(tx)), arg_bool(row->vehicle_known),
			   arg_bool(row->listable), arg_text(row->state)),
		      NULL, err);
}

int store_lead_drop(struct tx *tx, const char *dealer, const struct uuid *id,
		    struct err *err)
{
	return tx_run(tx, SQL_DROP, ARGS(arg_text(dealer), arg_uuid(id)), NULL, err);
}

int store_leads_old(struct tx *tx, const struct lead_age *age, struct rows **ret_rows,
		    struct err *err)
{
	return tx_rows(tx, SQL_OLD,
		       ARGS(arg_instant(age->lost_before), arg_instant(age->asked_before),
			    arg_int(age->most)),
		       ret_rows, err);
}

int store_lead_car(struct tx *tx, const char *dealer, const char *plate,
		   struct lead_car *ret_car, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CAR_KNOWN, ARGS(arg_text(dealer), arg_text(plate)), &rows,
		    err) < 0)
		return -1;
	*ret_car = (struct lead_car){ .vehicle = uuid_from(NULL) };
	if (rows_count(rows) > 0)
		*ret_car =
			(struct lead_car){ row_uuid(rows, 0, 0), row_bool(rows, 0, 1) };
	return 0;
}

int store_lead_visit(struct tx *tx, const char *dealer, const struct uuid *vehicle,
		     struct civil_date since, struct lead_visit *ret_visit,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VISIT,
		    ARGS(arg_text(dealer), arg_uuid(vehicle), arg_date(since)), &rows,
		    err) < 0)
		return -1;
	*ret_visit = (struct lead_visit){ .customer = uuid_from(NULL) };
	if (rows_count(rows) > 0)
		*ret_visit =
			(struct lead_visit){ row_uuid(rows, 0, 0), row_date(rows, 0, 1) };
	return 0;
}

int store_lead_hand_over(struct tx *tx, const char *dealer,
			 const struct lead_handing *move, struct err *err)
{
	const struct arg args[] = { arg_text(dealer), arg_uuid(&move->from),
				    arg_uuid(&move->to) };

	if (tx_run(tx, SQL_PROPOSALS_OVER, args, COUNT_OF(args), NULL, err) < 0 ||
	    tx_run(tx, SQL_TOUCHES_OVER, args, COUNT_OF(args), NULL, err) < 0 ||
	    tx_run(tx, SQL_NEVERS_OVER, args, COUNT_OF(args), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_TRIALS_OVER, args, COUNT_OF(args), NULL, err);
}

int store_lead_garage_save(struct tx *tx, const char *dealer, int64_t version,
			   const char *emails, struct err *err)
{
	return tx_run(tx, SQL_GARAGE_SAVE,
		      ARGS(arg_text(dealer), arg_int(version), arg_text(emails)), NULL,
		      err);
}

int store_lead_garage(struct tx *tx, const char *dealer, const char **ret_emails,
		      struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GARAGE, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	*ret_emails = rows_count(rows) > 0 ? row_text(rows, 0, 0) : "";
	*ret_rows = TAKE(rows);
	return 0;
}
