/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Printed sheets: pages of one size with texts, fills and codes at fixed places, in one
 * tagged PDF. For letters and cards, where an address must lie behind a window; documents
 * that flow over pages are doc.h's.
 *
 * Lengths are millimetres from the upper left corner, type sizes points. Texts are shown
 * as they are, as in doc.h. Drawn as they are added: nothing is measured twice but what
 * sheets_height() is asked. Thread: one at a time per doc_fonts; sheets_new() waits.
 */
#ifndef BEURT_DOC_SHEETS_H
#define BEURT_DOC_SHEETS_H

#include "doc/doc.h"

#define SHEETS_MAX 400 /* pages of one file */

struct sheets_options {
	const char *title; /* metadata, and the heading of the window */
	const char *author;
	const char *language; /* "nl", "en" */
	const char *created;  /* RFC 3339; equal sheets are equal bytes */
	double width;
	double height;
};

struct sheets_text {
	const char *text;
	const char *tag; /* role in the structure: "P", "H1"; NULL = decoration */
	double x;
	double y;
	double width;
	double size; /* points */
	bool bold;
	bool at_right;
	struct doc_colour ink;
};

struct sheets;
/* `most`: bytes the file may have. */
struct sheets *sheets_new(struct doc_fonts *fonts, const struct sheets_options *options,
			  size_t most);
void sheets_free(struct sheets *sheets); /* lets the next one begin */
AUTO_FREE(sheets, sheets_free)

/* The next page; what is added stands on it. */
void sheets_page(struct sheets *sheets);
/* One letter or card of one or more pages: what belongs together is tagged together. */
void sheets_begin(struct sheets *sheets);
void sheets_end(struct sheets *sheets);
/* Draws a text; returns how high it is. */
double sheets_text(struct sheets *sheets, const struct sheets_text *text);
/* How high it would be. */
double sheets_height(struct sheets *sheets, const struct sheets_text *text);

struct sheets_box {
	double x;
	double y;
	double width;
	double height;
};
void sheets_fill(struct sheets *sheets, struct sheets_box box, struct doc_colour colour);
/* A hair line. */
void sheets_line(struct sheets *sheets, double x, double y, double width);
/* A QR code of a text of at most 500 bytes in a square; decoration to a reader, so the
 * same stands beside it in words. ERR_INVALID when the text is too long. */
MUST_CHECK int sheets_code(struct sheets *sheets, double x, double y, double size,
			   const char *text, struct err *err);

/* Append the PDF. ERR_INVALID when a limit was met or `out` is full. */
MUST_CHECK int sheets_finish(struct sheets *sheets, struct strbuf *out, struct err *err);

#endif
