/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of checklists and of customers' registrations.
 */
#include "gateway/row_sql.h"
#include "gateway/store_inspection.h"

/* clang-format off */
static const char SQL_CHECKLISTS[] =
	"SELECT '{' || card || '}' FROM gateway.checklist ORDER BY name, checklist_id LIMIT 200";

static const char SQL_CHECKLIST[] =
	"SELECT '{' || card || ',\"points\":' || points || '}', version"
	" FROM gateway.checklist WHERE checklist_id = $1";

#define REGISTRATION_JSON                                                                    \
	"'{' || g.card || ',\"customer\":' || " CUSTOMER_JSON("g.customer_id")               \
	" || ',\"vehicle\":' || " VEHICLE_JSON("g.vehicle_id") " || '}'"

static const char SQL_REGISTRATIONS[] =
	"SELECT " REGISTRATION_JSON ", to_json(g.invited_at) #>> '{}', g.registration_id"
	" FROM gateway.registration g" JOIN_CUSTOMER("g") JOIN_VEHICLE("g")
	" WHERE ($1::text IS NULL OR g.status = $1)"
	" AND ($3::uuid IS NULL OR (g.invited_at, g.registration_id)"
	"  < ($2::timestamptz, $3::uuid))"
	" ORDER BY g.invited_at DESC, g.registration_id DESC LIMIT $4";

static const char SQL_REGISTRATION[] =
	"SELECT " REGISTRATION_JSON ", g.version FROM gateway.registration g"
	JOIN_CUSTOMER("g") JOIN_VEHICLE("g") " WHERE g.registration_id = $1";
/* clang-format on */

int store_checklists_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CHECKLISTS, NO_ARGS, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

static int write_one(struct tx *tx, const char *sql, const struct uuid *id,
		     struct strbuf *out, int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "%s is not there", id->text);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_checklist_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			  int64_t *ret_version, struct err *err)
{
	return write_one(tx, SQL_CHECKLIST, id, out, ret_version, err);
}

int store_registrations_write(struct tx *tx, const char *status, struct page *page,
			      struct strbuf *out, struct err *err)
{
	return store_listed_write(tx, (struct by_status){ SQL_REGISTRATIONS, status },
				  page, out, err);
}

int store_registration_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			     int64_t *ret_version, struct err *err)
{
	return write_one(tx, SQL_REGISTRATION, id, out, ret_version, err);
}
