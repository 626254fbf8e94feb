/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that are JSON text already, written one after the other, and a row by its id.
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

void store_page_take(const struct rows *rows, struct page *page)
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
	store_page_take(rows, page);
	for (size_t i = 0; i < page->count; i++) {
		if (i > 0)
			strbuf_add_char(out, ',');
		strbuf_add(out, row_text(rows, i, 0));
	}
}

int store_listed_write(struct tx *tx, struct by_status from, struct page *page,
		       struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, from.sql,
		    ARGS(arg_text(from.status), arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

int store_row(struct tx *tx, struct by_id from, const struct uuid *id,
	      struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, from.sql, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no %s %s", from.what, id->text);
	*ret_rows = TAKE(rows);
	return 0;
}
