/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weekly lists: which there are, the head of one, its rows.
 */
#include "base/text.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/page_cache.h"
#include "gateway/store_list.h"

#define ROWS_PRESET    50
#define ROWS_MOST      1000
#define QUARTER_MICROS (INT64_C(900) * MICROS_PER_SECOND)

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

/* Everything a page depends on but the rows. The quarter of an hour stands for the date,
 * by which "within 60 days" moves. */
static void write_key(const struct request *req, const struct proposal_filter *filter,
		      const struct page *page, struct strbuf *out)
{
	const char *const parts[] = { filter->view,   filter->decision,
				      filter->status, filter->reason,
				      filter->search, request_query(req, "cursor") };
	strbuf_addf(out, "%s\n%s\n%lld\n%lld", access_subject(req)->dealer,
		    request_url(req), (long long)page->limit,
		    (long long)(request_received_at(req).micros / QUARTER_MICROS));
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		strbuf_addf(out, "\n%s", parts[i] ? parts[i] : "");
}

static int make_page(struct gateway *gateway, struct request *req, struct reply *reply,
		     const struct proposal_filter *filter, struct page *page,
		     struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    write_rows(tx, filter, page, reply_body(reply), err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	listing_write_next(req, reply, page);
	return 0;
}

static int find_or_make(struct gateway *gateway, struct request *req, struct reply *reply,
			const struct proposal_filter *filter, struct page *page,
			struct err *err)
{
	char link[LINK_TEXT];
	STRBUF_AUTO text = strbuf_new(8192);
	write_key(req, filter, page, &text);
	if (strbuf_check(&text, err) < 0)
		return -1;
	struct page_key key = { text.text, access_subject(req)->revision };
	reply_etag(reply, "\"%lld-%016llx\"", (long long)key.revision,
		   (unsigned long long)text_hash(text.text));
	if (page_cache_find(gateway->pages, &key, reply))
		return 0;
	if (make_page(gateway, req, reply, filter, page, err) < 0)
		return -1;
	page_cache_keep(gateway->pages, &key, reply,
			listing_link(req, page, link) ? link : NULL);
	return 0;
}

int http_list_proposals(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct proposal_filter filter;
	struct search search;
	struct page page;
	if (read_filter(req, &filter, &search, err) < 0 ||
	    listing_page(req, CURSOR_DATE, limits, &page, err) < 0 ||
	    find_or_make(service, req, reply, &filter, &page, err) < 0)
		return -1;
	listing_write_time(req, reply);
	strbuf_add_char(reply_body(reply), '}');
	return 0;
}
