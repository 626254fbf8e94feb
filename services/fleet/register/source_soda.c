/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RDW's open data by HTTPS: data sets of Socrata, asked with $where in pages.
 *
 * Rules (learnt from rvben/kenteken, tests/http.rs, and dev.socrata.com): $limit is
 * always there, for the default of 1,000 rows is silent; the token goes along only when
 * there is one; whoever asks says who it is; no $select, so that a field that is renamed
 * is found under its other name instead of refusing the question; 404 is a data set that
 * is gone.
 */
#include "fleet/register/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "http/client.h"
#include "sys/clock.h"

#define PAGE_ROWS       1000
#define KEYS_MOST       200 /* in one address of less than 8,000 bytes */
#define PAGES_MAX       50
#define HEADER_MAX      300
#define AGENT           "User-Agent: Beurt/" BEURT_VERSION " (vehicle register)"
#define STAY_AWAY_LEAST 60   /* seconds, when a refusal does not say */
#define STAY_AWAY_MOST  3600 /* nobody sends us away for days */
/* One question with all its pages: well below the time a claim holds, see refresh.c. */
#define QUESTION_MICROS (INT64_C(90) * 1000000)

struct soda {
	struct register_source source; /* first */
	struct http_client *client;
	char token[HEADER_MAX];
	int64_t page_rows;
};

static int write_path(const struct soda *soda, const struct register_query *query,
		      int64_t offset, struct strbuf *path, struct err *err)
{
	strbuf_addf(path, "/%s.json?$where=%s%%20in(", query->dataset, query->field);
	for (size_t i = 0; i < query->count; i++)
		strbuf_addf(path, "%s%%27%s%%27", i > 0 ? "," : "", query->keys[i]);
	strbuf_addf(path, ")&$order=:id&$limit=%" PRId64 "&$offset=%" PRId64,
		    soda->page_rows, offset);
	return strbuf_check(path, err);
}

static int64_t stay_away_for(int64_t asked)
{
	if (asked <= 0)
		return STAY_AWAY_LEAST;
	return asked < STAY_AWAY_MOST ? asked : STAY_AWAY_MOST;
}

static int judge(struct soda *soda, const struct http_answer *answer, struct err *err)
{
	int status = answer->status;

	if (status == 200)
		return 0;
	if (status == 404)
		return err_set(err, ERR_ABSENT, "the data set is gone");
	if (status == 401 || status == 403)
		return err_set(err, ERR_DENIED,
			       "answered %d: look at BEURT_REGISTER_TOKEN", status);
	if (status == 429 || status == 503) {
		soda->source.stay_away = stay_away_for(answer->retry_after);
		return err_set_code(err, ERR_LATER, "REGISTER_BUSY",
				    "answered %d: again in %" PRId64 " s", status,
				    soda->source.stay_away);
	}
	return err_set(err, status >= 500 ? ERR_LATER : ERR_INVALID, "answered %d",
		       status);
}

static int call(struct soda *soda, const struct strbuf *path,
		struct http_answer *ret_answer, struct err *err)
{
	const char *headers[] = { AGENT, "Accept: application/json", soda->token };
	struct http_call request = {
		.method = "GET",
		.path = path->text,
		.headers = headers,
		.headers_count = COUNT_OF(headers) - (soda->token[0] == '\0'),
	};

	return http_client_call(soda->client, &request, ret_answer, err);
}

/* What a question has got so far. */
struct asking {
	const struct register_query *query;
	const struct register_hearer *hearer;
	int64_t rows; /* got, which is where the next page begins */
};

static int ask_page(struct soda *soda, struct asking *asking, size_t *ret_rows,
		    struct err *err)
{
	STRBUF_AUTO path = strbuf_new(HTTP_URL_MAX);
	struct http_answer answer = { .status = 0 };
	int failed;

	if (write_path(soda, asking->query, asking->rows, &path, err) < 0 ||
	    call(soda, &path, &answer, err) < 0)
		return -1;
	struct register_list list = { .text = { answer.body.text, answer.body.len } };

	failed = judge(soda, &answer, err);
	if (failed == 0)
		failed = register_hand_list(&soda->source, asking->query, &list,
					    asking->hearer, err);
	strbuf_done(&answer.body);
	*ret_rows = list.rows;
	asking->rows += (int64_t)list.rows;
	return failed;
}

static int ask_soda(struct register_source *source, const struct register_query *query,
		    const struct register_hearer *hearer, struct err *err)
{
	struct soda *soda = (struct soda *)(void *)source;
	struct asking asking = { .query = query, .hearer = hearer };
	int64_t until = clock_monotonic() + QUESTION_MICROS;
	size_t rows = 0;

	for (int page = 0; page < PAGES_MAX; page++) {
		if (clock_monotonic() > until)
			return err_set(err, ERR_LATER, "the pages take longer than %d s",
				       (int)(QUESTION_MICROS / 1000000));
		if (ask_page(soda, &asking, &rows, err) < 0)
			return -1;
		if (rows < (size_t)soda->page_rows)
			return 0;
	}
	return err_set(err, ERR_INVALID, "more than %d pages for %zu keys", PAGES_MAX,
		       query->count);
}

static void close_soda(struct register_source *source)
{
	struct soda *soda = (struct soda *)(void *)source;

	http_client_close(soda->client);
	mem_free(soda);
}

static const struct register_source_kind soda_kind = { ask_soda, close_soda };

int register_soda_open(const struct register_soda *how,
		       struct register_source **ret_source, struct err *err)
{
	struct soda *soda = mem_alloc(sizeof(*soda));
	bool has_token = how->token && how->token[0] != '\0';

	soda->source.kind = &soda_kind;
	soda->source.keys_most = KEYS_MOST;
	soda->page_rows = how->page_rows > 0 ? how->page_rows : PAGE_ROWS;
	if (has_token && snprintf(soda->token, sizeof(soda->token), "X-App-Token: %s",
				  how->token) >= (int)sizeof(soda->token)) {
		mem_free(soda);
		return err_set(err, ERR_INVALID, "the register's token is too long");
	}
	if (http_client_open(how->url, &soda->client, err) < 0) {
		mem_free(soda);
		return -1;
	}
	*ret_source = &soda->source;
	return 0;
}
