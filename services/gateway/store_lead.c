/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of leads and of requests, and which garages are near. */
#include "gateway/store_lead.h"

#include <stdio.h>
#include <string.h>

#include "gateway/row_sql.h"

/* clang-format off */
#define LEAD_JSON                                                                            \
	"'{' || l.card || ',\"vehicle\":' || coalesce('{' || v.card || '}', 'null')"         \
	" || ',\"register\":' || coalesce('{' || r.card || '}', 'null') || '}'"
/* A plate of a garage may be two cars of its own: the newest row of them is shown. */
#define WITH_CAR                                                                             \
	" LEFT JOIN LATERAL (SELECT x.card FROM gateway.vehicle x"       \
	"  WHERE x.dealer = l.dealer AND x.plate = l.plate ORDER BY x.version DESC, x.vehicle_id LIMIT 1) v ON true" \
	" LEFT JOIN gateway.register r ON r.plate = l.plate"

#define IS_FILE(card) "strpos(" card ", '\"source\": \"file\"') > 0"

/* People who wait for an answer come before those of a file: the key of a file's rows is a
 * century older, so that one instant is the cursor of both. */
static const char SQL_LEADS[] =
	"SELECT " LEAD_JSON ", to_json(l.key) #>> '{}', l.lead_id FROM (SELECT * FROM ("
	"SELECT o.*, o.opened_at - CASE WHEN $1::text IS NULL AND " IS_FILE("o.card")
	"  THEN interval '876000 hours' ELSE interval '0' END AS key FROM gateway.lead o"
	"  WHERE (CASE WHEN $1::text IS NULL THEN o.status NOT IN ('customer', 'lost')"
	"   ELSE o.status = $1 END)) k"
	" WHERE $3::uuid IS NULL OR (key, lead_id) < ($2::timestamptz, $3::uuid)"
	" ORDER BY key DESC, lead_id DESC LIMIT $4) l" WITH_CAR
	" ORDER BY l.key DESC, l.lead_id DESC";

static const char SQL_LEAD[] =
	"SELECT " LEAD_JSON ", l.version FROM gateway.lead l" WITH_CAR " WHERE l.lead_id = $1";

static const char SQL_FIGURES[] =
	"SELECT jsonb_build_object('counts', coalesce((SELECT jsonb_object_agg(status, n)"
	" FROM (SELECT status, count(*) AS n FROM gateway.lead GROUP BY status) c), '{}'),"
	" 'answer_minutes', (SELECT floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY"
	"  extract(epoch FROM answered_at - opened_at) / 60)) FROM gateway.lead"
	"  WHERE answered_at IS NOT NULL AND opened_at > $1::timestamptz - interval '90 days'"
	"  AND NOT (" IS_FILE("card") ")))::text";

static const char SQL_STATUS[] = "SELECT status FROM gateway.lead WHERE lead_id = $1";

static const char SQL_OPEN[] =
	"SELECT count(*) FROM gateway.lead_request WHERE address = $1 AND expires_at > $2";

static const char SQL_ADD[] =
	"INSERT INTO gateway.lead_request (hash, garages, lead_ids, address, body,"
	" created_at, expires_at) VALUES ($1, $2::text[], $3::text[]::uuid[], $4, $5::jsonb,"
	" $6, $7)";

static const char SQL_LOAD[] =
	"SELECT address, body::text, created_at, expires_at, cardinality(garages),"
	" garages[1], garages[2], garages[3], lead_ids[1], lead_ids[2], lead_ids[3]"
	" FROM gateway.lead_request WHERE hash = $1 AND expires_at > $2";

static const char SQL_CONFIRM[] =
	"UPDATE gateway.lead_request SET address = NULL, body = NULL, expires_at = $2"
	" WHERE hash = $1";

static const char SQL_DROP[] = "DELETE FROM gateway.lead_request WHERE hash = $1";

static const char SQL_FORGET[] = "DELETE FROM gateway.lead_request WHERE expires_at < $1";

