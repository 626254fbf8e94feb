/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The templates of the customer's pages, compiled once at start: the files of
 * pages/templates/, which are compiled into the program. {{> body}} is the page's own
 * file, {{> name}} is name.html. Thread: any, once opened.
 */
#ifndef BEURT_GATEWAY_PAGES_TEMPLATES_H
#define BEURT_GATEWAY_PAGES_TEMPLATES_H

#include "text/mustache.h"

struct page_source {
	const char *path; /* "report.html" */
	const char *text;
};

extern const struct page_source page_sources[];
extern const size_t page_sources_count;

struct page_templates;

/* ERR_BROKEN naming the file and line of a template that is malformed. */
MUST_CHECK int page_templates_open(struct page_templates **ret_templates,
				   struct err *err);
void page_templates_close(struct page_templates *templates);
AUTO_FREE(page_templates, page_templates_close)

/* Append page.html with that body: "report" is report.html. */
MUST_CHECK int page_templates_fill(const struct page_templates *templates,
				   const char *body, const struct value *data,
				   struct strbuf *out, struct err *err);
const char *page_source(const char *path); /* "style.css"; "" when it is not there */

#endif
