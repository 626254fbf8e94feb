/* SPDX-License-Identifier: Apache-2.0 */
/* The help centre: articles to find, and one of them. Thread: any. */
#ifndef BEURT_GATEWAY_HELP_PAGE_H
#define BEURT_GATEWAY_HELP_PAGE_H

#include "gateway/help/help.h"
#include "gateway/pages/pages.h"

struct page_help {
	const char *search;        /* "" */
	bool garage;               /* articles for garages, too */
	const char *email, *phone; /* of the helpdesk; "" = none */
	const char *feedback;      /* where to tell it something; NULL */
};
MUST_CHECK int page_help_write(const struct page_frame *frame,
			       const struct page_help *view, struct strbuf *out,
			       struct err *err);
MUST_CHECK int page_article_write(const struct page_frame *frame,
				  const struct page_help *view,
				  const struct help_article *article, struct strbuf *out,
				  struct err *err);

#endif