/* How many first digits of the postcode they share says how near it is. */
static const char SQL_NEARBY[] =
	"SELECT dealer, name, street, postcode, city FROM (SELECT d.dealer, d.name,"
	" d.state::jsonb ->> 'street' AS street, d.state::jsonb ->> 'postcode' AS postcode,"
	" d.state::jsonb ->> 'city' AS city, substring(d.state::jsonb ->> 'postcode'"
	"  FROM '^ *([0-9]{4})') AS area FROM gateway.dealer d"
	" WHERE coalesce((d.state::jsonb ->> 'leads_open')::boolean, false)"
	" AND coalesce((d.state::jsonb ->> 'active')::boolean, false)) g"
	" WHERE left(area, 1) = left($1, 1) ORDER BY (left(area, 4) = left($1, 4)) DESC,"
	" (left(area, 3) = left($1, 3)) DESC, (left(area, 2) = left($1, 2)) DESC,"
	" abs(area::int - $1::int), name, dealer LIMIT $2";
/* clang-format on */

int store_leads_write(struct tx *tx, const char *status, struct page *page,
		      struct strbuf *out, struct err *err)
{
	return store_listed_write(tx, (struct by_status){ SQL_LEADS, status }, page, out,
				  err);
}

int store_lead_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		     int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_LEAD, "lead" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_lead_figures(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FIGURES, ARGS(arg_instant(tx_now(tx))), &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_lead_status(struct tx *tx, const struct uuid *id,
		      char ret_status[LEAD_STATUS_TEXT], struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_STATUS, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	snprintf(ret_status, LEAD_STATUS_TEXT, "%s",
		 rows_count(rows) > 0 ? row_text(rows, 0, 0) : "");
	return 0;
}

int store_lead_requests_open(struct tx *tx, const char *address, int64_t *ret_count,
			     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_OPEN, ARGS(arg_text(address), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	*ret_count = row_int(rows, 0, 0);
	return 0;
}

int store_lead_request_add(struct tx *tx, const struct lead_request *request,
			   struct err *err)
{
	return tx_run(
		tx, SQL_ADD,
		ARGS(arg_text(request->hash), arg_texts(request->garages, request->count),
		     arg_texts(request->leads, request->count),
		     arg_text(request->address), arg_text(request->body),
		     arg_instant(request->created_at), arg_instant(request->expires_at)),
		NULL, err);
}

int store_lead_request_load(struct tx *tx, const char *hash,
			    struct lead_request *ret_request, struct rows **ret_rows,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(hash), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "this link opens nothing, or no more");
	*ret_request = (struct lead_request){
		.hash = hash,
		.count = (size_t)row_int(rows, 0, 4),
		.address = row_text(rows, 0, 0),
		.body = row_text(rows, 0, 1),
		.created_at = row_instant(rows, 0, 2),
		.expires_at = row_instant(rows, 0, 3),
	};
	for (int i = 0; i < LEAD_GARAGES; i++) {
		ret_request->garages[i] = row_text(rows, 0, 5 + i);
		ret_request->leads[i] = row_text(rows, 0, 5 + LEAD_GARAGES + i);
	}
	*ret_rows = TAKE(rows);
	return 0;
}

int store_lead_request_confirm(struct tx *tx, const char *hash, struct instant until,
			       struct err *err)
{
	return tx_run(tx, SQL_CONFIRM, ARGS(arg_text(hash), arg_instant(until)), NULL,
		      err);
}

int store_lead_request_drop(struct tx *tx, const char *hash, struct err *err)
{
	return tx_run(tx, SQL_DROP, ARGS(arg_text(hash)), NULL, err);
}

int store_forget_lead_requests(struct tx *tx, struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(tx_now(tx))), NULL, err);
}

int store_lead_nearby(struct tx *tx, const char *area, struct rows **ret_rows,
		      struct err *err)
{
	return tx_rows(tx, SQL_NEARBY, ARGS(arg_text(area), arg_int(LEAD_NEARBY)),
		       ret_rows, err);
}
