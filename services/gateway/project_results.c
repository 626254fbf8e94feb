/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What measuring tells a garage: the true effect of a programme and quarter, and its own
 * figures beside those of its formula. Kept as they were said.
 */
#include "gateway/project_results.h"

static const char SQL_EFFECT[] =
	"INSERT INTO gateway.effect AS old (dealer, programme, quarter, version, state)"
	" SELECT DISTINCT ON (1, 2, 3) m ->> 'dealer', m ->> 'programme',"
	" m ->> 'quarter', (m ->> 'version')::bigint, m FROM (SELECT r::jsonb AS m"
	"  FROM unnest($1::text[]) AS t(r)) u ORDER BY 1, 2, 3, 4 DESC"
	" ON CONFLICT (dealer, programme, quarter) DO UPDATE SET"
	" version = excluded.version, state = excluded.state"
	" WHERE excluded.version > old.version";

static const char SQL_BENCHMARK[] =
	"INSERT INTO gateway.benchmark AS old (dealer, version, state)"
	" SELECT DISTINCT ON (1) m ->> 'dealer', (m ->> 'version')::bigint, m"
	" FROM (SELECT r::jsonb AS m FROM unnest($1::text[]) AS t(r)) u ORDER BY 1, 2"
	" DESC"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" state = excluded.state WHERE excluded.version > old.version";

static int keep(struct tx *tx, const char *sql, const struct heard *const *in,
		size_t count, struct err *err)
{
	char **texts = mem_alloc(count * sizeof(*texts));
	int failed;

	for (size_t i = 0; i < count; i++)
		texts[i] = mem_text_n(in[i]->raw.at, in[i]->raw.len);
	failed = tx_run(tx, sql, ARGS(arg_texts((const char *const *)texts, count)), NULL,
			err);
	for (size_t i = 0; i < count; i++)
		mem_free(texts[i]);
	mem_free(texts);
	return failed;
}

int gateway_on_effect_state(void *service, struct tx *tx, const struct heard *const *in,
			    size_t count, struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return keep(tx, SQL_EFFECT, in, count, err);
}

int gateway_on_benchmark_state(void *service, struct tx *tx,
			       const struct heard *const *in, size_t count,
			       struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return keep(tx, SQL_BENCHMARK, in, count, err);
}
