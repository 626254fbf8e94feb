/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Garages, customers and their consent, as other services state them.
 */
#include "reminder/store_garage.h"
#include "base/mem.h"

static const char SQL_GARAGE_SAVE[] =
	"INSERT INTO dealer AS d (dealer, version, active, timezone, default_periodic,"
	" interval_months, interval_km, attribution_days, untouched_policy,"
	" default_followup, network, mobility_months, one_message)"
	" VALUES ($1, $2, $3, $4, $5, nullif($6::bigint, 0), nullif($7::bigint, 0),"
	" nullif($8::bigint, 0), $9, $10, $11,"
	" nullif($12::bigint, 0), $13)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" active = excluded.active, timezone = excluded.timezone,"
	" default_periodic = excluded.default_periodic,"
	" interval_months = excluded.interval_months, interval_km = excluded.interval_km,"
	" attribution_days = excluded.attribution_days,"
	" untouched_policy = excluded.untouched_policy,"
	" default_followup = excluded.default_followup, network = excluded.network,"
	" mobility_months = excluded.mobility_months, one_message = excluded.one_message"
	" WHERE excluded.version > d.version";

static const char SQL_GARAGE_LOAD[] =
	"SELECT version, active, timezone, default_periodic, interval_months,"
	" interval_km,"
	" attribution_days, untouched_policy, default_followup, mobility_months,"
	" one_message FROM dealer WHERE dealer = $1";

/* These two answer whether a proposal would read anything else than before; of whom
 * nothing is known, nothing is so. */
static const char SQL_PERSON_SAVE[] =
	"WITH old AS (SELECT coalesce(bool_or(has_email), false) AS has_email,"
	" coalesce(bool_or(no_email), false) AS no_email,"
	" coalesce(bool_or(erased), false) AS erased,"
	" coalesce(bool_or(prospect), false) AS prospect"
	" FROM customer WHERE dealer = $1 AND customer_id = $2)"
	" INSERT INTO customer AS c (dealer, customer_id, version, has_email, no_email,"
	" erased, kind, language, has_post, refused_mask, postcode_area, prospect)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" has_email = excluded.has_email, no_email = excluded.no_email,"
	" erased = excluded.erased, kind = excluded.kind, language = excluded.language,"
	" has_post = excluded.has_post, refused_mask = excluded.refused_mask,"
	" postcode_area = excluded.postcode_area, prospect = excluded.prospect"
	" WHERE excluded.version > c.version"
	" RETURNING (SELECT (old.has_email, old.no_email, old.erased, old.prospect)"
	" IS DISTINCT FROM (c.has_email, c.no_email, c.erased, c.prospect) FROM old)";

static const char SQL_PERSON_ERASE[] =
	"INSERT INTO customer AS c (dealer, customer_id, version, has_email, no_email,"
	" erased)"
	" VALUES ($1, $2, 0, false, true, true)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET has_email = false,"
	" no_email = true, erased = true, has_post = false, postcode_area = NULL";

static const char SQL_CONSENT_SAVE[] =
	"WITH old AS (SELECT coalesce(bool_or(withdrawn), false) AS withdrawn,"
	" coalesce(bool_or(bounces), false) AS bounces, max(reach_other) AS reach_other,"
	" max(reach_besides) AS reach_besides,"
	" coalesce(max(reach_mask), 0) = 0 AS unreached"
	" FROM consent WHERE dealer = $1 AND customer_id = $2)"
	" INSERT INTO consent AS k (dealer, customer_id, version, withdrawn, bounces,"
	" reach_mask, refused_mask, reach_other, reach_besides)"
	" VALUES ($1, $2, $3, $4, $5, nullif($6::integer, -1), $7, $8, $9)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" withdrawn = excluded.withdrawn, bounces = excluded.bounces,"
	" reach_mask = excluded.reach_mask, refused_mask = excluded.refused_mask,"
	" reach_other = excluded.reach_other, reach_besides = excluded.reach_besides"
	" WHERE excluded.version > k.version"
	" RETURNING (SELECT (old.withdrawn, old.bounces, old.reach_other,"
	" old.reach_besides) IS DISTINCT FROM (k.withdrawn, k.bounces, k.reach_other,"
	" k.reach_besides) OR (old.unreached"
	" <> (coalesce(k.reach_mask, 0) = 0) AND EXISTS (SELECT FROM customer c"
	"  WHERE c.dealer = $1 AND c.customer_id = $2 AND c.prospect)) FROM old)";

int store_garage_save(struct tx *tx, const char *dealer, const struct garage_row *row,
		      bool *ret_changed, struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_GARAGE_SAVE,
		   ARGS(arg_text(dealer), arg_int(row->version), arg_bool(row->active),
			arg_text(row->timezone), arg_text(row->default_periodic),
			arg_int(row->interval_months), arg_int(row->interval_km),
			arg_int(row->attribution_days), arg_text(row->untouched_policy),
			arg_text(row->default_followup), arg_text(row->network),
			arg_int(row->mobility_months), arg_bool(row->one_message)),
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
		.mobility_months = row_int(rows, 0, 9),
		.one_message = row_bool(rows, 0, 10),
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
			 arg_bool(row->no_email), arg_bool(row->erased),
			 arg_int(row->is_company), arg_int(row->reads_english),
			 arg_bool(row->has_post), arg_int(row->refused_mask),
			 arg_text(row->postcode_area), arg_bool(row->is_prospect)),
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
			 arg_bool(row->bounces), arg_int(row->reach_mask),
			 arg_int(row->refused_mask), arg_text(row->reach_other),
			 arg_text(row->reach_besides)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}
