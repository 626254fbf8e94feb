/* SPDX-License-Identifier: Apache-2.0 */
/* A file of sheets from its first to its last; paper.c and card.c know how they look. */
#include "notification/print/press.h"

#include <string.h>

#define A4_WIDTH  210.0
#define A4_HEIGHT 297.0
#define A6_WIDTH  148.0 /* lying */
#define A6_HEIGHT 105.0

static const char *title_of(const struct press_options *options)
{
	bool english = strcmp(options->language, "en") == 0;

	if (options->kind == SHEET_CARD)
		return english ? "Cards" : "Kaarten";
	return english ? "Letters" : "Brieven";
}

struct press *press_new(const struct press_options *options)
{
	struct press *press = mem_alloc(sizeof(*press));
	bool card = options->kind == SHEET_CARD;
	char created[INSTANT_TEXT];

	press->options = *options;
	press->sheets =
		sheets_new(options->fonts,
			   &(struct sheets_options){
				   .title = title_of(options),
				   .author = options->garage,
				   .language = options->language,
				   .created = instant_format(options->now, created),
				   .width = card ? A6_WIDTH : A4_WIDTH,
				   .height = card ? A6_HEIGHT : A4_HEIGHT,
			   },
			   PRESS_BYTES_MAX);
	return press;
}

void press_free(struct press *press)
{
	if (!press)
		return;
	sheets_free(press->sheets);
	mem_free(press);
}

int press_add(struct press *press, const struct press_sheet *sheet, struct err *err)
{
	struct letter_paper words = { 0 };

	if (letter_on_paper(press->options.writer, sheet->letter,
			    press->options.is_sample, &words, err) < 0)
		return -1;
	int failed = press->options.kind == SHEET_CARD
			     ? card_draw(press, sheet, &words, err)
			     : paper_draw(press, sheet, &words, err);

	letter_paper_done(&words);
	return failed;
}

int press_finish(struct press *press, struct strbuf *out, struct err *err)
{
	return sheets_finish(press->sheets, out, err);
}

static void add_part(struct strbuf *out, const char *before, const char *text)
{
	if (text && *text)
		strbuf_addf(out, "%s%s", out->len > 0 ? before : "", text);
}

void press_return_line(const struct letter_garage *garage, struct strbuf *out)
{
	STRBUF_AUTO postcode = strbuf_new(40);

	if (garage->postcode)
		postal_write_postcode(garage->postcode, &postcode);
	add_part(out, "", garage->name);
	add_part(out, ", ", garage->street);
	add_part(out, ", ", postcode.text);
	add_part(out, postcode.len ? " " : ", ", garage->city);
}
