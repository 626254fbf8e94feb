/* SPDX-License-Identifier: Apache-2.0 */
/* The true effect and the comparison with the formula, as they were said last. */
#include <stdio.h>

#include "gateway/results_sql.h"
#include "gateway/store_results.h"

/* clang-format off */
static const char SQL_EFFECTS[] =
	"SELECT (e.state - ARRAY['dealer', 'version'] || jsonb_strip_nulls("
	"jsonb_build_object('label', " CAMPAIGN_NAME("g") ")))::text FROM gateway.effect e"
	" LEFT JOIN gateway.campaign g ON g.dealer = e.dealer"
	" AND 'campaign/' || g.campaign_id = e.programme"
	" ORDER BY e.programme <> 'all', e.quarter DESC, e.programme LIMIT 100";

static const char SQL_FACTS[] =
	"SELECT state ->> 'basis', (state #>> '{treated,persons}')::bigint,"
	" (state #>> '{treated,visited}')::bigint, (state #>> '{held_out,persons}')::bigint,"
	" (state #>> '{held_out,visited}')::bigint, (state ->> 'waiting')::bigint,"
	" (state #>> '{visits,difference}')::bigint, (state #>> '{visits,low}')::bigint,"
	" (state #>> '{visits,high}')::bigint, (state ->> 'extra_visits')::bigint,"
	" (state ->> 'extra_cents')::bigint, (state ->> 'garages')::bigint"
	" FROM gateway.effect WHERE dealer = $1 AND programme = 'all' AND quarter = 'recent'";

static const char SQL_BENCHMARK[] =
	"SELECT (state - ARRAY['dealer', 'version'])::text FROM gateway.benchmark LIMIT 1";
/* clang-format on */

int store_effects_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_EFFECTS, NULL, 0, &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_effect_facts(struct tx *tx, const char *dealer, struct effect_facts *ret,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	*ret = (struct effect_facts){ .known = false };
	if (tx_rows(tx, SQL_FACTS, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	snprintf(ret->basis, sizeof(ret->basis), "%s", row_text(rows, 0, 0));
	ret->known = true;
	ret->treated = row_int(rows, 0, 1);
	ret->treated_visited = row_int(rows, 0, 2);
	ret->held_out = row_int(rows, 0, 3);
	ret->held_out_visited = row_int(rows, 0, 4);
	ret->waiting = row_int(rows, 0, 5);
	ret->difference = row_int(rows, 0, 6);
	ret->low = row_int(rows, 0, 7);
	ret->high = row_int(rows, 0, 8);
	ret->extra_visits = row_int(rows, 0, 9);
	ret->extra_cents = row_int(rows, 0, 10);
	ret->garages = row_int(rows, 0, 11);
	return 0;
}

int store_benchmark_write(struct tx *tx, struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_BENCHMARK, NULL, 0, &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		strbuf_addf(out, "\"benchmark\":%s", row_text(rows, 0, 0));
	return 0;
}
