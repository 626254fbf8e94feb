/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the routes that answer lists share: page parameters, filters, cursors. Thread:
 * http.
 */
#ifndef BEURT_GATEWAY_LISTING_H
#define BEURT_GATEWAY_LISTING_H

#include "base/plate.h"
#include "gateway/store.h"

/* limit and cursor of the query. ERR_INVALID. */
MUST_CHECK int listing_page(const struct request *req, enum cursor_key kind,
			    struct int_range limits, struct page *ret_page,
			    struct err *err);
/* `,"next_cursor":"…"` and the Link header; nothing on the last page. */
void listing_write_next(const struct request *req, struct reply *reply,
			const struct page *page);
/* The Link header's value; false on the last page. */
#define LINK_TEXT (CURSOR_TEXT + 2200)
bool listing_link(const struct request *req, const struct page *page,
		  char ret_link[LINK_TEXT]);
/* `,"server_time":"…"` */
void listing_write_time(const struct request *req, struct reply *reply);
/* Ends the body: the ETag leaves out the time that comes after it. */
void listing_end(const struct request *req, struct reply *reply);
/* Texts for a search: what was typed, and the same as a plate ("" when it cannot be one).
 */
struct search {
	const char *text; /* NULL when nothing was typed */
	char plate[PLATE_TEXT];
};
struct search listing_search(const char *text);

extern const char *const listing_views[];
extern const size_t listing_views_count;
extern const char *const listing_decisions[];
extern const size_t listing_decisions_count;
extern const char *const listing_statuses[];
extern const size_t listing_statuses_count;

#endif
