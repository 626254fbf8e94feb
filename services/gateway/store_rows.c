/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that are JSON text already, written one after the other.
 */
#include "gateway/store.h"

void store_rows_write(const struct rows *rows, int column, struct strbuf *out)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		if (i > 0)
			strbuf_add_char(out, ',');
		strbuf_add(out, row_text(rows, i, column));
	}
}

static void take_page(struct page *page, const struct rows *rows)
{
	size_t limit = (size_t)page->limit;
	page->count = rows_count(rows);
	page->next = (struct cursor){ .key = "" };
	if (page->count <= limit)
		return;
	page->count = limit;
	struct uuid id = row_uuid(rows, limit - 1, 2);
	page->next = cursor_at(row_text(rows, limit - 1, 1), &id);
}

void store_page_write(const struct rows *rows, struct page *page, struct strbuf *out)
{
	take_page(page, rows);
	for (size_t i = 0; i < page->count; i++) {
		if (i > 0)
			strbuf_add_char(out, ',');
		strbuf_add(out, row_text(rows, i, 0));
	}
}
