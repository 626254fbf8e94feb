/* SPDX-License-Identifier: Apache-2.0 */
/* Checklists with all their versions, and registrations of cars for an inspection. */
#include "inspection/store_saved.h"

#include "base/mem.h"
#include "msg/msg.h"

#define CHECKLIST_BYTES ((size_t)2000000)

static const char SQL_CHECKLIST_ADD[] =
	"INSERT INTO checklist (dealer, checklist_id, version, active, brand, state)"
	" VALUES ($1, $2, $3, $4, nullif($5, ''), $6) ON CONFLICT DO NOTHING";

static const char SQL_CHECKLIST_LOAD[] =
	"SELECT state FROM checklist WHERE dealer = $1 AND checklist_id = $2"
	" AND ($3 = 0 OR version = $3) ORDER BY version DESC LIMIT 1";

static const char SQL_CHECKLIST_VERSION[] =
	"SELECT coalesce(max(version), 0) FROM checklist WHERE dealer = $1"
	" AND checklist_id = $2";

static const char SQL_CHECKLIST_CHOOSE[] =
	"SELECT c.checklist_id FROM (SELECT DISTINCT ON (checklist_id) checklist_id,"
	" active, brand FROM checklist WHERE dealer = $1"
	" ORDER BY checklist_id, version DESC) AS c"
	" WHERE c.active AND (c.brand IS NULL OR lower(c.brand) = lower($2))"
	" ORDER BY c.brand IS NULL, c.checklist_id LIMIT 1";

static const char SQL_REGISTRATION_LOAD[] =
	"SELECT version, vehicle_id, customer_id, status, invited_at, invited_by,"
	" activated_at, inspection_id, email, mobile, remarks, link_hash,"
	" link_expires_at FROM registration WHERE dealer = $1 AND registration_id = $2"
	" FOR UPDATE";

static const char SQL_REGISTRATION_SAVE[] =
	"INSERT INTO registration (dealer, registration_id, version, vehicle_id,"
	" customer_id, status, invited_at, invited_by, activated_at, inspection_id,"
	" email, mobile, remarks, link_hash, link_expires_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
	" ON CONFLICT (dealer, registration_id) DO UPDATE SET"
	" version = excluded.version, status = excluded.status,"
	" activated_at = excluded.activated_at, inspection_id = excluded.inspection_id,"
	" email = excluded.email, mobile = excluded.mobile, remarks = excluded.remarks";

static const char SQL_REGISTRATIONS[] =
	"SELECT registration_id FROM registration WHERE dealer = $1"
	" AND customer_id = $2 ORDER BY registration_id";

int store_checklist_add(struct tx *tx, const struct checklist_state *state,
			bool *ret_added, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(CHECKLIST_BYTES);
	int64_t added = 0;

	if (msg_encode(&checklist_state_type, state, &text, err) < 0)
		return -1;
	if (tx_run(tx, SQL_CHECKLIST_ADD,
		   ARGS(arg_text(state->dealer), arg_text(state->checklist_id),
			arg_int(state->version), arg_bool(state->active),
			arg_text(state->brand), arg_text(text.text)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_checklist_load(struct tx *tx, const char *dealer, const struct uuid *id,
			 int64_t version, struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CHECKLIST_LOAD,
		    ARGS(arg_text(dealer), arg_uuid(id), arg_int(version)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_CHECKLIST",
				    "there is no checklist %s", id->text);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_checklist_version(struct tx *tx, const char *dealer, const struct uuid *id,
			    int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CHECKLIST_VERSION, ARGS(arg_text(dealer), arg_uuid(id)),
		    &rows, err) < 0)
		return -1;
	*ret_version = row_int(rows, 0, 0);
	return 0;
}

int store_checklist_choose(struct tx *tx, const char *dealer, const char *make,
			   struct uuid *ret_id, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CHECKLIST_CHOOSE, ARGS(arg_text(dealer), arg_text(make)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_CHECKLIST",
				    "the garage has no checklist in use: activate one");
	*ret_id = row_uuid(rows, 0, 0);
	return 0;
}

int store_registration_open(struct tx *tx, const char *dealer, const struct uuid *id,
			    struct registration_row *ret_row, struct rows **ret_rows,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_REGISTRATION_LOAD, ARGS(arg_text(dealer), arg_uuid(id)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_REGISTRATION",
				    "there is no registration %s", id->text);
	*ret_row = (struct registration_row){
		.id = *id,
		.version = row_int(rows, 0, 0),
		.vehicle = row_uuid(rows, 0, 1),
		.customer = row_uuid(rows, 0, 2),
		.status = row_text(rows, 0, 3),
		.invited_at = row_instant(rows, 0, 4),
		.invited_by = row_text(rows, 0, 5),
		.activated_at = row_instant(rows, 0, 6),
		.inspection = row_uuid(rows, 0, 7),
		.email = row_text(rows, 0, 8),
		.mobile = row_text(rows, 0, 9),
		.remarks = row_text(rows, 0, 10),
		.link_hash = row_text(rows, 0, 11),
		.link_expires_at = row_instant(rows, 0, 12),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_registration_save(struct tx *tx, const char *dealer,
			    const struct registration_row *row, struct err *err)
{
	return tx_run(tx, SQL_REGISTRATION_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			   arg_uuid(&row->vehicle), arg_uuid(&row->customer),
			   arg_text(row->status), arg_instant(row->invited_at),
			   arg_text(row->invited_by), arg_instant(row->activated_at),
			   arg_uuid(&row->inspection), arg_text(row->email),
			   arg_text(row->mobile), arg_text(row->remarks),
			   arg_text(row->link_hash), arg_instant(row->link_expires_at)),
		      NULL, err);
}

int store_registrations_of(struct tx *tx, const char *dealer, const struct uuid *customer,
			   struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_REGISTRATIONS, ARGS(arg_text(dealer), arg_uuid(customer)),
		       ret_rows, err);
}
