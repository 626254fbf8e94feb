/* SPDX-License-Identifier: Apache-2.0 */
/* What the two kinds of sheets share. Inner header of the print room. */
#ifndef BEURT_NOTIFICATION_PRESS_H
#define BEURT_NOTIFICATION_PRESS_H

#include "notification/print/sheet.h"

struct press {
	struct press_options options;
	struct sheets *sheets;
};

#define PAPER_INK  ((struct doc_colour){ 27, 32, 37 })
#define PAPER_GREY ((struct doc_colour){ 90, 98, 106 })
#define BRAND_FILL ((struct doc_colour){ 29, 79, 145 })

/* A text that comes in lines: empty ones part paragraphs, a line of capitals is a
 * heading, one that begins with a star is a point of a list. */
struct paper_flow {
	struct sheets *sheets;
	const char *text;
	double x;
	double y;
	double width;
	double size;  /* points */
	bool measure; /* draw nothing */
};
/* Returns the y below its last line. */
double paper_flow_write(const struct paper_flow *flow);

/* paper.c, card.c: words and sheet to the press. */
MUST_CHECK int paper_draw(struct press *press, const struct press_sheet *sheet,
			  const struct letter_paper *words, struct err *err);
MUST_CHECK int card_draw(struct press *press, const struct press_sheet *sheet,
			 const struct letter_paper *words, struct err *err);

/* "Garage De Brug, Kade 1, 2801 AB Gouda": where it goes when nobody lives there. */
void press_return_line(const struct letter_garage *garage, struct strbuf *out);

#endif
