/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comparable cars' visits cost: a cell a row. Of no dealer, so no revision is
 * raised.
 */
#include "gateway/project_cost.h"

static const char SQL_COST[] =
	"INSERT INTO gateway.cost AS old (cell, version, make, model, fuel, age_from,"
	" age_to, visit_class, visits, dealers, p10_cents, p50_cents, p90_cents,"
	" p10_net_cents, p50_net_cents, p90_net_cents)"
	" SELECT DISTINCT ON (m ->> 'cell') m ->> 'cell', (m ->> 'version')::bigint,"
	" m ->> 'make', m ->> 'model', m ->> 'fuel', (m ->> 'age_from')::integer,"
	" (m ->> 'age_to')::integer, m ->> 'visit_class', (m ->> 'visits')::bigint,"
	" (m ->> 'dealers')::bigint, (m ->> 'p10_cents')::bigint,"
	" (m ->> 'p50_cents')::bigint, (m ->> 'p90_cents')::bigint,"
	" (m ->> 'p10_net_cents')::bigint, (m ->> 'p50_net_cents')::bigint,"
	" (m ->> 'p90_net_cents')::bigint"
	" FROM (SELECT r::jsonb AS m FROM unnest($1::text[]) AS t(r)) u"
	" ORDER BY m ->> 'cell', (m ->> 'version')::bigint DESC"
	" ON CONFLICT (cell) DO UPDATE SET version = excluded.version,"
	" make = excluded.make, model = excluded.model, fuel = excluded.fuel,"
	" age_from = excluded.age_from, age_to = excluded.age_to,"
	" visit_class = excluded.visit_class, visits = excluded.visits,"
	" dealers = excluded.dealers, p10_cents = excluded.p10_cents,"
	" p50_cents = excluded.p50_cents, p90_cents = excluded.p90_cents,"
	" p10_net_cents = excluded.p10_net_cents,"
	" p50_net_cents = excluded.p50_net_cents,"
	" p90_net_cents = excluded.p90_net_cents"
	" WHERE excluded.version > old.version";

static const char SQL_COST_GONE[] = "DELETE FROM gateway.cost WHERE cell = $1";

int gateway_on_cost_state(void *service, struct tx *tx, const struct heard *const *in,
			  size_t count, struct outbox *say, struct err *err)
{
	char **texts = mem_alloc(count * sizeof(*texts));
	int failed;

	(void)service;
	(void)say;
	for (size_t i = 0; i < count; i++)
		texts[i] = mem_text_n(in[i]->raw.at, in[i]->raw.len);
	failed = tx_run(tx, SQL_COST, ARGS(arg_texts((const char *const *)texts, count)),
			NULL, err);
	for (size_t i = 0; i < count; i++)
		mem_free(texts[i]);
	mem_free(texts);
	return failed;
}

int gateway_on_cost_gone(void *service, struct tx *tx, const struct heard *in,
			 struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return tx_run(tx, SQL_COST_GONE, ARGS(arg_text(in->key)), NULL, err);
}
