/* SPDX-License-Identifier: Apache-2.0 */
/* Forms: their one row each, and how they are found. */
#include "inspection/store_form.h"

static const char SQL_LOAD[] =
	"SELECT version, revision, status, entry, prefill, checklist_id,"
	" checklist_version, vehicle_id, customer_id, registration_id, before_id,"
	" before_number, opened_on, opened_by, updated_at, updated_by, inspection_date,"
	" saved_number, saved_revision, saved_at, first_saved_at, mailed_number,"
	" mailed_at, advised_number, seen_at, answered_at, done_at, invoiced_at,"
	" invoiced_visit, over_estimate, link_hash, link_expires_at, wish_at, wish_days,"
	" wish_part, wish_stay, wish_remarks, data_mails, discard_reason, erased"
	" FROM form WHERE dealer = $1 AND inspection_id = $2 FOR UPDATE";

static const char SQL_ADD[] =
	"INSERT INTO form (dealer, inspection_id, version, revision, status, entry,"
	" prefill, checklist_id, checklist_version, opened_on, opened_by, updated_at,"
	" updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $11)"
	" ON CONFLICT DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE form SET version = $3, revision = $4, status = $5, entry = $6,"
	" vehicle_id = $7, customer_id = $8, registration_id = $9, before_id = $10,"
	" before_number = $11, updated_at = $12, updated_by = $13, inspection_date = $14,"
	" saved_number = $15, saved_revision = $16, saved_at = $17, first_saved_at = $18,"
	" mailed_number = $19, mailed_at = $20, advised_number = $21, seen_at = $22,"
	" answered_at = $23, done_at = $24, invoiced_at = $25, invoiced_visit = $26,"
	" over_estimate = $27, link_hash = $28, link_expires_at = $29, wish_at = $30,"
	" wish_days = $31, wish_part = $32, wish_stay = $33, wish_remarks = $34,"
	" data_mails = $35, discard_reason = $36, erased = $37"
	" WHERE dealer = $1 AND inspection_id = $2";

static const char SQL_BEFORE[] =
	"SELECT inspection_id, saved_number FROM form WHERE dealer = $1"
	" AND vehicle_id = $2 AND inspection_id <> $3 AND saved_number > 0"
	" ORDER BY inspection_date DESC, saved_at DESC, inspection_id LIMIT 1";

static const char SQL_OF_VISIT[] =
	"SELECT inspection_id FROM form WHERE dealer = $1 AND vehicle_id = $2"
	" AND saved_number > 0 AND status <> 'discarded'"
	" AND (invoiced_visit = $3 OR (invoiced_visit IS NULL"
	" AND $4::date BETWEEN inspection_date AND inspection_date + 30))"
	" ORDER BY inspection_id";

static const char SQL_OF_CUSTOMER[] =
	"SELECT inspection_id FROM form WHERE dealer = $1 AND customer_id = $2"
	" ORDER BY inspection_id";

static const char SQL_CARS_WITH_FORMS[] =
	"SELECT n.place FROM unnest($1::text[], $2::text[]) WITH ORDINALITY"
	" AS n (dealer, vehicle_id, place) WHERE EXISTS (SELECT FROM form f"
	" WHERE f.dealer = n.dealer AND f.vehicle_id = n.vehicle_id::uuid"
	" AND f.saved_number > 0) ORDER BY n.place";

enum column {
	VERSION,
	REVISION,
	STATUS,
	ENTRY,
	PREFILL_KIND,
	CHECKLIST,
	CHECKLIST_VERSION,
	VEHICLE,
	CUSTOMER,
	REGISTRATION,
	BEFORE,
	BEFORE_NUMBER,
	OPENED_ON,
	OPENED_BY,
	UPDATED_AT,
	UPDATED_BY,
	INSPECTION_DATE,
	SAVED_NUMBER,
	SAVED_REVISION,
	SAVED_AT,
	FIRST_SAVED_AT,
	MAILED_NUMBER,
	MAILED_AT,
	ADVISED_NUMBER,
	SEEN_AT,
	ANSWERED_AT,
	DONE_AT,
	INVOICED_AT,
	INVOICED_VISIT,
	OVER_ESTIMATE,
	LINK_HASH,
	LINK_EXPIRES_AT,
	WISH_AT,
	WISH_DAYS,
	WISH_PART,
	WISH_STAY,
	WISH_REMARKS,
	DATA_MAILS,
	DISCARD_REASON,
	ERASED,
};

static void read_people(const struct rows *rows, struct form_row *row)
{
	row->vehicle = row_uuid(rows, 0, VEHICLE);
	row->customer = row_uuid(rows, 0, CUSTOMER);
	row->registration = row_uuid(rows, 0, REGISTRATION);
	row->before = row_uuid(rows, 0, BEFORE);
	row->before_number = row_int(rows, 0, BEFORE_NUMBER);
	row->opened_on = row_instant(rows, 0, OPENED_ON);
	row->opened_by = row_text(rows, 0, OPENED_BY);
	row->updated_at = row_instant(rows, 0, UPDATED_AT);
	row->updated_by = row_text(rows, 0, UPDATED_BY);
	row->inspection_date = row_date(rows, 0, INSPECTION_DATE);
}

