/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deliveries and posts as the projector's role sees them: every garage's. Claims decide
 * the order: of one subject the oldest that waits goes first, and of a connector that is
 * paused none.
 */
#include "gateway/connect/store_connector.h"

/* clang-format off */
static const char SQL_LOAD[] =
	"SELECT dealer, name, active, mapping, generation FROM gateway.connector"
	" WHERE connector_id = $1";

static const char SQL_POST_FIND[] =
	"SELECT code, detail FROM gateway.hook_post WHERE connector_id = $1 AND post_id = $2";

static const char SQL_POST_ADD[] =
	"INSERT INTO gateway.hook_post (dealer, connector_id, post_id, at, kind, code, detail)"
	" SELECT dealer, connector_id, $2, $3, $4, $5, $6 FROM gateway.connector"
	" WHERE connector_id = $1 ON CONFLICT DO NOTHING";

static const char SQL_FORGET_POSTS[] = "DELETE FROM gateway.hook_post WHERE at < $1";
static const char SQL_FORGET[] = "DELETE FROM gateway.delivery WHERE settled_at < $1";

/* An id says more than a number, a number more than an address that two may share. */
static const char SQL_CUSTOMER[] =
	"SELECT customer_id FROM (SELECT customer_id, rank() OVER (ORDER BY"
	"  (customer_id::text = $2) IS TRUE DESC, (number = $3) IS TRUE DESC) AS place"
	"  FROM gateway.customer WHERE dealer = $1 AND (customer_id::text = $2"
	"  OR number = $3 OR lower(btrim(email)) = lower(btrim($4)))) c"
	" WHERE place = 1 LIMIT 2";

static const char SQL_VEHICLE[] =
	"SELECT vehicle_id FROM gateway.vehicle WHERE dealer = $1 AND plate = $2 LIMIT 2";

static const char SQL_CLAIM[] =
	"WITH next AS (SELECT d.delivery_id FROM gateway.delivery d"
	"  JOIN gateway.connector c USING (connector_id) WHERE d.state = 'waiting'"
	"  AND d.due_at <= $1 AND c.active AND c.url IS NOT NULL"
	"  AND (d.fact <> 'message' OR (c.personal AND c.agreed_at IS NOT NULL))"
	"  AND (c.paused_until IS NULL OR c.paused_until <= $1 OR d.fact = 'test')"
	"  AND (d.claimed_until IS NULL OR d.claimed_until <= $1)"
	"  AND NOT EXISTS (SELECT 1 FROM gateway.delivery e WHERE e.state = 'waiting'"
	"   AND e.connector_id = d.connector_id AND e.subject = d.subject AND e.seq < d.seq)"
	"  ORDER BY d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED),"
	" claimed AS (UPDATE gateway.delivery d SET attempts = attempts + 1,"
	"  claimed_until = $1::timestamptz + interval '2 minutes' FROM next n"
	"  WHERE d.delivery_id = n.delivery_id RETURNING d.*)"
	" SELECT d.delivery_id, c.url, c.mapping, c.generation,"
	" (jsonb_build_object('id', d.delivery_id, 'fact', d.fact, 'at', to_json(d.at) #>> '{}',"
	"  'garage', d.dealer, 'data', d.data) || CASE WHEN c.personal"
	"  AND c.agreed_at IS NOT NULL AND d.fact NOT IN ('test', 'message') THEN jsonb_strip_nulls("
	"  jsonb_build_object('person', (SELECT jsonb_build_object('name', p.name,"
	"   'email', p.email, 'phone', p.phone, 'mobile', p.mobile, 'language', p.language,"
	"   'customer_number', p.number) FROM gateway.customer p WHERE p.dealer = d.dealer"
	"   AND p.customer_id::text = d.data ->> 'customer_id'),"
	"  'car', (SELECT ('{' || v.card || '}')::jsonb - 'id' FROM gateway.vehicle v"
	"   WHERE v.dealer = d.dealer AND v.vehicle_id::text = d.data ->> 'vehicle_id')))"
	"  ELSE '{}' END)::text, d.fact, d.attempts, d.connector_id,"
	" d.data ->> 'channel'"
	" FROM claimed d JOIN gateway.connector c USING (connector_id)";

