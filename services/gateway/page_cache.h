/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of lists as they were last made, each right as long as its dealer's rows stand at
 * the same revision. Bounded; a page that was pushed out is made again. Thread: any.
 */
#ifndef BEURT_GATEWAY_PAGE_CACHE_H
#define BEURT_GATEWAY_PAGE_CACHE_H

#include "http/reply.h"

struct page_cache;

struct page_key {
	const char *text; /* dealer and everything the page depends on beside its rows */
	int64_t revision;
};

struct page_cache *page_cache_new(void);
void page_cache_free(struct page_cache *cache);
/* Begins the reply with the page and sets its Link; false when there is none. */
bool page_cache_find(struct page_cache *cache, const struct page_key *key,
		     struct reply *reply);
/* Keeps what the reply's body holds now, which becomes what it begins with; `link` is its
 * Link header's value, NULL for none. Pages too large to keep are not kept. */
void page_cache_keep(struct page_cache *cache, const struct page_key *key,
		     struct reply *reply, const char *link);

#endif
