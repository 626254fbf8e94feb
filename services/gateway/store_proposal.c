/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of a weekly list.
 */
#include "gateway/row_sql.h"
#include "gateway/store_list.h"

/* clang-format off */
static const char SQL_LIST[] =
	"WITH " TODAY("$3") " SELECT " PROPOSAL_JSON ", p.due, p.proposal_id"
	FROM_PROPOSAL " CROSS JOIN today t" WHERE_LISTED
	" AND ($10::uuid IS NULL OR (p.due, p.proposal_id) > ($9::date, $10::uuid))"
	" ORDER BY p.due, p.proposal_id LIMIT $11";

static const char SQL_ONE[] =
	"SELECT " PROPOSAL_JSON ", p.version" FROM_PROPOSAL " WHERE p.proposal_id = $1";

static const char SQL_CUSTOMER[] =
	"SELECT customer_id FROM gateway.proposal WHERE proposal_id = $1";

static const char SQL_MORE[] =
	"SELECT ',\"contacts\":' || " CONTACTS_JSON("p.customer_id", "5") "::text"
	" || ',\"consent\":' || coalesce(k.entries, '[]')::text"
	" || ',\"objected\":' || coalesce(k.objected, false)::text"
	" FROM gateway.proposal p LEFT JOIN gateway.consent k"
	" ON k.dealer = p.dealer AND k.customer_id = p.customer_id WHERE p.proposal_id = $1";

static const char SQL_WHY[] =
	"SELECT jsonb_build_object('proposal_id', p.proposal_id, 'version', p.version,"
	" 'text', coalesce(p.why ->> ('text_' || $2), ''), 'why', p.why)::text"
	" FROM gateway.proposal p WHERE p.proposal_id = $1 AND p.why IS NOT NULL";

/* $2 command $3 dealer $4 actor $5 received $6 language. Of a follow-up, what is asked for
 * when it leaves: the lines that are neither done nor declined. */
static const char SQL_PREVIEW[] =
	"SELECT jsonb_strip_nulls(jsonb_build_object('command_id', $2::text,"
	" 'dealer', $3::text, 'actor', $4::text, 'received_at', $5::text,"
	" 'language', $6::text, 'purpose', 'reminder', 'message_class', 'marketing',"
	" 'channel', coalesce($7::text, CASE WHEN x.row ->> 'channel' IN ('sms', 'push', 'letter',"
	" 'card') THEN x.row ->> 'channel' END, 'email'),"
	" 'customer_id', p.customer_id, 'vehicle_id', p.vehicle_id,"
	" 'plate', x.vehicle -> 'plate_formatted', 'make', x.vehicle -> 'make',"
	" 'model', x.vehicle -> 'model', 'reason_kinds', p.reason_kinds,"
	" 'due_date', CASE WHEN x.advice IS NULL THEN x.row -> 'due_p50' END,"
	" 'apk_expiry', p.apk_expiry, 'last_visit_date', x.row -> 'last_visit_date',"
	" 'inspection_date', x.advice -> 'saved_on',"
	" 'lines', (SELECT jsonb_agg(jsonb_build_object('text', l -> 'text',"
	"  'price_kind', l -> 'price_kind', 'cents', l -> 'cents',"
	"  'quantity', l -> 'quantity', 'urgency', l -> 'urgency',"
	"  'answer', l -> 'answer') ORDER BY n)"
	"  FROM jsonb_array_elements(x.advice -> 'lines') WITH ORDINALITY AS a (l, n)"
	"  WHERE coalesce(l ->> 'executed', 'false') <> 'true'"
	"  AND coalesce(l ->> 'answer', '') <> 'decline'),"
	" 'total_cents', x.advice -> 'total_cents',"
	" 'follows_count', x.advice -> 'follows_count',"
	" 'prices_open', x.advice -> 'prices_open',"
	" 'others', (SELECT jsonb_agg(r.car ORDER BY r.due, r.proposal_id) FROM (SELECT o.due,"
	"  o.proposal_id, jsonb_strip_nulls(jsonb_build_object('vehicle_id', o.vehicle_id,"
	"  'proposal_id', o.proposal_id, 'reason_kinds', o.reason_kinds,"
	"  'reason_group', o.reason_group, 'plate', y.vehicle -> 'plate_formatted',"
	"  'make', y.vehicle -> 'make', 'model', y.vehicle -> 'model',"
	"  'due_date', y.row -> 'due_p50', 'apk_expiry', o.apk_expiry,"
	"  'last_visit_date', y.row -> 'last_visit_date')) AS car"
	"  FROM (SELECT o.*, w.card AS vehicle_card FROM" TOGETHER
	"   AND o.decision = 'yes' AND p.decision = 'yes') o CROSS JOIN LATERAL ("
	"  SELECT ('{' || o.card || '}')::jsonb AS row,"
	"  ('{' || coalesce(o.vehicle_card, '') || '}')::jsonb AS vehicle) y"
	"  ORDER BY o.due, o.proposal_id LIMIT 5) r)))::text"
	" FROM gateway.proposal p" JOIN_VEHICLE("p") " CROSS JOIN LATERAL ("
	"SELECT ('{' || p.card || '}')::jsonb AS row, p.why -> 'advice' AS advice,"
	" ('{' || coalesce(v.card, '') || '}')::jsonb AS vehicle) x"
	" WHERE p.proposal_id = $1";
/* clang-format on */

int store_proposals_write(struct tx *tx, const struct proposal_filter *filter,
			  struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST,
		    ARGS(arg_week(filter->week), arg_text(filter->view),
			 arg_instant(tx_now(tx)), arg_text(filter->decision),
			 arg_text(filter->status), arg_text(filter->reason),
			 arg_text(filter->search), arg_text(filter->search_plate),
			 arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_proposal_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_ONE, "proposal" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	if (ret_version)
		*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_proposal_customer(struct tx *tx, const struct uuid *id,
			    struct uuid *ret_customer, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_CUSTOMER, "proposal" }, id, &rows, err) < 0)
		return -1;
	*ret_customer = row_uuid(rows, 0, 0);
	return 0;
}

static int write_one(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		     struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT,
			       "there is no such proposal, or no explanation");
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_proposal_write_more(struct tx *tx, const struct uuid *id, struct strbuf *out,
			      struct err *err)
{
	return write_one(tx, SQL_MORE, ARGS(arg_uuid(id)), out, err);
}

int store_proposal_write_why(struct tx *tx, const struct uuid *id, const char *language,
			     struct strbuf *out, struct err *err)
{
	return write_one(tx, SQL_WHY, ARGS(arg_uuid(id), arg_text(language)), out, err);
}

int store_proposal_write_preview(struct tx *tx, const struct uuid *id,
				 const struct preview_asked *asked, struct strbuf *out,
				 struct err *err)
{
	return write_one(tx, SQL_PREVIEW,
			 ARGS(arg_uuid(id), arg_text(asked->command_id),
			      arg_text(asked->dealer), arg_text(asked->actor),
			      arg_text(asked->received_at), arg_text(asked->language),
			      arg_text(asked->channel)),
			 out, err);
}
