/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A printed document: texts, tables and pictures in, a tagged PDF out.
 *
 * Blocks are added from top to bottom; doc_finish() measures out the pages, so that a
 * block never splits, a heading stays with what follows it, a table repeats its heads and
 * every page says "x of y". Texts are shown as they are: nothing in them is markup, and
 * control characters and direction marks are left out. An add beyond a limit stores
 * nothing and makes doc_finish() fail. Every text is copied.
 * Lengths are points, 1/72 inch; the paper is A4. Thread: one document at a time per
 * doc_fonts: doc_new() waits for its turn.
 */
#ifndef BEURT_DOC_DOC_H
#define BEURT_DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"
#include "base/strbuf.h"

#define DOC_BLOCKS_MAX   4000
#define DOC_PAGES_MAX    150
#define DOC_TEXT_MAX     4000 /* bytes of one text */
#define DOC_COLUMNS_MAX  8
#define DOC_PICTURES_MAX 200
#define DOC_FACTS_MAX    16

/* The fonts of this machine, loaded once: the first page costs no more than the last. */
struct doc_fonts;
struct doc_fonts *doc_fonts_new(void);
void doc_fonts_free(struct doc_fonts *fonts);

struct doc_colour {
	uint8_t red;
	uint8_t green;
	uint8_t blue;
};

/* "#rrggbb"; `preset` when it is anything else. */
struct doc_colour doc_colour_of(const char *hex, struct doc_colour preset);
/* Black or white, whichever contrasts more with it (WCAG 2.2, relative luminance). */
struct doc_colour doc_colour_ink_on(struct doc_colour fill);

struct doc_options {
	const char *title;        /* metadata, and the heading of the window */
	const char *author;       /* metadata */
	const char *language;     /* "nl", "en" */
	const char *created;      /* RFC 3339; equal documents are equal bytes */
	const char *footer;       /* at the left of every page's foot */
	const char *page_of;      /* "pagina %d van %d"; static text */
	struct doc_colour colour; /* of bars */
};

struct doc;
struct doc *doc_new(struct doc_fonts *fonts, const struct doc_options *options);
void doc_free(struct doc *doc); /* lets the next document begin */
AUTO_FREE(doc, doc_free)

enum doc_style {
	DOC_TEXT,
	DOC_SMALL,
	DOC_STRONG,
	DOC_FAINT,
	DOC_TITLE,
	DOC_HEADING,
	DOC_BAR, /* a section's bar in a table */
	DOC_STYLES,
};

/* Signs that are drawn, beside a word that says the same. */
enum doc_mark {
	DOC_MARK_NONE,
	DOC_MARK_TICK,   /* green disc */
	DOC_MARK_HOLLOW, /* green ring: not confirmed */
	DOC_MARK_NOTICE, /* amber triangle */
	DOC_MARK_CROSS,  /* red square */
	DOC_MARK_DASH,   /* grey */
	DOC_MARK_OPEN,   /* grey ring */
};

/* The bar over the first page: the garage, and at the right its logo. */
struct doc_banner {
	const char *name;
	const char *under;     /* one line of smaller text */
	struct slice logo;     /* JPEG; empty = none */
	const char *logo_word; /* in place of the logo, and what it means to a reader */
};
void doc_banner(struct doc *doc, const struct doc_banner *banner);

void doc_title(struct doc *doc, const char *text);   /* H1 */
void doc_heading(struct doc *doc, const char *text); /* H2, stays with what follows */
void doc_paragraph(struct doc *doc, enum doc_style style, const char *text);
void doc_space(struct doc *doc, double points);
void doc_next_page(struct doc *doc);
/* A panel in a pale colour with a mark in front. */
void doc_notice(struct doc *doc, enum doc_mark mark, const char *text);

/* Two lists of "label: value" beside each other. Facts without value are left out. */
struct doc_fact {
	const char *label;
	const char *value;
};
struct doc_facts {
	const char *heading;
	struct doc_fact facts[DOC_FACTS_MAX];
	size_t count;
};
void doc_two_facts(struct doc *doc, const struct doc_facts *left,
		   const struct doc_facts *right);

struct doc_column {
	const char *heading; /* NULL in all columns: the table has no heads */
	int width;           /* shares of the line */
	bool at_right;
};
/* Begins a table; it ends where anything but a row is added. */
void doc_table(struct doc *doc, const struct doc_column *columns, size_t count);
struct doc_cell {
	const char *text;  /* NULL: empty */
	const char *below; /* a second text under it, smaller */
	enum doc_style style;
	enum doc_mark mark;
};
/* As many cells as the table has columns. */
void doc_row(struct doc *doc, const struct doc_cell *cells);
/* A bar in the document's colour across the table; stays with the row that follows. */
void doc_table_bar(struct doc *doc, const char *text);

/* A picture with its caption; up to three that follow each other stand in a row. One
 * that cannot be read shows as an empty frame with `missing` in it. */
struct doc_picture {
	struct slice jpeg;
	const char *caption;
	const char *missing;
};
void doc_picture(struct doc *doc, const struct doc_picture *picture);

/* Measure, break into pages, draw; appends the PDF. ERR_INVALID when a limit was met or
 * `out` is full. ret_pages may be NULL. */
MUST_CHECK int doc_finish(struct doc *doc, struct strbuf *out, int *ret_pages,
			  struct err *err);

#endif
