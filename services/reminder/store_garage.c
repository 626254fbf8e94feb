/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Garages, customers and their consent, as other services state them.
 */
#include "reminder/store_garage.h"
#include "base/mem.h"

static const char SQL_GARAGE_SAVE[] =
	"INSERT INTO dealer AS d (dealer, version, active, timezone, default_periodic,"
	" interval_months, interval_km, attribution_days, untouched_policy,"
	" default_followup)"
	" VALUES ($1, $2, $3, $4, $5, nullif($6::bigint, 0), nullif($7::bigint, 0),"
	" nullif($8::bigint, 0), $9, $10)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" active = excluded.active, timezone = excluded.timezone,"
	" default_periodic = excluded.default_periodic,"
	" interval_months = excluded.interval_months, interval_km = excluded.interval_km,"
	" attribution_days = excluded.attribution_days,"
	" untouched_policy = excluded.untouched_policy,"
	" default_followup = excluded.default_followup"
	" WHERE excluded.version > d.version";

static const char SQL_GARAGE_LOAD[] =
	"SELECT version, active, timezone, default_periodic, interval_months,"
	" interval_km,"
	" attribution_days, untouched_policy, default_followup"
	" FROM dealer WHERE dealer = $1";

/* These two answer whether a proposal would read anything else than before; of whom
 * nothing is known, nothing is so. */
static const char SQL_PERSON_SAVE[] =
	"WITH old AS (SELECT coalesce(bool_or(has_email), false) AS has_email,"
	" coalesce(bool_or(no_email), false) AS no_email,"
	" coalesce(bool_or(erased), false) AS erased"
	" FROM customer WHERE dealer = $1 AND customer_id = $2)"
	" INSERT INTO customer AS c (dealer, customer_id, version, has_email, no_email,"
	" erased)"
	" VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" has_email = excluded.has_email, no_email = excluded.no_email,"
	" erased = excluded.erased WHERE excluded.version > c.version"
	" RETURNING (SELECT (old.has_email, old.no_email, old.erased)"
	" IS DISTINCT FROM (c.has_email, c.no_email, c.erased) FROM old)";

static const char SQL_PERSON_ERASE[] =
	"INSERT INTO customer AS c (dealer, customer_id, version, has_email, no_email,"
	" erased)"
	" VALUES ($1, $2, 0, false, true, true)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET has_email = false,"
	" no_email = true, erased = true";

static const char SQL_CONSENT_SAVE[] =
	"WITH old AS (SELECT coalesce(bool_or(withdrawn), false) AS withdrawn,"
	" coalesce(bool_or(bounces), false) AS bounces"
	" FROM consent WHERE dealer = $1 AND customer_id = $2)"
	" INSERT INTO consent AS k (dealer, customer_id, version, withdrawn, bounces)"
	" VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" withdrawn = excluded.withdrawn, bounces = excluded.bounces"
	" WHERE excluded.version > k.version"
	" RETURNING (SELECT (old.withdrawn, old.bounces)"
	" IS DISTINCT FROM (k.withdrawn, k.bounces) FROM old)";

int store_garage_save(struct tx *tx, const char *dealer, const struct garage_row *row,
		      bool *ret_changed, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_GARAGE_SAVE,
		   ARGS(arg_text(dealer), arg_int(row->version), arg_bool(row->active),
			arg_text(row->timezone), arg_text(row->default_periodic),
			arg_int(row->interval_months), arg_int(row->interval_km),
			arg_int(row->attribution_days), arg_text(row->untouched_policy),
			arg_text(row->default_followup)),
		   &affected, err) < 0)
		return -1;
	*ret_changed = affected > 0;
	return 0;
}

int store_garage_load(struct tx *tx, const char *dealer, struct garage_row *ret_row,
		      struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GARAGE_LOAD, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "dealer %s is not known yet", dealer);
	*ret_row = (struct garage_row){
		.version = row_int(rows, 0, 0),
		.active = row_bool(rows, 0, 1),
		.timezone = row_text(rows, 0, 2),
		.default_periodic = row_text(rows, 0, 3),
		.interval_months = row_int(rows, 0, 4),
		.interval_km = row_int(rows, 0, 5),
		.attribution_days = row_int(rows, 0, 6),
		.untouched_policy = row_text(rows, 0, 7),
		.default_followup = row_text(rows, 0, 8),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_person_save(struct tx *tx, const char *dealer, const struct person_row *row,
		      bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_PERSON_SAVE,
		    ARGS(arg_text(dealer), arg_uuid(&row->customer),
			 arg_int(row->version), arg_bool(row->has_email),
			 arg_bool(row->no_email), arg_bool(row->erased)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}

int store_person_erase(struct tx *tx, const char *dealer, const struct uuid *customer,
		       struct err *err)
{
	return tx_run(tx, SQL_PERSON_ERASE, ARGS(arg_text(dealer), arg_uuid(customer)),
		      NULL, err);
}

int store_consent_save(struct tx *tx, const char *dealer, const struct consent_row *row,
		       bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CONSENT_SAVE,
		    ARGS(arg_text(dealer), arg_uuid(&row->customer),
			 arg_int(row->version), arg_bool(row->withdrawn),
			 arg_bool(row->bounces)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}
