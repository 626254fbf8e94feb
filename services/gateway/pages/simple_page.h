/* SPDX-License-Identifier: Apache-2.0 */
/* Pages that are a template and a few texts. Thread: any. */
#ifndef BEURT_GATEWAY_SIMPLE_PAGE_H
#define BEURT_GATEWAY_SIMPLE_PAGE_H

#include "gateway/pages/pages.h"

struct page_item {
	const char *name; /* as the template says it */
	const char *text; /* NULL or "": not there */
};

struct page_simple {
	const char *body;  /* "login" is login.html */
	const char *title; /* name of a word */
	const struct page_item *items;
	size_t items_count;
};
#define PAGE_ITEMS(...)                                                                  \
	.items = (const struct page_item[]){ __VA_ARGS__ },                              \
	.items_count = COUNT_OF(((const struct page_item[]){ __VA_ARGS__ }))

MUST_CHECK int page_simple_write(const struct page_frame *frame,
				 const struct page_simple *page, struct strbuf *out,
				 struct err *err);

#endif
