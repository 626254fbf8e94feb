/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a document: blocks that never split, made of pieces that are texts, marks or
 * pictures at a place within their block. Thread: the document's.
 */
#ifndef BEURT_DOC_PARTS_H
#define BEURT_DOC_PARTS_H

#include <pango/pangocairo.h>

#include "doc/doc.h"

#define PAGE_WIDTH   595.28 /* A4 */
#define PAGE_HEIGHT  841.89
#define MARGIN       40.0
#define LINE_WIDTH   (PAGE_WIDTH - 2 * MARGIN)
#define FOOT_HEIGHT  26.0
#define PAGE_BOTTOM  (PAGE_HEIGHT - MARGIN - FOOT_HEIGHT + 8)
#define PIECES_MAX   48                         /* of one block */
#define PICTURE_ROOM ((size_t)24 * 1024 * 1024) /* all pictures of a document */

struct piece {
	const char *tag;     /* role in the structure; static; NULL for decoration */
	PangoLayout *layout; /* or NULL */
	enum doc_mark mark;
	char *jpeg; /* or NULL; width and height are its frame on the page */
	size_t jpeg_len;
	char *alt; /* what the picture shows, in words */
	double x;
	double y;
	double width;
	double height;
	struct doc_colour ink;
	bool framed;
};

struct block {
	const char *tag; /* around its pieces; NULL = none */
	struct piece *pieces;
	size_t count;
	double height;
	double space_before; /* not at the top of a page */
	bool filled;
	struct doc_colour fill;
	bool ruled;      /* a hair line under it */
	bool keeps_next; /* stays on the page of the block after it */
	bool new_page;
	bool bleeds; /* its fill reaches the paper's edges */
	int table;   /* 0 = none; rows of one table share a number */
	bool is_head;
};

struct table {
	struct doc_column columns[DOC_COLUMNS_MAX];
	double at[DOC_COLUMNS_MAX + 1]; /* where columns begin */
	size_t count;
	int number;
};

struct doc {
	struct doc_fonts *fonts;
	char *title;
	char *author;
	char *language;
	char *footer;
	char *created;
	const char *page_of;
	struct doc_colour colour;
	struct doc_colour on_colour;
	struct block *blocks;
	size_t count;
	size_t room;
	struct table table; /* the open one; number 0 = none */
	int tables;
	size_t beside; /* pictures in the last block, when it is a row of them */
	size_t pictures;
	size_t picture_bytes;
	struct err failed; /* the first thing that went wrong */
};

/* Colours of every document. */
extern const struct doc_colour DOC_INK;
extern const struct doc_colour DOC_GREY;
extern const struct doc_colour DOC_RULE;

/* doc.c */
/* The fonts for one document's turn; others wait until it leaves them. */
PangoContext *doc_fonts_take(struct doc_fonts *fonts, const char *language);
void doc_fonts_leave(struct doc_fonts *fonts);
/* The family of all documents in that size, in points; caller frees. */
PangoFontDescription *doc_font(double size, bool bold);
/* Without control characters and what turns text around. */
void doc_clean_text(struct strbuf *out, const char *text);
PangoContext *doc_context(const struct doc *doc);
/* Ends an open table. */
void doc_close_table(struct doc *doc);
/* A new block at the end, lent until the next one; NULL when the document failed. */
struct block *doc_add_block(struct doc *doc, const char *tag);
/* A new piece of that block, lent until its next one; NULL when there is no block. */
struct piece *doc_add_piece(struct doc *doc, struct block *block, const char *tag);
/* A measured text, as a paragraph. */
struct piece *doc_add_text(struct doc *doc, struct block *block, enum doc_style style,
			   const char *text, double width);
void doc_fail(struct doc *doc, const char *what);

/* marks.c */
void doc_draw_mark(cairo_t *cr, enum doc_mark mark, double x, double y, double size);
struct doc_colour doc_mark_tint(enum doc_mark mark); /* pale, for panels */
void doc_set_source(cairo_t *cr, struct doc_colour colour);

/* break.c: which block stands where. */
struct placed {
	size_t block;
	int page; /* from 0 */
	double y;
	bool repeated; /* a table's head once more */
};
/* Caller frees. Fails the document beyond DOC_PAGES_MAX. */
struct placed *doc_break(struct doc *doc, size_t *ret_count, int *ret_pages);

/* catalog.c: what cairo cannot say: language, texts for pictures. */
MUST_CHECK int doc_finish_catalog(const struct doc *doc, struct strbuf *pdf,
				  struct err *err);

#endif
