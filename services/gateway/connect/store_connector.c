/* SPDX-License-Identifier: Apache-2.0 */
/* Connectors as the portal's role makes, changes and lists them. */
#include "gateway/connect/store_connector.h"

#include "sys/uuid_new.h"

/* clang-format off */
static const char SQL_ADD[] =
	"INSERT INTO gateway.connector (connector_id, dealer, version, name, url, facts,"
	" personal, agreed_at, agreed_by, active, mapping, generation, created_at,"
	" updated_at, updated_by) SELECT $1, $2, 1, $3, $4, $5::text[], $6,"
	" CASE WHEN $7 THEN $10::timestamptz END, CASE WHEN $7 THEN $9 END, $8, $11, 1,"
	" $10, $10, $9 WHERE (SELECT count(*) FROM gateway.connector WHERE dealer = $2) < $12"
	" ON CONFLICT (connector_id) DO NOTHING RETURNING 1";

static const char SQL_CHANGE[] =
	"UPDATE gateway.connector SET version = version + 1, name = $2, url = $3,"
	" facts = $4::text[], personal = $5, agreed_at = CASE WHEN $6 THEN"
	"  coalesce(agreed_at, $9::timestamptz) END,"
	" agreed_by = CASE WHEN $6 THEN coalesce(agreed_by, $8) END, active = $7,"
	" updated_at = $9, updated_by = $8, mapping = $10, failures = 0, paused_until = NULL"
	" WHERE connector_id = $1 RETURNING 1";

static const char SQL_REMOVE[] =
	"DELETE FROM gateway.connector WHERE connector_id = $1 RETURNING 1";

static const char SQL_RENEW[] =
	"UPDATE gateway.connector SET version = version + 1, generation = generation + 1"
	" WHERE connector_id = $1 RETURNING generation";

#define CONNECTOR_JSON                                                                       \
	"json_build_object('connector_id', c.connector_id, 'version', c.version,"            \
	" 'name', c.name, 'url', coalesce(c.url, ''), 'facts', to_json(c.facts),"            \
	" 'personal', c.personal, 'agreed', c.agreed_at IS NOT NULL,"                        \
	" 'agreed_by', coalesce(c.agreed_by, ''), 'active', c.active,"                       \
	" 'mapping', c.mapping::json -> 'mapping', 'generation', c.generation,"              \
	" 'waiting', (SELECT count(*) FROM gateway.delivery d"                               \
	"  WHERE d.connector_id = c.connector_id AND d.state = 'waiting'),"                  \
	" 'dead', (SELECT count(*) FROM gateway.delivery d"                                  \
	"  WHERE d.connector_id = c.connector_id AND d.state = 'dead'"                          \
	"  AND d.fact <> 'message'))::text"

static const char SQL_LIST[] =
	"SELECT " CONNECTOR_JSON " FROM gateway.connector c ORDER BY c.name, c.connector_id";
static const char SQL_ONE[] =
	"SELECT " CONNECTOR_JSON " FROM gateway.connector c WHERE c.connector_id = $1";

static const char SQL_LOG[] =
	"SELECT json_build_object('deliveries', coalesce((SELECT json_agg(json_build_object("
	"  'delivery_id', d.delivery_id, 'fact', d.fact, 'at', d.at, 'state', d.state,"
	"  'attempts', d.attempts, 'status', coalesce(d.status, 0),"
	"  'error', coalesce(d.error, ''), 'due_at', d.due_at) ORDER BY d.seq DESC) FROM"
	"  (SELECT * FROM gateway.delivery WHERE connector_id = $1 ORDER BY seq DESC LIMIT 50)"
	"  d), '[]'), 'posts', coalesce((SELECT json_agg(json_build_object('post_id',"
	"  p.post_id, 'at', p.at, 'kind', p.kind, 'code', p.code, 'detail', p.detail)"
	"  ORDER BY p.at DESC) FROM (SELECT * FROM gateway.hook_post WHERE connector_id = $1"
	"  ORDER BY at DESC LIMIT 50) p), '[]'))::text"
	" FROM gateway.connector WHERE connector_id = $1";

static const char SQL_FIND[] =
	"SELECT 1 FROM gateway.connector WHERE connector_id = $1";

static const char SQL_CARRIES[] =
	"SELECT EXISTS (SELECT FROM gateway.dealer d, jsonb_array_elements("
	" coalesce(d.state::jsonb -> 'carriers', '[]')) k"
	" WHERE k ->> 'connector_id' = $1)";
static const char SQL_MAY_CARRY[] =
	"SELECT EXISTS (SELECT FROM gateway.connector WHERE connector_id = $1 AND dealer = $2"
	" AND active AND url IS NOT NULL AND personal AND agreed_at IS NOT NULL)";

