/* SPDX-License-Identifier: Apache-2.0 */
/* Decides which items a garage reads: those of this ISO week on its clock, for its brand
 * and its formula. */
#include "gateway/store_news.h"

/* clang-format off */
static const char SQL_SAVE[] =
	"INSERT INTO gateway.news (news_id, title, text, link, brands, networks, from_week,"
	" until_week, source, updated_at) VALUES ($1, $2, $3, $4, $5::text[], $6::text[], $7,"
	" $8, $9, $10) ON CONFLICT (news_id) DO UPDATE SET title = excluded.title,"
	" text = excluded.text, link = excluded.link, brands = excluded.brands,"
	" networks = excluded.networks, from_week = excluded.from_week,"
	" until_week = excluded.until_week, source = excluded.source,"
	" updated_at = excluded.updated_at";

static const char SQL_EXISTS[] = "SELECT 1 FROM gateway.news WHERE news_id = $1";
static const char SQL_REMOVE[] = "DELETE FROM gateway.news WHERE news_id = $1 RETURNING 1";

#define NEWS_JSON                                                                            \
	"json_build_object('news_id', n.news_id, 'title', n.title, 'text', n.text,"          \
	" 'link', coalesce(n.link, ''), 'brands', to_json(n.brands),"                        \
	" 'networks', to_json(n.networks), 'from_week', n.from_week,"                        \
	" 'until_week', n.until_week, 'source', n.source)::text"

static const char SQL_OF_WEEK[] =
	"SELECT " NEWS_JSON " FROM gateway.dealer d CROSS JOIN LATERAL (SELECT to_char("
	"  $2::timestamptz AT TIME ZONE d.timezone, 'IYYY-\"W\"IW') AS week,"
	"  d.state::jsonb ->> 'brand' AS brand, d.state::jsonb ->> 'network' AS network) w"
	" JOIN gateway.news n ON w.week BETWEEN n.from_week AND n.until_week"
	"  AND (n.brands = '{}' OR EXISTS (SELECT 1 FROM unnest(n.brands) b"
	"   WHERE lower(b) = lower(w.brand)))"
	"  AND (n.networks = '{}' OR w.network = ANY (n.networks))"
	" WHERE d.dealer = $1 ORDER BY n.from_week DESC, n.title, n.news_id LIMIT 20";

static const char SQL_ALL[] =
	"SELECT " NEWS_JSON " FROM gateway.news n WHERE n.until_week >= to_char("
	" $1::timestamptz - interval '1 year', 'IYYY-\"W\"IW')"
	" ORDER BY n.from_week DESC, n.title, n.news_id LIMIT 500";
/* clang-format on */

int store_news_save(struct tx *tx, const struct news_item *item, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&item->id), arg_text(item->title),
			   arg_text(item->text), arg_text(item->link),
			   arg_texts(item->brands, item->brands_count),
			   arg_texts(item->networks, item->networks_count),
			   arg_text(item->from_week), arg_text(item->until_week),
			   arg_text(item->source), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_news_exists(struct tx *tx, const struct uuid *id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	return store_row(tx, (struct by_id){ SQL_EXISTS, "news item" }, id, &rows, err);
}

int store_news_remove(struct tx *tx, const struct uuid *id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	return store_row(tx, (struct by_id){ SQL_REMOVE, "news item" }, id, &rows, err);
}

int store_news_write(struct tx *tx, const char *dealer, struct strbuf *out,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_OF_WEEK, ARGS(arg_text(dealer), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_news_write_all(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ALL, ARGS(arg_instant(tx_now(tx))), &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}