static void read_steps(const struct rows *rows, struct form_row *row)
{
	row->saved_number = row_int(rows, 0, SAVED_NUMBER);
	row->saved_revision = row_int(rows, 0, SAVED_REVISION);
	row->saved_at = row_instant(rows, 0, SAVED_AT);
	row->first_saved_at = row_instant(rows, 0, FIRST_SAVED_AT);
	row->mailed_number = row_int(rows, 0, MAILED_NUMBER);
	row->mailed_at = row_instant(rows, 0, MAILED_AT);
	row->advised_number = row_int(rows, 0, ADVISED_NUMBER);
	row->seen_at = row_instant(rows, 0, SEEN_AT);
	row->answered_at = row_instant(rows, 0, ANSWERED_AT);
	row->done_at = row_instant(rows, 0, DONE_AT);
	row->invoiced_at = row_instant(rows, 0, INVOICED_AT);
	row->invoiced_visit = row_uuid(rows, 0, INVOICED_VISIT);
	row->has_over_estimate = !row_is_null(rows, 0, OVER_ESTIMATE);
	row->over_estimate = row_bool(rows, 0, OVER_ESTIMATE);
}

static void read_customer_side(const struct rows *rows, struct form_row *row)
{
	row->link_hash = row_text(rows, 0, LINK_HASH);
	row->link_expires_at = row_instant(rows, 0, LINK_EXPIRES_AT);
	row->wish_at = row_instant(rows, 0, WISH_AT);
	row->wish_days = row_text(rows, 0, WISH_DAYS);
	row->wish_part = row_text(rows, 0, WISH_PART);
	row->wish_stay = row_text(rows, 0, WISH_STAY);
	row->wish_remarks = row_text(rows, 0, WISH_REMARKS);
	row->data_mails = row_int(rows, 0, DATA_MAILS);
	row->discard_reason = row_text(rows, 0, DISCARD_REASON);
	row->erased = row_bool(rows, 0, ERASED);
}

int store_form_open(struct tx *tx, const char *dealer, const struct uuid *id,
		    struct form_row *ret_row, struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_INSPECTION",
				    "there is no inspection %s", id->text);
	*ret_row = (struct form_row){
		.id = *id,
		.version = row_int(rows, 0, VERSION),
		.revision = row_int(rows, 0, REVISION),
		.progress = progress_from(row_text(rows, 0, STATUS)),
		.entry = row_text(rows, 0, ENTRY),
		.prefill = row_text(rows, 0, PREFILL_KIND),
		.checklist = row_uuid(rows, 0, CHECKLIST),
		.checklist_version = row_int(rows, 0, CHECKLIST_VERSION),
	};
	read_people(rows, ret_row);
	read_steps(rows, ret_row);
	read_customer_side(rows, ret_row);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_form_add(struct tx *tx, const char *dealer, const struct form_row *row,
		   bool *ret_added, struct err *err)
{
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			arg_int(row->revision), arg_text(progress_name(row->progress)),
			arg_text(row->entry), arg_text(row->prefill),
			arg_uuid(&row->checklist), arg_int(row->checklist_version),
			arg_instant(row->opened_on), arg_text(row->opened_by)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_form_save(struct tx *tx, const char *dealer, const struct form_row *row,
		    struct err *err)
{
	return tx_run(
		tx, SQL_SAVE,
		ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
		     arg_int(row->revision), arg_text(progress_name(row->progress)),
		     arg_text(row->entry), arg_uuid(&row->vehicle),
		     arg_uuid(&row->customer), arg_uuid(&row->registration),
		     arg_uuid(&row->before), arg_int(row->before_number),
		     arg_instant(row->updated_at), arg_text(row->updated_by),
		     arg_date(row->inspection_date), arg_int(row->saved_number),
		     arg_int(row->saved_revision), arg_instant(row->saved_at),
		     arg_instant(row->first_saved_at), arg_int(row->mailed_number),
		     arg_instant(row->mailed_at), arg_int(row->advised_number),
		     arg_instant(row->seen_at), arg_instant(row->answered_at),
		     arg_instant(row->done_at), arg_instant(row->invoiced_at),
		     arg_uuid(&row->invoiced_visit),
		     row->has_over_estimate ? arg_bool(row->over_estimate) : arg_null(),
		     arg_text(row->link_hash), arg_instant(row->link_expires_at),
		     arg_instant(row->wish_at), arg_text(row->wish_days),
		     arg_text(row->wish_part), arg_text(row->wish_stay),
		     arg_text(row->wish_remarks), arg_int(row->data_mails),
		     arg_text(row->discard_reason), arg_bool(row->erased)),
		NULL, err);
}

int store_form_before(struct tx *tx, const char *dealer, const struct uuid *vehicle,
		      const struct uuid *but, struct form_version *ret_form,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_BEFORE,
		    ARGS(arg_text(dealer), arg_uuid(vehicle), arg_uuid(but)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_form = (struct form_version){ row_uuid(rows, 0, 0),
						   row_int(rows, 0, 1) };
	return 0;
}

int store_forms_of_visit(struct tx *tx, const char *dealer,
			 const struct visit_of_form *visit, struct rows **ret_rows,
			 struct err *err)
{
	return tx_rows(tx, SQL_OF_VISIT,
		       ARGS(arg_text(dealer), arg_uuid(&visit->vehicle),
			    arg_uuid(&visit->visit), arg_date(visit->date)),
		       ret_rows, err);
}

int store_cars_with_forms(struct tx *tx, const struct cars_of_batch *cars,
			  struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CARS_WITH_FORMS,
		       ARGS(arg_texts(cars->dealers, cars->count),
			    arg_texts(cars->vehicles, cars->count)),
		       ret_rows, err);
}

int store_forms_of_customer(struct tx *tx, const char *dealer,
			    const struct uuid *customer, struct rows **ret_rows,
			    struct err *err)
{
	return tx_rows(tx, SQL_OF_CUSTOMER, ARGS(arg_text(dealer), arg_uuid(customer)),
		       ret_rows, err);
}
