/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how pages are asked for and where the next one is.
 */
#include "gateway/listing.h"

#include <stdio.h>
#include <string.h>

const char *const listing_views[] = { "all",       "to_review", "yes",    "no",
				      "never",     "automatic", "apk_60", "no_email",
				      "value_500", "advice",    "recall", "sent",
				      "failed",    "visited" };
const size_t listing_views_count = COUNT_OF(listing_views);
const char *const listing_decisions[] = { "yes", "no", "never" };
const size_t listing_decisions_count = COUNT_OF(listing_decisions);
const char *const listing_statuses[] = { "open",       "removed", "frozen",
					 "released",   "sent",    "failed",
					 "suppressed", "visited", "stale" };
const size_t listing_statuses_count = COUNT_OF(listing_statuses);

int listing_page(const struct request *req, enum cursor_key kind, struct int_range limits,
		 struct page *ret_page, struct err *err)
{
	struct page page = { .count = 0 };
	if (request_query_int(req, "limit", limits, &page.limit, err) < 0 ||
	    cursor_read(request_query(req, "cursor"), kind, &page.after, err) < 0)
		return -1;
	*ret_page = page;
	return 0;
}

bool listing_link(const struct request *req, const struct page *page,
		  char ret_link[LINK_TEXT])
{
	char cursor[CURSOR_TEXT];
	if (!uuid_is_set(&page->next.id))
		return false;
	snprintf(ret_link, LINK_TEXT, "<%s?cursor=%s&limit=%lld>; rel=\"next\"",
		 request_url(req), cursor_write(&page->next, cursor),
		 (long long)page->limit);
	return true;
}

void listing_write_next(const struct request *req, struct reply *reply,
			const struct page *page)
{
	char cursor[CURSOR_TEXT];
	char link[LINK_TEXT];
	if (!listing_link(req, page, link))
		return;
	strbuf_addf(reply_body(reply), ",\"next_cursor\":\"%s\"",
		    cursor_write(&page->next, cursor));
	reply_header(reply, "Link", "%s", link);
}

void listing_write_time(const struct request *req, struct reply *reply)
{
	char at[INSTANT_TEXT];
	strbuf_addf(reply_body(reply), ",\"server_time\":\"%s\"",
		    instant_format(request_received_at(req), at));
}

void listing_end(const struct request *req, struct reply *reply)
{
	reply_etag_of_body(reply);
	listing_write_time(req, reply);
	strbuf_add_char(reply_body(reply), '}');
}

struct search listing_search(const char *text)
{
	struct search search = { .text = text && text[0] ? text : NULL };
	if (!search.text || strlen(search.text) < 2 || strlen(search.text) > PLATE_TEXT)
		return search;
	snprintf(search.plate, sizeof(search.plate), "%s",
		 plate_read(search.text).normalised);
	return search;
}
