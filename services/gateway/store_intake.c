/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came in, and how the connections are doing.
 */
#include "gateway/row_sql.h"
#include "gateway/store_desk.h"

/* clang-format off */
#define WHERE_ASKED                                                                          \
	" WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR vendor = $2)"     \
	" AND ($3::uuid IS NULL OR receipt_id = $3)"                                         \
	" AND ($4::text IS NULL OR reasons @> jsonb_build_array("                            \
	"jsonb_build_object('rule', $4::text)))"

static const char SQL_LIST[] =
	"SELECT '{' || card || '}', to_json(received_at) #>> '{}', record_id"
	" FROM gateway.intake" WHERE_ASKED
	" AND ($6::uuid IS NULL OR (received_at, record_id) < ($5::timestamptz, $6::uuid))"
	" ORDER BY received_at DESC, record_id DESC LIMIT $7";

static const char SQL_ONE[] =
	"SELECT '{' || card || CASE WHEN preview IS NULL THEN '}'"
	" ELSE ',\"preview\":' || to_json(preview) || '}' END, version"
	" FROM gateway.intake WHERE record_id = $1";

/* Allowed vendors without a record yet are shown too: silence is news. */
static const char SQL_CONNECTIONS[] =
	"WITH allowed AS (SELECT jsonb_array_elements_text(vendors) AS vendor"
	"  FROM gateway.dealer WHERE dealer = $1),"
	" known AS (SELECT vendor FROM allowed"
	"  UNION SELECT DISTINCT vendor FROM gateway.intake"
	"  WHERE received_at > $2::timestamptz - interval '35 days'),"
	" hours AS (SELECT vendor, floor(extract(epoch FROM $2 - received_at) / 3600)::int AS h,"
	"  count(*) AS n FROM gateway.intake"
	"  WHERE received_at > $2::timestamptz - interval '24 hours' GROUP BY 1, 2),"
	" today AS (SELECT vendor, jsonb_build_object("
	"   'accepted_today', count(*) FILTER (WHERE status = 'accepted'),"
	"   'duplicate_today', count(*) FILTER (WHERE status = 'duplicate'),"
	"   'parked_today', count(*) FILTER (WHERE status = 'parked'),"
	"   'discarded_today', count(*) FILTER (WHERE status = 'discarded')) AS counts"
	"  FROM gateway.intake WHERE received_at >= " DEALER_DATE("$2")
	"   ::timestamp AT TIME ZONE " DEALER_ZONE " GROUP BY 1)"
	" SELECT jsonb_strip_nulls(coalesce(t.counts, '{\"accepted_today\": 0,"
	"  \"duplicate_today\": 0, \"parked_today\": 0, \"discarded_today\": 0}')"
	"  || jsonb_build_object('vendor', n.vendor, 'last_message_at', l.at,"
	"  'silent', coalesce(l.at < $2::timestamptz - interval '24 hours',"
	"   n.vendor <> 'upload'),"
	"  'silent_since', CASE WHEN l.at < $2::timestamptz - interval '24 hours'"
	"   THEN l.at END,"
	"  'per_hour', (SELECT jsonb_agg(coalesce(h.n, 0) ORDER BY s DESC)"
	"   FROM generate_series(0, 23) s LEFT JOIN hours h"
	"   ON h.vendor = n.vendor AND h.h = s)))::text"
	" FROM known n LEFT JOIN today t ON t.vendor = n.vendor"
	" LEFT JOIN LATERAL (SELECT max(i.received_at) AS at FROM gateway.intake i"
	"  WHERE i.vendor = n.vendor) l ON true ORDER BY n.vendor LIMIT 50";

static const char SQL_PARKED[] =
	"SELECT count(*) FROM gateway.intake WHERE status = 'parked'";

static const char SQL_IDS[] = "SELECT record_id FROM gateway.intake" WHERE_ASKED
	" ORDER BY received_at, record_id LIMIT $5";
/* clang-format on */

int store_intake_list(struct tx *tx, const struct intake_filter *filter,
		      struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST,
		    ARGS(arg_text(filter->status), arg_text(filter->vendor),
			 arg_uuid(&filter->receipt), arg_text(filter->rule),
			 arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_intake_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		       int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_ONE, "record" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_intake_connections(struct tx *tx, const char *dealer, struct strbuf *out,
			     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CONNECTIONS, ARGS(arg_text(dealer), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_intake_parked(struct tx *tx, int64_t *ret_parked, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PARKED, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_parked = row_int(rows, 0, 0);
	return 0;
}

int store_intake_ids(struct tx *tx, const struct intake_filter *filter, int64_t limit,
		     struct uuid **ret_ids, size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_IDS,
		    ARGS(arg_text(filter->status), arg_text(filter->vendor),
			 arg_uuid(&filter->receipt), arg_text(filter->rule),
			 arg_int(limit)),
		    &rows, err) < 0)
		return -1;
	size_t count = rows_count(rows);
	struct uuid *ids = mem_alloc((count + 1) * sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		ids[i] = row_uuid(rows, i, 0);
	*ret_ids = ids;
	*ret_count = count;
	return 0;
}
