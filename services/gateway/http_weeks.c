/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weekly lists: which there are, the head of one, its rows.
 */
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_list.h"

#define ROWS_PRESET 50
#define ROWS_MOST   1000

int http_list_weeks(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct iso_week current;
	char text[WEEK_TEXT];
	AUTO(tx) *tx = NULL;
	strbuf_add(out, "{\"weeks\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_weeks_write(tx, out, err) < 0 ||
	    store_week_current(tx, &current, err) < 0)
		return -1;
	strbuf_add_char(out, ']');
	if (current.year)
		strbuf_addf(out, ",\"current\":\"%s\"", week_format(current, text));
	listing_write_time(req, reply);
	strbuf_add_char(out, '}');
	return tx_commit(TAKE(tx), err);
}

/* The ETag leaves server_time out: a head that only grew older has not changed. */
int http_get_week(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct iso_week week;
	AUTO(tx) *tx = NULL;
	if (request_path_week(req, "week", &week, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_week_write(tx, week, out, err) < 0)
		return -1;
	reply_etag_of_body(reply);
	strbuf_cut(out, 1);
	listing_write_time(req, reply);
	strbuf_add_char(out, '}');
	return tx_commit(TAKE(tx), err);
}

static int read_filter(const struct request *req, struct proposal_filter *ret_filter,
		       struct search *ret_search, struct err *err)
{
	struct proposal_filter filter = { .reason = request_query(req, "reason") };
	*ret_search = listing_search(request_query(req, "search"));
	if (request_path_week(req, "week", &filter.week, err) < 0 ||
	    request_query_word(req, "view", listing_views, listing_views_count,
			       &filter.view, err) < 0 ||
	    request_query_word(req, "decision", listing_decisions,
			       listing_decisions_count, &filter.decision, err) < 0 ||
	    request_query_word(req, "status", listing_statuses, listing_statuses_count,
			       &filter.status, err) < 0)
		return -1;
	if (!filter.view)
		filter.view = "all";
	filter.search = ret_search->text;
	filter.search_plate = ret_search->plate;
	*ret_filter = filter;
	return 0;
}

static int write_rows(struct tx *tx, const struct proposal_filter *filter,
		      struct page *page, struct strbuf *out, struct err *err)
{
	int64_t version;
	char text[WEEK_TEXT];
	if (store_week_list_version(tx, filter->week, &version, err) < 0)
		return -1;
	strbuf_addf(out, "{\"week\":\"%s\",\"list_version\":%lld,\"proposals\":[",
		    week_format(filter->week, text), (long long)version);
	if (store_proposals_write(tx, filter, page, out, err) < 0)
		return -1;
	strbuf_add_char(out, ']');
	return 0;
}

int http_list_proposals(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct proposal_filter filter;
	struct search search;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (read_filter(req, &filter, &search, err) < 0 ||
	    listing_page(req, CURSOR_DATE, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    write_rows(tx, &filter, &page, reply_body(reply), err) < 0)
		return -1;
	listing_write_next(req, reply, &page);
	reply_etag_of_body(reply);
	listing_write_time(req, reply);
	strbuf_add_char(reply_body(reply), '}');
	return tx_commit(TAKE(tx), err);
}
