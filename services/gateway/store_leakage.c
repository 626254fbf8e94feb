/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cars that went elsewhere, as the register tells it (domain.md 3d-8): a test that moved
 * the APK date without one here in the thirty days before, or a holder of after the last
 * visit. Cars we never saw before that day are not lost.
 */
#include "gateway/row_sql.h"
#include "gateway/store_results.h"

/* clang-format off */
#define AS_JSON(card) "('{' || " card " || '}')::jsonb"

/* $1 and $2 days. A car that was both tested elsewhere and sold counts as sold. */
#define CARS                                                                                 \
	"moved AS (SELECT v.dealer, v.vehicle_id, v.customer_id, r.apk_moved_on,"            \
	"  r.holder_since, " AS_JSON("v.card") " AS c, " AS_JSON("v.more") " AS m"           \
	"  FROM gateway.register r JOIN gateway.vehicle v ON v.plate = r.plate"              \
	"  WHERE NOT v.is_stock_car AND (r.apk_moved_on BETWEEN $1 AND $2"                   \
	"   OR r.holder_since BETWEEN $1 AND $2)),"                                          \
	" car AS (SELECT d.dealer, d.vehicle_id, d.customer_id, d.c ->> 'make' AS make,"     \
	"  extract(year FROM age($2, (d.m ->> 'first_admission')::date)) AS years,"          \
	"  k.postcode_area AS area, CASE WHEN s.sold THEN 'sold' WHEN s.away"                \
	"   THEN 'elsewhere' ELSE 'here' END AS kind,"                                       \
	"  CASE WHEN s.sold THEN d.holder_since ELSE d.apk_moved_on END AS day"              \
	"  FROM moved d LEFT JOIN gateway.customer k ON k.dealer = d.dealer"                 \
	"   AND k.customer_id = d.customer_id"                                               \
	"  JOIN LATERAL (SELECT count(*) FILTER (WHERE w.visit_date"                         \
	"    < coalesce(least(d.apk_moved_on, d.holder_since), 'infinity')) AS known,"       \
	"   coalesce(d.holder_since BETWEEN $1 AND $2 AND max(w.visit_date) < d.holder_since"\
	"    , false) AS sold, d.apk_moved_on BETWEEN $1 AND $2"                             \
	"    AND count(*) FILTER (WHERE w.visit_date BETWEEN d.apk_moved_on - 30"            \
	"     AND d.apk_moved_on AND w.card LIKE '%\"apk\"%') = 0 AS away"                   \
	"   FROM gateway.visit w WHERE w.dealer = d.dealer AND w.vehicle_id = d.vehicle_id"  \
	"   AND NOT w.voided) s ON s.known > 0)"

static const char SQL_TOTALS[] = "WITH " CARS
	" SELECT json_build_object('cars', count(*), 'elsewhere',"
	" count(*) FILTER (WHERE kind = 'elsewhere'), 'sold',"
	" count(*) FILTER (WHERE kind = 'sold'))::text FROM car";

#define SLICES(key)                                                                          \
	"WITH " CARS " SELECT json_build_object('key', k, 'cars', count(*), 'elsewhere',"    \
	" count(*) FILTER (WHERE kind = 'elsewhere'), 'sold',"                               \
	" count(*) FILTER (WHERE kind = 'sold'))::text FROM (SELECT kind, " key " AS k"      \
	" FROM car) x GROUP BY k ORDER BY count(*) FILTER (WHERE kind <> 'here') DESC, k"    \
	" LIMIT 50"

static const char *const SQL_SLICES[] = {
	[LEAKAGE_BY_MAKE] = SLICES("coalesce(make, '-')"),
	[LEAKAGE_BY_AGE] = SLICES("CASE WHEN years IS NULL THEN '-' WHEN years < 4 THEN '0-3'"
				  " WHEN years < 8 THEN '4-7' WHEN years < 12 THEN '8-11'"
				  " ELSE '12+' END"),
	[LEAKAGE_BY_AREA] = SLICES("coalesce(area, '-')"),
};

/* Whether we had written about the car in the four months before. */
static const char SQL_CARS[] = "WITH " CARS
	" SELECT '{\"kind\":\"' || x.kind || '\",\"date\":\"' || x.day || '\",\"invited\":'"
	" || EXISTS (SELECT 1 FROM gateway.proposal p WHERE p.dealer = x.dealer"
	"  AND p.vehicle_id = x.vehicle_id AND p.sent_at BETWEEN x.day - 120 AND x.day + 1)"
	" || ',\"customer\":' || " CUSTOMER_JSON("x.customer_id")
	" || ',\"vehicle\":' || " VEHICLE_JSON("x.vehicle_id") " || '}', x.day, x.vehicle_id"
	" FROM car x" JOIN_CUSTOMER("x") JOIN_VEHICLE("x")
	" WHERE x.kind <> 'here' AND x.customer_id IS NOT NULL"
	" AND ($4::uuid IS NULL OR (x.day, x.vehicle_id) < ($3::date, $4::uuid))"
	" ORDER BY x.day DESC, x.vehicle_id DESC LIMIT $5";
/* clang-format on */

int store_leakage_totals(struct tx *tx, const struct leakage_period *period,
			 struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_TOTALS, ARGS(arg_date(period->from), arg_date(period->to)),
		    &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_leakage_slices(struct tx *tx, const struct leakage_period *period,
			 enum leakage_by by, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SLICES[by],
		    ARGS(arg_date(period->from), arg_date(period->to)), &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_leakage_cars(struct tx *tx, const struct leakage_period *period,
		       struct page *page, struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CARS,
		    ARGS(arg_date(period->from), arg_date(period->to), arg_text(key),
			 arg_uuid(&page->after.id), arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}
