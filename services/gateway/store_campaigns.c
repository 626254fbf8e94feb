/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of campaigns, and who the people of an answer are.
 */
#include "gateway/store_campaigns.h"

#include "gateway/row_sql.h"

/* clang-format off */
static const char SQL_CAMPAIGNS[] =
	"SELECT '{' || card || '}', to_json(changed_at) #>> '{}', campaign_id"
	" FROM gateway.campaign WHERE ($1::text IS NULL OR status = $1)"
	" AND ($3::uuid IS NULL OR (changed_at, campaign_id) < ($2::timestamptz, $3::uuid))"
	" ORDER BY changed_at DESC, campaign_id DESC LIMIT $4";

static const char SQL_CAMPAIGN[] =
	"SELECT '{' || state || '}', version FROM gateway.campaign WHERE campaign_id = $1";

static const char SQL_PEOPLE[] =
	"SELECT jsonb_build_object('people', coalesce(jsonb_agg(p.person"
	" || jsonb_build_object('customer', (" CUSTOMER_JSON("p.customer_id") ")::jsonb,"
	" 'vehicle', (" VEHICLE_JSON("p.vehicle_id") ")::jsonb) ORDER BY p.place), '[]'))::text"
	" FROM (SELECT person, place, person ->> 'customer_id' AS customer_id,"
	" person ->> 'vehicle_id' AS vehicle_id FROM jsonb_array_elements($1::jsonb -> 'people')"
	" WITH ORDINALITY e (person, place)) p"
	" LEFT JOIN gateway.customer c ON c.dealer = gateway.tenant()"
	" AND c.customer_id = p.customer_id::uuid"
	" LEFT JOIN gateway.consent k ON k.dealer = gateway.tenant()"
	" AND k.customer_id = p.customer_id::uuid"
	" LEFT JOIN gateway.vehicle v ON v.dealer = gateway.tenant()"
	" AND v.vehicle_id = p.vehicle_id::uuid";

static const char SQL_PART[] =
	"SELECT jsonb_build_object($2::text, $1::jsonb -> $2::text)::text";

static const char SQL_CAR[] =
	"SELECT j ->> 'plate_formatted', j ->> 'make', j ->> 'model' FROM (SELECT"
	" ('{' || card || '}')::jsonb AS j FROM gateway.vehicle WHERE vehicle_id = $1) v";
/* clang-format on */

int store_campaigns_write(struct tx *tx, const char *status, struct page *page,
			  struct strbuf *out, struct err *err)
{
	return store_listed_write(tx, (struct by_status){ SQL_CAMPAIGNS, status }, page,
				  out, err);
}

int store_campaign_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CAMPAIGN, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "campaign %s is not there", id->text);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

static int write_text(struct tx *tx, const char *sql, const struct arg *args,
		      size_t count, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_campaign_people(struct tx *tx, const char *json, struct strbuf *out,
			  struct err *err)
{
	return write_text(tx, SQL_PEOPLE, ARGS(arg_text(json)), out, err);
}

int store_campaign_part(struct tx *tx, const char *json, const char *name,
			struct strbuf *out, struct err *err)
{
	return write_text(tx, SQL_PART, ARGS(arg_text(json), arg_text(name)), out, err);
}

int store_campaign_car(struct tx *tx, const struct uuid *vehicle, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_CAR, ARGS(arg_uuid(vehicle)), ret_rows, err);
}
