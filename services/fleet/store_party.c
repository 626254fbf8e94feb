/* SPDX-License-Identifier: Apache-2.0 */
/* Parties. */
#include "fleet/store_party.h"

static const char SQL_OPEN[] =
	"SELECT version, kind, status, email, email_key, name, phone, company, street,"
	" postcode, city, country, language, fleet_id, home_dealer, created_at,"
	" verified_at, terms_version, terms_at, pending_email, pending_key,"
	" sessions_since, links, link_hash, link_expires_at"
	" FROM party WHERE party_id = $1 FOR UPDATE";

static const char SQL_BY_KEY[] =
	"SELECT party_id FROM party WHERE email_key = $1 AND status <> 'closed'";

static const char SQL_ADD[] =
	"INSERT INTO party (party_id, version, kind, status, email, email_key, name,"
	" language, fleet_id, home_dealer, created_at)"
	" VALUES ($1, 0, $2, 'invited', $3, $4, $5, $6, $7, $8, $9)"
	" ON CONFLICT DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE party SET version = $2, status = $3, email = $4, email_key = $5,"
	" name = $6, phone = $7, company = $8, street = $9, postcode = $10, city = $11,"
	" country = $12, language = $13, verified_at = $14, terms_version = $15,"
	" terms_at = $16, pending_email = $17, pending_key = $18, sessions_since = $19,"
	" links = $20, link_hash = $21, link_expires_at = $22"
	" WHERE party_id = $1";

static const char SQL_MANAGERS[] =
	"SELECT party_id FROM party WHERE fleet_id = $1 AND status <> 'closed'"
	" AND (NOT $2::boolean OR status = 'active') ORDER BY created_at, party_id";

static const char SQL_MANAGES[] =
	"SELECT 1 FROM party WHERE party_id = $1 AND fleet_id = $2"
	" AND status <> 'closed'";

static const char SQL_IS_NEEDED[] =
	"SELECT EXISTS (SELECT FROM passport WHERE (owner_id = $1 OR driver_id = $1)"
	"  AND status <> 'archived')"
	" OR EXISTS (SELECT FROM transfer WHERE (recipient_id = $1 OR started_by = $1)"
	"  AND status = 'pending')";

enum column {
	VERSION,
	KIND,
	STATUS,
	EMAIL,
	EMAIL_KEY,
	NAME,
	PHONE,
	COMPANY,
	STREET,
	POSTCODE,
	CITY,
	COUNTRY,
	LANGUAGE,
	FLEET,
	HOME_DEALER,
	CREATED_AT,
	VERIFIED_AT,
	TERMS_VERSION,
	TERMS_AT,
	PENDING_EMAIL,
	PENDING_KEY,
	SESSIONS_SINCE,
	LINKS,
	LINK_HASH,
	LINK_EXPIRES_AT,
};

static void read_person(const struct rows *rows, struct party_row *row)
{
	row->email = row_text(rows, 0, EMAIL);
	row->email_key = row_text(rows, 0, EMAIL_KEY);
	row->name = row_text(rows, 0, NAME);
	row->phone = row_text(rows, 0, PHONE);
	row->company = row_text(rows, 0, COMPANY);
	row->street = row_text(rows, 0, STREET);
	row->postcode = row_text(rows, 0, POSTCODE);
	row->city = row_text(rows, 0, CITY);
	row->country = row_text(rows, 0, COUNTRY);
	row->language = wire_language_of(row_text(rows, 0, LANGUAGE));
}

int store_party_open(struct tx *tx, const struct uuid *id, struct party_row *ret_row,
		     struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OPEN, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PARTY",
				    "there is no party %s", id->text);
	*ret_row = (struct party_row){
		.id = *id,
		.version = row_int(rows, 0, VERSION),
		.kind = wire_party_kind_of(row_text(rows, 0, KIND)),
		.status = wire_party_status_of(row_text(rows, 0, STATUS)),
		.fleet = row_uuid(rows, 0, FLEET),
		.home_dealer = row_text(rows, 0, HOME_DEALER),
		.created_at = row_instant(rows, 0, CREATED_AT),
		.verified_at = row_instant(rows, 0, VERIFIED_AT),
		.terms_version = row_text(rows, 0, TERMS_VERSION),
		.terms_at = row_instant(rows, 0, TERMS_AT),
		.pending_email = row_text(rows, 0, PENDING_EMAIL),
		.pending_key = row_text(rows, 0, PENDING_KEY),
		.sessions_since = row_instant(rows, 0, SESSIONS_SINCE),
		.links = row_int(rows, 0, LINKS),
		.link_hash = row_text(rows, 0, LINK_HASH),
		.link_expires_at = row_instant(rows, 0, LINK_EXPIRES_AT),
	};
	read_person(rows, ret_row);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_party_by_key(struct tx *tx, const char *email_key, struct uuid *ret_id,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_id = (struct uuid){ "" };
	if (tx_rows(tx, SQL_BY_KEY, ARGS(arg_text(email_key)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_id = row_uuid(rows, 0, 0);
	return 0;
}

int store_party_add(struct tx *tx, const struct party_row *row, bool *ret_added,
		    struct err *err)
{
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_uuid(&row->id), arg_text(wire_party_kind_word(row->kind)),
			arg_text(row->email), arg_text(row->email_key),
			arg_text(row->name), arg_text(wire_language_word(row->language)),
			arg_uuid(&row->fleet), arg_text(row->home_dealer),
			arg_instant(row->created_at)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_party_save(struct tx *tx, const struct party_row *row, struct err *err)
{
	return tx_run(
		tx, SQL_SAVE,
		ARGS(arg_uuid(&row->id), arg_int(row->version),
		     arg_text(wire_party_status_word(row->status)), arg_text(row->email),
		     arg_text(row->email_key), arg_text(row->name), arg_text(row->phone),
		     arg_text(row->company), arg_text(row->street),
		     arg_text(row->postcode), arg_text(row->city), arg_text(row->country),
		     arg_text(wire_language_word(row->language)),
		     arg_instant(row->verified_at), arg_text(row->terms_version),
		     arg_instant(row->terms_at), arg_text(row->pending_email),
		     arg_text(row->pending_key), arg_instant(row->sessions_since),
		     arg_int(row->links), arg_text(row->link_hash),
		     arg_instant(row->link_expires_at)),
		NULL, err);
}

int store_party_is_needed(struct tx *tx, const struct uuid *id, bool *ret_needed,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_IS_NEEDED, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_needed = row_bool(rows, 0, 0);
	return 0;
}

int store_party_managers(struct tx *tx, const struct uuid *fleet, bool active,
			 struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_MANAGERS, ARGS(arg_uuid(fleet), arg_bool(active)),
		       ret_rows, err);
}

int store_party_manages(struct tx *tx, const struct uuid *party, const struct uuid *fleet,
			bool *ret_manages, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_MANAGES, ARGS(arg_uuid(party), arg_uuid(fleet)), &rows, err) <
	    0)
		return -1;
	*ret_manages = rows_count(rows) > 0;
	return 0;
}
