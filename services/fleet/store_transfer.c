/* SPDX-License-Identifier: Apache-2.0 */
/* Cars on offer. */
#include "fleet/store_transfer.h"

static const char SQL_PASSPORT[] =
	"SELECT passport_id FROM transfer WHERE transfer_id = $1";

static const char SQL_BRIEF[] =
	"SELECT kind, expires_at FROM transfer WHERE transfer_id = $1";

static const char SQL_OPEN[] =
	"SELECT version, passport_id, kind, status, dealer, plate, make, model, fleet_id,"
	" fleet_name, recipient_email, recipient_name, recipient_phone,"
	" recipient_language, recipient_id, started_by, started_at, expires_at, reminded,"
	" asked, ended_at, link_hash, link_expires_at"
	" FROM transfer WHERE transfer_id = $1 FOR UPDATE";

static const char SQL_ADD[] =
	"INSERT INTO transfer (transfer_id, version, passport_id, kind, status, dealer,"
	" plate, make, model, fleet_id, fleet_name, recipient_email, recipient_name,"
	" recipient_phone, recipient_language, recipient_id, started_by, started_at,"
	" expires_at) VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
	" $14, $15, $16, $17, $18) ON CONFLICT DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE transfer SET version = $2, status = $3, reminded = $4, asked = $5,"
	" ended_at = $6, link_hash = $7, link_expires_at = $8 WHERE transfer_id = $1";

static const char SQL_WAITING[] =
	"SELECT transfer_id FROM transfer WHERE recipient_id = $1 AND status = 'pending'"
	" ORDER BY passport_id";

static const char SQL_ERASE[] =
	"UPDATE transfer SET recipient_email = '', recipient_name = NULL,"
	" recipient_phone = NULL, plate = NULL, link_hash = NULL,"
	" link_expires_at = NULL WHERE recipient_id = $1 RETURNING transfer_id";

enum column {
	VERSION,
	PASSPORT,
	KIND,
	STATUS,
	DEALER,
	PLATE,
	MAKE,
	MODEL,
	FLEET,
	FLEET_NAME,
	RECIPIENT_EMAIL,
	RECIPIENT_NAME,
	RECIPIENT_PHONE,
	RECIPIENT_LANGUAGE,
	RECIPIENT,
	STARTED_BY,
	STARTED_AT,
	EXPIRES_AT,
	REMINDED,
	ASKED,
	ENDED_AT,
	LINK_HASH,
	LINK_EXPIRES_AT,
};

static void read_people(const struct rows *rows, struct transfer_row *row)
{
	row->fleet = row_uuid(rows, 0, FLEET);
	row->fleet_name = row_text(rows, 0, FLEET_NAME);
	row->recipient_email = row_text(rows, 0, RECIPIENT_EMAIL);
	row->recipient_name = row_text(rows, 0, RECIPIENT_NAME);
	row->recipient_phone = row_text(rows, 0, RECIPIENT_PHONE);
	row->recipient_language = wire_language_of(row_text(rows, 0, RECIPIENT_LANGUAGE));
	row->recipient = row_uuid(rows, 0, RECIPIENT);
	row->started_by = row_uuid(rows, 0, STARTED_BY);
}

static int absent(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_TRANSFER",
			    "there is no such transfer");
}

int store_transfer_passport(struct tx *tx, const struct uuid *id,
			    struct uuid *ret_passport, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_PASSPORT, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(err);
	*ret_passport = row_uuid(rows, 0, 0);
	return 0;
}

int store_transfer_brief(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_BRIEF, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(err);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_transfer_open(struct tx *tx, const struct uuid *id,
			struct transfer_row *ret_row, struct rows **ret_rows,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OPEN, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(err);
	*ret_row = (struct transfer_row){
		.id = *id,
		.version = row_int(rows, 0, VERSION),
		.passport = row_uuid(rows, 0, PASSPORT),
		.kind = wire_transfer_kind_of(row_text(rows, 0, KIND)),
		.status = offer_from(row_text(rows, 0, STATUS)),
		.dealer = row_text(rows, 0, DEALER),
		.plate = row_text(rows, 0, PLATE),
		.make = row_text(rows, 0, MAKE),
		.model = row_text(rows, 0, MODEL),
		.started_at = row_instant(rows, 0, STARTED_AT),
		.expires_at = row_instant(rows, 0, EXPIRES_AT),
		.reminded = row_int(rows, 0, REMINDED),
		.asked = row_int(rows, 0, ASKED),
		.ended_at = row_instant(rows, 0, ENDED_AT),
		.link_hash = row_text(rows, 0, LINK_HASH),
		.link_expires_at = row_instant(rows, 0, LINK_EXPIRES_AT),
	};
	read_people(rows, ret_row);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_transfer_add(struct tx *tx, const struct transfer_row *row, bool *ret_added,
		       struct err *err)
{
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_uuid(&row->id), arg_uuid(&row->passport),
			arg_text(wire_transfer_kind_word(row->kind)),
			arg_text(offer_name(row->status)), arg_text(row->dealer),
			arg_text(row->plate), arg_text(row->make), arg_text(row->model),
			arg_uuid(&row->fleet), arg_text(row->fleet_name),
			arg_text(row->recipient_email), arg_text(row->recipient_name),
			arg_text(row->recipient_phone),
			arg_text(wire_language_word(row->recipient_language)),
			arg_uuid(&row->recipient), arg_uuid(&row->started_by),
			arg_instant(row->started_at), arg_instant(row->expires_at)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_transfer_save(struct tx *tx, const struct transfer_row *row, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&row->id), arg_int(row->version),
			   arg_text(offer_name(row->status)), arg_int(row->reminded),
			   arg_int(row->asked), arg_instant(row->ended_at),
			   arg_text(row->link_hash), arg_instant(row->link_expires_at)),
		      NULL, err);
}

int store_transfers_waiting(struct tx *tx, const struct uuid *recipient,
			    struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_WAITING, ARGS(arg_uuid(recipient)), ret_rows, err);
}

int store_transfers_erase(struct tx *tx, const struct uuid *recipient,
			  struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_ERASE, ARGS(arg_uuid(recipient)), ret_rows, err);
}
