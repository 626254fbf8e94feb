/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which block stands on which page: none splits, none that keeps the next is the
 * last of a page, and a table that goes on begins with its heads.
 */
#include "doc/parts.h"

struct breaker {
	struct doc *doc;
	struct placed *placed;
	size_t count;
	int page;
	double y;
	size_t head; /* block with the heads of the current table */
};

/* The block and those that must follow it on the same page. */
static double height_together(const struct doc *doc, size_t at)
{
	double height = doc->blocks[at].height;

	while (doc->blocks[at].keeps_next && at + 1 < doc->count) {
		at++;
		height += doc->blocks[at].space_before + doc->blocks[at].height;
	}
	return height;
}

static void place(struct breaker *breaker, size_t at, bool repeated)
{
	const struct block *block = &breaker->doc->blocks[at];

	breaker->placed[breaker->count++] =
		(struct placed){ at, breaker->page, breaker->y, repeated };
	breaker->y += block->height;
	if (breaker->y > PAGE_BOTTOM + 0.5)
		doc_fail(breaker->doc, "a page's height in one block");
}

static void next_page(struct breaker *breaker, const struct block *block)
{
	breaker->page++;
	breaker->y = MARGIN;
	if (breaker->page >= DOC_PAGES_MAX)
		doc_fail(breaker->doc, "150 pages");
	if (block->table && !block->is_head &&
	    breaker->doc->blocks[breaker->head].table == block->table)
		place(breaker, breaker->head, true);
}

static void add_block(struct breaker *breaker, size_t at)
{
	const struct block *block = &breaker->doc->blocks[at];
	bool at_top = breaker->y <= MARGIN;
	double space = at_top ? 0 : block->space_before;

	if (block->is_head)
		breaker->head = at;
	if (!at_top &&
	    (block->new_page ||
	     breaker->y + space + height_together(breaker->doc, at) > PAGE_BOTTOM)) {
		next_page(breaker, block);
		space = 0;
	}
	breaker->y += space;
	place(breaker, at, false);
}

struct placed *doc_break(struct doc *doc, size_t *ret_count, int *ret_pages)
{
	struct breaker breaker = {
		.doc = doc,
		.placed = mem_alloc((doc->count + DOC_PAGES_MAX + 1) *
				    sizeof(struct placed)),
		.y = MARGIN,
	};

	for (size_t i = 0; i < doc->count && doc->failed.kind == ERR_NONE; i++)
		add_block(&breaker, i);
	*ret_count = breaker.count;
	*ret_pages = breaker.page + 1;
	return breaker.placed;
}
