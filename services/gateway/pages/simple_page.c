/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page that is a template, the words of its language and a few texts: what is empty is
 * not there, so that a template asks for it by its name.
 */
#include "gateway/pages/simple_page.h"

#include "gateway/pages/parts.h"

int page_simple_write(const struct page_frame *frame, const struct page_simple *page,
		      struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, page->title));

	for (size_t i = 0; i < page->items_count; i++)
		page_set(data, page->items[i].name, page->items[i].text);
	return page_templates_fill(frame->templates, page->body, data, out, err);
}
