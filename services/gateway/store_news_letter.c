/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whom and when: who asked for it, Monday from 07:00 to 19:00 on the garage's
 * clock, once a week, and only when there is news for that garage.
 */
#include "gateway/store_news_letter.h"

#include "sys/uuid_new.h"

/* clang-format off */
/* $1 now. Who wants no more meanwhile waits for this, or this for them. */
static const char SQL_DUE[] =
	"WITH local AS (SELECT d.dealer, d.state::jsonb AS s, $1::timestamptz AT TIME ZONE"
	"  d.timezone AS t FROM gateway.dealer d"
	"  WHERE coalesce((d.state::jsonb ->> 'active')::boolean, true)),"
	" monday AS (SELECT dealer, s ->> 'brand' AS brand, s ->> 'network' AS network,"
	"  to_char(t, 'IYYY-\"W\"IW') AS week FROM local WHERE extract(isodow FROM t) = 1"
	"  AND t::time BETWEEN '07:00' AND '19:00'),"
	" items AS (SELECT m.dealer, m.week, n.* FROM monday m, LATERAL (SELECT n.title, n.text,"
	"  n.link, row_number() OVER (ORDER BY n.from_week DESC, n.title, n.news_id) AS place"
	"  FROM gateway.news n WHERE m.week BETWEEN n.from_week AND n.until_week"
	"  AND (n.brands = '{}' OR EXISTS (SELECT FROM unnest(n.brands) b"
	"   WHERE lower(b) = lower(m.brand)))"
	"  AND (n.networks = '{}' OR m.network = ANY (n.networks))"
	"  ORDER BY place LIMIT 20) n),"
	" due AS (SELECT i.dealer, i.week, a.login, a.email, a.name, a.language,"
	"  a.news_token FROM (SELECT DISTINCT dealer, week FROM items) i"
	"  JOIN gateway.account a ON a.dealer = i.dealer"
	"  WHERE a.wants_news AND a.email IS NOT NULL AND a.news_token IS NOT NULL"
	"  AND NOT a.disabled ORDER BY a.dealer, a.login FOR SHARE OF a),"
	" written AS (INSERT INTO gateway.desk_letter (dealer, kind, week, at)"
	"  SELECT dealer, 'news/' || login, week, $1 FROM due ORDER BY dealer, login"
	"  ON CONFLICT DO NOTHING RETURNING dealer, kind)"
	" SELECT d.dealer, d.week, d.login, d.email, d.name, d.language, d.news_token, i.title,"
	"  i.text, i.link FROM due d JOIN written w ON w.dealer = d.dealer"
	"  AND w.kind = 'news/' || d.login JOIN items i ON i.dealer = d.dealer"
	" ORDER BY d.dealer, d.login, i.place";

static const char SQL_STOP[] =
	"UPDATE gateway.account SET wants_news = false, updated_at = $2"
	" WHERE news_token = $1";
/* $1 token, $2 since when: a letter older than that has left, or never will. */
static const char SQL_STOPPED[] =
	"SELECT a.dealer, a.login, a.email, (SELECT max(l.week) FROM gateway.desk_letter l"
	" WHERE l.dealer = a.dealer AND l.kind = 'news/' || a.login AND l.at >= $2)"
	" FROM gateway.account a WHERE a.news_token = $1";
/* clang-format on */

int store_news_letters(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_DUE, ARGS(arg_instant(tx_now(tx))), ret_rows, err);
}

struct news_letter_of news_letter_of(const char *dealer, const char *login,
				     const char *email, const char *week)
{
	return (struct news_letter_of){
		.intent = uuid_named("news-letter", dealer, login, week, NULL),
		.person = uuid_named("desk", dealer, email, NULL),
	};
}

/* Two statements: the second sees what the first waited for. */
int store_news_stop(struct tx *tx, const struct uuid *token, struct rows **ret_rows,
		    struct err *err)
{
	struct instant since = instant_add_seconds(tx_now(tx), -NEWS_STALE_SECONDS);
	if (tx_run(tx, SQL_STOP, ARGS(arg_uuid(token), arg_instant(tx_now(tx))), NULL,
		   err) < 0)
		return -1;
	return tx_rows(tx, SQL_STOPPED, ARGS(arg_uuid(token), arg_instant(since)),
		       ret_rows, err);
}
