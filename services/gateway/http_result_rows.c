/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which customer came and what the invoice was: the visits of a period and the lines
 * behind every stage of the funnel, as pages and as a table. Each says in words why it
 * counts.
 */
#include <string.h>

#include "base/json_out.h"
#include "gateway/http_results.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"

#define SENTENCE 400

/* Rows that are shown; the last is no stage. */
static const char *const BEHIND[] = { "proposed", "approved", "sent",    "delivered",
				      "booked",   "visited",  "held_out" };

static const char VISITS_HEAD[] =
	"list_week;visit_date;customer;customer_number;plate;reason;channel;kind;"
	"value_eur;campaign;campaign_name;sent_on;attribution\r\n";
static const char LINES_HEAD[] =
	"list_week;sent_on;booked_for;came_on;customer;customer_number;plate;reason;"
	"channel;state;value_eur;cost_eur;campaign;campaign_name;attribution\r\n";

static bool is_english(const struct request *req)
{
	return strcmp(access_subject(req)->language, "en") == 0;
}

/* Ends the row's object with its sentence. */
static void write_row(const struct result_row *row, bool english, struct strbuf *out)
{
	STRBUF_AUTO sentence = strbuf_new(SENTENCE);
	credit_text(&row->credit, english, &sentence);
	strbuf_add(out, row->text);
	if (sentence.len > 0) {
		struct json_out json = { .buf = out, .comma = true };
		json_out_text(&json, "attribution", sentence.text);
	}
	strbuf_add_char(out, '}');
}

static void write_rows(const struct rows *rows, size_t count, bool english,
		       struct strbuf *out)
{
	for (size_t i = 0; i < count; i++) {
		struct result_row row = store_result_row(rows, i);
		if (i > 0)
			strbuf_add_char(out, ',');
		write_row(&row, english, out);
	}
}

/* Those of the weekly list, as the list shows them. */
static void write_proposals(const struct rows *rows, size_t count, struct strbuf *out)
{
	const char *comma = "";
	for (size_t i = 0; i < count; i++) {
		struct result_row row = store_result_row(rows, i);
		if (!row.proposal)
			continue;
		strbuf_add(out, comma);
		strbuf_add(out, row.proposal);
		comma = ",";
	}
}

int http_result_visits(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct int_range limits = { 1, 200, 50 };
	struct results_filter filter;
	struct page page;
	AUTO(rows) *rows = NULL;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    listing_page(req, CURSOR_DATE, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_result_visits(tx, &filter, &page, &rows, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"visits\":[");
	write_rows(rows, page.count, is_english(req), reply_body(reply));
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}

int http_result_proposals(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct int_range limits = { 1, 200, 50 };
	struct results_filter filter;
	const char *stage;
	struct page page;
	AUTO(rows) *rows = NULL;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    request_query_word(req, "stage", BEHIND, COUNT_OF(BEHIND), &stage, err) < 0 ||
	    listing_page(req, CURSOR_DATE, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_result_lines(tx, &filter, stage ? stage : BEHIND[0], &page, &rows,
			       err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"proposals\":[");
	write_proposals(rows, page.count, reply_body(reply));
	strbuf_add(reply_body(reply), "],\"lines\":[");
	write_rows(rows, page.count, is_english(req), reply_body(reply));
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}

static void write_table(const struct rows *rows, bool english, struct strbuf *out)
{
	STRBUF_AUTO sentence = strbuf_new(SENTENCE);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct result_row row = store_result_row(rows, i);
		strbuf_clear(&sentence);
		credit_text(&row.credit, english, &sentence);
		strbuf_addf(out, "%s;\"%s\"\r\n", row.text, sentence.text);
	}
}

int http_results_csv(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct results_filter filter;
	const char *stage;
	AUTO(rows) *rows = NULL;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    request_query_word(req, "stage", BEHIND, COUNT_OF(BEHIND), &stage, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_result_table(tx, &filter, stage, &rows, err) < 0)
		return -1;
	reply_type(reply, "text/csv; charset=utf-8");
	reply_header(reply, "Content-Disposition",
		     "attachment; filename=\"resultaten.csv\"");
	/* The mark tells spreadsheets that this is UTF-8. */
	strbuf_add(reply_body(reply), "\xEF\xBB\xBF");
	strbuf_add(reply_body(reply), stage ? LINES_HEAD : VISITS_HEAD);
	write_table(rows, is_english(req), reply_body(reply));
	return tx_commit(TAKE(tx), err);
}