/* Of the attempt that it is an end of: a later claim has its own. */
static const char SQL_END[] =
	"UPDATE gateway.delivery SET state = $2, due_at = coalesce($3, due_at), status = $4,"
	" error = $5, claimed_until = NULL,"
	" settled_at = CASE WHEN $2 <> 'waiting' THEN $6::timestamptz END"
	" WHERE delivery_id = $1 AND state = 'waiting' AND attempts = $7";

static const char SQL_PAUSE[] =
	"UPDATE gateway.connector SET paused_until = $2,"
	" failures = CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE failures + 1 END"
	" WHERE connector_id = $1 AND (failures > 0 OR $2::timestamptz IS NOT NULL)";
/* clang-format on */

int store_connector_load(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
			 struct err *err)
{
	return store_row(tx, (struct by_id){ SQL_LOAD, "connector" }, id, ret_rows, err);
}

int store_hook_post_find(struct tx *tx, const struct uuid *connector, const char *post,
			 char **ret_code, char **ret_detail, struct err *err)
{
	AUTO(rows) *rows = NULL;
	*ret_code = NULL;
	if (tx_rows(tx, SQL_POST_FIND, ARGS(arg_uuid(connector), arg_text(post)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	*ret_code = mem_text(row_text(rows, 0, 0));
	*ret_detail = mem_text(row_text(rows, 0, 1));
	return 0;
}

int store_hook_post_add(struct tx *tx, const struct uuid *connector,
			const struct hook_post *post, struct err *err)
{
	return tx_run(tx, SQL_POST_ADD,
		      ARGS(arg_uuid(connector), arg_text(post->id),
			   arg_instant(tx_now(tx)), arg_text(post->kind),
			   arg_text(post->code), arg_text(post->detail)),
		      NULL, err);
}

int store_connect_forget(struct tx *tx, struct instant before, struct err *err)
{
	if (tx_run(tx, SQL_FORGET_POSTS, ARGS(arg_instant(before)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(before)), NULL, err);
}

/* Two that fit as well are nobody. */
static int only_one(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		    struct uuid *ret_id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	*ret_id = (struct uuid){ "" };
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 1)
		*ret_id = row_uuid(rows, 0, 0);
	return 0;
}

int store_connect_customer(struct tx *tx, const struct customer_hint *hint,
			   struct uuid *ret_customer, struct err *err)
{
	return only_one(tx, SQL_CUSTOMER,
			ARGS(arg_text(hint->dealer), arg_text(hint->id),
			     arg_text(hint->number), arg_text(hint->email)),
			ret_customer, err);
}

int store_connect_vehicle(struct tx *tx, const char *dealer, const char *plate,
			  struct uuid *ret_vehicle, struct err *err)
{
	return only_one(tx, SQL_VEHICLE, ARGS(arg_text(dealer), arg_text(plate)),
			ret_vehicle, err);
}

int store_delivery_claim(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CLAIM, ARGS(arg_instant(tx_now(tx))), ret_rows, err);
}

int store_delivery_end(struct tx *tx, const struct delivery_end *end, bool *ret_own,
		       struct err *err)
{
	int64_t ended;
	if (tx_run(tx, SQL_END,
		   ARGS(arg_uuid(&end->id), arg_text(end->state), arg_instant(end->due),
			arg_int(end->status), arg_text(end->error),
			arg_instant(tx_now(tx)), arg_int(end->attempt)),
		   &ended, err) < 0)
		return -1;
	*ret_own = ended == 1;
	if (!*ret_own)
		return 0;
	return tx_run(tx, SQL_PAUSE,
		      ARGS(arg_uuid(&end->connector), arg_instant(end->pause)), NULL,
		      err);
}