static const char SQL_TRY[] =
	"INSERT INTO gateway.delivery (delivery_id, dealer, connector_id, fact, subject, at,"
	" data, state, due_at, created_at) SELECT $2, dealer, connector_id, 'test', 'test',"
	" $3, '{\"text\": \"test\"}', 'waiting', $3, $3 FROM gateway.connector"
	" WHERE connector_id = $1 AND url IS NOT NULL RETURNING 1";

/* A message that is over went back to the gate, or on to the next channel: only facts. */
static const char SQL_REPLAY[] =
	"WITH again AS (UPDATE gateway.delivery SET state = 'waiting', attempts = 0,"
	"  due_at = $2, settled_at = NULL WHERE connector_id = $1 AND state = 'dead'"
	"  AND fact <> 'message' RETURNING 1) SELECT count(*) FROM again";
/* clang-format on */

static int some(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no such connector");
	return 0;
}

int store_connector_add(struct tx *tx, const char *dealer,
			const struct connector_row *row, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ADD,
		    ARGS(arg_uuid(&row->id), arg_text(dealer), arg_text(row->name),
			 arg_text(row->url), arg_texts(row->facts, row->facts_count),
			 arg_bool(row->personal), arg_bool(row->agreed),
			 arg_bool(row->active), arg_text(row->by),
			 arg_instant(tx_now(tx)), arg_text(row->body),
			 arg_int(CONNECTORS_MOST)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_INVALID, "TOO_MANY",
				    "a garage has at most %d connectors",
				    CONNECTORS_MOST);
	return 0;
}

int store_connector_change(struct tx *tx, const struct connector_row *row,
			   struct err *err)
{
	return some(tx, SQL_CHANGE,
		    ARGS(arg_uuid(&row->id), arg_text(row->name), arg_text(row->url),
			 arg_texts(row->facts, row->facts_count), arg_bool(row->personal),
			 arg_bool(row->agreed), arg_bool(row->active), arg_text(row->by),
			 arg_instant(tx_now(tx)), arg_text(row->body)),
		    err);
}

static int ask(struct tx *tx, const char *sql, const struct arg *args, size_t count,
	       bool *ret_answer, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	*ret_answer = row_bool(rows, 0, 0);
	return 0;
}

int store_connector_carries(struct tx *tx, const struct uuid *id, bool *ret_carries,
			    struct err *err)
{
	return ask(tx, SQL_CARRIES, ARGS(arg_text(id->text)), ret_carries, err);
}

int store_connector_may_carry(struct tx *tx, const char *dealer, const struct uuid *id,
			      bool *ret_may, struct err *err)
{
	return ask(tx, SQL_MAY_CARRY, ARGS(arg_uuid(id), arg_text(dealer)), ret_may, err);
}

int store_connector_remove(struct tx *tx, const struct uuid *id, struct err *err)
{
	return some(tx, SQL_REMOVE, ARGS(arg_uuid(id)), err);
}

int store_connector_renew(struct tx *tx, const struct uuid *id, int64_t *ret_generation,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_RENEW, "connector" }, id, &rows, err) < 0)
		return -1;
	*ret_generation = row_int(rows, 0, 0);
	return 0;
}

int store_connectors_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST, NULL, 0, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

static int write_one(struct tx *tx, const char *sql, const struct uuid *id,
		     struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ sql, "connector" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_connector_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			  struct err *err)
{
	return write_one(tx, SQL_ONE, id, out, err);
}

int store_connector_log(struct tx *tx, const struct uuid *id, struct strbuf *out,
			struct err *err)
{
	return write_one(tx, SQL_LOG, id, out, err);
}

/* ERR_ABSENT unless the tenant has it. */
static int find(struct tx *tx, const struct uuid *id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	return store_row(tx, (struct by_id){ SQL_FIND, "connector" }, id, &rows, err);
}

int store_connector_try(struct tx *tx, const struct uuid *id, struct uuid *ret_delivery,
			struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct uuid delivery = uuid_new(tx_now(tx));
	if (find(tx, id, err) < 0)
		return -1;
	if (tx_rows(tx, SQL_TRY,
		    ARGS(arg_uuid(id), arg_uuid(&delivery), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_INVALID, "NO_URL",
				    "this connector has no address to post to");
	*ret_delivery = delivery;
	return 0;
}

int store_connector_replay(struct tx *tx, const struct uuid *id, int64_t *ret_count,
			   struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (find(tx, id, err) < 0 ||
	    tx_rows(tx, SQL_REPLAY, ARGS(arg_uuid(id), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	*ret_count = row_int(rows, 0, 0);
	return 0;
}
