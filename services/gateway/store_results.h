/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came of it: the funnel with its rows, the true effect, who went elsewhere, what
 * approaches bring, who works the list. See store.h for the conventions. Thread: http
 * worker, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_RESULTS_H
#define BEURT_GATEWAY_STORE_RESULTS_H

#include "gateway/domain/approach.h"
#include "gateway/domain/credit_text.h"
#include "gateway/store.h"

/* --- store_results.c ---------------------------------------------------------------- */
struct results_filter {
	struct iso_week from;
	struct iso_week to;
	const char *reason;
	const char *adviser; /* a log-in; "-" = nobody decided */
	const char *channel;
	const char *campaign; /* its id; "list" = the weekly list alone */
};
struct results_totals {
	int64_t proposed, approved, sent, delivered, booked, visited;
	int64_t value_cents;
	int64_t held_out;   /* approved, and left out by lot */
	int64_t cost_cents; /* of what was sent */
	int64_t household_visits, household_cents;
};
MUST_CHECK int store_results_totals(struct tx *tx, const struct results_filter *filter,
				    struct results_totals *ret, struct err *err);
struct results_advices {
	int64_t open, open_cents; /* now, including VAT */
	int64_t won, won_cents;   /* visits of the period's follow-ups, excluding VAT */
};
MUST_CHECK int store_results_advices(struct tx *tx, const struct results_filter *filter,
				     struct results_advices *ret, struct err *err);
enum results_by {
	RESULTS_BY_REASON,
	RESULTS_BY_WEEK,
	RESULTS_BY_ADVISER,
	RESULTS_BY_CHANNEL,
	RESULTS_BY_CAMPAIGN
};
MUST_CHECK int store_results_slices(struct tx *tx, const struct results_filter *filter,
				    enum results_by by, struct strbuf *out,
				    struct err *err);
/* --- store_result_rows.c ------------------------------------------------------------ */
/* What a figure counts, one by one; texts are lent by the rows. */
struct result_row {
	const char *text;     /* JSON object without its closing brace, or columns */
	const char *proposal; /* JSON object of the weekly list; NULL = no such row */
	struct credit_words credit;
};
struct result_row store_result_row(const struct rows *rows, size_t at);
/* Visits of the period's lines, the newest first. Caller frees the rows of both. */
MUST_CHECK int store_result_visits(struct tx *tx, const struct results_filter *filter,
				   struct page *page, struct rows **ret_rows,
				   struct err *err);
/* Lines behind a stage of the funnel, or held_out, by day. */
MUST_CHECK int store_result_lines(struct tx *tx, const struct results_filter *filter,
				  const char *stage, struct page *page,
				  struct rows **ret_rows, struct err *err);
/* The same as columns of a table: visits (stage NULL) or lines. ERR_INVALID, code
 * TOO_MANY_ROWS, above RESULT_ROWS_MOST. */
#define RESULT_ROWS_MOST 100000
MUST_CHECK int store_result_table(struct tx *tx, const struct results_filter *filter,
				  const char *stage, struct rows **ret_rows,
				  struct err *err);

/* --- store_effect.c ----------------------------------------------------------------- */
/* The answers as they were said, JSON objects with commas; the one of all first. */
MUST_CHECK int store_effects_write(struct tx *tx, struct strbuf *out, struct err *err);
/* The one of all recent draws, in numbers. */
struct effect_facts {
	bool known; /* somebody was left out */
	char basis[12];
	int64_t treated, treated_visited, held_out, held_out_visited, waiting;
	int64_t difference, low, high; /* ten thousandths */
	int64_t extra_visits, extra_cents;
	int64_t garages;
};
MUST_CHECK int store_effect_facts(struct tx *tx, const char *dealer,
				  struct effect_facts *ret, struct err *err);
/* `"benchmark":{…}`; nothing when it was not compared. */
MUST_CHECK int store_benchmark_write(struct tx *tx, struct strbuf *out, struct err *err);

/* --- store_leakage.c ---------------------------------------------------------------- */
enum leakage_by { LEAKAGE_BY_MAKE, LEAKAGE_BY_AGE, LEAKAGE_BY_AREA };
struct leakage_period {
	struct civil_date from, to; /* both included */
};
MUST_CHECK int store_leakage_totals(struct tx *tx, const struct leakage_period *period,
				    struct strbuf *out, struct err *err);
MUST_CHECK int store_leakage_slices(struct tx *tx, const struct leakage_period *period,
				    enum leakage_by by, struct strbuf *out,
				    struct err *err);
MUST_CHECK int store_leakage_cars(struct tx *tx, const struct leakage_period *period,
				  struct page *page, struct strbuf *out, struct err *err);

/* --- store_learned.c ---------------------------------------------------------------- */
#define APPROACHES_MOST 60
/* What was sent in the period and had its days: an approach a row, in order of kind. */
MUST_CHECK int store_approaches(struct tx *tx, const struct results_filter *filter,
				struct approach ret_list[APPROACHES_MOST],
				size_t *ret_count, struct err *err);
MUST_CHECK int store_adoption_weeks(struct tx *tx, const struct results_filter *filter,
				    struct strbuf *out, struct err *err);
MUST_CHECK int store_adoption_people(struct tx *tx, const struct results_filter *filter,
				     struct strbuf *out, struct err *err);
/* Of every garage; the helpdesk alone sees any. */
MUST_CHECK int store_health_write(struct tx *tx, struct strbuf *out, struct err *err);

#endif
